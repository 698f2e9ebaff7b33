"""From names found and resolved to the records the other rooms read."""

from collections import Counter

from spacy.tokens import Doc

from eventcoder.places.find import Found
from eventcoder.places.gazetteer import Gazetteer
from eventcoder.places.mentions import find
from eventcoder.places.resolve import Candidates, Resolver
from eventcoder.places.rows import COUNTRY, KINDS
from eventcoder.records import PlaceMention

_PRECISION = {
    "city": "city",
    "admin1": "admin1",
    "admin2": "admin1",
    "country": "country",
    "region": "region",
    "point": "point",
}


def place_mentions(doc: Doc, gazetteer: Gazetteer) -> list[PlaceMention]:
    """The places a text names, in order, not overlapping."""
    found = find(doc, gazetteer)
    if not found:
        return []
    resolver = Resolver(doc, gazetteer, found)
    candidates = resolver.resolve()
    best = {id(f): c.best for f, c in zip(found, candidates, strict=True)}
    usual = _usual_country(gazetteer, candidates)
    return [_mention(doc, gazetteer, f, best, usual) for f in found]


def _usual_country(gazetteer: Gazetteer, candidates: list[Candidates]) -> int:
    """The one country that all but a few of the text's places lie in, -1 where there is none."""
    counts = Counter(int(gazetteer.country[c.best]) for c in candidates if c.best >= 0)
    country, count = counts.most_common(1)[0] if counts else (-1, 0)
    return country if count >= 0.8 * sum(counts.values()) else -1


def _mention(doc: Doc, gazetteer: Gazetteer, found: Found, best: dict[int, int], usual: int) -> PlaceMention:
    span = doc[found.start : found.end]
    index = best[id(found)]
    outer = best[id(found.container)] if found.container is not None else -1
    inherited = index < 0 and outer >= 0
    if index < 0:
        index = outer
    place = gazetteer.place(index) if index >= 0 else None
    country = place.country if place else (gazetteer.iso3[usual] if usual >= 0 else None)
    precision = _PRECISION[place.kind] if place else None
    is_country = place is not None and place.kind == KINDS[COUNTRY]
    return PlaceMention(
        start=span.start_char, end=span.end_char, text=span.text, head=span.root.i,
        name=place.name if place and not inherited else span.text,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        country=country,
        admin1=(place.name if place.kind == "admin1" else place.admin1) if place and not is_country else None,
        geonames_id=place.geonames_id if place and not inherited else None,
        precision=precision,
        dateline=found.dateline,
    )  # fmt: skip
