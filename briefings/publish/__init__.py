"""Publish: files are written into a staging directory beside the site, which then takes the site's place in one step."""

from briefings.publish.files import StatCache, hash_tree, normalise_permissions_and_mtimes
from briefings.publish.ownership import keep_others_files, refuse_others_folder
from briefings.publish.staging import Staging
from briefings.publish.tree import OutputTree, is_inside

__all__ = [
    "OutputTree",
    "Staging",
    "StatCache",
    "hash_tree",
    "is_inside",
    "keep_others_files",
    "normalise_permissions_and_mtimes",
    "refuse_others_folder",
]
