"""Explanations of what is wrong between records: names of records that there are not, markup, and texts of locales."""

from collections.abc import Mapping

from briefings.explanations.explanation import Explanation

_ARTICLE = "content/articles/ferry-delayed/article.yaml"
_TRANSLATION = "content/articles/ferry-late/article.yaml"
_BRIEFING = "content/briefings/ferries/en.yaml"

REFERENCES: Mapping[str, Explanation] = {
    "R001": Explanation(
        what="An entity is named that has no file in content/entities.",
        why="Nothing is known of it: no name in any language, no page.",
        file=_ARTICLE,
        wrong="    said_by: [kustbolagt]",
        right="    said_by: [kustbolaget]",
        todo="Correct the id to the one that the message proposes, or add content/entities/<id>.yaml.",
        given="content/entities has the file kustbolaget.yaml.",
    ),
    "R002": Explanation(
        what="An outlet is named that has no file in content/outlets.",
        why="Readers could not be told who published the article.",
        file=_ARTICLE,
        wrong="outlet: kustblad",
        right="outlet: kustbladet",
        todo="Write the id of the outlet, which is the name of its file without .yaml; or add content/outlets/<id>.yaml.",
        given="content/outlets has the file kustbladet.yaml.",
    ),
    "R003": Explanation(
        what="An article is cited, or named as an origin or a tie, that has no folder in content/articles.",
        why="A citation that leads nowhere is worse than none: the statement looks as if it had a source.",
        file=_BRIEFING,
        wrong="  About 9,000 had to wait [@ferry-delay:waiting].",
        right="  About 9,000 had to wait [@ferry-delayed:waiting].",
        todo="Correct the id to the one that the message proposes, or add the article.",
        given="content/articles has the folder ferry-delayed.",
    ),
    "R004": Explanation(
        what="A citation or a tie names a claim or an event that the article does not have.",
        why="The reader would be led to an article that does not say this.",
        file=_BRIEFING,
        wrong="  About 9,000 had to wait [@ferry-delayed:wait].",
        right="  About 9,000 had to wait [@ferry-delayed:waiting].",
        todo="Correct the id behind the colon, or add the claim to the facts and the texts of the article.",
        given="The article ferry-delayed has the claims on-time and waiting.",
    ),
    "R005": Explanation(
        what="A topic is named that has no file in content/topics.",
        why="The record would be filed under a subject that no reader can find.",
        file=_TRANSLATION,
        wrong="topics: [ships]",
        right="topics: [shipping]",
        todo="Correct the id, or add content/topics/<id>.yaml.",
        given="content/topics has the file shipping.yaml.",
    ),
    "R006": Explanation(
        what="A figure names a measure that has no file in content/measures.",
        why="Figures are compared by measure: this one would be compared with nothing, and its unit have no name.",
        file=_TRANSLATION,
        wrong="    figure: {measure: ferries-in-time, value: 62.5, unit: percent}",
        right="    figure: {measure: ferries-on-time, value: 62.5, unit: percent}",
        todo="Correct the id, or add content/measures/<id>.yaml with its names and units.",
        given="content/measures has the file ferries-on-time.yaml.",
    ),
    "R007": Explanation(
        what="A figure has a unit that its measure does not have.",
        why="The unit has no name in any language, and nobody knows how to convert it.",
        file=_TRANSLATION,
        wrong="    figure: {measure: ferries-on-time, value: 62.5, unit: per-cent}",
        right="    figure: {measure: ferries-on-time, value: 62.5, unit: percent}",
        todo=(
            "Use a unit of the measure, or add the unit to the measure's file, with its names and, where it converts, its "
            "factor."
        ),
        given="The measure ferries-on-time has one unit, percent.",
    ),
    "R008": Explanation(
        what=(
            "A text has markup that may not stand there: a malformed citation, a citation outside the body of a briefing, a "
            "link that is not http, https or mailto, a heading of the first level, an image, a table in a summary, code, a "
            "rule, struck text, a paragraph of more than 5,000 characters, or lists and quotes more than 6 levels deep."
        ),
        why="Readers would see signs in the place of a source, a link or a heading.",
        file=_BRIEFING,
        wrong="  About 9,000 had to wait [@ferry-delayed, p. 3].",
        right="  About 9,000 had to wait [@ferry-delayed:waiting].",
        todo=(
            "Write citations as [@article], [@article:claim] or [@one; @two:claim], headings from ##, and links as "
            "[words](https://…). "
            "A backslash before a sign makes it an ordinary one. docs/content.md lists all markup that a text may have."
        ),
    ),
    "R009": Explanation(
        what="An article is said to be a translation or reprint of itself, directly or through others.",
        why="How many sources independently say something is counted along origins; a circle has no original.",
        file=_TRANSLATION,
        wrong="origin: {kind: translation, of: ferry-late, inferred: true}",
        right="origin: {kind: translation, of: ferry-delayed, inferred: true}",
        todo="Find out which of the articles is the original, and give it another origin.",
        given="The file is that of the article ferry-late itself.",
    ),
    "R010": Explanation(
        what=(
            "The code of a language is no registered BCP 47 tag, or the code of a country no ISO 3166-1 code of two capital "
            "letters; Kosovo has XK."
        ),
        why=(
            "Names of languages and countries come from CLDR by these codes, and browsers read texts aloud and break lines by "
            "them."
        ),
        file="content/outlets/kustbladet.yaml",
        wrong="language: Swedish\ncountry: Sweden",
        right="language: sv\ncountry: SE",
        todo=(
            "Look the code up, for instance sv for Swedish, nb for Norwegian (Bokmål), SE for Sweden; leave the key out if it "
            "is not known."
        ),
    ),
    "R011": Explanation(
        what=(
            "A plain page has a link that leads to no page of this site or to no heading of a page, or to an address that is "
            "not http, https or mailto; or it has an image."
        ),
        why="The link would be dead on the published site.",
        file="content/pages/en/about.md",
        wrong="We read the papers. The [Swedish edition](../../se/) has no such page.",
        right="We read the papers. The [Swedish edition](../../sv/) has no such page.",
        todo=(
            "Link to another page's file (method.md), to an address of this site as seen from the page, or to an https address."
        ),
        given="The site is published in en and sv.",
    ),
    "R012": Explanation(
        what=(
            "A claim or an event is tied to itself, two are tied both as the same and as contradicting each other, or more "
            "than twenty claims of one article are tied as the same."
        ),
        why="Both cannot be so; agreement and contradiction are shown on the pages and counted.",
        file=_TRANSLATION,
        wrong="    same_as: [ferry-late:on-time]\n    evidence: 62.5 percent of the ferries",
        right="    same_as: [ferry-delayed:on-time]\n    evidence: 62.5 percent of the ferries",
        todo="Name a claim or event of another article, and take one of two ties away that exclude each other.",
        given="The file is that of the article ferry-late itself.",
    ),
    "R013": Explanation(
        what="The origin of an article says too little for its kind, or more than its kind can say.",
        why="From the origin follows which articles share their source; a guess would make two sources of one.",
        file=_TRANSLATION,
        wrong="origin: {kind: agency}",
        right="origin: {kind: agency, via: [kustbolaget]}",
        todo=(
            "agency needs via; translation and reprint name the article (of), or the outlet and the language of a text that is"
            " not here; "
            "own and unknown stand alone."
        ),
    ),
    "R014": Explanation(
        what="The same id stands twice in one list.",
        why="It would be shown and counted twice.",
        file=_TRANSLATION,
        wrong="entities: [sweden, sweden]",
        right="entities: [sweden]",
        todo="Delete one of the two, or correct it where another was meant.",
    ),
    "R020": Explanation(
        what=(
            "A text has signs that look like markup and are none there: HTML, a reference to a character, asterisks around "
            "nothing, or Markdown in a text of one line, such as a headline, a claim or a lede."
        ),
        why="Readers see the signs as they are typed.",
        file=_BRIEFING,
        wrong="  About <b>9,000</b> had to wait [@ferry-delayed:waiting].",
        right="  About **9,000** had to wait [@ferry-delayed:waiting].",
        todo=(
            "Delete the signs, or write them as Markdown in a text of several lines. Where they are meant as they stand, put a "
            "backslash before them; in a text of one line, which has no markup at all, say so under allow."
        ),
    ),
    "R021": Explanation(
        what=(
            "A line begins with a number and a point, and it is not clear whether it begins a list: it stands alone, or its "
            "number is not the next one."
        ),
        why="A sentence that begins with a date, 24. Februar, would become item 24 of a list, or a list begin anew.",
        file=_BRIEFING,
        wrong="  1. About 9,000 had to wait [@ferry-delayed:waiting].\n  3. Some got home [@ferry-delayed:waiting].",
        right="  1. About 9,000 had to wait [@ferry-delayed:waiting].\n  2. Some got home [@ferry-delayed:waiting].",
        todo=(
            "Where it is text, put a backslash before the point: 24\\. Februar. Where it is a list, give it two items or more, "
            "whose numbers follow one another."
        ),
    ),
}

