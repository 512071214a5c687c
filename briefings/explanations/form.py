"""Explanations of what is wrong with the form of a file: its name and bytes, its YAML, its keys and kinds of value."""

from collections.abc import Mapping

from briefings.explanations.explanation import Explanation

FILES: Mapping[str, Explanation] = {
    "F001": Explanation(
        what="The file has bytes that are not UTF-8. The message names the first of them and where it stands.",
        why="Nobody can tell which letters were meant: ö would become another letter in silence, or the whole file be lost.",
        file="",
        wrong="content/topics/shipping.yaml saved as Windows-1252, Latin-1 or UTF-16",
        right="content/topics/shipping.yaml saved as UTF-8",
        todo=(
            "Open the file with the encoding that it was written in, and save it with the encoding UTF-8; most editors have "
            "both in their menu."
        ),
    ),
    "F002": Explanation(
        what="The file or folder is a symbolic link. Content is read from files alone; links are never followed.",
        why="A link can lead out of the content, to a file that nobody meant to publish or that other machines do not have.",
        file="",
        wrong="ln -s ../../drafts/late.yaml content/articles/ferry-late/en.yaml",
        right="cp drafts/late.yaml content/articles/ferry-late/en.yaml",
        todo="Put a copy of the file in the place of the link.",
    ),
    "F003": Explanation(
        what=(
            "The file or folder has no place in the layout of the content. Often its ending or the name of its folder is "
            "misspelt."
        ),
        why="It would be left out of the site, and whoever wrote it would not know.",
        file="",
        wrong="content/outlets/kustbladet.yml",
        right="content/outlets/kustbladet.yaml",
        todo="Give it the name that the message expects, or move it out of the content. docs/content.md shows the layout.",
    ),
    "F004": Explanation(
        what="The file is larger than 256 KiB (the record of verified passages: 32 MiB).",
        why="No text of an editor is as long; a file of any size would cost every build its time and memory.",
        file="",
        wrong="content/topics/shipping.yaml of 260 KiB",
        right="content/topics/shipping.yaml of 1 KiB",
        todo="Divide the record, or look for what was pasted into it by mistake.",
    ),
    "F005": Explanation(
        what=(
            "The file has a character that shows nothing but changes what is read: a control character, a line separator, or a"
            " mark "
            "that turns the direction of the text. It can also be written as an escape, as in the example."
        ),
        why="What an editor or a reviewer sees is then not what readers and programs get.",
        file="content/topics/shipping.yaml",
        wrong='names: {en: "Ship\\0ping", sv: Sjöfart}',
        right="names: {en: Shipping, sv: Sjöfart}",
        todo=(
            "Delete the character. It often comes with a text pasted from elsewhere; typing the word anew is the quickest way. "
            "Where the message says that the text was read in a wrong encoding, write the letter that the source has."
        ),
    ),
    "F006": Explanation(
        what=(
            "A file or folder is missing that another one needs. Each record has its facts and a text in the locale it was "
            "first written in."
        ),
        why="A text without facts has no sources, and facts without a text have nothing to show.",
        file="",
        wrong="content/articles/ferry-late/en.yaml",
        right="content/articles/ferry-late/article.yaml and content/articles/ferry-late/en.yaml",
        todo="Add the file that the message names. Where the text was first written in another locale, say so with written_in.",
    ),
    "F007": Explanation(
        what=(
            "The name of a file or folder is no id, is that of a device of Windows, or makes an address that the site's own "
            "pages have."
        ),
        why="The name is the record's id and the last part of its address, which has to be the same on every machine.",
        file="",
        wrong="content/outlets/Kust_Bladet.yaml",
        right="content/outlets/kust-bladet.yaml",
        todo="Rename it: lower-case letters a to z, digits and single hyphens. Change the records that name it with it.",
    ),
    "F008": Explanation(
        what="The system does not let the file be read; the message has its reason.",
        why="A site without this file would lack something that stands in it.",
        file="",
        wrong="chmod 000 content/entities/sweden.yaml",
        right="chmod 644 content/entities/sweden.yaml",
        todo="Give yourself, or whoever runs the build, the permission to read the file.",
    ),
    "F009": Explanation(
        what="The archived text has a name that files cannot have on Windows, such as that of a device.",
        why="Whoever checks the evidence there cannot have the file.",
        file="content/articles/ferry-delayed/article.yaml",
        wrong="  file: aux.txt",
        right="  file: ferry-delayed.txt",
        todo="Give the file another name, in the archive and here.",
    ),
    "F010": Explanation(
        what="Two articles name archived texts whose names differ only by case.",
        why="macOS and Windows take both for one file: evidence would be looked up in the wrong text.",
        file="content/articles/ferry-late/article.yaml",
        wrong="archived: {file: Ferry-Delayed.txt, sha256: 389fd6a571c00375bfb59baa0fab78b1cf29727b579c9cc014a18831539bca0d}",
        right="archived: {file: ferry-delayed.txt, sha256: 389fd6a571c00375bfb59baa0fab78b1cf29727b579c9cc014a18831539bca0d}",
        todo="Write both alike where one text is meant, and give one of them another name where two are.",
    ),
    "F011": Explanation(
        what="The name of the file or folder has bytes that are not UTF-8. The message shows them as they were read.",
        why="Each machine would show another name, and no address can be made of it.",
        file="",
        wrong="content/topics/m\\xe9t\\xe9o.yaml, a name from a system with Latin-1",
        right="content/topics/weather.yaml",
        todo="Rename it with the characters of an id: lower-case letters, digits and single hyphens.",
    ),
}

