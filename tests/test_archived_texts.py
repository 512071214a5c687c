"""Archived texts: in which encodings they are read, which are refused, where they may lie, and how checksums are written."""

from __future__ import annotations

import hashlib
import shutil
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings import mkdocs_plugin
from briefings.evidence.archive import MAX_BYTES, UnreadableTextError, text_of
from briefings.evidence.checksums import with_checksum
from briefings.evidence.search import SearchedText
from briefings.model.records import Archived, Evidence
from tests import mini
from tests.conftest import Said

FERRY = "content/articles/ferry-delayed/article.yaml"
SWEDISH = (mini.ARCHIVE / "ferry-delayed.txt").read_text("utf-8")
RUSSIAN = "Россия заявила в понедельник, что северокорейские солдаты участвуют в боях в Курской области, сообщил генерал.\n"
GREEK = "Η Ρωσία ανακοίνωσε τη Δευτέρα ότι στρατιώτες της Βόρειας Κορέας πολεμούν στην περιοχή του Κουρσκ.\n"
ARABIC = "أعلنت روسيا يوم الاثنين أن جنودا من كوريا الشمالية يقاتلون في منطقة كورسك، حسب ما قاله الجنرال.\n"
HEBREW = "רוסיה הודיעה ביום שני כי חיילים מצפון קוריאה נלחמים באזור קורסק, כך אמר הגנרל לעיתונאים.\n"
POLISH = "Rosja ogłosiła w poniedziałek, że żołnierze z Korei Północnej walczą w obwodzie kurskim, jak powiedział generał.\n"
TURKISH = "Rusya pazartesi günü Kuzey Koreli askerlerin Kursk bölgesinde savaştığını açıkladı, dedi general.\n"
CHINESE = "俄罗斯周一宣布，朝鲜士兵正在库尔斯克地区作战。将军对记者说，一万二千名士兵已经抵达。\n"
JAPANESE = "ロシアは月曜日、北朝鮮の兵士がクルスク州で戦っていると発表した。将軍が記者団に語った。\n"


def read(data: bytes, encoding: str | None = None) -> str:
    return text_of(Archived(file="x.txt", encoding=encoding), data)


@pytest.mark.parametrize("text", [SWEDISH, RUSSIAN, ARABIC, CHINESE, "ascii\n", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_a_text_says_of_itself_is_believed(text: str, encoding: str) -> None:
    assert read(text.encode(encoding)) == text
    assert read(text.replace("\n", "\r\n").encode(encoding)) == text


@pytest.mark.parametrize("text", [SWEDISH, RUSSIAN, ARABIC, "ascii\n"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_told_without_a_mark(text: str, encoding: str) -> None:
    assert read(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (SWEDISH, "cp1252", "windows-1252"),
        (SWEDISH, "latin-1", "iso-8859-1"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (GREEK, "cp1253", "windows-1253"),
        (HEBREW, "cp1255", "windows-1255"),
        (ARABIC, "cp1256", "windows-1256"),
        (POLISH, "cp1250", "windows-1250"),
        (TURKISH, "cp1254", "windows-1254"),
        (CHINESE, "gb18030", "gb18030"),
        (JAPANESE, "shift_jis", "shift_jis"),
        (JAPANESE, "euc-jp", "euc-jp"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        (CHINESE, "utf-16-le", "utf-16le"),
        ("Ïâ", "mac-roman", "macintosh"),
    ],
)
def test_an_encoding_that_is_declared_is_read_and_one_that_is_not_is_named(text: str, codec: str, name: str) -> None:
    data = text.encode(codec)
    assert read(data, name) == text
    assert read(f'<?xml version="1.0" encoding="{name}"?>\n{text}'.encode(codec)).endswith(text) or name == "utf-16le"
    if len(text) > 10 and name != "utf-16le":
        with pytest.raises(UnreadableTextError) as refused:
            read(data)
        assert refused.value.message.startswith("'x.txt' is neither UTF-8 nor UTF-16; it is probably ")


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (SWEDISH, "cp1252", "windows-1252"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (GREEK, "cp1253", "windows-1253"),
        (ARABIC, "cp1256", "windows-1256"),
        (JAPANESE, "shift_jis", "shift_jis"),
    ],
)
def test_the_probable_encoding_is_the_right_one(text: str, codec: str, name: str) -> None:
    with pytest.raises(UnreadableTextError) as refused:
        read(text.encode(codec))
    assert refused.value.hint == f"If it is, write 'encoding: {name}' under 'archived'; or save the file as UTF-8."


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE html>\n<html><head><meta charset="windows-1251">',
        "<html><head><meta charset=windows-1251>",
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        "<?xml version='1.0' encoding='windows-1251'?>",
    ],
)
def test_what_a_page_declares_is_believed(head: str) -> None:
    assert read(f"{head}{RUSSIAN}".encode("cp1251")) == head + RUSSIAN


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (SWEDISH.encode("utf-8-sig"), "windows-1252", SWEDISH),
        (SWEDISH.encode("utf-16"), "utf-16le", SWEDISH),
        (b"<meta charset=iso-8859-1>" + SWEDISH.encode(), None, "<meta charset=iso-8859-1>" + SWEDISH),
        ("a\u2028b\x85c\rd\x02".encode(), None, "a\nb\nc\nd\x02"),
    ],
)
def test_what_a_text_is_counts_more_than_what_is_said_of_it(data: bytes, encoding: str | None, text: str) -> None:
    assert read(data, encoding) == text


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"caf\xe9", "utf-8", "'x.txt' is declared as 'encoding: utf-8', and is something else"),
        (
            RUSSIAN.encode("cp1251") + b"\x98",
            "windows-1251",
            "'x.txt' is declared as 'encoding: windows-1251', and is something else",
        ),
        (b"%PDF-1.7\n\xe2\xe3", None, "'x.txt' is a PDF, and no plain text"),
        (b"PK\x03\x04\x14", None, "'x.txt' is a Word file or another archive, and no plain text"),
        (b"\x89\x00\x01\x02\xff", None, "'x.txt' is neither UTF-8 nor UTF-16"),
        (b"abc\x00def", None, "'x.txt' is neither UTF-8 nor UTF-16"),
        (SWEDISH.encode(), "windows-1252", "'x.txt' is declared as 'encoding: windows-1252', and is something else"),
        ("“é”".encode("cp1252"), "iso-8859-1", "'x.txt' is declared as 'encoding: iso-8859-1', and is something else"),
        (b"\xff\xfea", None, "'x.txt' is declared as utf-16-le, and is something else"),
        (b"\xef\xbb\xbf\xe9", None, "'x.txt' is declared as utf-8, and is something else"),
        (b"<meta charset=utf-8>\xe9", None, "'x.txt' is declared as utf-8, and is something else"),
        (b"x" * (MAX_BYTES + 1), None, "'x.txt' is larger than 1024 KiB"),
    ],
)
def test_what_is_no_text_is_refused_as_a_whole(data: bytes, encoding: str | None, message: str) -> None:
    with pytest.raises(UnreadableTextError) as refused:
        read(data, encoding)
    assert refused.value.message.startswith(message)


