"""The scene of an event whose own clause names no place: its sentence, the story before it, the dateline."""

from collections import Counter
from dataclasses import replace
from itertools import islice

from spacy.tokens import Doc, Token

from eventcoder.places.gazetteer import gazetteer
from eventcoder.places.ground import is_capital, national_ground
from eventcoder.places.tables import words
from eventcoder.places.tie import FORCE, gathering, hosting, located, struck, top
from eventcoder.records import CodedClause, PlaceMention

MOST = 0.6  # share of a story's spots that make a country its theatre
NEARBY = 120  # tokens before the sentence in which the scene of the fighting is looked for
NEAR = 0.3  # degrees within which a site may lie in a town
LEAD = 3  # sentences that say what a story is about
_FINENESS = {"point": 0, "city": 1, "": 2, "admin1": 2, "region": 3, "country": 4}


def fineness(mention: PlaceMention) -> int:
    """0 for a point, 1 for a city ... 4 for a country."""
    if nameless(mention):
        return _FINENESS["city"]
    return _FINENESS[mention.precision or ""]


def nameless(mention: PlaceMention) -> bool:
    """Whether the gazetteer lacks the name, so that its coordinates, if any, are those of what it lies in."""
    return not mention.geonames_id and mention.name == mention.text and mention.precision in ("country", "admin1", None)


def only_one(doc: Doc, clause: CodedClause, here: list[PlaceMention]) -> PlaceMention | None:
    """The finest place the sentence puts something at, if all of them lie in one country."""
    if clause.code[:2] not in FORCE:
        return None
    spots = [m for m in here if located(doc, m) and not gathering(doc, m)]
    spots = [m for m in spots if not struck(doc, m)] or spots
    if not spots or len({m.country for m in spots}) > 1:
        return None
    return min(proper(doc, spots), key=lambda m: (fineness(m), abs(m.head - clause.head)))


def own_ground(doc: Doc, clause: CodedClause, here: list[PlaceMention]) -> PlaceMention | None:
    """The town or region whose governor, police or people tell of a deed done there: "the mayor of X said two died"."""
    teller = clause.attributed_to
    if teller is None or clause.verbal or any(located(doc, m) for m in here):
        return None
    voice = doc[teller.head]
    phrase = {t.i for t in voice.subtree}
    towns = [m for m in here if m.head in phrase and m.precision != "country" and not is_capital(m)]
    for place in towns:
        words_before = [t for t in (top(doc, place), *top(doc, place).ancestors) if t.i in phrase]
        if any(t.lower_ in words("local_voices") for t in words_before):
            return place
    return None


def where_clause(head: Token, here: list[PlaceMention]) -> PlaceMention | None:
    """The place that "where" takes up: "traveled to Albania where he met ..."."""
    taken_up = [t for t in head.children if t.lower_ == "where"]
    if not taken_up:
        return None
    before = [m for m in here if m.head < taken_up[0].i]
    return before[-1] if before and taken_up[0].i - before[-1].head < 6 else None


def from_story(doc: Doc, clause: CodedClause, past: bool) -> PlaceMention | None:
    """Where the story puts a deed of force: the land invaded, the scene just told, the theatre of its war.

    What is ``past`` was not at the scene of today: it has the country alone.
    """
    found = invaded(doc, clause) or told_before(doc, clause) or theatre(doc, clause)
    return _country(found) if found and past and found.country and found.precision != "country" else found


def told_before(doc: Doc, clause: CodedClause) -> PlaceMention | None:
    """Where the preceding sentences put the fighting, if all they put anywhere lies in one country.

    A land that is neither side's is taken only from the sentence right before.
    """
    start = doc[clause.head].sent.start
    first = max(0, start - NEARBY)
    spots: list[PlaceMention] = [m for m in doc._.places if m.country and not m.dateline and first <= m.head < start]
    spots = [
        m for m in spots if located(doc, m) or ((m.precision in ("city", "point") or nameless(m)) and _ground(doc, m))
    ]
    spots = proper(doc, spots)
    if not spots:
        spots = [m for m in national_ground(doc, doc[first:start]) if located(doc, m)]
    if not spots or len({m.country for m in spots}) > 1:
        return None
    sides = {actor.country for actor in (clause.source, clause.target) if actor and actor.country}
    if len(sides) > 1 and spots[0].country not in sides and doc[spots[-1].head].sent.end < start:
        return None
    finest = min(spots, key=lambda m: (fineness(m), start - m.head))
    last = doc[max(m.head for m in spots)].sent.start
    cities = [m for m in spots if m.precision in ("city", "point") and not _at(m, finest)]
    latest = [m for m in spots if m.precision in ("city", "point") and m.head >= last]
    if any(t.lower_ in words("quarters_of_land") and t.pos_ == "NOUN" and t.dep_ == "pobj" for t in doc[start].sent):
        return _country(finest)  # "a swathe of the south": not the town of the sentence before
    return finest if not cities or (latest and all(_at(m, finest) for m in latest)) else _country(finest)


def proper(doc: Doc, spots: list[PlaceMention]) -> list[PlaceMention]:
    """The spots without those that only say where another lies: "in X near Y"."""
    ends = {m.end for m in spots}
    aside = [m for m in spots if doc[m.head - 1].lower_ == "near" and doc[m.head - 1].idx - 1 in ends]
    return [m for m in spots if m not in aside]


