"""Whoever does the work, the site is the same, also where some of them die on the way; and nobody is left behind."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from briefings import urls
from briefings.build import build, prepare
from briefings.diagnostics import Problem
from briefings.errors import ClusterError, ContentChanged, SearchError, TemplateError
from briefings.incremental import BlobStore, run_batch
from briefings.parallel import BackgroundTask, Executor, InlineExecutor
from briefings.parallel.dask import DaskExecutor
from briefings.parallel.processes import ProcessExecutor
from briefings.services import CACHE_NAME, ProgressCallback, Services
from tests import mini

pytestmark = pytest.mark.slow

Outcome = tuple[mini.Tree, tuple[Problem, ...]]
MIN_PARALLEL_ITEMS = Services().min_parallel_items
COPIES = 10
"""How often each article is copied: there are more pages than one process makes alone."""
BATCH = 2
"""Pages that a worker is given at once here, so that there is always something left to do."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site `two-locales` with many articles."""
    site = mini.copy_site("two-locales", tmp_path_factory.mktemp("work") / "project")
    articles = site / "content" / "articles"
    for name in mini.names(articles):
        for number in range(COPIES):
            shutil.copytree(articles / name, articles / f"{name}-{number}")
    return site


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return shutil.copytree(site, tmp_path / "project")


def outcome(
    site: Path,
    folder: Path,
    executor: Executor,
    on_progress: ProgressCallback = lambda stage, done, total: None,
    cache: Path | None = None,
    min_parallel_items: int = MIN_PARALLEL_ITEMS,
) -> Outcome:
    """Build a site into a new folder and return all that came of it."""
    services = Services(
        BlobStore(cache and cache / CACHE_NAME),
        executor,
        on_progress,
        min_parallel_items=min_parallel_items,
        page_batch=BATCH,
    )
    settings = mini.settings(site)
    prepared = prepare(settings, services)
    build(prepared, settings, {}, folder, services)
    services.blobs.close()
    return mini.tree(folder), prepared.warnings


