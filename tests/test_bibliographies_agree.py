"""The three bibliographies of a briefing hold the same facts.

Hard records are published, read back by other people's readers, and compared field by field with what an editor wrote.

BibTeX is read by pybtex and by bibtexparser, RIS by rispy, CSL-JSON by the standard library and a CSL processor.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import rispy  # type: ignore[import-untyped]
import yaml
from pybtex.database import parse_string  # type: ignore[import-untyped]
from pybtex.richtext import Text  # type: ignore[import-untyped]

from tests import mini

ADDRESS = "https://two.example/press/en/articles/{}/"
ACUTE, DIAERESIS, ZERO_WIDTH_SPACE, JOINER, NON_JOINER = "\u0301", "\u0308", "\u200b", "\u200d", "\u200c"

TITLES: tuple[str, ...] = (
    "Braces { that } do not match }} {",
    "}{",
    "Several   blanks",
    "\\",
    "\\textbf{bold} and \\ alone, at its end \\",
    "100 % of $5 & #1 at a_b^c ~ d",
    "#MeToo",
    "% a comment?",
    "$E = mc^2$",
    "\"double\" 'single' “curly” „low“ «guillemets» ‹single› 「brackets」",
    "it's a ``quote'' -- and --- dashes; ?` !` << >> ,,",
    "@article{key, title = {x}}",
    "ER  -",
    "TY  - NEWS",
    "A title. With sentences. And notes: one. Two.",
    "Summary: https://two.example/press/en/articles/other/",
    "<i>Tags</i> & entities &amp; &#38; <script>",
    "Łukasz, Søren, Đorđe, Straße, Ægir, Þór, ılık, Ħal, Ŋ, Œuvre",
    f"Decomposed: Malmo{DIAERESIS}, e{ACUTE}te{ACUTE}",
    f"Zero{ZERO_WIDTH_SPACE}width, joined: نمی{NON_JOINER}خواهم, 👩{JOINER}🚀",
    "No-break\u00a0space, narrow 9\u202f000, soft\u00adhyphen",
    "السلام عليكم (2024)",
    "שלום, ארה״ב",
    "Mixed עברית and English (1)",
    "北朝鲜は兵士を派遣した、と発表",
    "조선 민주주의 인민 공화국",
    "ประเทศไทยส่งทหาร",
    "ЩЕДРИК – №1",
    "𝒜 astral 𐍈 🇺🇦",
    "x" * 300,
    "and",
    "null",
    "1e3",
)
ENTITIES = ("Agency & {Co}", "Eva Ek", "A. {Co}")
"""Authors of whom two are an entity."""
AUTHORS: tuple[tuple[str, ...], ...] = (
    ENTITIES,
    ("Eva Ek",),
    ("Ek, Eva", "Berg, Bo, Jr."),
    ("Ministry of Defence, Sweden",),
    ("Ursula von der Leyen", "Ludwig van Beethoven", "João da Silva e Souza"),
    ("Reuters and AFP", "others", "and", "AFP AND DPA"),
    ("{Braces}", "O'Neill", "D’Arcy", "\\'Etienne"),
    ("bell hooks", "taz", "X Æ A-12"),
    ("Mao Zedong", "山田 太郎", "김정은", "محمد بن سلمان"),
    ("Jr.", "a", "Sukarno"),
    ("AT&T", "50% more", "#1 team", "under_score"),
    ("Eva Ek; Bo Berg",),
    ("Eva Ek (text) / Bo Berg (pictures)",),
)
OUTLETS = (
    "AT&T {News} 100%",
    "Le Monde – l’édition #1",
    "Süddeutsche, die",
    "朝日新聞",
    "العربية",
    "taz",
    "The Times, and others",
)
DATES = (
    *("2023-10-16", "2023-10", "2023", "0987", "2023-10-16?", "2023-10~", "2023%", "2023-21", "2022-24~", "202X", "19XX"),
    *("2023-XX", "2023-10-XX", "2023-XX-XX", "2023-09-07/2023-10-01", "2022/2023-05", "2022-08/..", "../2022-08", "1985/"),
    *("/1985", "2023-09?/2023-10~", "2022-22/2023-24", "201X/202X"),
)
SECTIONS = ("Politics & {Society}", "Вести #1", "S_1 -- 100%", "Seiten  zwei")
PAGES = ("A4", "3–5", "B_2 & C{3}", "12-14")
READ = ("2024-05-03", "2024-05", "2024", "2024-05-03?", "2024-05~", "2024-04/2024-05")
LANGUAGES = ("en", "nb", "sr-Latn", "zh-Hant", "pt-BR", "ar", "he", "ja", "th")
URLS = (
    "https://news.example/a_b%20c~d?x=1&y=%7Bz%7D#e",
    "https://news.example/a;b;c?d;e",
    "https://пример.example/статья",
    "https://news.example/(a),[b]$c!d*e'f+g=h:@i".replace("'", ""),
)
ARCHIVED = "https://archive.example/web/2024/https://news.example/a?b=1&c_d=%25;e#f"


class Facts(NamedTuple):
    """What a bibliography says of an article."""

    key: str
    has_outlet: bool
    title: str
    outlet: str | None
    authors: tuple[str, ...]
    section: str | None
    """None also where a format has no field for it."""
    page: str | None
    date: str | None
    """EDTF; likewise below."""
    read: str | None
    language: str
    url: str | None
    archived_url: str | None
    note: str


def records() -> Iterator[dict[str, Any]]:
    """Yield hard records: each value of each list is in one of them, and each field is also left out."""
    for number in range(len(TITLES) + 6):
        yield {
            "title": TITLES[number % len(TITLES)] if number != len(TITLES) else None,
            "authors": AUTHORS[number % (len(AUTHORS) + 1)] if number % (len(AUTHORS) + 1) < len(AUTHORS) else (),
            "outlet": OUTLETS[number % (len(OUTLETS) + 1)] if number % (len(OUTLETS) + 1) < len(OUTLETS) else None,
            "published": DATES[number] if number < len(DATES) else None,
            "published_within": ("2024-03", "2023", "2024-03/..", "2023-01/2023-06", "../2024")[number % 5]
            if len(DATES) < number < len(DATES) + 6
            else None,
            "co_publishers": (f"outlet-{(number + 1) % len(OUTLETS)}",)
            if number % 3 == 0 and number % (len(OUTLETS) + 1) < len(OUTLETS)
            else (),
            "section": SECTIONS[number % 5] if number % 5 < len(SECTIONS) else None,
            "page": PAGES[number % 5] if number % 5 < len(PAGES) else None,
            "read": READ[number % 7] if number % 7 < len(READ) else None,
            "modified": READ[number % 8] if number % 8 < len(READ) else None,
            "language": LANGUAGES[number % len(LANGUAGES)],
            "url": URLS[number % 6] if number % 6 < len(URLS) else None,
            "archived_url": ARCHIVED if number % 2 else None,
            "origin": (
                {"kind": "own"},
                {"kind": "unknown"},
                {"kind": "translation", "of": "hard-0", "inferred": True},
                {"kind": "agency", "via": ["agency"]},
                {"kind": "reprint", "outlet": "outlet-0", "language": "fr"},
                {"kind": "translation", "language": "de"},
            )[number % 6],
        }


CORPUS = list(records())


def article(number: int, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return an article's facts as an editor writes them."""
    found = {name: value for name, value in record.items() if value and name != "outlet"}
    if found.get("authors") == ENTITIES:
        found["authors"] = ({"entity": "agency"}, "Eva Ek", {"entity": "agency", "name": "A. {Co}"})
    if record["outlet"]:
        found["outlet"] = f"outlet-{OUTLETS.index(record['outlet'])}"
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


