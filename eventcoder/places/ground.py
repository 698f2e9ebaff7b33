"""Ground that a people's name says: "Ukrainian cities", "the Nigerian coast", "a Mexican prison"."""

import functools

from spacy.tokens import Doc, Span

from eventcoder.places.gazetteer import Gazetteer, Place, gazetteer
from eventcoder.places.tables import demonyms, read_table, words
from eventcoder.records import PlaceMention


def national_ground(doc: Doc, sentence: Span) -> list[PlaceMention]:
    """The spots of a sentence that only a people's name places, each at the centre of its country.

    They are no place names and so not in ``doc._.places``; an event that happens there has the country all the same.
    """
    found = []
    for token in sentence:
        code = demonyms().get(token.text)
        if code is None:
            continue
        noun = _noun(doc, token.i)
        if noun is None or any(t.lower_ == "of" for t in doc[noun].children):
            continue  # "the Syrian city of X": the name says more
        if not any(m.start >= token.idx and m.head == noun for m in doc._.places):
            found.append(_mention(doc, token.i, noun, code))
    return found


def _noun(doc: Doc, i: int) -> int | None:
    """The kind of ground that stands after a people's name: "Syrian border town" gives town."""
    end = doc[i].sent.end
    for j in range(i + 1, min(i + 4, end)):
        word = doc[j]
        if word.pos_ not in ("NOUN", "ADJ") and word.dep_ != "compound":
            return None
        if word.lemma_.lower() in words("ground") and (j + 1 >= end or doc[j + 1].dep_ != "compound"):
            return None if word.dep_ == "compound" else j
    return None


def capital(code: str) -> Place | None:
    """The capital of a country, None where the gazetteer has none of that name there."""
    return _capital(gazetteer(), code)


def is_capital(mention: PlaceMention) -> bool:
    """Whether a place is its country's capital, whose name often stands for the government."""
    seat = capital(mention.country or "")
    return seat is not None and seat.name == mention.name


@functools.lru_cache(maxsize=512)
def _capital(places: Gazetteer, code: str) -> Place | None:
    names = [row["capital"] for row in read_table("countries.tsv") if row["iso3"] == code]
    refs = places.lookup(names[0])[0].tolist() if names and names[0] else []
    found = [r for r in refs if places.capital[r] and places.country_code(r) == code]
    return places.place(max(found, key=lambda r: int(places.population[r]))) if found else None


def at_capital(code: str, doc: Doc, first: int, last: int) -> PlaceMention | None:
    """A country's capital as the place that tokens ``first`` to ``last`` name."""
    seat = capital(code)
    if seat is None:
        return None
    return PlaceMention(
        start=doc[first].idx, end=doc[last].idx + len(doc[last]), text=doc[first : last + 1].text, head=last,
        name=seat.name, latitude=seat.latitude, longitude=seat.longitude, country=code, admin1=seat.admin1,
        geonames_id=seat.geonames_id, precision="city",
    )  # fmt: skip


def _mention(doc: Doc, i: int, noun: int, code: str) -> PlaceMention:
    if doc[noun].lower_ == "capital" and (seat := at_capital(code, doc, i, noun)):
        return seat
    places = gazetteer()
    country = places.place(places.iso3.index(code))
    start, end = doc[i].idx, doc[noun].idx + len(doc[noun])
    return PlaceMention(
        start=start, end=end, text=doc[i : noun + 1].text, head=noun, name=country.name,
        latitude=country.latitude, longitude=country.longitude, country=code,
        geonames_id=country.geonames_id, precision="country",
    )  # fmt: skip