@pytest.fixture(scope="module")
def expected(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """What one process makes of the site."""
    found = outcome(site, tmp_path_factory.mktemp("alone") / "site", InlineExecutor())
    assert len([path for path in found[0] if path.endswith(".html")]) > MIN_PARALLEL_ITEMS
    assert len(found[1]) == COPIES
    return found


# Processes of this machine


EDIT = {"content/articles/ferry-late-1/en.yaml": {"replace": {"summary: ": "summary: At last, "}}}


def elsewhere(function: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a function returns in a fresh process: it has no threads, such as other tests may have left in this one."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as fresh:
        return fresh.submit(function, *arguments).result()


def outcome_and_kinds(site: Path, folder: Path, size: int) -> tuple[Outcome, set[tuple[int, str]]]:
    """Return also how many workers there were at once while pages were made, and how they had begun."""
    kinds: set[tuple[int, str]] = set()

    def on_progress(stage: str, done: int, of: int) -> None:
        workers = [type(child).__name__ for child in multiprocessing.active_children()]
        if stage.startswith("pages"):
            kinds.update((len(workers), kind) for kind in workers)

    return outcome(site, folder, ProcessExecutor(size), on_progress), kinds


def outcomes_and_kinds(site: Path, folder: Path, sizes: Sequence[int]) -> Mapping[int, tuple[Outcome, set[tuple[int, str]]]]:
    return {size: outcome_and_kinds(site, folder / str(size), size) for size in sizes}


@pytest.fixture(scope="module")
def copies(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, tuple[Outcome, set[tuple[int, str]]]]:
    """What one, two and three processes make that are copies of one without threads, and their kinds."""
    found: Mapping[int, Any] = elsewhere(outcomes_and_kinds, site, tmp_path_factory.mktemp("copies"), [1, 2, 3])
    return found


def rebuilt(site: Path, folder: Path, is_kept: bool) -> tuple[Outcome, list[set[str]]]:
    """Build a site with two workers, edit a text, and build it again as a large site is built.

    Return also which data files were assembled in the background. Where the earlier site is not kept, the second one is made in
    an empty folder.
    """
    assembled: list[set[str]] = []
    cache, place = folder / "cache", folder / "site"
    outcome(site, place, ProcessExecutor(2), cache=cache)
    if not is_kept:
        shutil.rmtree(place)
    mini.overlay(site, EDIT)
    begin = BackgroundTask.__init__

    def noted(self: BackgroundTask[Any], task: Callable[[], Any]) -> None:
        if isinstance(task, partial) and task.func is run_batch:
            assembled.append(set(task.args[1][1]))
        begin(self, task)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BackgroundTask, "__init__", noted)
        found = outcome(site, place, ProcessExecutor(2), cache=cache, min_parallel_items=10)
    return found, assembled


@pytest.mark.parametrize("is_kept", [True, False])
def test_data_files_are_assembled_beside_the_few_pages_of_an_edit(copy: Path, tmp_path: Path, is_kept: bool) -> None:
    (found, warnings), assembled = elsewhere(rebuilt, copy, tmp_path, is_kept)
    rows = {"articles"} if is_kept else set(urls.DATA_KINDS)
    assert assembled == [rows, {"database"}]
    assert (found, warnings) == outcome(copy, tmp_path / "expected", InlineExecutor())


@pytest.mark.parametrize("size", [1, 2, 3])
def test_processes_that_are_copies_make_the_same_site(copies: Mapping[int, Any], expected: Outcome, size: int) -> None:
    found, kinds = copies[size]
    assert found == expected
    # Where there are several, one more puts the data files together for a while.
    assert {(size, "ForkProcess")} <= kinds <= {(size, "ForkProcess"), (size + (size > 1), "ForkProcess")}


@contextmanager
def thread_of_others() -> Iterator[None]:
    """Have a thread that is nobody's here, beside which a process cannot be copied safely."""
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()


def test_processes_that_begin_afresh_make_the_same_site(site: Path, tmp_path: Path, expected: Outcome) -> None:
    with thread_of_others():
        found, kinds = outcome_and_kinds(site, tmp_path / "site", 2)
    assert found == expected
    assert kinds == {(2, "SpawnProcess")}


def outcome_with_a_death(site: Path, folder: Path) -> tuple[Outcome, int]:
    """Kill one of two workers while pages come in; return also how many pages were left to do."""
    left: list[int] = []

    def on_progress(stage: str, done: int, of: int) -> None:
        if stage.startswith("pages") and not left:
            left.append(of - done)
            worker = multiprocessing.active_children()[0]
            worker.kill()
            worker.join()

    return outcome(site, folder, ProcessExecutor(2), on_progress), left[0]


def test_a_worker_that_dies_costs_nothing_but_time(site: Path, tmp_path: Path, expected: Outcome) -> None:
    found, left = elsewhere(outcome_with_a_death, site, tmp_path / "site")
    assert left > 30
    assert found == expected


def test_a_worker_that_begins_afresh_and_dies_costs_nothing_but_time(site: Path, tmp_path: Path, expected: Outcome) -> None:
    with thread_of_others():
        found, left = outcome_with_a_death(site, tmp_path / "site")
    assert left > 30
    assert found == expected


def doomed(parent: int, item: int) -> int:
    """Do an item, and have the worker that has done it die when it has nothing more to do."""
    if os.getpid() != parent:
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGKILL)).start()
    return item


def test_what_a_worker_had_done_before_it_died_is_not_lost() -> None:
    found = []
    for item in ProcessExecutor(1).map_unordered(doomed, os.getpid(), range(10)):
        found.append(item)
        if len(found) == 1:
            time.sleep(0.7)
    assert sorted(found) == list(range(10))


