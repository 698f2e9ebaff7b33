"""What a place's own phrase says about it: what kind it is, what it lies in, and the list it stands in."""

import functools

import numpy as np
from spacy.tokens import Doc

from eventcoder.places.find import Found
from eventcoder.places.gazetteer import Gazetteer
from eventcoder.places.rows import ADMIN1, ADMIN2, CITY, COUNTRY, POINT, REGION
from eventcoder.places.tables import demonyms, words

_KIND = {
    "city": "city", "town": "city", "village": "city", "hamlet": "city", "suburb": "city", "port": "city",
    "capital": "city",
    "settlement": "city", "municipality": "city", "resort": "city", "township": "city",
    "province": "admin1", "provinces": "admin1", "state": "admin1", "states": "admin1", "oblast": "admin1",
    "governorate": "admin1", "prefecture": "admin1", "krai": "admin1", "region": "admin1", "republic": "admin1",
    "territory": "admin1", "county": "admin2", "counties": "admin2", "district": "admin2", "districts": "admin2",
    "regency": "admin2", "raion": "admin2",
}  # fmt: skip
_SIZE = {POINT: 0, CITY: 1, ADMIN2: 2, ADMIN1: 3, REGION: 4, COUNTRY: 5}


@functools.lru_cache(maxsize=20_000)
def size(gazetteer: Gazetteer, entries: tuple[int, int]) -> int:
    """How large a thing the name usually means: 0 a point, 1 a town ... 5 a country; 1 where unknown."""
    refs, rank = gazetteer.entries(entries)
    if not len(refs):
        return 1
    kinds = gazetteer.kind[refs]
    if np.any(kinds == COUNTRY):
        return _SIZE[COUNTRY]
    people = np.where((kinds == REGION) | (kinds == POINT), 10**7, gazetteer.population[refs]) * np.where(
        rank > 0, 10, 1
    )
    return _SIZE[int(kinds[int(np.argmax(people))])]


def describe(doc: Doc, gazetteer: Gazetteer, found: list[Found]) -> None:
    """Set kind, container, group and countries of every name."""
    for item in found:
        item.kind = _kind(doc, item)
        item.countries = _countries(doc, item)
    _chains(doc, gazetteer, found)
    for item in found:
        if (
            item.container is not None
            and _quarter(doc, item)
            and size(gazetteer, item.container.entries) < _SIZE[REGION]
        ):
            item.entries = (0, 0)  # a part of a town is no town of that name elsewhere


def _kind(doc: Doc, item: Found) -> str | None:
    after = doc[item.end].lower_ if item.end < len(doc) else ""
    before = doc[item.start - 1].lower_ if item.start else ""
    if doc[item.end - 1].lower_ in ("county", "province", "city"):
        return None
    if after in words("kinds_after") and after in _KIND:
        return _KIND[after]
    if after in words("state_offices"):
        return "admin1"
    if before == "of" and item.start > 1:
        return _KIND.get(doc[item.start - 2].lower_)
    return _KIND.get(before)


def _quarter(doc: Doc, item: Found) -> bool:
    """Whether the text calls the name a part of a town: "the X neighbourhood", "the neighbourhood of X"."""
    after = doc[item.end].lower_ if item.end < len(doc) else ""
    before = doc[item.start - 2].lower_ if item.start > 1 and doc[item.start - 1].lower_ == "of" else ""
    return bool({after, before} & words("quarters"))


def _countries(doc: Doc, item: Found) -> list[int]:
    """Tokens of a people's name before that say where it is: "the Kenyan lakeside town of Kisumu"."""
    tokens = []
    for j in range(max(0, item.start - 6), item.start):
        if doc[j].text in demonyms() and doc[j].sent.start == doc[item.start].sent.start:
            between = [t.lower_ for t in doc[j + 1 : item.start]]
            named = any(w in words("kinds") for w in between) and between[-1] in (*words("kinds"), "of")
            if not between or named:
                tokens.append(j)
    return tokens


def _chains(doc: Doc, gazetteer: Gazetteer, found: list[Found]) -> None:
    """Split runs of names joined by commas into lists and chains of containment."""
    run: list[Found] = []
    group = 0
    for k, item in enumerate(found):
        run.append(item)
        following = found[k + 1] if k + 1 < len(found) else None
        gap = [t.lower_ for t in doc[item.end : following.start]] if following else ["."]
        joined = gap in ([","], ["and"], ["or"], [",", "and"], [",", "or"], ["&"], [";"], [";", "and"])
        if following and not joined and _within(gap):
            item.container = following
        if not joined:
            group += 1
            _split(doc, gazetteer, run, group)
            run = []


def _split(doc: Doc, gazetteer: Gazetteer, run: list[Found], group: int) -> None:
    """Within one run: "Paris, Texas" is a chain, "Kenya, Uganda and Sudan" a list."""
    sizes = [size(gazetteer, f.entries) for f in run]
    ends_in_and = len(run) > 2 and doc[run[-1].start - 1].lower_ in ("and", "or", "&")
    most = max(sizes.count(s) for s in sizes)
    alike = (len(run) > 2 and most == len(run)) or (len(run) > 4 and most >= 0.7 * len(run))
    if alike or (ends_in_and and len(set(sizes[1:])) == 1 and sizes[0] == sizes[1]):
        for item in run:
            item.group = group
        return
    for inner, outer, small, large in zip(run, run[1:], sizes, sizes[1:], strict=False):
        if doc[inner.end].text == "," and outer.start == inner.end + 1 and large > max(small, 1):
            inner.container = outer
    if not any(f.container in run for f in run):
        pair = len(run) == 2 and doc[run[1].start - 1].lower_ == "and"
        for item in run if len(run) > 2 or pair else ():
            item.group = group


def _within(gap: list[str]) -> bool:
    """Whether the words between two names say that the second holds the first: "X in the north of Y"."""
    if not 0 < len(gap) <= 7:
        return False
    filler = (
        words("located")
        | words("at")
        | words("kinds")
        | words("kinds_after")
        | {"the", "of", "a", "part", ",", "north", "south", "east", "west", "("}
    )
    if gap[0] in (",", *words("kinds_after"), *words("quarters"), *words("located")):
        gap = gap[1:]
    plain = [w for w in gap if w.capitalize() not in demonyms()]  # "a district of the Syrian city of X"
    return bool(plain) and plain[0] in (*words("at"), "of", "(") and all(w in filler for w in plain)
