"""Hardening of MkDocs' own Markdown, which turns plain pages into HTML."""

from collections.abc import Sequence

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor


class NoRawHtml(Extension):
    """Shows raw HTML in plain pages as text: nothing parses it, and none of it runs in a reader's browser."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Take out what reads raw HTML, and keep the page from MkDocs' own search for it."""
        for registry, name in ((md.preprocessors, "html_block"), (md.inlinePatterns, "html")):
            if name in registry:
                registry.deregister(name)
        # MkDocs searches the page for HTML itself, at priority 21, and a line such as <![> ends its search and the build.
        lines = _HiddenLines(md)
        md.preprocessors.register(lines, "briefings_hide_lines", 21.5)
        md.preprocessors.register(lines, "briefings_restore_lines", 20.5)


class _HiddenLines(Preprocessor):
    """Hides the page's lines from the next preprocessor when it runs first, and restores them when it runs again."""

    _hidden: Sequence[str] = ()

    def run(self, lines: list[str]) -> list[str]:
        hidden, self._hidden = self._hidden, lines
        return list(hidden)