YAML: Mapping[str, Explanation] = {
    "Y001": Explanation(
        what=(
            "The file cannot be read as YAML. The place in the message is where reading ended; the mistake may stand a line "
            "above it."
        ),
        why="Nothing of the file can be used.",
        file="content/topics/shipping.yaml",
        wrong="names:\n  en: Shipping: all of it\n  sv: Sjöfart",
        right='names:\n  en: "Shipping: all of it"\n  sv: Sjöfart',
        todo=(
            "Look for a colon in a text without quotes, a tab, an open bracket or an open quotation mark. A text of several "
            "lines, "
            "or one that begins with @, `, %, * or &, is safe in quotes or below a line that ends in |."
        ),
    ),
    "Y002": Explanation(
        what="The same key stands twice in one mapping. The message names the place of the first.",
        why="YAML would keep one of the two values and drop the other in silence.",
        file="content/topics/shipping.yaml",
        wrong="names:\n  en: Shipping\n  en: Ships\n  sv: Sjöfart",
        right="names:\n  en: Shipping\n  sv: Sjöfart",
        todo="Delete one of the two, or give it the key that was meant.",
    ),
    "Y003": Explanation(
        what="The file has an anchor (&), an alias (*), a tag (!), or a key that is no text. Content uses none of these.",
        why="They make one place of a file change another; and most are no intent, but a text that begins with such a sign.",
        file="content/topics/shipping.yaml",
        wrong="names:\n  en: &Shipping and more\n  sv: Sjöfart",
        right='names:\n  en: "&Shipping and more"\n  sv: Sjöfart',
        todo="Quote a text that begins with &, *, !, [ or {; otherwise write the value out.",
    ),
    "Y004": Explanation(
        what="The file has brackets within brackets more than 10 levels deep, or more than 20,000 keys and values.",
        why="No record is built like this; a few bytes of it could cost a build all its memory.",
        file="content/topics/shipping.yaml",
        wrong="names: {en: [[[[[[[[[[Shipping]]]]]]]]]], sv: Sjöfart}",
        right="names: {en: Shipping, sv: Sjöfart}",
        todo="Divide the record, or delete the brackets.",
    ),
    "Y005": Explanation(
        what="A line --- within the file begins a second document.",
        why="Only the first would be read, and the rest be lost.",
        file="content/topics/shipping.yaml",
        wrong="names: {en: Shipping, sv: Sjöfart}\n---\ndescription: {en: Ships and ports}",
        right="names: {en: Shipping, sv: Sjöfart}\ndescription: {en: Ships and ports}",
        todo="Delete the line, or make two files of it. A line --- may stand at the top.",
    ),
    "Y006": Explanation(
        what="A plain page does not begin with its front matter: title and description between two lines ---.",
        why="The page would have no title, neither in the menu nor in search engines.",
        file="content/pages/en/about.md",
        wrong="We read the papers.",
        right="---\ntitle: About\ndescription: Who we are.\n---\n\nWe read the papers.",
        todo="Add the lines of the example at the very top of the file.",
    ),
    "Y007": Explanation(
        what="A value is the bare word null or ~, which means nothing in YAML.",
        why="It is not clear whether nothing is meant or the word itself; a page would show one for the other.",
        file="content/topics/shipping.yaml",
        wrong="names: {en: null, sv: Sjöfart}",
        right='names: {en: "null", sv: Sjöfart}',
        todo="Leave the whole key out where there is nothing to say. Put the word in quotes where it is meant.",
    ),
    "Y008": Explanation(
        what="The file has lines that Git leaves where two branches changed the same place and nobody chose between them.",
        why="Both versions stand in the file, and the lines between them are no content.",
        file="content/topics/shipping.yaml",
        wrong=(
            "<<<<<<< HEAD\nnames: {en: Shipping, sv: Sjöfart}\n=======\nnames: {en: Ships, sv: Fartyg}\n>>>>>>> ships\n"
            "description: {en: Ships and ports}"
        ),
        right="names: {en: Shipping, sv: Sjöfart}\ndescription: {en: Ships and ports}",
        todo=(
            "Keep the version that is right, or what is right of both, and delete the lines that begin with <<<<<<<, |||||||, "
            "======= and >>>>>>>."
        ),
    ),
    "Y009": Explanation(
        what=(
            "A no-break space, or another unusual one, stands where YAML wants an ordinary space: at the beginning of a line, "
            "around a colon or behind a dash."
        ),
        why="It looks right, but YAML takes it for a letter: a key or an entry of a list is not known as one.",
        file="content/topics/shipping.yaml",
        wrong="names:\n  en:\xa0Shipping\n  sv: Sjöfart",
        right="names:\n  en: Shipping\n  sv: Sjöfart",
        todo="Delete the space and type an ordinary one. Within a text, as between a number and its unit, it may stand.",
        given="In the wrong text the space before Shipping is a no-break space, U+00A0.",
    ),
    "Y010": Explanation(
        what=(
            "A text begins with a quotation mark and does not end with one. The place in the message is where it is opened, "
            "though YAML notices only further down."
        ),
        why="What follows, up to the next quotation mark or the end of the file, would become a part of the text.",
        file="content/topics/shipping.yaml",
        wrong='names:\n  en: "Shipping\n  sv: Sjöfart',
        right='names:\n  en: "Shipping"\n  sv: Sjöfart',
        todo=(
            "Close it at the end of the text. A text with quotation marks in it stands in those of the other kind, or below a "
            "line that ends in |."
        ),
    ),
    "Y011": Explanation(
        what=(
            "A key has no space behind its colon, or a colon of another keyboard, such as the full-width one; or an entry of a "
            "list has no space behind its dash."
        ),
        why="To YAML it is one long word: the key is missing, and its value with it.",
        file="content/articles/ferry-delayed/article.yaml",
        wrong="outlet:kustbladet",
        right="outlet: kustbladet",
        todo="Type an ordinary colon, or a dash, and a space.",
    ),
    "Y012": Explanation(
        what="A value in braces or brackets has a comma in it. There, a comma ends a value.",
        why="The value would be cut in two: of 9,000 passengers 9 would be left.",
        file="content/articles/ferry-delayed/article.yaml",
        wrong="    figure: {measure: passengers-delayed, value: 9,000, qualifier: about, unit: passengers}",
        right="    figure: {measure: passengers-delayed, value: 9000, qualifier: about, unit: passengers}",
        todo=(
            "Write a number without signs between its thousands, and with a point before its decimals: 1900000 for 1,9 million."
            " Put a text with a comma in it in quotes."
        ),
    ),
    "Y013": Explanation(
        what="A text has a # behind a space, or begins with one. YAML takes what follows for a comment and drops it.",
        why="The text would be cut off, or be missing, and nobody would be told.",
        file="content/articles/ferry-late/article.yaml",
        wrong="title: Ferry #1 is late",
        right='title: "Ferry #1 is late"',
        todo="Put the text in quotes. Put what is meant as a comment on a line of its own.",
    ),
    "Y014": Explanation(
        what="A line looks like an entry of a list, or a key, but begins further right than the one above and is joined to it.",
        why="Two entries would be shown as one, with a dash in the middle; a key would be a part of a text.",
        file="content/articles/ferry-delayed/en.yaml",
        wrong="- Fewer than two thirds of the ferries were on time.\n - A storm closed the port.",
        right="- Fewer than two thirds of the ferries were on time.\n- A storm closed the port.",
        todo=(
            "Begin the entry, or the key, right below the one above. A text of several lines stands below a line that ends "
            "in |."
        ),
    ),
}

