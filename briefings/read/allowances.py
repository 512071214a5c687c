"""Allowances: a file says under `allow` which warnings about it, or about its record, are meant to stand, and why.

They are about the content and no part of it: they are taken from a file's data before it is given its shape. `check.allowances`
applies them where all diagnostics are together, so that no rule knows of them.
"""

from briefings.diagnostics import CODES, Diagnostic, Location, did_you_mean, shown

KEY = "allow"
"""The key at the top of a file that maps codes to reasons."""
UNUSED = "C005"
"""Code of an allowance that silences nothing, which cannot be allowed."""
MAX_REASON = 1_000
"""Characters in a reason."""


def take(file: str, data: dict[str, object]) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """Remove the allowances from a file's data; return their codes, and what is wrong with them."""
    found = data.pop(KEY, {})
    if not isinstance(found, dict):
        code = found if isinstance(found, str) and found in CODES else "C003"
        message = "expected codes of warnings, each with a reason"
        return (), [Diagnostic("S003", Location(file, (KEY,)), message, f"Write {{{code}: why it may stand}}.")]
    diagnostics = [fault for code, reason in found.items() if (fault := _fault(file, code, reason))]
    return tuple(code for code in found if _can_be_allowed(code)), diagnostics


def _can_be_allowed(code: str) -> bool:
    return code in CODES and CODES[code].severity == "warning" and code != UNUSED


def _fault(file: str, code: str, reason: object) -> Diagnostic | None:
    if code not in CODES:
        known = [known for known in CODES if _can_be_allowed(known)]
        hint = did_you_mean(code, known) or f"Warnings are {', '.join(known)}."
        return Diagnostic("C004", Location(file, (KEY, code), on="key"), f"'{shown(code)}' is no code of a warning", hint)
    if not _can_be_allowed(code):
        message = f"{code} cannot be allowed: {CODES[code].meaning}"
        return Diagnostic("C004", Location(file, (KEY, code), on="key"), message, "Only a warning about the content can.")
    if not isinstance(reason, str) or not reason.strip() or len(reason) > MAX_REASON:
        message = f"expected the reason why {code} may stand: a text of at most {MAX_REASON} characters"
        return Diagnostic("S003", Location(file, (KEY, code)), message)
    return None
