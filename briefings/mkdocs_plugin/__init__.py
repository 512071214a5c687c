"""The MkDocs plugin, and the functions that run MkDocs with it. The only part that knows MkDocs, or ProperDocs.

MkDocs turns the Markdown of the plain pages into HTML, serves, watches and deploys; Briefings makes the pages.
"""

from briefings.mkdocs_plugin.plugin import BriefingsPlugin
from briefings.mkdocs_plugin.site_commands import build_site, check_site, load_settings, serve_site, verify_site

__all__ = ["BriefingsPlugin", "build_site", "check_site", "load_settings", "serve_site", "verify_site"]
