"""Decide which place of that name is meant: one scoring model over everything the article says.

The weights are in ``knowledge/places/weights.yaml``; ``explain=True`` keeps each term for ``eventcoder places``.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from eventcoder.places.find import Found
from eventcoder.places.gazetteer import Gazetteer
from eventcoder.places.publisher import publisher_country
from eventcoder.places.rows import ADMIN1, ADMIN2, CITY, COUNTRY, KINDS, POINT, REGION
from eventcoder.places.tables import demonyms, weights

Floats = NDArray[np.float64]
PRIOR = ("population", "primary", "usual", "own", "capital", "kind", "kind_agrees", "seat")  # terms of the name alone
NEUTRAL = 0.4  # country share of seas and continents
SEAT = 0.35  # share of a region's people in a town from which the name alone is the town's
WINDOW = 200  # names before and after one that weigh in with it: the cost of a text grows with its length alone
KEPT = 64  # candidates of a name weighed further: the most populous, and all that lie in the container


@dataclass(slots=True)
class Candidates:
    """The places a name can mean, with the score of each; ``terms`` says what the score is made of."""

    refs: NDArray[np.int64]
    prior: Floats
    score: Floats
    terms: dict[str, Floats] = field(default_factory=dict)

    @property
    def best(self) -> int:
        """The place with the highest score, -1 where there is none."""
        return int(self.refs[int(np.argmax(self.score))]) if len(self.refs) else -1


def distance(lat: Floats, lon: Floats, lat2: float | Floats, lon2: float | Floats) -> Floats:
    """Great-circle distances in km."""
    rad = np.pi / 180
    h = (
        np.sin((lat - lat2) * rad / 2) ** 2
        + np.cos(lat * rad) * np.cos(lat2 * rad) * np.sin((lon - lon2) * rad / 2) ** 2
    )
    return np.asarray(12742 * np.arcsin(np.sqrt(np.minimum(1, h))), np.float64)


def _candidates(gazetteer: Gazetteer, found: Found) -> Candidates:
    refs, prior, terms = _prior(gazetteer, found.entries, found.kind, found.container is None)
    return Candidates(refs, prior, prior, terms)


@lru_cache(maxsize=2_000)
def _prior(
    g: Gazetteer, entries: tuple[int, int], called: str | None, alone: bool
) -> tuple[NDArray[np.int64], Floats, dict[str, Floats]]:
    """The places of a name, with what each scores before the text has its say; ``alone``: named in no other place.

    The arrays are kept for the next text: nothing may change them.
    """
    w = weights()
    refs, rank = g.entries(entries)
    usable = ~np.isnan(g.latitude[refs])
    refs, rank = refs[usable], rank[usable]
    people, kinds = g.population[refs].astype(np.float64), g.kind[refs]
    terms = {
        "population": w["population"] * np.log10(people + 10),
        "primary": w["primary"] * (rank > 0),
        "usual": w["usual"] * (rank > 1),
        "own": w["own"] * (rank > 2),
        "capital": w["capital"] * g.capital[refs],
        "kind": np.array([w["kind"][k] for k in KINDS])[kinds],
    }
    terms["population"][(kinds == COUNTRY) | (kinds == REGION) | (kinds == POINT)] = 0.0
    if called:
        wanted = {"city": (CITY, POINT), "admin1": (ADMIN1, REGION, ADMIN2), "admin2": (ADMIN2, ADMIN1)}[called]
        terms["kind_agrees"] = np.where(np.isin(kinds, wanted), w["kind_agrees"], w["kind_differs"])
    else:
        terms["seat"] = w["seat"] * _named_for_seat(g, refs, rank)
    prior = np.sum(list(terms.values()), axis=0) if len(refs) else np.zeros(0)
    if len(refs) > KEPT and alone:
        keep = np.argsort(-prior)[:KEPT]
        refs, prior, terms = refs[keep], prior[keep], {k: v[keep] for k, v in terms.items()}
    return refs, prior, terms


def _named_for_seat(g: Gazetteer, refs: NDArray[np.int64], rank: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which candidates are regions of which most live in the town they share the name with: "Nairobi"."""
    kinds, people = g.kind[refs], g.population[refs]
    towns = [
        (int(g.admin1[r]), float(p), bool(c))
        for r, k, p, c, own in zip(refs, kinds, people, g.capital[refs], rank, strict=True)
        if k == CITY and (own or c)
    ]  # fmt: skip
    regions = np.flatnonzero(kinds == ADMIN1) if towns else ()
    seat = np.zeros(len(refs), bool)
    for i in regions:
        seat[i] = any(a == refs[i] and (c or p > SEAT * float(people[i])) for a, p, c in towns)
    return seat