# Where files lie


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(mini.ARCHIVE, tmp_path / "archive")
    return mini.copy_site("two-locales", tmp_path / "project")


def checked(site: Path) -> list[str]:
    return [
        str(problem) for problem in mkdocs_plugin.check_site(str(site / "mkdocs.yml"), archive=str(site.parent / "archive"))
    ]


@pytest.mark.parametrize(
    "name", ["in/a folder/x y.txt", "статья 1.txt", "記事/一.txt", "مقال.txt", "Überfälle.txt", "a (1).txt", "a'b.txt"]
)
def test_files_lie_in_folders_and_have_names_in_every_script(site: Path, name: str) -> None:
    file = site.parent / "archive" / unicodedata.normalize("NFD", name)
    file.parent.mkdir(parents=True, exist_ok=True)
    (site.parent / "archive" / "ferry-delayed.txt").rename(file)
    mini.overlay(site, {FERRY: {"replace": {"file: ferry-delayed.txt": f"file: {name}"}}})
    assert checked(site) == []


@pytest.mark.parametrize(
    "name", ["../x.txt", "/etc/passwd", "a/../../x.txt", "./x.txt", "a//x.txt", "a\\\\x.txt", "C:x.txt", " x.txt"]
)
def test_no_name_leads_out_of_the_archive(site: Path, name: str) -> None:
    mini.overlay(site, {FERRY: {"replace": {"file: ferry-delayed.txt": f'file: "{name}"'}}})
    assert [problem.split(" ")[2] for problem in checked(site)] == ["S003"]


def test_no_folder_that_is_a_link_is_followed(site: Path) -> None:
    (site.parent / "elsewhere").mkdir()
    (site.parent / "archive" / "ferry-delayed.txt").rename(site.parent / "elsewhere" / "x.txt")
    (site.parent / "archive" / "in").symlink_to(site.parent / "elsewhere")
    mini.overlay(site, {FERRY: {"replace": {"file: ferry-delayed.txt": "file: in/x.txt"}}})
    assert [problem.split(" ")[2] for problem in checked(site)] == ["E001"]


def test_the_folder_of_the_archive_itself_is_not_named(site: Path) -> None:
    mini.overlay(site, {FERRY: {"replace": {"file: ferry-delayed.txt": "file: archive/ferry-delayed.txt"}}})
    (problem,) = checked(site)
    assert problem.endswith("Did you mean 'ferry-delayed.txt'? Files are named from the archive on.")


