"""A seeded corpus: N articles in five locales, and the briefings, outlets, entities, topics and measures that go with them.

The same N and seed give the same bytes. It is what an editor would have committed: facts and words in their files, archived
texts that every passage stands in, and the record of verified passages. No word of it is taken from real articles.

    python bench/corpus.py 200 /tmp/corpus
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import random
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vocabulary import COUNTRIES, LOCALES, SYLLABLES, WORDS

PROJECT = Path(__file__).resolve().parent.parent
VERIFIED_ON = "2025-06-01"
MKDOCS = """\
site_name: Briefings
site_url: https://briefings.example/
docs_dir: content
site_dir: site
theme: {name: null, custom_dir: templates}
plugins:
- briefings:
    locales: [en, sv, nb, da, de]
    desk_locale: en
    formats: {en: en-GB}
    search: %(search)s
"""
_PLAIN = re.compile(r"[^\W\d_][\w ,’()-]*[\w.)]")
_YAML_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}

Facts = dict[str, object]


@dataclass(frozen=True)
class Sizes:
    """How many records of each kind go with a number of articles: about six and a half pages an article.

    From 200 articles on every kind grows with them, so that a page of a kind is as long on average at any size.
    """

    articles: int

    @property
    def briefings(self) -> int:
        return self.articles // 5

    @property
    def entities(self) -> int:
        return max(12, self.articles // 16)

    @property
    def outlets(self) -> int:
        return max(4, self.articles // 50)

    @property
    def topics(self) -> int:
        return max(4, self.articles // 50)

    @property
    def measures(self) -> int:
        return max(3, self.articles // 25)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a corpus in a folder, which is emptied first.")
    parser.add_argument("articles", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--search", action="store_true", help="a site that can be searched")
    arguments = parser.parse_args()
    make(arguments.articles, arguments.folder, arguments.seed, arguments.search)


def make(articles: int, folder: Path, seed: int = 1, search: bool = False) -> None:
    """Write a corpus with its `mkdocs.yml` and the project's templates; the folder is emptied first.

    `search` is whether its site can be searched.

    Raises `ValueError` for a folder that holds something and is no corpus.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / "archive").is_dir():
        raise ValueError(f"{folder} holds something else; name a new folder")
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files(articles, seed, search):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode("utf-8"))
    shutil.copytree(PROJECT / "templates", folder / "templates")


def files(articles: int, seed: int, search: bool = False) -> Iterator[tuple[str, str]]:
    """Yield every file of the corpus, with its path, but for the templates."""
    sizes = Sizes(articles)
    yield "mkdocs.yml", MKDOCS % {"search": json.dumps(search)}
    yield from _small(sizes, seed)
    yield from _pages()
    drafts = [_draft(sizes, seed, number) for number in range(articles)]
    names = {number: _entity(Words(seed, "entity", number), number).get("names") for number in range(sizes.entities)}
    called = {number: str(found["en"]) for number, found in names.items() if isinstance(found, dict)}
    verified: list[str] = []
    for draft in drafts:
        yield from _article(sizes, seed, drafts, draft, called, verified)
    for number in range(sizes.briefings):
        yield from _briefing(sizes, seed, drafts, number)
    yield "content/verified.txt", "".join(f"{line}\n" for line in sorted(verified))


# Words


