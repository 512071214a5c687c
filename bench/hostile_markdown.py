"""How long the check and the conversion of hostile Markdown take: `python bench/hostile_markdown.py` prints the worst.

Each text is as long as a text may be, once as one and once in paragraphs that are as long as they may be. What is refused is
not converted. Times are of the processor, in seconds.
"""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from briefings.markup import heading_ids, lint, lint_page, page_links, to_html
from briefings.markup.lint import MAX_PARAGRAPH
from briefings.model.fields import MAX_MARKDOWN
from tests.test_markup import ADVERSARIES  # their tests count the steps


def as_body(text: str) -> None:
    if all(found.code == "R020" for found in lint(text, may_cite=True)):
        to_html(text, str)


def as_page(text: str) -> None:
    if all(found.code == "R020" for found in lint_page(text)):
        list(page_links(text))
        heading_ids(text)


def texts() -> Iterator[tuple[str, str]]:
    short = MAX_PARAGRAPH - 2
    for name, make in ADVERSARIES.items():
        yield name, make(MAX_MARKDOWN)[:MAX_MARKDOWN]
        yield f"{name}, in paragraphs", (make(short)[:short] + "\n\n") * (MAX_MARKDOWN // MAX_PARAGRAPH)


def seconds(handle: Callable[[str], None], text: str) -> float:
    start = time.process_time()
    handle(text)
    return time.process_time() - start


def main() -> None:
    taken = [(seconds(handle, text), handle.__name__, name) for name, text in texts() for handle in (as_body, as_page)]
    for time_taken, dialect, name in sorted(taken, reverse=True)[:10]:
        print(f"{time_taken:6.2f}  {dialect:8}  {name}")


if __name__ == "__main__":
    main()
