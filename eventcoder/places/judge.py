"""Whether a name that the gazetteer knows, or the model calls a place, is one here."""

import functools
from collections import Counter

import numpy as np
from spacy.tokens import Doc

from eventcoder.places.compile import ADMIN1, CITY, COUNTRY, POINT, REGION
from eventcoder.places.find import PLACE_LABELS, Found
from eventcoder.places.gazetteer import Gazetteer
from eventcoder.places.tables import words

GREAT = 300_000  # people: a town of this size is known by its bare name


@functools.lru_cache(maxsize=20_000)
def prominence(gazetteer: Gazetteer, entries: tuple[int, int]) -> float:
    """How well known the name is as a place's: 3 country or region, 2 great town or first-level region, else 1."""
    refs, primary = gazetteer.entries(entries)
    kinds = gazetteer.kind[refs]
    if np.any((kinds == COUNTRY) | (kinds == REGION) | (kinds == POINT)):
        return 3.0
    people = gazetteer.population[refs]
    great = primary & ((people >= GREAT) | ((kinds == ADMIN1) & (people > 100_000)) | (gazetteer.capital[refs] > 0))
    if np.any(great):
        return 2.0
    return 1.0 if np.any((kinds == CITY) & primary & (people > 5_000)) else 0.5


class Judge:
    """Judges the names of one text; surnames and labels are collected once."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        self.doc = doc
        self.gazetteer = gazetteer
        self.labels = [t.ent_type_ for t in doc]
        self.bounds: dict[int, tuple[int, int]] = {}
        self.people: Counter[str] = Counter()
        for ent in doc.ents:
            for i in range(ent.start, ent.end):
                self.bounds[i] = (ent.start, ent.end)
            if ent.label_ == "PERSON" and len(ent) > 1:
                self.people.update(t.text for t in ent if t.text[0].isupper())

    def before(self, found: Found, skip: bool = True) -> str:
        """The word before the name, passing over articles and compass words."""
        i = found.start - 1
        while (
            skip and i > 0 and self.doc[i].lower_ in ("the", "a", "greater", "mainland", "central", "downtown", "rural")
        ):
            i -= 1
        return self.doc[i].lower_ if i >= 0 else ""

    def after(self, found: Found) -> str:
        """The word after the name as written."""
        return self.doc[found.end].text if found.end < len(self.doc) else ""

    def placed(self, found: Found) -> bool:
        """Whether the words around say that the name is a place's."""
        before, after = self.before(found), self.after(found)
        if before in words("at") or after.lower() in words("kinds_after"):
            return True
        if before == "of" and found.start > 1 and self.doc[found.start - 2].lower_ in words("kinds"):
            return True
        return before in words("kinds") and self.doc[found.start - 1].text.islower()

    def part_of_name(self, found: Found, level: float) -> bool:
        """Whether the name is part of a longer one that is no place: "Washington Post", "Marburg virus"."""
        after = self.after(found)
        if not after or after in (",", ".", ";", ")"):
            return False
        low = after.lower()
        if after[0].isupper() and self.doc[found.end].ent_type_ in PLACE_LABELS and found.end not in self._same(found):
            return False
        if low in words("not_before"):
            return after[0].isupper() or low in (
                "virus",
                "strain",
                "disease",
                "fever",
                "flu",
                "treaty",
                "accords",
                "protocol",
            )
        if not after[0].isupper() or not self.doc[found.end].is_alpha or self.doc[found.end].is_sent_start:
            return False
        if level == 3.0 and low in words("government"):
            return False
        return (
            self.doc[found.end].pos_ == "PROPN" and low not in words("kinds_after") and low not in words("common_after")
        )

    def _same(self, found: Found) -> range:
        return range(*self.bounds.get(found.start, (0, 0)))

    def accept(self, found: Found) -> bool:
        """The verdict on a name the gazetteer knows."""
        doc, level = self.doc, prominence(self.gazetteer, found.entries)
        first = doc[found.start]
        label = self.labels[found.end - 1]
        start, end = self.bounds.get(found.start, (found.start, found.end))
        placed = self.placed(found)
        before = self.before(found, skip=False)
        single = found.end - found.start == 1
        if self.part_of_name(found, level):
            return False
        if (
            single
            and first.lower_ in words("common")
            and not (label in PLACE_LABELS and level > 1.0 or placed and label in PLACE_LABELS)
        ):
            return False
        if before in words("titles") and level < 3.0:
            return False
        if label == "PERSON" or (single and self.people[first.text] and level < 3.0):
            inside = start < found.start or end > found.end
            if inside and label == "PERSON":
                return False
            return placed or level == 3.0 or self.listed(found)
        if label == "ORG":
            return self.in_organisation(found, level, placed, start, end)
        if label in PLACE_LABELS:
            return level > 0.5 or placed or not single or first.pos_ == "PROPN"
        if label in ("NORP", "") or label in ("PRODUCT", "WORK_OF_ART", "EVENT"):
            if level >= 2.0:
                return placed or first.pos_ == "PROPN"
            return (placed or self.listed(found)) and first.pos_ in ("PROPN", "NOUN", "X")
        return False

    def in_organisation(self, found: Found, level: float, placed: bool, start: int, end: int) -> bool:
        """A name within what the model calls an organisation, or all of it."""
        whole = start >= found.start - 1 and end <= found.end + 1
        if whole:
            return level >= 2.0 or placed or self.listed(found)
        if found.start <= start + 1:
            return level == 3.0 and self.after(found).lower() in words("government")
        return level >= 2.0 and self.before(found) in ("of", "in") and found.end >= end and level == 3.0

    def listed(self, found: Found) -> bool:
        """Whether the name stands in a list or chain with a place: "Kisumu, Garissa and Nairobi"."""
        for i, step in ((found.start - 1, -1), (found.end, 1)):
            if 0 <= i < len(self.doc) and self.doc[i].text in (",", "and", "or", "(", "/"):
                j = i + step
                if 0 <= j < len(self.doc) and self.labels[j] in ("GPE", "LOC"):
                    return True
        return False

    def accept_unknown(self, found: Found) -> bool:
        """The verdict on a place entity that the gazetteer does not know."""
        text = self.doc[found.start : found.end].text
        if any(self.people[t.text] for t in self.doc[found.start : found.end]) or not text[0].isalpha():
            return False
        if self.part_of_name(found, 1.0) or any(c.isdigit() for c in text):
            return False
        if self.before(found, skip=False) in words("titles"):
            return False
        return self.placed(found) or self.listed(found) or self.before(found) in words("before")
