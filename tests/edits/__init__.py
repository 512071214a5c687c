"""Random edits of a mini-site, as editors, authors of templates and owners make them; some of them wrong."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import yaml

from tests.edits import inputs, records
from tests.edits.site import Edited

__all__ = ["EDITS", "Edit", "Edited", "edit", "made_by"]

Edit = Callable[[Edited, Random], None]


def edit(site: Edited, random: Random) -> str:
    """Make one edit and return what it was."""
    return made_by(random.choices([make for make, _ in EDITS], [weight for _, weight in EDITS])[0], site, random)


def made_by(make: Edit, site: Edited, random: Random) -> str:
    """Make an edit of one kind and return what it was."""
    try:
        make(site, random)
    except (OSError, ValueError, AssertionError, IndexError, yaml.YAMLError):
        return f"{make.__name__} found nothing to edit"
    return make.__name__


EDITS: tuple[tuple[Edit, int], ...] = (
    (records.a_text, 8),
    (records.a_name, 4),
    (records.a_fact, 8),
    (records.a_tie, 5),
    (records.an_id, 4),
    (records.a_new_article, 5),
    (records.a_renamed_record, 3),
    (records.a_deletion, 2),
    (records.a_translation, 4),
    (inputs.a_page, 3),
    (inputs.a_description_of_a_page, 2),
    (inputs.a_link_on_a_page, 3),
    (inputs.a_template, 3),
    (inputs.a_static_file, 2),
    (inputs.an_included_template, 4),
    (inputs.a_folder_of_content, 3),
    (inputs.a_catalogue, 3),
    (inputs.a_setting, 4),
    (inputs.the_clock, 2),
    (inputs.the_record, 2),
    (inputs.the_archive, 4),
    (inputs.a_case, 6),
)
"""Edits, with how often each is made."""