class Words:
    """Texts from a seed; each method takes the language."""

    def __init__(self, *seed: object) -> None:
        self.random = random.Random(":".join(map(str, seed)))

    def clause(self, language: str) -> str:
        words, pick = WORDS[language], self.random.choice
        parts = [pick(words.subjects), pick(words.verbs), pick(words.objects), pick(words.endings)]
        if self.random.random() < 0.4:
            parts.append(pick(words.endings))
        return " ".join(parts)

    def sentence(self, language: str) -> str:
        text = self.clause(language)
        if self.random.random() < 0.2:
            text += f" ({self.random.randint(2, 400)} {self.random.choice(WORDS[language].nouns)})"
        return f"{text[0].upper()}{text[1:]}."

    def headline(self, language: str) -> str:
        words, pick = WORDS[language], self.random.choice
        text = f"{pick(words.subjects)} {pick(words.verbs)} {pick(words.objects)} {pick(words.endings)}"
        return text[0].upper() + text[1:]

    def phrase(self, language: str) -> str:
        words, pick = WORDS[language], self.random.choice
        return f"{pick(words.objects)} {pick(words.endings)}"

    def paragraph(self, language: str, count: int, cited: Sequence[str] = ()) -> str:
        """Return Markdown of at least so many words, in lines of the usual length, with citations at its sentences' ends."""
        sentences, length, left = [], 0, list(cited)
        while length < count or left:
            sentence = self.sentence(language)
            length += len(sentence.split())
            if self.random.random() < 0.12:
                sentence = self._marked(sentence)
            if left:
                sentence = f"{sentence[:-1]} [@{left.pop(0)}]."
            sentences.append(sentence)
        return _wrapped(" ".join(sentences))

    def _marked(self, sentence: str) -> str:
        first, second, *rest = sentence.split()
        sign = self.random.choice(("*", "**"))
        return " ".join([f"{sign}{first} {second}{sign}", *rest])

    def name(self) -> str:
        return "".join(self.random.choice(SYLLABLES) for _ in range(self.random.randint(2, 3))).capitalize()

    def day(self, first: int = 2019, last: int = 2024) -> datetime.date:
        return datetime.date(self.random.randint(first, last), 1, 1) + datetime.timedelta(self.random.randint(0, 360))

    def date(self, day: datetime.date) -> str:
        """Return a day as EDTF, now and then only its month, its year, inferred or the start of a range."""
        later = day + datetime.timedelta(self.random.randint(2, 40))
        forms = [f"{day}", f"{day}", f"{day}", f"{day}?", f"{day:%Y-%m}", f"{day}/{later}", f"{day:%Y-%m}~"]
        return self.random.choice(forms)

    def sample(self, count: int, total: int) -> list[int]:
        """Return different numbers below a total, the low ones more often, as some names come up more often than others."""
        found: dict[int, None] = {}
        while len(found) < min(count, total):
            found[int(total * self.random.random() ** 1.7)] = None
        return list(found)


def _wrapped(text: str) -> str:
    lines, line = [], ""
    for word in text.split(" "):
        # A list or heading must not begin where a line happens to be broken.
        if line and len(line) + len(word) > 110 and word[0].isalpha():
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])


# Records in one file


def _small(sizes: Sizes, seed: int) -> Iterator[tuple[str, str]]:
    for number in range(sizes.outlets):
        yield f"content/outlets/{outlet(number)}.yaml", _yaml(_outlet(Words(seed, "outlet", number), number))
    for number in range(sizes.entities):
        yield f"content/entities/{entity(number)}.yaml", _yaml(_entity(Words(seed, "entity", number), number))
    for number in range(sizes.topics):
        words = Words(seed, "topic", number)
        labels = {locale: f"{words.random.choice(WORDS[locale].nouns).capitalize()} {number + 1}" for locale in LOCALES}
        record = {"names": labels, "description": _each(words.sentence)}
        yield f"content/topics/{topic(number)}.yaml", _yaml(record)
    for number in range(sizes.measures):
        yield f"content/measures/{measure(number)}.yaml", _yaml(_measure(Words(seed, "measure", number), number))


def outlet(number: int) -> str:
    return f"outlet-{number + 1}"


def entity(number: int) -> str:
    return f"entity-{number + 1}"


def topic(number: int) -> str:
    return f"topic-{number + 1}"


def measure(number: int) -> str:
    return f"measure-{number + 1}"


def _each(made: object) -> Facts:
    return {locale: made(locale) for locale in LOCALES}  # type: ignore[operator]


