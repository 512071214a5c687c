"""What stops a build, a check or a preview: `str()` of each is the sentence that a user reads, without a full stop.

Three exceptions are not among them, as users never read them: `model.edtf.BadDate`, which a problem replaces,
`signals.Terminated`, a `SystemExit`, and `incremental.UnknownInput`, a fault of the code.
"""

from collections.abc import Iterable

from briefings.diagnostics import Problem, count, quantity


class BriefingsError(Exception):
    """Base class of everything that a user of Briefings can correct."""

    problems: tuple[Problem, ...] = ()
    """Problems of the content, each of which has its own place and sentence."""
    hint: str = ""
    """What to do, in whole sentences; empty where the message says it."""


class ContentError(BriefingsError):
    """The content has errors and cannot be published."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)  # the arguments with which a copy in another process is made

    def __str__(self) -> str:
        return f"{quantity(count(self.problems, 'error'), 'error')} in the content"


class ContentChanged(BriefingsError):
    """A content file has changed since the build read it; it is the argument."""

    hint = "Build it again."

    def __str__(self) -> str:
        return f"{self.args[0]} was changed while the site was built"


class SiteError(BriefingsError):
    """A site cannot be built, checked or served at all: it has no configuration, or no plugin."""


class SettingsError(SiteError):
    """A setting is wrong; the message names it and says what was expected."""


class TemplateError(BriefingsError):
    """A template cannot be rendered; the message names its file, the line and the fault."""


class SearchError(BriefingsError):
    """The pages cannot be indexed; the message says why and what helps."""


class ClusterError(BriefingsError):
    """There is no cluster to work on; the message says why."""


class SiteLocked(BriefingsError):
    """Another build of the site has been running for longer than this one waits; the seconds are the argument."""

    def __str__(self) -> str:
        return f"another build of this site has been running for more than {self.args[0]:.0f} seconds"


class NotOurs(BriefingsError):
    """A folder holds what Briefings has not put there, which would be lost; the message names it and what to do."""


class NotAFile(BriefingsError):
    """Something in the new site is neither a file nor a folder; the message names it."""


class UnsafePath(BriefingsError):
    """A path leads out of its folder, or names no file on some system; the message says why."""
