"""What a build logs: errors become sentences for editors, in this one place."""

import logging
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.utils import CountHandler

from briefings.diagnostics import Problem, quantity
from briefings.errors import BriefingsError, SettingsError

log = get_plugin_logger("briefings")

NOTICE = 25
"""Level of messages that are always shown; a warning would end a strict build."""
logging.addLevelName(NOTICE, "NOTICE")

UNCHANGED = "the published site is as it was"
WAITING = "Another build of this site is running; this one waits for it to end."


@contextmanager
def errors_as_sentences() -> Iterator[None]:
    """Turn every error into a `PluginError`, which ends the build with one sentence and without a traceback."""
    try:
        yield
    except SettingsError as error:
        raise PluginError(str(error)) from None
    except BriefingsError as error:
        log_problems(error.problems)
        raise build_failed(str(error), error.hint) from None
    except OSError as error:
        raise build_failed(describe_os_error(error)) from None
    except PluginError:
        raise
    except Exception as error:
        log.debug("Where the unexpected error arose:", exc_info=True)
        hint = "This is a fault of Briefings; mkdocs build --verbose shows where."
        raise build_failed(f"unexpected {type(error).__name__}: {error}", hint) from None


def build_failed(message: str, hint: str = "") -> PluginError:
    """Return the error that ends a build before its site is published."""
    return PluginError(f"{message}; {UNCHANGED}. {hint}" if hint else f"{message}; {UNCHANGED}")


def log_problems(problems: Iterable[Problem]) -> None:
    """Log each problem of the content with its severity."""
    for problem in problems:
        log.log(logging.ERROR if problem.severity == "error" else logging.WARNING, str(problem))


def describe_error(error: Exception) -> str:
    """Return another plugin's error in one line, with its place, such as `(name.py:12)`."""
    if isinstance(error, OSError) and error.strerror:
        return describe_os_error(error)
    *_, (frame, line) = traceback.walk_tb(error.__traceback__)
    return f"{type(error).__name__}: {' '.join(str(error).split())} ({Path(frame.f_code.co_filename).name}:{line})"


def describe_os_error(error: OSError) -> str:
    """Return what the system refused, and for which file where it says so."""
    return f"{error.strerror or error}: {error.filename}" if error.filename else str(error.strerror or error)


def count_warnings() -> str:
    """Return how often anything has warned, such as `2 warnings`; an empty text where MkDocs does not count (not strict)."""
    counters = (handler for handler in root_logger().handlers if isinstance(handler, CountHandler))
    return ", ".join(quantity(count, name.lower()) for counter in counters for name, count in counter.get_counts())


def root_logger() -> logging.Logger:
    """Return the logger of MkDocs, or of ProperDocs."""
    name: str = log.logger.name  # `mkdocs.plugins.briefings`, or `properdocs.…`
    return logging.getLogger(name.partition(".")[0])
