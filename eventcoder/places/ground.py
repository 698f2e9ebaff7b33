"""Ground that a people's name says: "Ukrainian cities", "the Nigerian coast", "a Mexican prison"."""

from spacy.tokens import Doc, Span

from eventcoder.places.gazetteer import gazetteer
from eventcoder.places.tables import demonyms, words
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
        if noun is not None and not any(m.start >= token.idx and m.head == noun for m in doc._.places):
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


def _mention(doc: Doc, i: int, noun: int, code: str) -> PlaceMention:
    places = gazetteer()
    country = places.place(places.iso3.index(code))
    start, end = doc[i].idx, doc[noun].idx + len(doc[noun])
    return PlaceMention(
        start=start, end=end, text=doc[i : noun + 1].text, head=noun, name=country.name,
        latitude=country.latitude, longitude=country.longitude, country=code,
        geonames_id=country.geonames_id, precision="country",
    )  # fmt: skip
