"""The texts of the interface: one catalogue a locale, read from its `.po` file and compiled in memory.

There is no `.mo` file that could be older than its `.po`, and a preview shows an edit at once.
"""

import gettext
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from briefings.incremental import digest, record_dependency
from briefings.inputs import Catalogue
from briefings.reading import read_file

CATALOGUES = Path(__file__).parent.parent / "locale"
"""`<locale>/LC_MESSAGES/briefings.po` for each locale."""
DOMAIN = "briefings"


def catalogue_file(locale: str) -> Path:
    """Return the catalogue of a locale; a tag's hyphens are underscores there."""
    return CATALOGUES / locale.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.po"


class Catalogues:
    """The catalogues of a site's locales as one build reads them: once, so that what is digested is what is shown."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Take each catalogue's file by locale."""
        self._files = files
        self._translations: dict[str, gettext.GNUTranslations] = {}

    @classmethod
    def read(cls, locales: Iterable[str]) -> Self:
        """Read the catalogues of locales. Raises `OSError` where one cannot be read."""
        return cls({locale: read_file(catalogue_file(locale)) for locale in locales})

    def __getitem__(self, locale: str) -> gettext.GNUTranslations:
        """Return the interface's texts in a locale."""
        record_dependency(Catalogue(locale))
        if locale not in self._translations:
            file, compiled = io.BytesIO(self._files[locale]), io.BytesIO()
            write_mo(compiled, read_po(file, locale=locale.replace("-", "_"), domain=DOMAIN, abort_invalid=True))
            compiled.seek(0)
            self._translations[locale] = gettext.GNUTranslations(compiled)
        return self._translations[locale]

    def digest(self, locale: str) -> bytes | None:
        """Return a digest of a catalogue; None where the site has none of that locale."""
        file = self._files.get(locale)
        return None if file is None else digest(file)

    def __reduce__(self) -> tuple[type[Self], tuple[Mapping[str, bytes]]]:
        """Travel as files."""
        return type(self), (self._files,)
