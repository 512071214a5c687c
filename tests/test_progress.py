"""How far a build is: what a terminal shows and does not keep, and what CI keeps."""

from __future__ import annotations

import io
import re
import threading
from contextlib import closing

import pytest
from rich.console import Console

from briefings.progress import PLAIN_INTERVAL, ProgressReporter, progress_line


class Clock:
    """A clock that stands still until its time is set."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def console(*, is_terminal: bool) -> tuple[Console, io.StringIO]:
    """Return a console, and what arrives there."""
    arrived = io.StringIO()
    written_to = Console(
        file=arrived, force_terminal=is_terminal, width=100, highlight=False, markup=False, _environ={"TERM": "xterm"}
    )
    return written_to, arrived


@pytest.mark.parametrize(
    ("done", "of", "seconds", "said"),
    [
        (1200, 26800, 3.0, "pages: 1,200 of 26,800, 400 a second, 64 seconds left"),
        (1, 2, 10.0, "pages: 1 of 2, 0 a second, 10 seconds left"),
        (5, 5, 0.0, "pages: 5 of 5, 5,000 a second, 0 seconds left"),
        (0, 5, 10.0, "pages: 0 of 5, 0 a second, 0 seconds left"),
    ],
)
def test_a_line_says_how_much_is_done_and_how_long_it_will_take(done: int, of: int, seconds: float, said: str) -> None:
    assert progress_line("pages", done, of, seconds) == said


# Where what is said is kept


def test_what_is_done_soon_is_not_spoken_of(clock: Clock) -> None:
    output, arrived = console(is_terminal=False)
    with closing(ProgressReporter(output, clock)) as reporter:
        for done in range(100):
            reporter.update("pages", done, 100)
            clock.now += PLAIN_INTERVAL / 200
    assert arrived.getvalue() == ""


def test_plain_lines_come_with_a_pause_between_them_and_none_at_the_end(clock: Clock) -> None:
    output, arrived = console(is_terminal=False)
    with closing(ProgressReporter(output, clock)) as reporter:
        for done in range(1, 101):
            clock.now += PLAIN_INTERVAL / 40
            reporter.update("pages", done, 100)
    assert arrived.getvalue().splitlines() == [
        progress_line("pages", 41, 100, PLAIN_INTERVAL),
        progress_line("pages", 81, 100, 2 * PLAIN_INTERVAL),
    ]
    assert "\x1b" not in arrived.getvalue()


def test_each_stage_has_a_time_of_its_own(clock: Clock) -> None:
    output, arrived = console(is_terminal=False)
    with closing(ProgressReporter(output, clock)) as reporter:
        reporter.update("files read", 1, 10)
        clock.now += PLAIN_INTERVAL - 1
        reporter.update("pages", 1, 10)
        clock.now += PLAIN_INTERVAL - 1
        reporter.update("pages", 2, 10)
        clock.now += 1
        reporter.update("pages", 3, 10)
    assert arrived.getvalue().splitlines() == [progress_line("pages", 3, 10, PLAIN_INTERVAL)]


# On a terminal


def screen(arrived: str) -> list[str]:
    """Return the lines that a terminal shows after all that arrived, as far as it is moved and erased here."""
    lines, row, column = [""], 0, 0
    for sign in re.findall(r"\x1b\[[?\d;]*[A-Za-z]|\r|\n|[^\x1b\r\n]+", arrived):
        if sign == "\r":
            column = 0
        elif sign == "\n":
            row, column = row + 1, 0
            lines += [""] * (row + 1 - len(lines))
        elif sign.endswith("A"):
            row -= int(sign[2:-1] or 1)
        elif sign.endswith("K"):
            lines[row] = ""
        elif not sign.startswith("\x1b"):
            lines[row] = lines[row].ljust(column)[:column] + sign + lines[row][column + len(sign) :]
            column += len(sign)
    return lines


def test_a_terminal_shows_a_line_and_keeps_nothing_of_it(clock: Clock) -> None:
    output, arrived = console(is_terminal=True)
    with closing(ProgressReporter(output, clock)) as reporter:
        reporter.update("pages", 1, 1000)
        assert arrived.getvalue() == "", "what is done soon is not shown"
        clock.now += 2
        reporter.update("pages", 400, 1000)
        (shown,) = filter(None, screen(arrived.getvalue()))
        assert shown.startswith("pages ") and "400/1000" in shown and "200 a second" in shown
    assert not any(screen(arrived.getvalue()))
    assert arrived.getvalue().rindex("\x1b[?25h") > arrived.getvalue().rindex("\x1b[?25l"), "the cursor is back"


def test_a_build_that_fails_leaves_nothing_on_the_terminal(clock: Clock) -> None:
    output, arrived = console(is_terminal=True)
    with pytest.raises(KeyboardInterrupt), closing(ProgressReporter(output, clock)) as reporter:
        reporter.update("pages", 1, 1000)
        clock.now += 2
        reporter.update("pages", 400, 1000)
        raise KeyboardInterrupt
    assert arrived.getvalue() and not any(screen(arrived.getvalue()))


def test_a_terminal_is_drawn_on_by_no_thread_of_its_own(clock: Clock) -> None:
    """Beside a thread of somebody else workers could not be copies of the process, and would begin slowly."""
    output, _ = console(is_terminal=True)
    before = threading.active_count()
    with closing(ProgressReporter(output, clock)) as reporter:
        reporter.update("files read", 1, 1000)
        clock.now += 2
        reporter.update("files read", 500, 1000)
        assert threading.active_count() == before


def test_a_terminal_is_not_drawn_on_more_often_than_eyes_can_follow(clock: Clock) -> None:
    output, arrived = console(is_terminal=True)
    with closing(ProgressReporter(output, clock)) as reporter:
        reporter.update("pages", 1, 10_000)
        clock.now += 2
        for done in range(1000):
            reporter.update("pages", done, 10_000)
            clock.now += 0.001
        assert 5 < arrived.getvalue().count("/10000") < 15
