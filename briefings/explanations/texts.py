"""Explanations of what makes a text, or a code in it, say something else than what is seen or meant."""

from collections.abc import Mapping

from briefings.explanations.explanation import Explanation

_HEADLINE = "headline: A translation of the report on the ferries"
_ENGLISH = "content/articles/ferry-late/en.yaml"

TEXTS: Mapping[str, Explanation] = {
    "T001": Explanation(
        what=(
            "The text was written in one encoding and read in another, somewhere on its way here, so that an é has become Ã©. "
            "Where letters are lost altogether, the character U+FFFD stands for them."
        ),
        why="Readers see it at once, no search finds the word, and the passage is not found in the source.",
        file=_ENGLISH,
        wrong="headline: A translation of the rÃ©sumÃ© on the ferries",
        right=_HEADLINE,
        todo="Write the word as the message suggests. If all texts from one program come so, have it write UTF-8.",
    ),
    "T002": Explanation(
        what="The headline or title has more than 200 characters.",
        why="Lists, search results and bibliographies show it whole; most often a paragraph was pasted into the wrong field.",
        file=_ENGLISH,
        wrong="headline: " + "A translation of the report on the ferries, and more of the same; " * 4,
        right=_HEADLINE,
        todo=(
            "Keep the first sentence, and move the others into the summary. Where it was printed so, say so: "
            "allow: {T002: the reason}."
        ),
    ),
    "T003": Explanation(
        what=(
            "The text has a character that nobody sees, where the writing around it does not need it: a space of no width, a "
            "joiner, a mark of direction. Persian, Hindi, Thai, Hebrew and emoji, which need some of them, are left alone."
        ),
        why="What is seen in a review is not what is searched and copied; a mark of direction can even change the order.",
        file=_ENGLISH,
        wrong='headline: "A trans\\u200Blation of the report on the ferries"',
        right=_HEADLINE,
        todo="Delete the character, or type the word anew. It often comes with a text pasted from elsewhere.",
    ),
    "T004": Explanation(
        what=(
            "A word has letters of another script that look like its own, such as a Cyrillic а in a Latin word. Words that mix "
            "scripts and look it are left alone."
        ),
        why="It reads well and is another word: no search finds it, and an address or a name can be made to deceive.",
        file=_ENGLISH,
        wrong="headline: A trаnslation of the report on the ferries",
        right=_HEADLINE,
        todo="Write the word in one script, as the message suggests.",
    ),
    "T005": Explanation(
        what="The licence is no expression of SPDX: an identifier of its list, or several with AND, OR and WITH between them.",
        why="Programs that read the data tell from the identifier what may be done with the picture, and pages link its text.",
        file="content/articles/ferry-delayed/article.yaml",
        wrong="image: {credit: Eva Ek, licence: CC BY 4.0}",
        right="image: {credit: Eva Ek, licence: CC-BY-4.0}",
        todo="Take the identifier from spdx.org/licenses. A licence that is not there is LicenseRef- and a name.",
    ),
    "T006": Explanation(
        what="The code of the language is valid, but not in the form that BCP 47 gives it: other capitals, or a former code.",
        why="Browsers and programs know languages by that form, and two articles in one language would have two.",
        file="content/articles/ferry-late/article.yaml",
        wrong="language: EN",
        right="language: en",
        todo="Write the code as the message has it.",
    ),
}