@pytest.mark.parametrize("data", [b"", b" \r\n", b"\xef\xbb\xbf", "\ufeff\n".encode("utf-16-le")])
def test_a_file_without_text_is_one_problem(site: Path, data: bytes) -> None:
    (site.parent / "archive" / "ferry-delayed.txt").write_bytes(data)
    mini.overlay(
        site,
        {
            FERRY: {
                "replace": {
                    "389fd6a571c00375bfb59baa0fab78b1cf29727b579c9cc014a18831539bca0d": hashlib.sha256(data).hexdigest()
                }
            }
        },
    )
    (problem,) = (line for line in checked(site) if " warning " not in line)
    assert problem.endswith("E011 'ferry-delayed.txt' has no text in it. Save the article's text in it.")


# Checksums

SUM = "0" * 64
HEAD = "# é\nlanguage: sv  # a comment\n"


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{HEAD}archived:\n  file: a.txt\ntopics: [x]\n", f"{HEAD}archived:\n  file: a.txt\n  sha256: {SUM}\ntopics: [x]\n"),
        (f"{HEAD}archived:\n  file: a.txt", f"{HEAD}archived:\n  file: a.txt\n  sha256: {SUM}"),
        (f"archived:\n    file: 'ä b.txt'  # why\n{HEAD}", f"archived:\n    file: 'ä b.txt'  # why\n    sha256: {SUM}\n{HEAD}"),
        ("archived:\n  encoding: utf-8\n  file: a.txt\n", f"archived:\n  encoding: utf-8\n  file: a.txt\n  sha256: {SUM}\n"),
        ("archived:\n  file: a.txt\n  encoding: utf-8\n", f"archived:\n  file: a.txt\n  sha256: {SUM}\n  encoding: utf-8\n"),
        ("archived: {file: a.txt}\n", f"archived: {{file: a.txt, sha256: {SUM}}}\n"),
        (
            "archived: {file: ä.txt, encoding: utf-8}  # x\n",
            f"archived: {{file: ä.txt, sha256: {SUM}, encoding: utf-8}}  # x\n",
        ),
        ("archived: {\n  file: a.txt\n  }\n", f"archived: {{\n  file: a.txt, sha256: {SUM}\n  }}\n"),
        ("{language: sv, archived: {file: a.txt}}\n", f"{{language: sv, archived: {{file: a.txt, sha256: {SUM}}}}}\n"),
        ('"archived":\n  "file": "a.txt"\n', f'"archived":\n  "file": "a.txt"\n  sha256: {SUM}\n'),
        ("archived:\n  file: >-\n    a.txt\n", f"archived:\n  file: >-\n    a.txt\n  sha256: {SUM}\n"),
        (
            "archived:\n\n  # of the web\n  file: a.txt\n\n\nb: c\n",
            f"archived:\n\n  # of the web\n  file: a.txt\n  sha256: {SUM}\n\n\nb: c\n",
        ),
    ],
)
def test_a_checksum_is_added_and_all_else_stays(before: str, after: str, mark: str, ends: str) -> None:
    def raw(text: str) -> bytes:
        return (mark + text).replace("\n", ends).encode()

    assert with_checksum("article.yaml", raw(before), SUM) == raw(after)


@pytest.mark.parametrize("text", ["archived: a.txt\n", "language: sv\n", "archived: [\n", "archived:\n  ? file\n  : a.txt\n"])
def test_where_there_is_no_plain_place_nothing_is_written(text: str) -> None:
    new = with_checksum("article.yaml", text.encode(), SUM)
    assert new is None or f"sha256: {SUM}" in new.decode()


def test_the_command_writes_checksums_and_looks_up(site: Path, says_here: Callable[..., Said]) -> None:
    before = (site / FERRY).read_bytes()
    line = f"  sha256: {hashlib.sha256(SWEDISH.encode()).hexdigest()}\n"
    mini.overlay(site, {FERRY: {"replace": {line: ""}}})
    (site / FERRY).chmod(0o640)
    status, out, _ = says_here("verify", "--archive", "../archive")
    assert (status, [found.split(" ")[2] for found in out[:1]]) == (1, ["E012"])
    assert line.encode() not in (site / FERRY).read_bytes()
    assert says_here("verify", "--archive", "../archive", "--fix") == (
        0,
        ["1 checksum written.", "6 of 6 passages found, in 1 article; content/verified.txt is as it was."],
        [],
    )
    assert (site / FERRY).read_bytes() == before
    assert (site / FERRY).stat().st_mode & 0o777 == 0o640
    assert says_here("verify", "--archive", "../archive", "--fix")[1][0].startswith("6 of 6")


