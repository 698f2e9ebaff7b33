"""The place names of a text in order: which of the known names and entities stand, and the datelines."""

import re

from spacy.tokens import Doc

from eventcoder.places.find import PLACE_LABELS, Found, entities, lookup, named_kinds
from eventcoder.places.gazetteer import Gazetteer
from eventcoder.places.judge import Judge
from eventcoder.places.phrases import describe
from eventcoder.places.tables import words
from eventcoder.records import text_of

# "NAIROBI, Kenya (AP) _", "BAGHDAD, Nov. 8 (Xinhua) --", "WASHINGTON (Reuters) -", "MOSCOW --"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?[ \t]+\d"
_DATELINE = re.compile(
    r"(?:^|\n)[ \t]*(?P<places>[A-Z][A-Z.'’\- /]{2,40}(?:,[ \t]*(?!" + _MONTH + r")[^()\n\d]{2,40}?)?)[ \t]*"
    r"(?:,[ \t]*[A-Z][a-z]{2,8}\.?[ \t]+\d{1,2}[ \t]*)?(?:\([^()\n]{2,40}\)[ \t]*(?:[-–—_:]|--)*|[-–—_]{1,3}[ \t])"
)


# the same run into other copy: "... Tabqa Operation MOSCOW (Sputnik) The paper", "(Corrects ...) HAVANA (Reuters) -"
_RUN_IN = re.compile(
    r"\b(?P<places>[A-Z][A-Z.'’-]{3,}(?: [A-Z][A-Z.'’-]+)?) "
    r"\((?:Reuters|AP|AFP|Sputnik|Xinhua|TASS|SANA|UPI|Interfax|RIA Novosti|dpa|Kyodo|Yonhap)\)"
)


def find(doc: Doc, gazetteer: Gazetteer) -> list[Found]:
    """Non-overlapping place names in text order, with what their own phrases say about them."""
    judge = Judge(doc, gazetteer)
    known = lookup(doc, gazetteer)
    datelines = dateline_tokens(doc)
    found = _first_pass(doc, known, judge, datelines)
    found = _second_pass(doc, known, judge, found)
    for item in found:
        item.dateline = item.start in datelines
    describe(doc, gazetteer, found)
    return found


def _first_pass(doc: Doc, known: dict[int, list[Found]], judge: Judge, datelines: set[int]) -> list[Found]:
    """What stands by its own words."""
    unknown = {e.start: e for e in (*named_kinds(doc), *entities(doc)) if not datelines & {*range(e.start, e.end)}}
    found: list[Found] = []
    i = 0
    while i < len(doc):
        chosen = next((f for f in known.get(i, []) if f.start in datelines or judge.accept(f)), None)
        other = unknown.get(i)
        if other and (chosen is None or other.end > chosen.end) and judge.accept_unknown(other):
            inside = chosen is not None or any(
                judge.accept(f) for j in range(i + 1, other.end) for f in known.get(j, [])
            )
            chosen = chosen if inside else other
        if chosen:
            found.append(chosen)
        i = chosen.end if chosen else i + 1
    return found


def _second_pass(doc: Doc, known: dict[int, list[Found]], judge: Judge, found: list[Found]) -> list[Found]:
    """What stands because the same name, or its neighbour in a list, does: the rest of the text decides."""
    names = {doc[f.start : f.end].text for f in found if f.end - f.start > 1 or judge.placed(f) or f.entries[1] == 0}
    taken = {i for f in found for i in range(f.start, f.end)}
    starts, ends = {f.start for f in found}, {f.end for f in found}
    more: list[Found] = []
    for options in known.values():
        for option in options:
            if taken.intersection(range(option.start, option.end)):
                continue
            again = doc[option.start : option.end].text in names
            if (again or _beside(doc, option, starts, ends)) and _may(doc, option, judge):
                more.append(option)
                taken.update(range(option.start, option.end))
                break
    return sorted((*found, *more), key=lambda f: f.start)


def _beside(doc: Doc, option: Found, starts: set[int], ends: set[int]) -> bool:
    """Whether the name stands between commas or "and" next to a place, in a list or chain."""
    i, j = option.start - 1, option.end
    left = i > 0 and doc[i].text in (",", "and", "or", "&") and i in ends
    right = j + 1 < len(doc) and doc[j].text in (",", "and", "or", "&") and j + 1 in starts
    open_end = j < len(doc) and (
        not doc[j].text[0].isalnum() or doc[j].lower_ in words("before") or doc[j].lower_ in ("and", "or")
    )
    return (left and open_end) or (right and doc[i].lower_ in words("before") if i >= 0 else False)


def _may(doc: Doc, option: Found, judge: Judge) -> bool:
    """Whether nothing speaks against a name that the rest of the text makes a place."""
    token = doc[option.start]
    if (
        judge.part_of_name(option, 1)
        or judge.preceded(option)
        or token.lower_ in words("common")
        or token.lower_ in words("compass")
    ):
        return False
    if judge.before(option, skip=False) in words("titles") or token.text in judge.diseases:
        return False
    start, end = judge.bounds.get(option.start, (option.start, option.end))
    if doc[option.start].ent_type_ in ("PERSON", "ORG"):
        inside = start < option.start - 1 or end > option.end + 1
        return not inside or (doc[option.start].ent_type_ == "ORG" and doc[option.end : end].text[:1] in (",", "a"))
    return token.text[0].isupper() and (token.pos_ in ("PROPN", "NOUN", "ADJ", "X") or token.ent_type_ in PLACE_LABELS)


def dateline_tokens(doc: Doc) -> set[int]:
    """Tokens in the places of datelines, which open a paragraph in capitals before the agency or a dash."""
    tokens: set[int] = set()
    for match in (*_DATELINE.finditer(text_of(doc)), *_RUN_IN.finditer(text_of(doc))):
        span = doc.char_span(*match.span("places"), alignment_mode="expand")
        if span is not None:
            tokens.update(range(span.start, span.end))
    return tokens
