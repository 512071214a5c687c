"""Explanations of problem codes: what `briefings check --explain` prints of each.

The register, `diagnostics.CODES`, says in a line what is wrong; these say the rest. They stand apart from it, by what the codes
are about, as only somebody who asks reads them.
"""

from collections.abc import Mapping

from briefings.diagnostics import CODES
from briefings.explanations.explanation import Explanation
from briefings.explanations.facts import DATES, EVIDENCE, FIGURES
from briefings.explanations.form import FILES, SHAPE, YAML
from briefings.explanations.references import LOCALES, REFERENCES, SOURCES
from briefings.explanations.texts import TEXTS

__all__ = ["EXPLANATIONS", "Explanation", "explain"]

EXPLANATIONS: Mapping[str, Explanation] = {
    **FILES,
    **YAML,
    **SHAPE,
    **REFERENCES,
    **LOCALES,
    **SOURCES,
    **DATES,
    **FIGURES,
    **EVIDENCE,
    **TEXTS,
}


def explain(code: str) -> str:
    """Return what is known of a registered code, as plain text of several lines."""
    meaning, severity = CODES[code]
    lines = [f"{code}: {meaning} ({severity})".replace("`", "")]
    explanation = EXPLANATIONS[code]
    place = f", in {explanation.file}" if explanation.file else ""
    lines += ["", explanation.what, "", f"Why it matters: {explanation.why}"]
    lines += ["", f"In the example: {explanation.given}"] if explanation.given else []
    lines += ["", f"Wrong{place}:", "", _indented(explanation.wrong)]
    lines += ["", "Right:", "", _indented(explanation.right)]
    lines += ["", f"What to do: {explanation.todo}"]
    return "\n".join(lines)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.rstrip("\n").split("\n"))