def _outlet(words: Words, number: int) -> Facts:
    name = f"{words.name()} {words.random.choice(('Post', 'Times', 'Bladet', 'Kurier', 'Avis'))}"
    facts: Facts = {"name": name, "language": words.random.choice(list(WORDS)), "description": _each(words.sentence)}
    if words.random.random() < 0.8:
        facts |= {"url": f"https://outlet-{number + 1}.example/", "country": words.random.choice(COUNTRIES)}
    return facts


AGENCIES = 3
"""The first entities are news agencies."""


def _is_country(number: int) -> bool:
    return number % 8 == 7 and number // 8 < len(COUNTRIES)


def _entity(words: Words, number: int) -> Facts:
    if _is_country(number):
        return {"kind": "place", "country": COUNTRIES[number // 8]}
    kind = "organisation" if number < AGENCIES else ("person", "person", "organisation", "place")[number % 4]
    name = f"{words.name()} {words.name()}" if kind == "person" else words.name()
    german = name.replace("k", "c") if words.random.random() < 0.1 else name
    return {"kind": kind, "names": {locale: german if locale == "de" else name for locale in LOCALES},
            "description": _each(words.phrase)}  # fmt: skip


def _measure(words: Words, number: int) -> Facts:
    names = {locale: f"{words.random.choice(WORDS[locale].nouns).capitalize()} {number + 1}" for locale in LOCALES}
    units: Facts = {"tonnes": {locale: {"one": one, "other": other} for locale, one, other in (
        ("en", "tonne", "tonnes"), ("sv", "ton", "ton"), ("nb", "tonn", "tonn"), ("da", "ton", "ton"),
        ("de", "Tonne", "Tonnen"))}}  # fmt: skip
    if number % 3 == 1:
        units["kilotonnes"] = {locale: {"one": f"kilo{unit}", "other": f"kilo{unit}"} for locale, unit in (
            ("en", "tonnes"), ("sv", "ton"), ("nb", "tonn"), ("da", "ton"), ("de", "tonnen"))}  # fmt: skip
    return {"names": names, "units": units, "factors": {"tonnes": 1, **({"kilotonnes": 1000} if number % 3 == 1 else {})}}


def _pages() -> Iterator[tuple[str, str]]:
    for locale in LOCALES:
        for name in ("about", "method"):
            words = Words("page", name, locale)
            title = words.random.choice(WORDS[locale].nouns).capitalize()
            body = "\n\n".join(f"## {words.headline(locale)}\n\n{words.paragraph(locale, 80)}" for _ in range(3))
            text = f"---\ntitle: {title}\ndescription: {words.sentence(locale)}\n---\n\n{body}\n"
            yield f"content/pages/{locale}/{name}.md", text


# Articles


@dataclass(frozen=True)
class Voice:
    """Who says a claim or reports an event."""

    kind: str
    """`named`, `unnamed` or `article`."""
    said_by: tuple[int, ...] = ()
    """Numbers of entities; somebody where it is `named`, and nobody else."""
    through: tuple[int, ...] = ()
    has_attribution: bool = False
    """The article says who it is in another sentence than what they say."""


@dataclass(frozen=True)
class Draft:
    """What other articles and briefings need to know of an article."""

    number: int
    id: str
    language: str
    published: datetime.date
    claims: int
    events: tuple[datetime.date, ...]
    mentioned: tuple[int, ...]
    """Numbers of entities; a translation mentions those of its original."""
    voices: tuple[Voice, ...]
    """Of its claims and then of its events, which are its first sentences in the same order."""
    original: int | None
    """Number of the article that it is a translation of."""


TIED_CLAIMS = 3
"""The first claims of a translation, which are those of its original; its first event is, too."""
SAME_WORDS = 2
"""So many of them are put into the same words."""
SENTENCES = 40
NOTED = 20
"""The first sentence that a note is on."""
ATTRIBUTING = 24
"""The first sentence that only says who says another: that many before it."""

LANGUAGES = ("en", "sv", "nb", "da", "de", "fr")


def _draft(sizes: Sizes, seed: int, number: int) -> Draft:
    words = Words(seed, "draft", number)
    original = number - 1 if number % 10 == 9 else None
    # One in ten is a translation of the article before it, which is none, and so is in another language.
    language = LANGUAGES[(number + number // 10) % 6] if original is None else LANGUAGES[(number + number // 10 + 1) % 6]
    published, events = words.day(), tuple(words.day(2019, 2024) for _ in range(words.random.randint(1, 3)))
    slug, claims = re.sub("[^a-z]+", "-", words.random.choice(WORDS["en"].nouns)), words.random.randint(7, 9)
    mentioned = tuple(words.sample(6, sizes.entities))
    if original is not None:
        translated = _draft(sizes, seed, original)
        mentioned = translated.mentioned
    tellers = [entity for entity in mentioned if not _is_country(entity)]
    told = [_claim_voice(words, tellers) for _ in range(claims)] + [_event_voice(words, tellers) for _ in events]
    if original is not None:
        told[:TIED_CLAIMS], told[claims] = translated.voices[:TIED_CLAIMS], translated.voices[translated.claims]
    return Draft(number, f"{slug}-{number + 1}", language, published, claims, events, mentioned, tuple(told), original)


# In the proportions of the project's own content.


def _claim_voice(words: Words, tellers: Sequence[int]) -> Voice:
    kind = words.random.choices(("named", "unnamed", "article"), (56, 7, 37))[0]
    if kind != "named":
        return Voice(kind, has_attribution=kind == "unnamed" and words.random.random() < 0.33)
    speaker, carrier = words.random.choice(tellers[:3]), tellers[-1]
    through = (carrier,) if words.random.random() < 0.18 and carrier != speaker else ()
    return Voice(kind, (speaker,), through, has_attribution=words.random.random() < 0.42)


def _event_voice(words: Words, tellers: Sequence[int]) -> Voice:
    return Voice("named", (words.random.choice(tellers[:3]),)) if words.random.random() < 0.25 else Voice("article")


def claim(number: int) -> str:
    return f"claim-{number + 1}"


def event(number: int) -> str:
    return f"event-{number + 1}"


def _article(
    sizes: Sizes, seed: int, drafts: Sequence[Draft], draft: Draft, called: Mapping[int, str], verified: list[str]
) -> Iterator[tuple[str, str]]:
    words = Words(seed, "article", draft.number)
    text = _sentences(words, draft, called)
    facts = _facts(sizes, words, drafts, draft, text)
    archived, plain = (
        f"{draft.id}.txt",
        "\n\n".join(" ".join(text[start : start + 4]) for start in range(0, len(text), 4)) + "\n",
    )
    checksum = hashlib.sha256(plain.encode("utf-8")).hexdigest()
    facts["archived"] = {"file": archived, "sha256": checksum}
    yield f"archive/{archived}", plain
    yield f"content/articles/{draft.id}/article.yaml", _yaml(facts)
    for locale in LOCALES:
        yield f"content/articles/{draft.id}/{locale}.yaml", _yaml(_texts(words, seed, facts, draft, locale))
    names = {entity(number): name for number, name in called.items()}
    verified += _verified(draft.id, facts, names, " ".join(plain.split()), checksum)


def _sentences(words: Words, draft: Draft, called: Mapping[int, str]) -> list[str]:
    """Return the article's text: who says a claim or reports an event is named in its sentence, or in another."""
    text: list[str] = []
    while len(text) < SENTENCES:  # none within another, so that a passage stands in one place
        sentence = words.sentence(draft.language)
        if not any(sentence[:-1] in other or other[:-1] in sentence for other in text):
            text.append(sentence)
    for place, voice in enumerate(draft.voices):
        if names := [called[number] for number in (*voice.said_by, *voice.through)]:
            naming = place + ATTRIBUTING if voice.has_attribution else place
            text[naming] = f"{text[naming].rstrip('.')}, {WORDS[draft.language].according} {', '.join(names)}."
    return text


def _facts(sizes: Sizes, words: Words, drafts: Sequence[Draft], draft: Draft, text: Sequence[str]) -> Facts:
    facts: Facts = {"language": draft.language, "title": words.headline(draft.language)}
    if words.random.random() < 0.9:
        number = words.random.randrange(sizes.outlets)
        facts |= {"outlet": outlet(number), "url": f"https://outlet-{number + 1}.example/{draft.id}"}
    if words.random.random() < 0.5:
        facts["authors"] = [f"{words.name()} {words.name()}"]
    facts["published"] = draft.published
    facts["origin"] = _origin(words, drafts, draft)
    facts["topics"] = [topic(number) for number in words.sample(2, sizes.topics)]
    facts["entities"] = [entity(number) for number in draft.mentioned]
    facts["claims"] = {claim(n): _claim(sizes, words, drafts, draft, n, text) for n in range(draft.claims)}
    facts["events"] = {event(n): _event(words, drafts, draft, n, text) for n in range(len(draft.events))}
    kinds = words.random.sample(NOTE_KINDS, words.random.randint(1, 2))
    facts["notes"] = {kind: {"kind": kind, "evidence": _evidence(text, NOTED + n)} for n, kind in enumerate(kinds)}
    return facts


NOTE_KINDS = ("unknown", "inferred", "discrepancy", "unattributed", "translation", "spelling", "outdated", "comment")


def _voice(draft: Draft, place: int, text: Sequence[str]) -> Facts:
    """Return what a claim or event says of whose it is, with its passages."""
    voice, facts = draft.voices[place], dict[str, object]()
    if voice.said_by:
        facts["said_by"] = [entity(number) for number in voice.said_by]
    if voice.through:
        facts["through"] = [entity(number) for number in voice.through]
    if voice.kind == "unnamed":
        facts["voice"] = voice.kind
    facts["evidence"] = _evidence(text, place)
    if voice.has_attribution:
        facts["attribution"] = _evidence(text, place + ATTRIBUTING)
    return facts


def _origin(words: Words, drafts: Sequence[Draft], draft: Draft) -> Facts:
    if draft.original is not None:
        return {"kind": "translation", "of": drafts[draft.original].id, "inferred": "true"}
    kind = words.random.choices(("own", "agency", "unknown"), (5, 3, 2))[0]
    return {"kind": kind, "via": [entity(words.random.randrange(AGENCIES))]} if kind == "agency" else {"kind": kind}


def _claim(sizes: Sizes, words: Words, drafts: Sequence[Draft], draft: Draft, number: int, text: Sequence[str]) -> Facts:
    facts = _voice(draft, number, text)
    facts["about"] = [entity(other) for other in draft.mentioned[4 : 4 + words.random.randint(1, 2)]]
    if number in (1, 2):
        facts["quote"] = " ".join(text[number].split()[1:5])
    if number == 3 or (number == 4 and words.random.random() < 0.3):
        facts["figure"] = _figure(sizes, words, draft)
    return facts | _ties(words, drafts, draft, number)


def _ties(words: Words, drafts: Sequence[Draft], draft: Draft, number: int) -> Facts:
    """Tie a translation's claims to its original's, and now and then the sixth or seventh claim to an earlier article's."""
    if draft.original is not None and number < TIED_CLAIMS:
        return {"same_as": [f"{drafts[draft.original].id}:{claim(number)}"]}
    if draft.number >= 3 and number in (5, 6) and draft.number % 4 == 0:
        other = drafts[draft.number - words.random.randint(1, 3)]
        return {"same_as" if number == 5 else "contradicts": [f"{other.id}:{claim(number)}"]}
    return {}


def _figure(sizes: Sizes, words: Words, draft: Draft) -> Facts:
    number = words.random.randrange(sizes.measures)
    value = words.random.randint(2, 60) * words.random.choice((10, 100, 250))
    facts: Facts = {"measure": measure(number)}
    if words.random.random() < 0.15:
        facts["amount"] = words.random.choice(("dozens", "hundreds", "thousands"))
    else:
        facts |= _value(words, value)
    facts["unit"] = "kilotonnes" if number % 3 == 1 and words.random.random() < 0.3 else "tonnes"
    day = draft.published - datetime.timedelta(words.random.randint(1, 200))
    match words.random.randrange(4):
        case 0:
            facts["as_of"] = f"{day:%Y-%m}"
        case 1:
            facts["as_of"] = f"{day}"
        case 2:
            facts["period"] = f"{day.year}"
        case _:
            return facts
    if words.random.random() < 0.16:
        facts["dated_by"] = "article"
    return facts


def _value(words: Words, value: int) -> Facts:
    facts: Facts = {"value": value}
    if words.random.random() < 0.1:
        facts["to"] = value + words.random.randint(1, 9) * 10
    elif words.random.random() < 0.5:
        facts["qualifier"] = words.random.choice(("about", "nearly", "at-least", "at-most", "more-than", "less-than"))
    return facts


def _event(words: Words, drafts: Sequence[Draft], draft: Draft, number: int, text: Sequence[str]) -> Facts:
    facts: Facts = {"date": words.date(draft.events[number])}
    if draft.original is not None and number == 0:
        # Their dates need a day in common: one that is about right has one with any.
        facts["date"] = f"{draft.events[0]:%Y-%m}~"
        facts["same_as"] = [f"{drafts[draft.original].id}:{event(0)}"]
    facts["entities"] = [entity(other) for other in draft.mentioned[number : number + 2]]
    facts |= _voice(draft, draft.claims + number, text)
    if "said_by" not in facts:
        facts["voice"] = "article"
    return facts


def _evidence(text: Sequence[str], place: int) -> str:
    """Return the first and last words of a sentence: as many as tell it from the others."""
    sentence, plain = text[place].rstrip("."), " ".join(text)
    parts = sentence.split()
    starts = (" ".join(parts[:count]) for count in range(3, len(parts) - 3))
    start = next((start for start in starts if plain.count(start) == 1), None)
    return f"{start} … {' '.join(parts[-3:])}" if start else sentence


def _texts(words: Words, seed: int, facts: Facts, draft: Draft, locale: str) -> Facts:
    claims: Mapping[str, Facts] = facts["claims"]  # type: ignore[assignment]
    events: Iterable[str] = facts["events"]  # type: ignore[assignment]
    notes: Iterable[str] = facts["notes"]  # type: ignore[assignment]
    texts: Facts = {
        "headline": words.headline(locale),
        "summary": f"{words.paragraph(locale, 70)}\n\n{words.paragraph(locale, 70)}",
        "key_points": [words.sentence(locale) for _ in range(5)],
        "claims": {name: words.sentence(locale) for name in claims} | _same_words(seed, draft, locale),
    }
    if locale != draft.language:
        texts["quotes"] = {name: words.phrase(locale) for name, told in claims.items() if "quote" in told}
    tied = [name for number, (name, told) in enumerate(claims.items()) if "same_as" in told and number >= TIED_CLAIMS]
    texts["ties"] = {name: words.sentence(locale) for name in tied}  # a translation's are of the same speakers
    texts["events"] = {name: words.sentence(locale) for name in events}
    texts["notes"] = {name: words.sentence(locale) for name in notes}
    return texts


def _same_words(seed: int, draft: Draft, locale: str) -> Facts:
    """Return the claims that a translation makes in the words of its original."""
    first = draft.number if draft.original is None else draft.original
    return {claim(number): Words(seed, "claim", first, number, locale).sentence(locale) for number in range(SAME_WORDS)}


def _verified(article: str, facts: Facts, names: Mapping[str, str], text: str, checksum: str) -> Iterator[str]:
    """Yield the lines of the record; `briefings verify` finds the same.

    The texts have only what stands in them as it is compared, but for the ellipsis and the apostrophe of French.
    """
    plain = text.replace("’", "'")
    for section in ("claims", "events", "notes"):
        records: Mapping[str, Facts] = facts[section]  # type: ignore[assignment]
        for name, record in records.items():
            for key in ("evidence", "quote", "attribution"):
                if key in record:
                    passage = _compared(record[key])
                    yield f"{article} {section}/{name}/{key} {_found(passage, passage, plain, checksum)}"
            naming = _compared(record.get("attribution", record["evidence"]))
            for key in ("said_by", "through"):
                sources: Sequence[str] = record.get(key, ())  # type: ignore[assignment]
                for number, source in enumerate(sources):
                    words = f"{hashlib.sha256(naming.encode('utf-8')).hexdigest()}\n{names[source]}"
                    yield f"{article} {section}/{name}/{key}/{number} {_found(naming, words, plain, checksum)}"


def _compared(passage: object) -> str:
    return str(passage).replace("’", "'").replace("…", "...")


def _found(passage: str, words: str, text: str, checksum: str) -> str:
    """Return the rest of a line of the record: where a passage was found in a text, and the digests of words and text."""
    at = re.search(rf"(?<!\w){re.escape(passage.partition(' ... ')[0])}(?!\w)", text)
    return f"{VERIFIED_ON} {at.start() if at else 0} {hashlib.sha256(words.encode('utf-8')).hexdigest()} {checksum}"


# Briefings


def _briefing(sizes: Sizes, seed: int, drafts: Sequence[Draft], number: int) -> Iterator[tuple[str, str]]:
    words = Words(seed, "briefing", number)
    cited = [drafts[(number * 5 + step) % len(drafts)] for step in range(5)]
    citations = [f"{draft.id}:{claim(words.random.choice((0, 3, 5)))}" for draft in cited]
    folder = f"content/briefings/briefing-{number + 1}"
    facts: Facts = {
        "topics": [topic(n) for n in words.sample(2, sizes.topics)],
        "entities": [entity(n) for n in words.sample(3, sizes.entities)],
        "published": words.day(2025, 2025),
    }
    if words.random.random() < 0.4:
        facts["authors"] = [f"{words.name()} {words.name()}"]
    yield f"{folder}/briefing.yaml", _yaml(facts)
    for locale in LOCALES:
        parts = [
            words.paragraph(locale, 80, citations[:1]),
            f"## {words.headline(locale)}\n\n{words.paragraph(locale, 140, citations[1:3])}",
            f"## {words.headline(locale)}\n\n{words.paragraph(locale, 150, citations[3:])}",
        ]
        lede, title = words.sentence(locale), words.headline(locale)
        yield f"{folder}/{locale}.yaml", _yaml({"title": title, "lede": lede, "body": "\n\n".join(parts)})


# YAML


def _yaml(value: Mapping[str, object]) -> str:
    return "".join(_lines(value, ""))


def _lines(value: Mapping[str, object], indent: str) -> Iterator[str]:
    for key, item in value.items():
        if isinstance(item, Mapping):
            if item and all(not isinstance(inner, Mapping | list) for inner in item.values()) and len(str(item)) < 60:
                yield f"{indent}{key}: {_flow(item)}\n"
            elif item:
                yield f"{indent}{key}:\n"
                yield from _lines(item, indent + "  ")
        elif isinstance(item, list) and any(" " in str(inner) for inner in item):
            yield f"{indent}{key}:\n"
            yield from (f"{indent}- {_scalar(inner)}\n" for inner in item)
        elif isinstance(item, list):
            yield f"{indent}{key}: [{', '.join(map(str, item))}]\n"
        elif isinstance(item, str) and "\n" in item:
            yield f"{indent}{key}: |\n"
            yield from (f"{indent}  {line}\n" if line else "\n" for line in item.split("\n"))
        else:
            yield f"{indent}{key}: {_scalar(item)}\n"


def _flow(item: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{key}: {_scalar(inner, in_flow=True)}" for key, inner in item.items()) + "}"


def _scalar(value: object, *, in_flow: bool = False) -> str:
    text = str(value)
    if not isinstance(value, str) or re.fullmatch(r"[a-z0-9/~.?:-]+", text) or text.startswith("https://"):
        return text if text not in _YAML_WORDS or text == "true" else json.dumps(text)
    plain = _PLAIN.fullmatch(text) and not (in_flow and "," in text)
    return text if plain and text not in _YAML_WORDS else json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    main()