def _at(town: PlaceMention, other: PlaceMention) -> bool:
    """Whether two places are one, or the first so near that the second may lie in it: "Kibera" and "Nairobi"."""
    return town.name == other.name or (other.precision == "point" and _off(town, other) < NEAR)


def _country(spot: PlaceMention) -> PlaceMention:
    """The country of a spot: what several spots of a story have in common."""
    places = gazetteer()
    nation = places.place(places.iso3.index(spot.country))
    return replace(
        spot, name=nation.name, latitude=nation.latitude, longitude=nation.longitude, admin1=None,
        geonames_id=nation.geonames_id, precision="country",
    )  # fmt: skip


def invaded(doc: Doc, clause: CodedClause) -> PlaceMention | None:
    """The invaded country, where the story names it: what an invasion is done to is where it is done."""
    if clause.lemma not in words("invasions") or not clause.target or not clause.target.country:
        return None
    named: list[PlaceMention] = [
        m for m in doc._.places if m.country == clause.target.country and m.precision == "country"
    ]
    return min(named, key=lambda m: abs(m.head - clause.head)) if named else None


def theatre(doc: Doc, clause: CodedClause) -> PlaceMention | None:
    """The country of one side in which most of what the story puts at a spot lies: where the war it tells is fought."""
    sides = {actor.country for actor in (clause.source, clause.target) if actor and actor.country}
    spots: list[PlaceMention] = [
        m for m in doc._.places
        if m.country and not m.dateline and (located(doc, m) or m.precision in ("city", "point", "admin1"))
    ]  # fmt: skip
    counts = Counter(m.country for m in spots)
    country, count = counts.most_common(1)[0] if counts else (None, 0)
    if country not in sides or count < 2 or count < MOST * len(spots):
        return None
    spots = [m for m in spots if m.country == country]
    nations: list[PlaceMention] = [m for m in doc._.places if m.country == country and m.precision == "country"]
    spot = _one_town(doc, spots)
    return spot or min(nations or map(_country, spots), key=lambda m: abs(m.head - clause.head))


def _one_town(doc: Doc, spots: list[PlaceMention]) -> PlaceMention | None:
    """The one town or site of a story; a capital only where the lead puts something there, else it is a government."""
    towns = [m for m in spots if m.precision in ("city", "point")]
    points = [m for m in towns if m.precision == "point"] or towns
    towns = [m for m in points if all(_at(other, m) for other in towns)]
    if not towns:
        return None
    others = [m for m in spots if m.precision == "admin1" and not _holds(m, towns[0])]
    near = [m for m in towns if located(doc, m) and not gathering(doc, m)]
    if is_capital(towns[0]):
        near = [m for m in near if m.head < _lead_end(doc)]
    return near[0] if near and not others else None


def _lead_end(doc: Doc) -> int:
    """The token after the sentences that say what a story is about."""
    return list(islice(doc.sents, LEAD))[-1].end


def _ground(doc: Doc, town: PlaceMention) -> bool:
    """Whether a town is meant, not the government that sits there: a capital only where it is attacked."""
    token = top(doc, town)
    return not is_capital(town) or (token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ in words("attacking"))


def _holds(region: PlaceMention, town: PlaceMention) -> bool:
    """Whether a town lies in a region: by name, or near its middle where the gazetteer does not say."""
    return region.name in (town.admin1, town.name) or (not town.admin1 and _off(region, town) < NEAR)


def _off(one: PlaceMention, other: PlaceMention) -> float:
    """How far two places lie apart, in degrees; far where it is not known."""
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return 360.0
    return max(abs(one.latitude - other.latitude), abs(one.longitude - other.longitude))


def venue(doc: Doc, clause: CodedClause) -> PlaceMention | None:
    """Where the story puts its meetings, talks and visits, if that is one country; the finest of the places.

    Where it names several, the one of a side that is host: "on a visit to Japan and Korea" for the Japanese.
    """
    held: list[PlaceMention] = [m for m in doc._.places if m.country and not m.dateline and gathering(doc, m)]
    if len({m.country for m in held}) > 1:
        sides = {actor.country for actor in (clause.source, clause.target) if actor}
        lead = _lead_end(doc)
        held = [m for m in held if m.country in sides and m.head < lead and hosting(doc, m)]
        ahead = clause.time in ("present", "future") and doc[clause.head].pos_ == "VERB"
        held = [] if ahead else held
    if not held or len({m.country for m in held}) > 1:
        return None
    return min(held, key=lambda m: (fineness(m), m.start))


def dateline(doc: Doc, head: Token) -> PlaceMention | None:
    """The last dateline before the event."""
    before: list[PlaceMention] = [m for m in doc._.places if m.dateline and m.head < head.i and m.country]
    return before[-1] if before else None


def says_here(doc: Doc, clause: CodedClause) -> bool:
    """Whether the clause says "here", the reporting place."""
    return any(doc[i].lower_ == "here" and doc[i].head.i in (*clause.tokens, clause.head) for i in clause.tokens)


def elsewhere(doc: Doc, here: list[PlaceMention]) -> bool:
    """Whether the sentence itself puts something at a place."""
    return any(located(doc, m) for m in here)
