"""Explanations of what is wrong with dates, figures and evidence."""

from collections.abc import Mapping

from briefings.explanations.explanation import Explanation

_ARTICLE = "content/articles/ferry-delayed/article.yaml"
_TRANSLATION = "content/articles/ferry-late/article.yaml"
_MEASURE = "content/measures/passengers-delayed.yaml"
_RECORD = "content/verified.txt"

DATES: Mapping[str, Explanation] = {
    "D001": Explanation(
        what="The text is no date in EDTF (ISO 8601-2), or no day of the calendar, or a range that ends before it starts.",
        why="It could not be shown in each language, sorted, or put on the timeline.",
        file=_ARTICLE,
        wrong="published: 05.03.2024",
        right="published: 2024-03-05",
        todo=(
            "Write year, month and day, as far as they are known: 2024-03-05, 2024-03, 2024. In doubt 2024?, about then 2024~, "
            "a range 2024-01/2024-02, an open one 2024-03/.. . A date has no time of day."
        ),
    ),
    "D002": Explanation(
        what="A date lies in the future. Content tells what has been published and has happened.",
        why="It is nearly always a slip in the year or the month, and would stand first on every list.",
        file=_ARTICLE,
        wrong="published: 2924-03-05",
        right="published: 2024-03-05",
        todo="Correct the date, and look at the clock of the machine where the date is right.",
    ),
    "D003": Explanation(
        what=(
            "Two dates contradict each other, such as a briefing that cites an article from after it; or two are given where "
            "one is meant, such as as_of and period of a figure, or published and its limits."
        ),
        why="One of the two is wrong, and only the desk can tell which.",
        file="content/briefings/ferries/briefing.yaml",
        wrong="published: 2024-03-10\nupdated: 2024-03-09",
        right="published: 2024-03-10\nupdated: 2024-03-12",
        todo="Correct one date or delete it. Give the day of a later change of a briefing in updated.",
    ),
    "D004": Explanation(
        what="Events are tied as the same, directly or through others, but their dates have no day in common.",
        why="The timeline shows them as one entry, which would have two dates that exclude each other.",
        file=_TRANSLATION,
        wrong="events:\n  gale: {date: 2024-02, same_as: [ferry-delayed:storm], evidence: the gale}",
        right="events:\n  gale: {date: 2024-01, same_as: [ferry-delayed:storm], evidence: the gale}",
        todo="Correct a date or take the tie away. A date that is only about right takes ~ and agrees with every other.",
        given="The article ferry-delayed dates its event storm 2024-01-28.",
    ),
    "D005": Explanation(
        what="The limits of an unknown date of publication have neither a start nor an end.",
        why="They say nothing that pages do not say already: the date is not known.",
        file=_TRANSLATION,
        wrong="published_within: ../..",
        right="published_within: 2024-03-05/..",
        todo="Give the limit that the text sets, on one side or on both, or leave published_within out.",
    ),
}

