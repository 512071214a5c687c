"""Publish: finished files go into a folder beside the site, and that folder takes the site's place in one step."""

from briefings.publish.finish import NoFile, finish
from briefings.publish.signals import Ended, heed
from briefings.publish.sitemap import Entry, entry, sitemap
from briefings.publish.staging import PATIENCE, Busy, Staging, stage
from briefings.publish.tree import Seen, Tree, looked_through

__all__ = [
    "PATIENCE",
    "Busy",
    "Ended",
    "Entry",
    "NoFile",
    "Seen",
    "Staging",
    "Tree",
    "entry",
    "finish",
    "heed",
    "looked_through",
    "sitemap",
    "stage",
]