SOURCES: Mapping[str, Explanation] = {
    "C001": Explanation(
        what=(
            "The text has something that looks like a citation and is none: the @ or the brackets are missing, or it is "
            "written as a footnote or as a link of a wiki."
        ),
        why="Readers would see it as it is typed, and the statement would have no source.",
        file=_BRIEFING,
        wrong="  About 9,000 had to wait [ferry-delayed:waiting].",
        right="  About 9,000 had to wait [@ferry-delayed:waiting].",
        todo=("Write [@article], [@article:claim] or [@one; @two:claim]. Where a bracket is meant, put a backslash before it."),
        given="content/articles has the folder ferry-delayed.",
    ),
    "C002": Explanation(
        what="A briefing, or a section of one, cites nothing. Its paragraphs are not reported one by one.",
        why="Readers cannot check any of its statements.",
        file=_BRIEFING,
        wrong=(
            "  About 9,000 had to wait.\n\n  ## Punctuality\n\n  Less than two thirds were on time [@ferry-delayed:on-time; "
            "@ferry-delayed:waiting]."
        ),
        right=(
            "  About 9,000 had to wait [@ferry-delayed:waiting].\n\n  ## Punctuality\n\n  Less than two thirds were on time "
            "[@ferry-delayed:on-time; @ferry-delayed:waiting]."
        ),
        todo=(
            "Cite the source of each statement. Where there is none to cite, say why, under allow in briefing.yaml or in the "
            "text's own file: {C002: the reason}."
        ),
    ),
    "C003": Explanation(
        what=(
            "A paragraph or list of a briefing cites nothing, though its section does. Questions, and introductions that end "
            "in a colon, are left alone."
        ),
        why="Readers cannot tell whether the source of the paragraph above is also that of this one.",
        file=_BRIEFING,
        wrong="  About 9,000 had to wait [@ferry-delayed:waiting].\n\n  The ferries of the company are often late.",
        right=(
            "  About 9,000 had to wait [@ferry-delayed:waiting].\n\n  The ferries of the company are often late "
            "[@ferry-delayed:on-time]."
        ),
        todo=(
            "Cite the source of its statements, also where it is that of the paragraph above. Where there is none to cite, say "
            "why, under allow: {C003: the reason}."
        ),
    ),
    "C004": Explanation(
        what="Under allow stands a code that is no warning: that of an error, or one that there is not.",
        why="An error stops the publication whatever is allowed, and the reason given would be read by nobody.",
        file="content/briefings/ferries/briefing.yaml",
        wrong="topics: [shipping]\nallow: {L004: The desk's own remark.}",
        right="topics: [shipping]\nallow: {C003: The desk's own remark.}",
        todo="Correct the code, or delete the line and correct the error itself. docs/problems.md lists the warnings.",
        given="A paragraph of the briefing, which is the desk's own remark, cites nothing.",
    ),
    "C005": Explanation(
        what="A warning is allowed that is not there, or no longer.",
        why="The next warning with this code would pass unseen, whatever its reason.",
        file="content/briefings/ferries/briefing.yaml",
        wrong="topics: [shipping]\nallow: {C003: The opening paragraph is the desk's own.}",
        right="topics: [shipping]",
        todo="Delete the line. This warning cannot be allowed itself.",
        given="Every paragraph of the briefing cites its source.",
    ),
}

