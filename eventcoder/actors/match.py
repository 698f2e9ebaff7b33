"""Finding many names in a text at once, whatever their number.

Texts are folded character by character (accents, quotes, dashes, line breaks), so that offsets stay those of the
text as it came in.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import ahocorasick

_PLAIN = {
    "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-",
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "æ": "a", "ß": "s",
}  # fmt: skip


@cache
def _fold_char(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    if char.isspace():
        return " "
    base = unicodedata.normalize("NFKD", char)
    return base[0] if base and base[0].isascii() and base[0].isalpha() else char


def plain(text: str) -> str:
    """The text without accents and typographic quotes, of the same length.

    >>> plain("Erdoğan’s")
    "Erdogan's"
    """
    return text if text.isascii() and "\n" not in text else "".join(map(_fold_char, text))


def fold(text: str) -> str:
    """The form under which names are compared: plain, hyphens as spaces ("al-Nusra", "al Nusra"), same length."""
    return plain(text).replace("-", " ")


class Names:
    """An Aho-Corasick automaton over names; case-sensitive unless ``lower``, which keeps hyphens too."""

    def __init__(self, names: Iterable[str], *, lower: bool = False) -> None:
        self.lower = lower
        self._form = plain if lower else fold
        self._automaton = ahocorasick.Automaton()
        self._empty = True
        for name in names:
            key = self.key(name)
            if key:
                self._automaton.add_word(key, key)
                self._empty = False
        if not self._empty:
            self._automaton.make_automaton()

    def key(self, name: str) -> str:
        """The form under which a name is kept."""
        folded = self._form(name).strip()
        return folded.lower() if self.lower else folded

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Every (start, end, key) in the text that does not begin or end inside a word; overlaps included."""
        if self._empty:
            return
        folded = self._form(text)
        if self.lower and len(lowered := folded.lower()) == len(folded):
            folded = lowered
        last = len(folded)
        for stop, key in self._automaton.iter(folded):
            start, end = stop - len(key) + 1, stop + 1
            if start and folded[start - 1].isalnum() and folded[start].isalnum():
                continue
            if end < last and folded[end].isalnum() and folded[end - 1].isalnum():
                continue
            yield start, end, key


def longest(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The spans that remain when longer ones win over those they overlap, in order."""
    kept: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    for start, end, key in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if not any(position in taken for position in (start, end - 1)):
            kept.append((start, end, key))
            taken.update(range(start, end))
    return sorted(kept)