def cut_short(parent: int, item: int) -> str:
    """Do an item, and have the worker die in the middle of sending its result."""

    def send(connection: Connection, data: bytes) -> None:
        os.write(connection.fileno(), data[: len(data) // 2])
        os.kill(os.getpid(), signal.SIGKILL)

    if os.getpid() != parent and item == 1:
        setattr(Connection, "_send", send)  # noqa: B010 it is not known to be there
    return str(item) * 20_000


def test_a_worker_that_dies_in_the_middle_of_a_word_is_not_waited_for() -> None:
    found = elsewhere(lengths)
    assert sorted(found) == [20_000] * 6


def lengths() -> list[int]:
    return [len(text) for text in ProcessExecutor(2).map_unordered(cut_short, os.getpid(), range(6))]


def slow_beginning(parent: int, item: int) -> tuple[int, int]:
    time.sleep(0.05 if item < 10 else 0)
    return os.getpid(), item


def shares() -> tuple[list[set[int]], int, int]:
    """Return which items each of two workers did, this process, and how many threads it had meanwhile."""
    done: dict[int, set[int]] = {}
    threads = 0
    for process, item in ProcessExecutor(2).map_unordered(slow_beginning, 0, range(20)):
        done.setdefault(process, set()).add(item)
        threads = max(threads, threading.active_count())
    return sorted(done.values(), key=min), os.getpid() in done, threads


def test_a_worker_does_neighbouring_items_and_then_the_last_ones_of_another() -> None:
    (slow, quick), is_parent_at_work, threads = elsewhere(shares)
    assert slow | quick == set(range(20)) and not slow & quick
    assert set(range(10, 20)) < quick
    assert slow == set(range(len(slow))), "the last ones were taken over"
    assert (is_parent_at_work, threads) == (False, 1)


def test_nothing_to_do_is_done() -> None:
    assert list(ProcessExecutor(2).map_unordered(doomed, 0, [])) == []


def failing(shared: None, item: int) -> None:
    raise OSError(28, "no room", str(item))


def failure() -> tuple[str, list[str]]:
    try:
        list(ProcessExecutor(2).map_unordered(failing, None, range(3)))
    except OSError as error:
        return str(error), error.__notes__
    return "", []


def test_an_exception_of_a_worker_is_raised_here_and_says_where_it_arose() -> None:
    message, (note,) = elsewhere(failure)
    assert message in {f"[Errno 28] no room: '{item}'" for item in range(3)}
    assert "in failing\n" in note


def unsendable(parent: int, item: int) -> Callable[[], int]:
    return lambda: item


def test_what_a_worker_cannot_send_is_made_here() -> None:
    assert sorted(found() for found in ProcessExecutor(2).map_unordered(unsendable, 0, range(5))) == list(range(5))


# One task in the background


def in_background() -> tuple[int, int, int]:
    """Return this process, the one that something was done in, and the one where it was asked for after a kill."""
    with BackgroundTask(os.getpid) as one:
        elsewhere = one.result()
        assert one.result() == elsewhere, "it is done once"
    with BackgroundTask(_long) as other:
        (child,) = multiprocessing.active_children()
        os.kill(child.pid or 0, signal.SIGKILL)
        return os.getpid(), elsewhere, other.result()


def _long() -> int:
    if multiprocessing.parent_process() is not None and type(multiprocessing.current_process()).__name__ == "ForkProcess":
        time.sleep(600)
    return os.getpid()


def test_a_task_runs_in_a_fork_and_where_that_dies_here() -> None:
    here, there, again = elsewhere(in_background)
    assert there != here
    assert again == here


def failing_in_background() -> str:
    try:
        with BackgroundTask(_failing) as one:
            one.result()
    except OSError as error:
        return str(error)
    return ""


def _failing() -> None:
    raise OSError("no room")


def test_what_goes_wrong_in_the_background_is_raised_here() -> None:
    assert elsewhere(failing_in_background) == "no room"


def test_a_task_runs_here_where_there_are_threads_of_others() -> None:
    with thread_of_others(), BackgroundTask(os.getpid) as one:
        one.poll()
        assert one.result() == os.getpid()


def test_a_task_that_goes_wrong_here_is_not_tried_again() -> None:
    tried = []

    def failing() -> None:
        tried.append(os.getpid())
        raise OSError("no room")

    with thread_of_others(), BackgroundTask(failing) as one, pytest.raises(OSError, match="no room"):
        one.result()
    assert tried == [os.getpid()]


# A cluster of Dask


@pytest.fixture(scope="module")
def dask() -> Iterator[Any]:
    """Three workers on this machine, each a process of its own."""
    with local_cluster(n_workers=3, threads_per_worker=1, processes=True) as started:
        yield started


def local_cluster(**options: Any) -> Any:
    """Return a cluster that listens on the loopback alone."""
    from distributed import LocalCluster  # it takes long, and those who work elsewhere do without

    make: Any = LocalCluster
    return make(dashboard_address="127.0.0.1:0", host="127.0.0.1", **options)


@contextmanager
def cluster_of(dask: Any) -> Iterator[DaskExecutor]:
    cluster = DaskExecutor(dask.scheduler_address)
    try:
        yield cluster
    finally:
        cluster.close()


def test_a_cluster_makes_the_same_site(site: Path, tmp_path: Path, expected: Outcome, dask: Any) -> None:
    with cluster_of(dask) as cluster:
        assert cluster.size == 3
        assert outcome(site, tmp_path / "site", cluster) == expected


def test_a_worker_of_a_cluster_that_dies_costs_nothing_but_time(
    site: Path, tmp_path: Path, expected: Outcome, dask: Any
) -> None:
    left: list[int] = []

    def on_progress(stage: str, done: int, of: int) -> None:
        if stage.startswith("pages") and not left:
            left.append(of - done)
            os.kill(next(iter(dask.workers.values())).pid, signal.SIGKILL)

    with cluster_of(dask) as cluster:
        assert outcome(site, tmp_path / "site", cluster, on_progress) == expected
    assert left[0] > 30


CLUSTER = """
import sys
from distributed import LocalCluster
here = {"protocol": "tcp://", "host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
with LocalCluster(n_workers=1, processes=False, **here) as cluster:
    print(cluster.scheduler_address, flush=True)
    sys.stdin.read()
"""
"""A scheduler and its only worker, in one process that ends when nobody holds its standard input any more."""


def test_a_build_that_loses_its_cluster_makes_the_rest_itself(site: Path, tmp_path: Path, expected: Outcome) -> None:
    left: list[int] = []

    def on_progress(stage: str, done: int, of: int) -> None:
        if stage.startswith("pages") and not left:
            left.append(of - done)
            process.kill()

    command = [sys.executable, "-c", CLUSTER]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        cluster = DaskExecutor(process.stdout.readline().strip())
        try:
            assert outcome(site, tmp_path / "site", cluster, on_progress) == expected
            assert list(cluster.map_unordered(doomed, os.getpid(), range(3))) == [0, 1, 2], "nor does it wait for it again"
        finally:
            cluster.close()
    assert left[0] > 30


def test_a_scheduler_without_workers_gives_one_sentence() -> None:
    with local_cluster(n_workers=0, processes=False, protocol="tcp://") as started:
        address = started.scheduler_address
        with pytest.raises(ClusterError, match=f"^the scheduler of Dask at {address} has no workers$"):
            DaskExecutor(address, timeout=0.3)


@pytest.mark.parametrize("address", ["nonsense", "", "tcp://127.0.0.1", "nothing://127.0.0.1:8786"])
def test_what_is_no_address_of_a_scheduler_is_told_at_once(address: str) -> None:
    with pytest.raises(ClusterError, match=f"^no scheduler of Dask answers at {address}: "):
        DaskExecutor(address)


# The command on a cluster


@pytest.fixture(scope="module")
def first(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, published by a command that works alone."""
    first = shutil.copytree(site, tmp_path_factory.mktemp("first") / "project")
    mini.built(first, "briefings", "build", "--workers", "1")
    return first


@pytest.fixture
def published(first: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed and built again."""
    return shutil.copytree(first, tmp_path / "published")


def test_the_command_makes_the_same_site_on_a_cluster(copy: Path, first: Path, dask: Any) -> None:
    found = mini.built(copy, "briefings", "build", "--scheduler", dask.scheduler_address)
    assert mini.tree(found) == mini.tree(first / "site")


IMPATIENT = """
from functools import partial
from briefings.incremental import BlobStore, run_batch
from briefings import parallel
parallel.DaskExecutor = partial(parallel.DaskExecutor, timeout=0.3)
"""


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (
            IMPATIENT,
            "no scheduler of Dask answers at tcp://127.0.0.1:1: Timed out trying to connect to tcp://127.0.0.1:1 after 0.3 s",
        ),
        ("import sys\nsys.modules['distributed'] = None\n", "Dask is not installed; run pip install briefings[dask]"),
    ],
    ids=["nobody listening", "Dask not installed"],
)
def test_a_cluster_that_is_not_there_gives_one_sentence(published: Path, code: str, sentence: str) -> None:
    hook(published, code)
    assert refused(published, "--scheduler", "tcp://127.0.0.1:1") == [f"{sentence}; the published site is as it was"]


def hook(site: Path, code: str) -> None:
    """Run code in the process of the build, before it begins."""
    (site / "hook.py").write_text(code, "utf-8")
    with (site / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nhooks: [hook.py]\n")


def refused(site: Path, *options: str) -> list[str]:
    """Run a build that must fail without harm; return the lines of what it said, but for warnings of the content."""
    before = mini.tree(site / "site")
    ended = mini.run(site, "briefings", "build", *options, PYTHONDONTWRITEBYTECODE="1")
    said = ended.stdout + ended.stderr
    assert ended.returncode == 1, said
    assert mini.tree(site / "site") == before
    assert not [name for name in mini.names(site) if name.startswith(".")]
    return [line for line in said.splitlines() if line.strip() and ": warning " not in line and not line.startswith("Aborted")]


# What goes wrong in a worker


@pytest.mark.parametrize("kind", [TemplateError, ContentChanged, SearchError, ClusterError])
def test_what_goes_wrong_in_a_worker_can_be_sent(kind: type[Exception]) -> None:
    error = kind("templates/topic.html:3: wrong")
    sent = pickle.loads(pickle.dumps(error))
    assert (type(sent), str(sent)) == (kind, str(error))
    assert str(sent).startswith("templates/topic.html:3: wrong")


NEW = {"templates/base.html": {"replace": {"</main>": "<!-- new --></main>"}}}
"""Has every page be made again."""
NONSENSE = {"templates/article.html": {"replace": {"{% block content %}": "{% block content %}{{ page.nonsense }}"}}}


def test_a_template_that_fails_in_a_cluster_is_named(copy: Path, tmp_path: Path, dask: Any) -> None:
    mini.overlay(copy, NONSENSE)
    with cluster_of(dask) as cluster, pytest.raises(TemplateError, match=r"^templates/article\.html:33: .*'nonsense'$"):
        outcome(copy, tmp_path / "site", cluster)


CHANGED = """
import pathlib
def on_files(files, *, config):
    pathlib.Path(".briefings/briefings.cache").unlink()
    with open("content/articles/ferry-late-1/en.yaml", "a") as file:
        file.write("# changed\\n")
"""
"""Somebody who deletes the cache and edits an article while the site is built."""


@pytest.mark.parametrize(
    ("changes", "code", "lines"),
    [
        (
            NONSENSE,
            "",
            ["templates/article.html:33: 'ArticlePage' object has no attribute 'nonsense'; {unharmed}"],
        ),
        (
            {},
            CHANGED,
            ["content/articles/ferry-late-1/en.yaml was changed while the site was built; {unharmed}. Build it again."],
        ),
        (
            {},
            "import briefings.search\nbriefings.search._program = lambda: 'echo'\n",
            ["search: the pages of the edition en say in <html lang> that they are in no language; {unharmed}"],
        ),
    ],
    ids=["a template", "the content", "the search"],
)
def test_what_fails_with_several_workers_is_told_in_one_line(
    published: Path, changes: Mapping[str, Any], code: str, lines: Sequence[str]
) -> None:
    mini.overlay(published, {**NEW, **changes})
    hook(published, code)
    expected = [line.format(unharmed="the published site is as it was") for line in lines]
    assert refused(published, "--workers", "2") == expected


CHANGED_FILE = "content/articles/ferry-late-1/en.yaml"


@pytest.mark.parametrize("is_kept", [True, False], ids=["kept", "lost"])
def test_content_that_changes_after_it_was_read_is_as_it_was_read_or_ends_the_build(
    copy: Path, tmp_path: Path, is_kept: bool
) -> None:
    """What was read is kept in the cache; where that is lost, the file is read again, and must be the same."""
    expected, found = elsewhere(built_while_changed, copy, tmp_path, is_kept)
    assert found == (expected if is_kept else f"{CHANGED_FILE} was changed while the site was built")


def built_while_changed(site: Path, folder: Path, is_kept: bool) -> tuple[mini.Tree, mini.Tree | str]:
    """Build a site with two workers, and have one of its files change when all has been read, of which nothing is loaded yet.

    Return what comes of it without that change, and what has come of it: the site, or the file that has changed.
    """
    outcome(site, folder / "before", ProcessExecutor(2), cache=folder / "cache")
    mini.overlay(site, NEW)
    expected, _ = outcome(site, folder / "expected", InlineExecutor())
    settings, blobs = mini.settings(site), BlobStore(folder / "cache" / CACHE_NAME)
    services = Services(blobs, ProcessExecutor(2))
    prepared = prepare(settings, services)
    if not is_kept:
        (folder / "cache" / CACHE_NAME).unlink()
    with (site / CHANGED_FILE).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    try:
        build(prepared, settings, {}, folder / "site", services)
    except ContentChanged as error:
        return expected, str(error)
    finally:
        blobs.close()
    return expected, mini.tree(folder / "site")


# Nobody is left behind

SLOW = """
import pathlib, time
from briefings.render import Renderer
render = Renderer.render
def slow(self, page):
    pathlib.Path("at-work").touch()
    time.sleep(0.05)
    return render(self, page)
Renderer.render = slow
"""
"""Workers that are copies of this process take their time, and tell when they are at work."""
AFRESH = """
import threading
threading.Thread(target=threading.Event().wait, daemon=True).start()
"""
"""A thread of somebody else, so that workers are no copies."""


@contextmanager
def building(site: Path) -> Iterator[subprocess.Popen[str]]:
    """Build a site with two workers, in processes that a terminal would know as one job."""
    with subprocess.Popen(
        mini.command("briefings", "build", "--workers", "2"),
        cwd=site,
        env={**os.environ, "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def until(is_so: Callable[[], object], seconds: float = 30) -> None:
    """Wait for something."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def children(process: int) -> list[int]:
    """Return the processes that another one has begun."""
    return [int(number) for number in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def is_gone(process: int) -> bool:
    """Tell whether a process has ended; it may be that nobody has asked how."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return True


@contextmanager
def at_work(site: Path, code: str) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """Have a build in which both workers have begun, and the processes that it has begun."""
    hook(site, code)
    with building(site) as process:
        if code == SLOW:
            until((site / "at-work").exists)
        until(lambda: len(children(process.pid)) >= (2 if code == SLOW else 3))  # a third one looks after what is sent
        yield process, children(process.pid)


@pytest.mark.parametrize("code", [SLOW, AFRESH], ids=["copies", "afresh"])
def test_a_build_that_is_killed_takes_its_workers_along(copy: Path, code: str) -> None:
    with at_work(copy, code) as (process, workers):
        process.kill()
        until(lambda: all(map(is_gone, workers)), 5)


@pytest.mark.parametrize("code", [SLOW, AFRESH], ids=["copies", "afresh"])
def test_ctrl_c_ends_a_build_and_its_workers_with_one_line(copy: Path, code: str) -> None:
    with at_work(copy, code) as (process, workers):
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=30)
        assert process.returncode == 1
        until(lambda: all(map(is_gone, workers)), 5)
    lines = [line for line in said.splitlines() if line.strip() and ": warning " not in line]
    assert lines == ["interrupted; the published site is as it was", "Aborted!"]
    assert not [name for name in mini.names(copy) if name.startswith(".") or name == "site"]