ORIGINS = (
    None,
    None,
    f"Translation of: {TITLES[0]} (hard-0) (inferred)",
    "From agencies: Agency & {Co}",
    f"Reprint of a text in {OUTLETS[0]} (language: fr)",
    "Translation of a text that is not known (language: de)",
)


def expected(number: int, record: Mapping[str, Any]) -> Facts:
    """Return what every bibliography is to say of a record."""
    date, within = record["published"], record["published_within"]
    notes = [ORIGINS[number % 6]]
    if within:
        notes.append(f"Date of publication not known; within {within} (EDTF)")
        date = f"{within}?" if "/" not in within else None
    elif date is None:
        notes.append("Date of publication not known")
    elif not re.fullmatch(r"\d{4}(-[01]\d(-\d\d)?)?", date):
        notes.append(f"Date of publication: {date} (EDTF)")
    if record["co_publishers"]:
        others = (OUTLETS[int(outlet.removeprefix("outlet-"))] for outlet in record["co_publishers"])
        notes.append(f"Published together with: {', '.join(others)}")
    notes.append(f"Changed by the publisher: {record['modified']} (EDTF)" if record["modified"] else None)
    section = re.sub(" +", " ", record["section"] or "") or None
    notes.append(f"Section: {section}" if section else None)
    is_plain = re.fullmatch(r"\d{4}(-\d\d)*", record["read"] or "2024")
    notes.append(None if is_plain else f"Read: {record['read']} (EDTF)")
    notes.append(f"Archived copy: {record['archived_url']}" if record["archived_url"] else None)
    notes.append(f"Summary: {ADDRESS.format(f'hard-{number}')}")
    return Facts(
        key=f"hard-{number}",
        has_outlet=record["outlet"] is not None,
        title=re.sub(" +", " ", record["title"] or "") or f"[Headline & {{more}} {number}]",
        outlet=record["outlet"],
        authors=tuple(record["authors"]),
        section=section,
        page=record["page"],
        date=date,
        read=record["read"],
        language=record["language"],
        url=record["url"] or record["archived_url"],
        archived_url=record["archived_url"],
        note=". ".join(note for note in notes if note),
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the bibliographies of a briefing that cites every record."""
    site = mini.copy_site("two-locales", tmp_path_factory.mktemp("hard") / "project")
    mini.overlay(site, {"mkdocs.yml": {"replace": {"- briefings:\n": "- briefings:\n    search: false\n"}}})
    write(site, "entities/agency", {"kind": "organisation", "names": {"en": "Agency & {Co}"}})
    for number, outlet in enumerate(OUTLETS):
        write(site, f"outlets/outlet-{number}", {"name": outlet})
    for number, record in enumerate(CORPUS):
        write(site, f"articles/hard-{number}/article", article(number, record))
        text = {"headline": f"Headline & {{more}} {number}", "summary": "Text.", "key_points": ["A point."]}
        write(site, f"articles/hard-{number}/en", text)
    cited = "; ".join(f"@hard-{number}" for number in range(len(CORPUS)))
    write(site, "briefings/hard/briefing", {"published": "2024-05-20"})
    write(site, "briefings/hard/en", {"title": "Hard", "lede": "Hard records.", "body": f"They are cited [{cited}].\n"})
    return mini.built(site, "mkdocs", "build") / "data" / "briefings" / "hard"


def write(site: Path, name: str, record: Mapping[str, Any]) -> None:
    file = site / "content" / f"{name}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(dict(record), allow_unicode=True, default_style='"', width=10_000, sort_keys=False)
    file.write_text(re.sub(r"!!\w+ ", "", text), "utf-8")


# Other people's readers


COMMANDS = {
    r"\textbackslash": "\\",
    r"\textbraceleft": "{",
    r"\textbraceright": "}",
    r"\textasciicircum": "^",
    r"\textasciitilde": "~",
    r"\textasciigrave": "`",
}


def typeset(tex: str) -> str:
    """Return what TeX shows of a text."""
    shown = re.sub(r"\\text[a-z]+(?=\{\})", lambda command: f"\0{ord(COMMANDS[command[0]]):x};", tex)
    shown = re.sub(r"\\([$&#%_])", lambda sign: f"\0{ord(sign[1]):x};", shown)
    assert not re.search(r"[\\$&#%_^~`]|--|''|<<|>>|,,", shown), tex
    return re.sub("\0([0-9a-f]+);", lambda code: chr(int(code[1], 16)), re.sub(r"[{}]", "", shown))


def archived_in(note: str) -> str | None:
    found = re.search(r"Archived copy: (\S+)\. ", note)
    return found[1] if found else None


def by_pybtex(folder: Path) -> list[Facts]:
    found = parse_string((folder / "sources.bib").read_text("utf-8"), "bibtex").entries
    return [bib_facts(key, entry.type, dict(entry.fields), [str(name) for name in entry.persons.get("author", [])])
            for key, entry in found.items()]  # fmt: skip


def bib_facts(key: str, kind: str, fields: Mapping[str, str], authors: list[str]) -> Facts:
    note = typeset(fields["note"])
    return Facts(
        key=key,
        has_outlet=kind == "article",
        title=typeset(fields["title"]),
        outlet=typeset(fields["journal"]) if "journal" in fields else None,
        authors=tuple(typeset(name) for name in authors),
        section=None,
        page=typeset(fields["pages"]) if "pages" in fields else None,
        date=fields.get("date"),
        read=fields.get("urldate"),
        language=fields["language"],
        url=fields.get("url"),
        archived_url=archived_in(note),
        note=note,
    )


def by_bibtexparser(folder: Path) -> list[Facts]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the parser's own doing
        import bibtexparser  # type: ignore[import-untyped]
        from bibtexparser.bparser import BibTexParser  # type: ignore[import-untyped]

        parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
        entries = bibtexparser.loads((folder / "sources.bib").read_text("utf-8"), parser).entries
    found = []
    for entry in entries:
        # It does not divide names; they stand in braces, with `and` between them.
        authors = re.findall(r"\{((?:[^{}]|\{\})*)\}(?: and |$)", entry.get("author", ""))
        found.append(bib_facts(entry["ID"], entry["ENTRYTYPE"], entry, authors))
    return found


def by_rispy(folder: Path) -> list[Facts]:
    text = (folder / "sources.ris").read_bytes().decode("utf-8").replace("\r\n", "\n")
    return [ris_facts(record) for record in rispy.loads(text)]


def ris_facts(record: Mapping[str, Any]) -> Facts:
    def address(name: str) -> str | None:
        return str(record[name]).replace("%3B", ";") if name in record else None

    note = ". ".join(record["notes"])
    return Facts(
        key=record["id"],
        has_outlet=record["type_of_reference"] == "NEWS",
        title=record["title"],
        outlet=record.get("secondary_title"),
        authors=tuple(record.get("authors", ())),
        section=record.get("section"),
        page=record.get("start_page"),
        date=ris_date(record["date"]) if "date" in record else None,
        read=ris_date(record["access_date"]) if "access_date" in record else None,
        language=record["language"],
        url=str(record["urls"][0]).replace("%3B", ";") if "urls" in record else None,
        archived_url=address("file_attachments2"),
        note=note,
    )


def ris_date(text: str) -> str:
    year, month, day, other = text.split("/", 3)
    return other or "-".join(part for part in (year, month, day) if part)


def by_json(folder: Path) -> list[Facts]:
    return [csl_facts(item) for item in json.loads((folder / "sources.json").read_bytes())]


def csl_facts(item: Mapping[str, Any]) -> Facts:
    assert item["type"] in ("article-newspaper", "webpage")
    return Facts(
        key=item["id"],
        has_outlet=item["type"] == "article-newspaper",
        title=item["title"],
        outlet=item.get("container-title"),
        authors=tuple(author["literal"] for author in item.get("author", ())),
        section=item.get("section"),
        page=item.get("page"),
        date=csl_date(item["issued"], item["note"]) if "issued" in item else None,
        read=csl_date(item["accessed"], item["note"], "Read:") if "accessed" in item else None,
        language=item["language"],
        url=item.get("URL"),
        archived_url=item.get("archive_location"),
        note=item["note"],
    )


def csl_date(issued: Mapping[str, Any], note: str, says: str = r"Date of publication(?::| not known; within)") -> str:
    """Return a date as EDTF; what parts do not say, such as which kind of doubt there is, the note `says`."""
    said = re.search(says + r" (\S+) \(EDTF\)", note)
    parts = issued.get("date-parts")
    plain = "/".join("-".join(f"{part:0{4 if at == 0 else 2}}" for at, part in enumerate(each)) for each in parts or ())
    if not said:
        assert issued.keys() == {"date-parts"}
        return plain
    exact = said[1] + ("?" if "not known" in said[0] else "")
    if parts:
        years = [each[0] for each in parts]
        assert [int(year) for year in re.findall(r"\d{4}", exact)] == years
        assert ("circa" in issued) == bool(re.search("[?~%]", exact))
        assert ("season" in issued) == bool(re.search("-2[1-4]", exact))
    else:
        assert issued == {"literal": exact}
    return exact


READERS = {"pybtex": by_pybtex, "bibtexparser": by_bibtexparser, "rispy": by_rispy, "json": by_json}


@pytest.mark.parametrize("field", Facts._fields)
@pytest.mark.parametrize("reader", READERS)
def test_each_bibliography_says_what_the_editor_wrote(published: Path, reader: str, field: str) -> None:
    found = READERS[reader](published)
    wanted = [expected(number, record) for number, record in enumerate(CORPUS)]
    assert [facts.key for facts in found] == [facts.key for facts in wanted]
    for one, other in zip(found, wanted, strict=True):
        assert known(reader, field, getattr(one, field)) == known(reader, field, getattr(other, field)), one.key


def known(reader: str, field: str, value: Any) -> Any:
    """Return a value as far as a reader keeps it: pybtex takes white space of every kind for a blank."""
    if field == "section" and reader in ("pybtex", "bibtexparser"):
        return None  # BibTeX has no field for it; the note says it
    if reader == "pybtex" and field in ("title", "outlet", "note", "authors"):
        return [" ".join(text.split()) for text in ([value] if isinstance(value, str) else value or ())]
    return value


def test_every_kind_of_value_is_in_the_corpus() -> None:
    for name, values in (("title", TITLES), ("authors", AUTHORS), ("outlet", OUTLETS), ("published", DATES), ("url", URLS)):
        assert {record[name] for record in CORPUS} >= set(values), name
        assert any(not record[name] for record in CORPUS), name
    assert any(record["archived_url"] and not record["url"] for record in CORPUS)


def test_tex_is_understood_by_another_decoder(published: Path) -> None:
    entries = parse_string((published / "sources.bib").read_text("utf-8"), "bibtex").entries
    known_to_it = [facts for facts in by_json(published) if not re.search(r"[{}^$`]", facts.title)]
    assert len(known_to_it) > 20
    for facts in known_to_it:
        shown = str(Text.from_latex(entries[facts.key].fields["title"]))
        assert " ".join(shown.split()) == " ".join(facts.title.split())


def test_a_briefing_has_no_entry_too_many_and_no_line_that_is_no_field(published: Path) -> None:
    ris = (published / "sources.ris").read_bytes().decode("utf-8")
    lines = ris.split("\r\n")
    assert all(re.match(r"(TY|ID|AU|TI|T2|PY|DA|SE|SP|Y2|LA|UR|L2|N1|ER)  - ", line) for line in lines[:-1])
    assert lines.count("ER  - ") == len(CORPUS)
    bib = (published / "sources.bib").read_text("utf-8")
    assert len(re.findall(r"(?m)^@(?:article|misc)\{hard-\d+,$", bib)) == len(CORPUS)


def test_a_csl_processor_writes_every_entry(published: Path) -> None:
    from tests.test_bibliography import rendered

    items = json.loads((published / "sources.json").read_bytes())
    assert len(rendered(items)) == len(items)