LOCALES: Mapping[str, Explanation] = {
    "L001": Explanation(
        what="A text is in a locale that is not among the locales of mkdocs.yml.",
        why="It would be published nowhere.",
        file="content/topics/shipping.yaml",
        wrong="names: {en: Shipping, se: Sjöfart}",
        right="names: {en: Shipping, sv: Sjöfart}",
        todo="Correct the tag, or add the locale to locales in mkdocs.yml.",
        given="The site is published in en and sv.",
    ),
    "L002": Explanation(
        what=(
            "A locale's file lacks a text that the facts announce: the words of a claim, an event, a note, a quote, a picture "
            "or a correction. Or a name, a unit or a description lacks its text in the locale of the desk."
        ),
        why="In this edition the claim would have no words, though a citation of it leads there.",
        file="content/articles/ferry-delayed/sv.yaml",
        wrong="claims:\n  on-time: Bara 62,5 procent av färjorna gick i tid.",
        right="claims:\n  on-time: Bara 62,5 procent av färjorna gick i tid.\n  waiting: Omkring 9 000 resenärer fick vänta.",
        todo="Add the text, under the same id as in article.yaml or briefing.yaml, or in the locale that the message names.",
        given="The facts, in article.yaml, have the claims on-time and waiting.",
    ),
    "L003": Explanation(
        what=(
            "A locale's file has a text under an id that the facts do not have; or it translates a quote into the language it "
            "is in."
        ),
        why="The text belongs to nothing and would show nowhere.",
        file="content/articles/ferry-late/en.yaml",
        wrong="key_points: [It adds nothing to the Swedish report.]\nimage: A ferry in the ice",
        right="key_points: [It adds nothing to the Swedish report.]",
        todo="Correct the id, add it to the facts, or delete the text.",
        given="The facts, in article.yaml, have no image.",
    ),
    "L004": Explanation(
        what=(
            "A translation of a briefing does not cite what the original cites, or cites something else; or the original does "
            "not cite what all of several translations cite."
        ),
        why="Readers of one language would get other sources for the same statement.",
        file="content/briefings/ferries/sv.yaml",
        wrong="  Omkring 9 000 fick vänta.",
        right="  Omkring 9 000 fick vänta [@ferry-delayed:waiting].",
        todo=(
            "Copy the citations of the original to the same statements of the translation, or from there to the original where "
            "the message names the original."
        ),
        given="en.yaml, the original, says: About 9,000 had to wait [@ferry-delayed:waiting].",
    ),
}