FIGURES: Mapping[str, Explanation] = {
    "N001": Explanation(
        what="The upper end of a figure's range, to, is not above its value.",
        why="Nothing lies in such a range; most often the two are exchanged.",
        file=_ARTICLE,
        wrong="    figure: {measure: passengers-delayed, value: 9000, to: 8000, qualifier: about, unit: passengers}",
        right="    figure: {measure: passengers-delayed, value: 8000, to: 9000, qualifier: about, unit: passengers}",
        todo="Exchange them, or leave to out where the article has one number.",
    ),
    "N002": Explanation(
        what="A figure is about a part of its measure, scope, that the measure does not have.",
        why="Figures on different parts are not compared; this one's part has no name in any language.",
        file=_ARTICLE,
        wrong="    figure: {measure: passengers-delayed, value: 9000, unit: passengers, scope: by-night}",
        right="    figure: {measure: passengers-delayed, value: 9000, unit: passengers, scope: overnight}",
        todo="Use a scope of the measure, or add this one under scopes in the measure's file.",
        given="The measure has one scope, overnight.",
    ),
    "N003": Explanation(
        what="A measure has a factor for a unit that it does not have.",
        why="The unit that was meant is left without a factor, and its figures are compared with nothing.",
        file=_MEASURE,
        wrong="factors: {passenger: 1}",
        right="factors: {passengers: 1}",
        todo="Correct the name of the unit under factors, or add the unit under units.",
        given="The measure has one unit, passengers.",
    ),
    "N004": Explanation(
        what="A factor by which a unit converts is zero or below.",
        why="Every figure in this unit would become nothing, or less.",
        file=_MEASURE,
        wrong="factors: {passengers: 0}",
        right="factors: {passengers: 1}",
        todo="Write how many of the common unit one of this unit is: factors: {tonnes: 1, thousand-tonnes: 1000}.",
    ),
    "N005": Explanation(
        what="Claims are tied as the same statement, but their figures cannot be compared, or cannot both be true.",
        why="Pages would say that the articles agree, and show numbers that do not.",
        file=_TRANSLATION,
        wrong=(
            "    figure: {measure: ferries-on-time, value: 70, unit: percent, period: 2024-01/2024-02}\n"
            "    same_as: [ferry-delayed:on-time]"
        ),
        right=(
            "    figure: {measure: ferries-on-time, value: 62.5, unit: percent, period: 2024-01/2024-02}\n"
            "    same_as: [ferry-delayed:on-time]"
        ),
        todo=(
            "Correct a figure, or take the tie away: different numbers are different statements. contradicts ties what "
            "excludes each other."
        ),
        given="The claim on-time of the article ferry-delayed gives 62.5 percent, for the same months.",
    ),
    "N006": Explanation(
        what="A unit has names for some of the plural forms of a language, and lacks others that numbers take in it.",
        why="Pages would show the unit in the wrong form, such as 2 millions tonnes in French, or 5 тонни in Ukrainian.",
        file="content/measures/passengers-delayed.yaml",
        wrong="    sv: {few: resenärer, other: resenärer}",
        right="    sv: {one: resenär, other: resenärer}",
        todo="Add the forms that the message names, with CLDR's names for them. One name for all numbers is other alone.",
    ),
    "N007": Explanation(
        what=(
            "A figure has neither a number, value, nor a word for one, amount; or it has both; or something beside them that "
            "does not go together with them: a word ends no range, takes no qualifier but at-least and at-most, and counts no "
            "per cent; and whose the date is, dated_by, needs a date."
        ),
        why="A word such as hundreds is a range of its own: nobody can say what about hundreds would mean.",
        file=_ARTICLE,
        wrong="    figure: {measure: passengers-delayed, value: 2000, amount: thousands, unit: passengers}",
        right="    figure: {measure: passengers-delayed, amount: thousands, unit: passengers}",
        todo="Give value where the article has digits or a number in words, amount where it has only a word such as thousands.",
    ),
}