SHAPE: Mapping[str, Explanation] = {
    "S001": Explanation(
        what=(
            "The file has a key that files of its kind do not have. The message names the closest one that they have, or the "
            "file of the record in which the key stands."
        ),
        why="What stands under it would show nowhere.",
        file="content/outlets/kustbladet.yaml",
        wrong="name: Kustbladet\nhomepage: https://kustbladet.example/",
        right="name: Kustbladet\nurl: https://kustbladet.example/",
        todo="Correct the key, or take it out. docs/content.md lists the keys of each kind of record.",
    ),
    "S002": Explanation(
        what="The record lacks a key that it cannot do without.",
        why="A page would have a hole there: a claim without evidence is no claim that a reader can check.",
        file="content/articles/ferry-late/article.yaml",
        wrong="claims:\n  on-time:\n    figure: {measure: ferries-on-time, value: 62.5, unit: percent}",
        right=(
            "claims:\n  on-time:\n    figure: {measure: ferries-on-time, value: 62.5, unit: percent}\n"
            "    evidence: 62.5 percent of the ferries"
        ),
        todo="Add the key. Everything that is not known is left out; what the message names is always needed.",
    ),
    "S003": Explanation(
        what=(
            "A value is not of the kind that its key takes: a list in the place of a text, words in the place of a number, and"
            " so on."
        ),
        why="It cannot be shown, counted or compared as what it is meant to be.",
        file="content/articles/ferry-delayed/article.yaml",
        wrong="    figure: {measure: passengers-delayed, value: nine thousand, qualifier: about, unit: passengers}",
        right="    figure: {measure: passengers-delayed, value: 9000, qualifier: about, unit: passengers}",
        todo=(
            "Write what the message expects: a list in brackets, [a, b], or an entry a line behind a dash; a number in digits, "
            "with a point before its decimals and nothing between its thousands. A text with a colon and a space in it needs "
            "quotes."
        ),
    ),
    "S004": Explanation(
        what="A key that names something is no id: it has capitals, spaces, underscores or other letters than a to z.",
        why="Ids become parts of addresses, and other records and citations point to them.",
        file="content/measures/passengers-delayed.yaml",
        wrong="scopes:\n  Over Night: {en: stranded overnight, sv: strandade över natten}",
        right="scopes:\n  over-night: {en: stranded overnight, sv: strandade över natten}",
        todo="Use lower-case letters, digits and single hyphens, and change it wherever it is named.",
    ),
}
