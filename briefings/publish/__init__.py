"""Publish: finished files go into a folder beside the site, and that folder takes the site's place in one step."""

from briefings.publish.place import put_in_place, staging_folder
from briefings.publish.sitemap import entry, sitemap
from briefings.publish.write import Writer

__all__ = ["Writer", "entry", "put_in_place", "sitemap", "staging_folder"]