EVIDENCE: Mapping[str, Explanation] = {
    "E001": Explanation(
        what="The archive has no file of the name that the article gives under archived; links are not followed.",
        why="No passage of the article can be looked up.",
        file=_ARTICLE,
        wrong="  file: ferry-early.txt",
        right="  file: ferry-delayed.txt",
        todo=(
            "Correct the name, or put the text into the archive; a text in a folder of it is named with the folder, "
            "2024/ferry-delayed.txt. Only --archive or the setting archive looks there."
        ),
        given="The folder of the archive has the file ferry-delayed.txt.",
    ),
    "E002": Explanation(
        what="The archived text has another checksum (SHA-256) than the article gives: it is not the text that the desk read.",
        why="The passages may stand in this text by chance, or no longer.",
        file=_ARTICLE,
        wrong="  sha256: 0000000000000000000000000000000000000000000000000000000000000000",
        right="  sha256: 389fd6a571c00375bfb59baa0fab78b1cf29727b579c9cc014a18831539bca0d",
        todo=(
            "Put the former file back. Where the text was replaced on purpose, delete the line of sha256 and run "
            "briefings verify --fix with the archive at hand, which writes it anew and looks every passage up."
        ),
        given="The file ferry-delayed.txt in the archive has the checksum that begins with 389fd6a5.",
    ),
    "E003": Explanation(
        what=(
            "The archived text does not have the passage, word for word. The message says how far it was found. White space, "
            "kinds of quotation mark and ligatures may differ; capitals may not, and only whole words and numbers are found."
        ),
        why="The statement would point to words that its source does not have.",
        file=_ARTICLE,
        wrong="    evidence: stormen den 29 januari",
        right="    evidence: stormen den 28 januari",
        todo="Copy the words from the archived text: the first ones, …, the last ones. Look whether the claim is right, too.",
        given="The archived text has: Sedan stormen den 28 januari har Kust-Bolaget ställt in turer.",
    ),
    "E004": Explanation(
        what="A passage has more than 25 words. Those of prefix and suffix count, and those of scripts without spaces.",
        why="Evidence points to a passage; the texts are not ours to copy.",
        file=_TRANSLATION,
        wrong=(
            "    evidence: 62.5 percent of the ferries that left the port in the two months of this winter were on time, which"
            " is "
            "less than in any of the ten winters before it"
        ),
        right="    evidence: 62.5 percent of the ferries … ten winters before it",
        todo="Write the first words, …, the last words of the passage.",
    ),
    "E005": Explanation(
        what=(
            "A passage, or every passage of an article, is not recorded in content/verified.txt as found in the archived text."
        ),
        why="Its page says that it is not verified.",
        file=_RECORD,
        wrong="# no line of ferry-delayed notes/name/evidence",
        right=(
            "ferry-delayed notes/name/evidence 2024-05-02 211 0e337fc8d811399357278370acaf640e32943c5a0d1dc81c0768732d3c0fa48b "
            "389fd6a571c00375bfb59baa0fab78b1cf29727b579c9cc014a18831539bca0d"
        ),
        todo=(
            "Run briefings verify --archive DIR where the archived texts are, and commit the record together with the content."
        ),
    ),
    "E006": Explanation(
        what="A passage, or the archived text, is another than when it was verified.",
        why="What was found then proves nothing of what stands here now; its page says so.",
        file=_ARTICLE,
        wrong="    quote: Niotusen fick vänta länge.",
        right="    quote: Niotusen fick vänta.",
        todo="Run briefings verify --archive DIR, and commit the record together with the content.",
        given="The quote was verified as: Niotusen fick vänta.",
    ),
    "E007": Explanation(
        what="An article has passages and names no archived text, and the site asks for strict evidence.",
        why="Nobody can look its passages up, now or when the article is gone from the web.",
        file=_TRANSLATION,
        wrong="title: Ferries late",
        right=(
            "title: Ferries late\narchived:\n  file: ferry-delayed.txt\n"
            "  sha256: 389fd6a571c00375bfb59baa0fab78b1cf29727b579c9cc014a18831539bca0d"
        ),
        todo="Save the article's text in the archive, name its file under archived, and run briefings verify --fix.",
    ),
    "E008": Explanation(
        what=(
            "A line of content/verified.txt does not have the form that briefings verify writes. Often it was edited, or is "
            "left of a merge."
        ),
        why="It proves nothing of its passage.",
        file=_RECORD,
        wrong="ferry-delayed notes/name/evidence 2024-05-02 211 0e337fc8",
        right=(
            "ferry-delayed notes/name/evidence 2024-05-02 211 0e337fc8d811399357278370acaf640e32943c5a0d1dc81c0768732d3c0fa48b "
            "389fd6a571c00375bfb59baa0fab78b1cf29727b579c9cc014a18831539bca0d"
        ),
        todo="Run briefings verify with the archive at hand, which writes the record anew. Without it, delete the line.",
    ),
    "E009": Explanation(
        what=(
            "Two lines of content/verified.txt are about one passage. A merge of two branches that both verified it leaves "
            "them."
        ),
        why="They can say different things, and nobody knows which is so.",
        file=_RECORD,
        wrong=(
            "ferry-delayed notes/name/evidence 2024-05-02 211 0e337fc8d811399357278370acaf640e32943c5a0d1dc81c0768732d3c0fa48b "
            "389fd6a571c00375bfb59baa0fab78b1cf29727b579c9cc014a18831539bca0d\n"
            "ferry-delayed notes/name/evidence 2024-05-03 211 0e337fc8d811399357278370acaf640e32943c5a0d1dc81c0768732d3c0fa48b "
            "389fd6a571c00375bfb59baa0fab78b1cf29727b579c9cc014a18831539bca0d"
        ),
        right=(
            "ferry-delayed notes/name/evidence 2024-05-02 211 0e337fc8d811399357278370acaf640e32943c5a0d1dc81c0768732d3c0fa48b "
            "389fd6a571c00375bfb59baa0fab78b1cf29727b579c9cc014a18831539bca0d"
        ),
        todo=(
            "Run briefings verify with the archive at hand, which writes the record anew. Without it, delete one of the two "
            "lines."
        ),
    ),
    "E010": Explanation(
        what="The passage stands in the archived text more than once, and the article does not say which place is meant.",
        why="Its page leads to the first of them, which may be about something else.",
        file=_ARTICLE,
        wrong="    evidence: Niotusen fick vänta",
        right="    evidence: {exact: Niotusen fick vänta, prefix: ställt in turer.}",
        todo=(
            "Copy some words right before the passage to prefix, or right behind it to suffix; or make the passage longer. "
            "Quotes and the spellings of names are not asked which place they mean."
        ),
        given="The archived text has the words twice; right before the second place stands: ställt in turer.",
    ),
    "E011": Explanation(
        what=(
            "The archived text is neither UTF-8 nor UTF-16 and its encoding is not named, or named wrongly; or it is no plain "
            "text, such as a PDF; or it is larger than 1 MiB."
        ),
        why="No passage can be looked up in it: nobody can tell which letters its bytes are.",
        file=_ARTICLE,
        wrong="  file: of-windows.txt\n  sha256: a1d338b512ae4201c966784f69d0db212b364f8c95b5ba1960a9d5ff2eb3ea13",
        right=(
            "  file: of-windows.txt\n  encoding: windows-1252\n"
            "  sha256: a1d338b512ae4201c966784f69d0db212b364f8c95b5ba1960a9d5ff2eb3ea13"
        ),
        todo=(
            "Write the encoding that the message proposes, if the text reads well in it, or save the file as UTF-8, "
            "delete sha256 and run briefings verify --fix. Archive the text of the article alone, as plain text."
        ),
        given="The archive has of-windows.txt, a text that was saved as Windows-1252.",
    ),
    "E012": Explanation(
        what="The article names an archived text and does not give its checksum (SHA-256).",
        why="Without it nobody can tell whether the text in the archive is still the one that the desk read.",
        file=_ARTICLE,
        wrong="  file: ferry-delayed.txt",
        right=("  file: ferry-delayed.txt\n  sha256: 389fd6a571c00375bfb59baa0fab78b1cf29727b579c9cc014a18831539bca0d"),
        todo="Run briefings verify --archive DIR --fix, which writes it into article.yaml and changes nothing else there.",
    ),
    "E013": Explanation(
        what=(
            "A claim or event names who says it or who carried it, and no name of theirs stands in the passage of its evidence "
            "or in that of its attribution. Looked for are all names of the entity, those of a country in CLDR, and the "
            "spellings of the article, in any case and with the endings that languages give names; of a person one word of the "
            "name is enough. Entities marked as unnamed have no name to look for."
        ),
        why="Readers who follow the statement to its passage do not find there who says it, and have the desk's word alone.",
        file=_ARTICLE,
        wrong="    evidence: Omkring 9 000 resenärer",
        right="    evidence: Omkring 9 000 resenärer\n    attribution: Bara 62,5 procent av … rederiet",
        todo=(
            "Widen evidence until it names them, or mark the passage that does under attribution. If the article calls them "
            "otherwise, 'Moscow' for a government, add that to spellings. If nothing in the article says it so plainly, say "
            "under allow why it may stand."
        ),
        given="The passage with the number does not name the company that passed it on; the sentence before it does.",
    ),
}
