"""The place names of a text in order, with what their own phrases say about them."""

import re

from spacy.tokens import Doc

from eventcoder.places.find import Found, entities, lookup
from eventcoder.places.gazetteer import Gazetteer
from eventcoder.places.judge import Judge
from eventcoder.places.tables import demonyms, words

# "NAIROBI, Kenya (AP) _", "BAGHDAD, Nov. 8 (Xinhua) --", "WASHINGTON (Reuters) -", "MOSCOW --"
_DATELINE = re.compile(
    r"(?:^|\n)[ \t]*(?P<places>[A-Z][A-Z.'’\- /]{2,40}(?:,[^()\n]{2,40}?)?)[ \t]*"
    r"(?:,[ \t]*[A-Z][a-z]{2,8}\.?[ \t]+\d{1,2}[ \t]*)?(?:\([^()\n]{2,40}\)[ \t]*(?:[-–—_:]|--)*|[-–—_]{1,3}[ \t])"
)
_KIND = {
    "city": "city", "town": "city", "village": "city", "hamlet": "city", "suburb": "city", "port": "city", "capital": "city",
    "settlement": "city", "municipality": "city", "resort": "city", "township": "city",
    "province": "admin1", "provinces": "admin1", "state": "admin1", "states": "admin1", "oblast": "admin1", "governorate": "admin1",
    "prefecture": "admin1", "krai": "admin1", "region": "admin1", "republic": "admin1", "territory": "admin1",
    "county": "admin2", "counties": "admin2", "district": "admin2", "districts": "admin2", "regency": "admin2", "raion": "admin2",
}  # fmt: skip


def find(doc: Doc, gazetteer: Gazetteer) -> list[Found]:
    """Non-overlapping place names in text order, with dateline, kind, container and countries of their phrases."""
    judge = Judge(doc, gazetteer)
    known = lookup(doc, gazetteer)
    datelines = dateline_tokens(doc)
    ents = {i: e for e in entities(doc) for i in range(e.start, e.end)}
    found: list[Found] = []
    i = 0
    while i < len(doc):
        chosen = _choose(doc, known.get(i, []), ents, judge, datelines)
        if chosen is None and i in ents and ents[i].start == i and not any(j in known for j in range(i, ents[i].end)):
            chosen = ents[i] if judge.accept_unknown(ents[i]) else None
        if chosen:
            chosen.dateline = chosen.start in datelines
            found.append(chosen)
            i = chosen.end
        else:
            i += 1
    for k, item in enumerate(found):
        _describe(doc, item, found[k + 1] if k + 1 < len(found) else None)
    return found


def _choose(doc: Doc, options: list[Found], ents: dict[int, Found], judge: Judge, datelines: set[int]) -> Found | None:
    for option in options:
        if option.start in datelines or judge.accept(option):
            return option
    return None


def dateline_tokens(doc: Doc) -> set[int]:
    """Tokens in the places of datelines, which open a paragraph in capitals before the agency or a dash."""
    tokens: set[int] = set()
    for match in _DATELINE.finditer(doc.text):
        span = doc.char_span(*match.span("places"), alignment_mode="expand")
        if span is not None:
            tokens.update(range(span.start, span.end))
    return tokens


def _describe(doc: Doc, item: Found, following: Found | None) -> None:
    """Set what the phrase calls the place, and what it says the place lies in."""
    after = doc[item.end].lower_ if item.end < len(doc) else ""
    before = doc[item.start - 1].lower_ if item.start else ""
    if after in words("kinds_after") and after in _KIND:
        item.kind = _KIND[after]
    elif before == "of" and item.start > 1:
        item.kind = _KIND.get(doc[item.start - 2].lower_)
    elif before in _KIND:
        item.kind = _KIND[before]
    if item.kind == "city" and doc[item.end - 1].lower_ in ("county", "province"):
        item.kind = None
    if following is not None and _contains(doc, item, following):
        item.container = following
    for j in range(max(0, item.start - 6), item.start):
        country = demonyms().get(doc[j].text)
        if country and doc[j].sent == doc[item.start].sent and _leads_to(doc, j, item.start):
            item.countries.append(j)


def _contains(doc: Doc, inner: Found, outer: Found) -> bool:
    """Whether the words between say that ``outer`` holds ``inner``: "X, Y", "X in Y", "X in the north of Y"."""
    if outer.start - inner.end > 6:
        return False
    between = [t.lower_ for t in doc[inner.end : outer.start]]
    if between == [","]:
        return not _in_list(doc, inner, outer)
    if not between or any(w in (".", ";", ")", "and", "or", "to", "from") for w in between):
        return False
    if between[0] in (",", *words("kinds_after")):
        between = between[1:]
    filler = (
        words("at")
        | words("kinds")
        | words("kinds_after")
        | {"the", "of", "a", "part", ",", "north", "south", "east", "west"}
    )
    return bool(between) and between[0] in (*words("at"), "of", "(") and all(w in filler or w == "(" for w in between)


def _in_list(doc: Doc, inner: Found, outer: Found) -> bool:
    """Whether "X, Y" is a list ("Kenya, Uganda and Sudan") rather than a chain ("Kisumu, Kenya")."""
    j = outer.end
    if j < len(doc) and doc[j].lower_ in ("and", "or", "&"):
        return True
    if j + 1 < len(doc) and doc[j].text == "," and doc[j + 1].lower_ in ("and", "or"):
        return doc[inner.start - 1].lower_ not in words("at") if inner.start else True
    return False


def _leads_to(doc: Doc, j: int, start: int) -> bool:
    """Whether a people's name before a place says where it is: "the Kenyan lakeside town of Kisumu"."""
    between = [t.lower_ for t in doc[j + 1 : start]]
    return not between or between[-1] in (*words("kinds"), "of") and any(w in words("kinds") for w in between)
