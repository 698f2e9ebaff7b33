"""Finding many names in a text at once, whatever their number.

Texts are folded character by character (accents, quotes, dashes, line breaks), so that offsets stay those of the
text as it came in.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

_WORD = re.compile(r"[^\W_]+")
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
    """Names by their first word, so that a text costs what its words cost, however many names there are.

    Case-sensitive unless ``lower``, which keeps hyphens too.
    """

    def __init__(self, names: Iterable[str], *, lower: bool = False) -> None:
        self.lower = lower
        self._form = plain if lower else fold
        self._keys = {self.key(name) for name in names}
        self._extents: dict[str, set[tuple[int, int]]] = {}  # first word -> where a name begins before it, its length
        for key in self._keys:
            first = key.partition(" ")[0]
            lead = 0
            if not first.isalnum() and (word := _WORD.search(key)) is not None:
                first, lead = word[0], word.start()
            self._extents.setdefault(first, set()).add((lead, len(key)))

    def key(self, name: str) -> str:
        """The form under which a name is kept."""
        folded = self._form(name).strip()
        return folded.lower() if self.lower else folded

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Every (start, end, key) in the text that does not begin or end inside a word; overlaps included."""
        folded = self._form(text)
        if self.lower and len(lowered := folded.lower()) == len(folded):
            folded = lowered
        last = len(folded)
        for word in _WORD.finditer(folded):
            for lead, length in self._extents.get(word[0], ()):
                start = word.start() - lead
                end = start + length
                key = folded[max(start, 0) : end]
                if key in self._keys and not (end < last and folded[end].isalnum() and folded[end - 1].isalnum()):
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