def test_a_checksum_that_is_another_is_not_replaced(site: Path, says_here: Callable[..., Said]) -> None:
    (site.parent / "archive" / "ferry-delayed.txt").write_text("Another text.")
    before = (site / FERRY).read_bytes()
    status, out, _ = says_here("verify", "--archive", "../archive", "--fix")
    assert (status, out[0].split(" ")[2]) == (1, "E002")
    assert (site / FERRY).read_bytes() == before


def test_an_archived_text_in_another_encoding_is_read(site: Path, says_here: Callable[..., Said]) -> None:
    data = SWEDISH.encode("cp1252")
    (site.parent / "archive" / "ferry-delayed.txt").write_bytes(data)
    mini.overlay(site, {FERRY: {"replace": {hashlib.sha256(SWEDISH.encode()).hexdigest(): hashlib.sha256(data).hexdigest()}}})
    assert [problem.split(" ")[2] for problem in checked(site)] == ["E011"]
    mini.overlay(site, {FERRY: {"replace": {"file: ferry-delayed.txt": "file: ferry-delayed.txt\n  encoding: windows-1252"}}})
    status, out, _ = says_here("verify", "--archive", "../archive")
    assert (status, out) == (0, ["6 of 6 passages found, in 1 article; content/verified.txt was brought up to date."])


# Hostile texts


def archived(site: Path, text: str, claims: str) -> None:
    """Let the article `ferry-late` have an archived text and claims."""
    data = text.encode()
    (site.parent / "archive" / "late.txt").write_bytes(data)
    facts = f"language: ar\norigin: {{kind: own}}\narchived: {{file: late.txt, sha256: {hashlib.sha256(data).hexdigest()}}}\n"
    mini.overlay(site, {"content/articles/ferry-late/article.yaml": f"{facts}claims:\n{claims}"})


def test_a_text_of_signs_that_are_sentences_is_refused(site: Path) -> None:
    archived(site, "ﷺ" * 100_000, "  said: {evidence: صلى الله}\n")
    (problem,) = [problem for problem in checked(site) if " E" in problem]
    assert problem.endswith("E011 'late.txt' has more than 1048576 characters as it is compared")


def test_of_many_passages_that_are_not_found_a_few_have_hints(site: Path) -> None:
    archived(site, "a b c d", "".join(f"  c{n}: {{evidence: a b x{n}}}\n" for n in range(50)))
    found = [problem for problem in checked(site) if " E003 " in problem]
    assert len(found) == 50
    assert len([problem for problem in found if "but not followed by" in problem]) == 20


HOSTILE = {
    "one sign that is a sentence": ("ﷺ" * 600_000, "ﷺ" * 900),
    "words that overlap": ("ab " * 600_000, "ab " * 300 + "a"),
    "a word that overlaps": ("a" * 2_000_000, "a" * 900),
    "numbers": ("1 " * 1_000_000, "1 " * 300 + "2"),
    "one number": ("1,1" * 600_000, "1,1" * 300),
    "groups": ("111 " * 500_000, "111 " * 200 + "11"),
    "gaps": ("a " * 1_000_000, " … ".join(["a a a a a a a a a a"] * 40)),
    "gaps that are far apart": (("a " * 900 + "z ") * 1_000, " … ".join(["a"] * 20 + ["z"] * 20)),
    "Chinese": ("朝鲜向俄罗斯派遣了一万二千名士兵" * 40_000, "鲜向俄罗斯派" * 100),
    "Thai": ("กก" * 175_000, "กกก" * 50 + "ข"),
    "Thai words": ("ทหาร" * 87_000, "หาร"),
    "Khmer": ("ទាហាន" * 70_000, "ាហាន"),
    "Chinese numbers": ("一" * 600_000, "一" * 900),
    "broken lines": ("a-\na" * 500_000, "aa" * 400 + "b"),
    "hyphens": ("a-" * 900_000, "a-" * 450 + "b"),
    "spaces": (" " * 2_000_000 + "«" + " " * 1_000, "« a »"),
    "spaces and line ends": (" \n" * 900_000, "a b"),
    "hyphens and line ends": ("a-" + " \n" * 900_000, "a b"),
    "ellipses": ("…" * 600_000, "a" + "…" * 900),
    "raised digits": ("1" + "¹" * 900_000, "1¹" * 400),
    "marks": ("a" + "\u0301" * 900_000, "a" + "\u0301" * 900),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_text_takes_no_time(kind: str) -> None:
    text, passage = HOSTILE[kind]
    text = text.encode()[:MAX_BYTES].decode(errors="ignore")
    start = time.process_time()
    searched = SearchedText(text)
    for _ in range(20):
        next(searched.ranges(Evidence(exact=passage)), None)
    assert time.process_time() - start < 6  # less than a second where nothing else runs
