"""Find the words of a text that name places.

Every capitalised run of up to six tokens is looked up in the gazetteer at once (one binary search for the whole text);
the longest hit at a token becomes a candidate, and the entity label, the words around it and the words it is part of
decide whether it names a place (see judge.py). Entities the gazetteer does not know count where the text says that
they are places.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc

from eventcoder.places.gazetteer import Gazetteer
from eventcoder.places.names import key
from eventcoder.places.tables import abbreviations, country_names, demonyms, words
from eventcoder.records import text_of

LONGEST = 6  # tokens in a name
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


@dataclass(slots=True)
class Found:
    """Tokens ``start`` to ``end`` (exclusive) that may name a place, and their entries in the gazetteer."""

    start: int
    end: int
    entries: tuple[int, int]
    container: "Found | None" = None
    dateline: bool = False
    kind: str | None = None  # city, admin1 ...: what the text calls it
    group: int = 0  # the list of names it stands in, 0 where none
    countries: list[int] = field(default_factory=list)  # countries its own phrase names

    @property
    def known(self) -> bool:
        """Whether the gazetteer has the name."""
        return self.entries[0] < self.entries[1]


def runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges that could be a name, each start's longest first."""
    connectors, articles, small = words("connectors"), words("arabic_articles"), words("small_ends")
    texts = [t.text for t in doc]
    for i, text in enumerate(texts):
        if text in ("The", "THE"):
            continue  # a leading article is no part of the key
        if not text[0].isupper() and not (text in articles and _article(texts, i)):
            continue
        ends = []
        for j in range(i, min(i + LONGEST, len(texts))):
            word = texts[j]
            if word.isspace():
                break
            if _capital(word) or (j > i and texts[j - 1] == "-" and word.isalpha()):
                ends.append(j + 1)
            elif j > i and word in small:
                ends.append(j + 1)
                break
            elif j > i and word.lower() not in connectors:
                break
        for end in reversed(ends):
            yield i, end


def _article(texts: list[str], i: int) -> bool:
    """Whether an Arabic article opens a name: "al-Minya", "al Tabqa"."""
    after = texts[i + 1] if i + 1 < len(texts) else ""
    return after == "-" or (texts[i] in ("al", "el") and after[:1].isupper())


def _capital(word: str) -> bool:
    """Whether a word can end a name: "Ivoire", "d'Ivoire"."""
    return word[0].isupper() or (word[1:2] in ("'", "’") and word[2:3].isupper())


def lookup(doc: Doc, gazetteer: Gazetteer) -> dict[int, list[Found]]:
    """For each token that starts a known name: the known names, longest first."""
    ranges = list(runs(doc))
    if not ranges:
        return {}
    short, peoples, written = abbreviations(), demonyms(), text_of(doc)
    starts, ends = offsets(doc)
    keys = []
    for start, end in ranges:
        text = written[starts[start] : ends[end - 1]]
        if end - start == 1 and end < len(doc) and bare_possessive(text):
            text = text[:-1]  # "Syrias Aleppo": copy without apostrophes
        if text in short and ((text.endswith(".") and len(text) > 4) or (start > 0 and doc[start - 1].text == ",")):
            keys.append(f"abbreviation {text}")
        elif text in peoples or (text.isupper() and len(text) < 3 and text not in ("US", "UK", "NY", "LA", "DC")):
            keys.append("")
        else:
            keys.append(key(text))
    found: dict[int, list[Found]] = {}
    for (start, end), entries in zip(ranges, gazetteer.spans(keys), strict=True):
        if entries[0] < entries[1]:
            found.setdefault(start, []).append(Found(start, end, entries))
    return found


def offsets(doc: Doc) -> tuple[list[int], list[int]]:
    """Where each token begins and ends, in characters."""
    at = doc.to_array(["IDX", "LENGTH"]).astype(np.int64)
    return at[:, 0].tolist(), at.sum(axis=1).tolist()


def bare_possessive(text: str) -> bool:
    """Whether a word is a country's possessive that lost its apostrophe: "Syrias"."""
    if not text.endswith("s"):
        return False
    names = country_names()
    return text[:-1] in names and text not in names and text not in demonyms()


def entities(doc: Doc) -> list[Found]:
    """The model's place entities without leading article and trailing possessive."""
    found = []
    for ent in doc.ents:
        if ent.label_ not in PLACE_LABELS or ent.text in demonyms():
            continue
        start, end = ent.start, ent.end
        while start < end and (doc[start].lower_ in ("the", "a") or not doc[start].text[0].isalnum()):
            start += 1
        while end > start and doc[end - 1].text in ("'s", "’s", "'", "’", ",", ".", ")", "-"):
            end -= 1
        if start < end and doc[start].text[0].isupper():
            found.append(Found(start, end, (0, 0)))
    return found


def named_kinds(doc: Doc) -> list[Found]:
    """Names the text itself calls a place, known or not: "the village of Cellardyke", "near Cellardyke village"."""
    texts = [t.text for t in doc]
    found = []
    for i in range(1, len(doc) - 1):
        if not (texts[i][0].isupper() or (texts[i] in words("arabic_articles") and _article(texts, i))):
            continue
        of = doc[i - 1].lower_ == "of" and i > 1 and doc[i - 2].lower_ in words("settlements")
        if not of and doc[i - 1].lower_ not in words("locative"):
            continue
        end = i + 1
        while end < len(doc) and _continues(texts, end) and doc[end].pos_ != "SPACE":
            end += 1
        called = of or (end < len(doc) and texts[end] in words("settlements"))
        if called and end - i <= 4 and doc[end - 1].pos_ == "PROPN":
            found.append(Found(i, end, (0, 0)))
    return found


def _continues(texts: list[str], i: int) -> bool:
    """Whether a token goes on with a name: "Urum al-Jouz"."""
    article = texts[i] in words("arabic_articles") and _article(texts, i)
    return texts[i][0].isupper() or texts[i] == "-" or article
