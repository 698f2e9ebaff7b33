"""The country of a town or province that stands in a role's phrase ("Alabama court", "the Punjab government")."""

from functools import lru_cache

from spacy.tokens import Token

from eventcoder.actors.article import Reading, RoleHit
from eventcoder.actors.phrase import left_edge
from eventcoder.places.gazetteer import Gazetteer, gazetteer
from eventcoder.places.rows import ADMIN1, CITY

LONGEST = 3  # tokens of a name
LARGE = 100_000  # inhabitants of a town that needs no introduction
CLEAR = 5  # times as many as in a namesake abroad


def region_before(r: Reading, hit: RoleHit) -> str | None:
    """The country of the one place name among the capitalised words before a role noun that nobody else explains."""
    words = [t for t in r.tokens[left_edge(r.doc[hit.head]) : hit.start] if _is_name(r, t)]
    for size in range(min(LONGEST, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            run = words[first : first + size]
            if run[-1].i - run[0].i == size - 1 and (
                country := _country(gazetteer(), r.doc[run[0].i : run[-1].i + 1].text)
            ):
                return country
    return None


def _is_name(r: Reading, token: Token) -> bool:
    taken = token.i in r.found or token.i in r.roles or token.i in r.people.span_of
    return token.pos_ == "PROPN" and token.text[:1].isupper() and not taken


@lru_cache(maxsize=20_000)
def _country(places: Gazetteer, name: str) -> str | None:
    """The country of the large town or province of this name; None where another country has one of like size."""
    refs, ranks = places.lookup(name)
    people: dict[str, int] = {}
    for ref, rank in zip(refs.tolist(), ranks.tolist(), strict=True):
        country = places.country_code(ref)
        if country and rank > 0 and places.kind[ref] in (ADMIN1, CITY):
            people[country] = max(people.get(country, 0), int(places.population[ref]))
    ranked = sorted(people.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < LARGE:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= CLEAR * ranked[1][1] else None
