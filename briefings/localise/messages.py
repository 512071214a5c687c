"""The texts of the interface: one catalogue a locale, read from its `.po` file and compiled in memory."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).parent.parent / "locale"
"""`<locale>/LC_MESSAGES/briefings.po` for each locale."""
DOMAIN = "briefings"


def catalogue_file(locale: str) -> Path:
    """Return the catalogue of a locale; a tag's hyphens are underscores there."""
    return CATALOGUES / locale.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.po"


def has_catalogue(locale: str) -> bool:
    """Tell whether the interface has been translated to a locale."""
    return catalogue_file(locale).is_file()


def translations(locale: str) -> gettext.GNUTranslations:
    """Return the interface's texts in a locale.

    Raises `FileNotFoundError` where there is no catalogue.
    """
    with catalogue_file(locale).open("rb") as file:
        catalogue = read_po(file, locale=locale.replace("-", "_"), domain=DOMAIN, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
