"""Places within a text, as `Location` names them: a word, and how many times it occurs before."""

from briefings.diagnostics import Key, Location


class Occurrences:
    """Counts the occurrences of words in a text, each word in one pass where its places are asked for in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._counted: dict[str, tuple[int, int]] = {}
        """By word: where to go on looking, and how many were before that."""

    def location(self, file: str, path: tuple[Key, ...], word: str, position: int) -> Location:
        """Return the location of a word that begins at a position, in characters."""
        return Location(file, path, word=word, nth=self._before(word, position) if word else 0)

    def _before(self, word: str, position: int) -> int:
        start, number = self._counted.get(word, (0, 0))
        if start > position:
            start, number = 0, 0
        end = position + len(word) - 1
        while (found := self._text.find(word, start, end)) >= 0:
            start, number = found + 1, number + 1
        self._counted[word] = start, number
        return number