class Resolver:
    """Resolves the names of one text."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer, found: list[Found]) -> None:
        self.doc = doc
        self.g = gazetteer
        self.found = found
        self.w = weights()
        self.names = [doc[f.start : f.end].text for f in found]
        self.candidates = [_candidates(gazetteer, f) for f in found]
        self.places: list[tuple[int, int, int]] = []  # country, kind and first-level region of the best candidates
        self.told: dict[object, dict[str, Floats]] = {}  # what the other names say, by name and candidates
        self.peoples = self._peoples()
        self.publisher = publisher_country(gazetteer, doc._.publisher) if doc._.publisher else -1

    def _peoples(self) -> Counter[int]:
        """How often the text names the people of each country."""
        table, counts = demonyms(), Counter[int]()
        for token in self.doc:
            if (code := table.get(token.text)) is not None:
                counts[self.g.iso3.index(code)] += 1
        return counts

    def inside(self, refs: NDArray[np.int64], outer: int) -> NDArray[np.bool_]:
        """Which of the places lie in the place ``outer``."""
        kind = int(self.g.kind[outer])
        if kind == COUNTRY:
            return np.asarray((self.g.country[refs] == self.g.country[outer]) & (refs != outer), bool)
        if kind == ADMIN1:
            same = self.g.admin1[refs] == outer
            return np.asarray(same & (refs != outer), bool)
        if kind == ADMIN2:
            return np.asarray((self.g.admin2[refs] == outer) & (refs != outer), bool)
        lat, lon = self.g.latitude[refs].astype(np.float64), self.g.longitude[refs].astype(np.float64)
        reach = 700.0 if kind == REGION else 60.0
        near = distance(lat, lon, float(self.g.latitude[outer]), float(self.g.longitude[outer])) < reach
        return np.asarray(near & (refs != outer), bool)

    def resolve(self) -> list[Candidates]:
        """Weigh the candidates of every name; the rounds let the names decide about each other."""
        g = self.g
        for _ in range(int(self.w["rounds"])):
            best = [c.best for c in self.candidates]
            self.places = [(int(g.country[b]), int(g.kind[b]), int(g.admin1[b])) for b in best]
            self.told = {}
            sure = [self._certainty(c) for c in self.candidates]
            new = [self._score(k, best, sure) for k in range(len(self.found))]
            for c, (score, terms) in zip(self.candidates, new, strict=True):
                c.score, c.terms = score, terms
        return self.candidates

    def _certainty(self, c: Candidates) -> float:
        """How clear the best candidate is, 0 to 1 (its share under a softmax)."""
        if not len(c.refs):
            return 0.0
        share = np.exp(c.score - c.score.max())
        return float(1 / share.sum())

    def _score(self, k: int, best: list[int], sure: list[float]) -> tuple[Floats, dict[str, Floats]]:
        c, found, g = self.candidates[k], self.found[k], self.g
        terms = {n: v for n, v in c.terms.items() if n in PRIOR}
        if not len(c.refs):
            return c.score, terms
        held = self._held(k, best)
        if held is not None:
            terms["contained"] = np.where(held, self.w["contained"], self.w["not_contained"])
            terms["own"] = terms["own"] * held
        name, names = self.names[k], self.names
        window = self._window(k)
        others = [i for i in window if best[i] >= 0 and names[i] != name]
        whole = len(window) == len(names)
        about = (name, found.entries, found.kind, found.container is None, None if whole else k)
        if about not in self.told:  # the same for every mention of a name
            self.told[about] = self._neighbours(c, others, best, sure)
        terms |= self.told[about]
        same = [
            best[i] for i in window
            if i != k and self.found[i].container is not None and best[i] >= 0 and names[i] == name
        ]  # fmt: skip
        if same and found.container is None:
            terms["same_name"] = self.w["same_name"] * np.isin(c.refs, same)
        alike = self._alike(k, best)
        if alike is not None:
            terms["list"] = self.w["list"] * (g.kind[c.refs] == alike)
        lines = {int(g.country[best[i]]) for i in others if self.found[i].dateline}
        if lines:
            terms["dateline"] = self.w["dateline"] * np.isin(g.country[c.refs], list(lines))
        if self.publisher >= 0:
            terms["publisher"] = self.w["publisher"] * (g.country[c.refs] == self.publisher)
        return np.sum(list(terms.values()), axis=0), terms

    def _window(self, k: int) -> range:
        """The names that weigh in with the k-th."""
        return range(max(0, k - WINDOW), min(len(self.found), k + WINDOW + 1))

    def _held(self, k: int, best: list[int]) -> NDArray[np.bool_] | None:
        """Which candidates lie in what the phrase names around them; None where that tells nothing."""
        found, refs = self.found[k], self.candidates[k].refs
        held = np.zeros(len(refs), bool)
        if found.container is not None:
            outer = next(i for i in self._window(k) if self.found[i] is found.container)
            for ref in self.candidates[outer].refs[np.argsort(-self.candidates[outer].score)][:8]:
                held |= self.inside(refs, int(ref))
        for j in found.countries:
            held |= self.g.country[refs] == self.g.iso3.index(demonyms()[self.doc[j].text])
        for i in self._window(k):
            if self.found[i].container is found and best[i] >= 0:  # "Paris, Texas": Texas is the one that holds a Paris
                inner = self.candidates[i].refs
                held |= np.array([bool(self.inside(inner, int(ref)).any()) for ref in refs])
        return held if held.any() else None

    def _alike(self, k: int, best: list[int]) -> int | None:
        """The kind that most other names of the same list share: "Utah, Washington and Wisconsin" are states."""
        group = self.found[k].group
        kinds = Counter(
            int(self.g.kind[best[i]])
            for i in (self._window(k) if group else ())
            if self.found[i].group == group and i != k and best[i] >= 0
        )
        kind, count = kinds.most_common(1)[0] if kinds else (0, 0)
        others = sum(kinds.values())
        return kind if count > 0.6 * others and (count > 1 or kind == ADMIN1) else None

    def _neighbours(self, c: Candidates, others: list[int], best: list[int], sure: list[float]) -> dict[str, Floats]:
        """Terms from the other places and peoples of the text."""
        g = self.g
        countries: dict[int, float] = defaultdict(float)
        firsts: dict[int, float] = defaultdict(float)
        points: dict[int, float] = {}
        for i in others:
            place = best[i]
            country, kind, first = self.places[i]
            countries[country] += sure[i]
            if (first := place if kind == ADMIN1 else first) >= 0:
                firsts[first] += sure[i]
            if kind not in (COUNTRY, REGION):
                points[place] = max(points.get(place, 0.0), sure[i])
        for country, count in self.peoples.items():
            countries[country] += 0.5 * count
        total = sum(v for n, v in countries.items() if n >= 0) or 1.0
        inner = sum(firsts.values()) or 1.0
        own = np.where(g.kind[c.refs] == ADMIN1, c.refs, g.admin1[c.refs]).tolist()
        share = [countries[x] / total if x >= 0 else NEUTRAL for x in g.country[c.refs].tolist()]
        return {
            "country": self.w["country"] * np.array(share),
            "admin1": self.w["admin1"] * np.array([firsts[x] / inner if x >= 0 else 0.0 for x in own]),
            "near": self.w["near"] * self._closeness(c.refs, points),
        }

    def _closeness(self, refs: NDArray[np.int64], points: dict[int, float]) -> Floats:
        """How near each candidate is to the nearest other place: 1 at 0 km, 0 from 1,000 km, times its certainty."""
        if not points:
            return np.zeros(len(refs))
        g, there = self.g, np.fromiter(points, np.int64)
        lat, lon = g.latitude.take(refs).astype(np.float64), g.longitude.take(refs).astype(np.float64)
        lat2, lon2 = g.latitude.take(there).astype(np.float64), g.longitude.take(there).astype(np.float64)
        km = distance(lat[:, None], lon[:, None], lat2, lon2)
        return np.asarray((np.clip(1 - km / 1000, 0, 1) * np.fromiter(points.values(), np.float64)).max(axis=1))
