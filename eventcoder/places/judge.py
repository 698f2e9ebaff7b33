"""Whether a name that the gazetteer knows, or the model calls a place, is one here."""

import functools
import re
from collections import Counter

import numpy as np
from spacy.tokens import Doc

from eventcoder.places.find import PLACE_LABELS, Found, bare_possessive
from eventcoder.places.gazetteer import Gazetteer
from eventcoder.places.rows import ADMIN1, CITY, COUNTRY, POINT, REGION
from eventcoder.places.tables import abbreviations, initials, words
from eventcoder.records import text_of

GREAT = 300_000  # people: a town of this size is known by its bare name
FIRM = 2  # times the model may take a small town for an organisation before it is one
FAMOUS, KNOWN, SMALL, OBSCURE = 3, 2, 1, 0
_DISEASE = re.compile(
    r"\b([A-Z][\w-]+(?: [A-Z][\w-]+)?) (?:ha?emorrhagic )?(?:virus|strain|disease|fever|ebolavirus|syndrome)"
)
_SHIP = r"(?:cruiser|warship|frigate|destroyer|flagship|corvette|submarine|ferry|tanker)"
_VESSEL = re.compile(rf"\b([A-Z][a-z]+),? (?:an? |the )?(?:\w+ )?{_SHIP}\b|\b{_SHIP},? (?:the )?([A-Z][a-z]+)")


@functools.lru_cache(maxsize=20_000)
def prominence(gazetteer: Gazetteer, entries: tuple[int, int]) -> int:
    """How well known the name is as a place's: a country, a great town or province, less, hardly."""
    refs, rank = gazetteer.entries(entries)
    kinds = gazetteer.kind[refs]
    if np.any((kinds == COUNTRY) | (kinds == REGION) | (kinds == POINT)):
        return FAMOUS
    people = gazetteer.population[refs]
    great = (rank > 0) & (
        (people >= GREAT) | ((kinds == ADMIN1) & (people > 100_000)) | (gazetteer.capital[refs] > 0) | (rank > 1)
    )
    if np.any(great):
        return KNOWN
    return SMALL if np.any((kinds == CITY) & (rank > 0) & (people > 5_000)) else OBSCURE


class Judge:
    """Judges the names of one text; surnames and names of diseases are collected once."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        self.doc = doc
        self.gazetteer = gazetteer
        self.labels = [t.ent_type_ for t in doc]
        self.bounds: dict[int, tuple[int, int]] = {}
        self.people: Counter[str] = Counter()
        self.firms: Counter[str] = Counter()  # names of one word that the model calls an organisation's
        self.diseases = set(_DISEASE.findall(text_of(doc)))
        self.vessels = {name for pair in _VESSEL.findall(text_of(doc)) for name in pair if name}
        for ent in doc.ents:
            for i in range(ent.start, ent.end):
                self.bounds[i] = (ent.start, ent.end)
            if ent.label_ == "ORG" and len(ent) == 1:
                self.firms[ent.text] += 1
            if ent.label_ == "PERSON" and len(ent) > 1 and not bare_possessive(ent[0].text):
                self.people.update(t.text for t in ent if t.text[0].isupper())

    def before(self, found: Found, skip: bool = True) -> str:
        """The word before the name, passing over articles and compass words."""
        i = found.start - 1
        while skip and i > 0 and self.doc[i].lower_ in ("the", "a", "greater", "mainland", "rural"):
            i -= 1
        return self.doc[i].lower_ if i >= 0 else ""

    def after(self, found: Found) -> str:
        """The word after the name as written."""
        return self.doc[found.end].text if found.end < len(self.doc) else ""

    def placed(self, found: Found) -> bool:
        """Whether the words around say that the name is a place's."""
        before, after = self.before(found), self.after(found)
        if before in words("at") or after.lower() in words("kinds_after") or after in words("after_place"):
            return True
        if before == "of" and found.start > 1:
            two = self.doc[found.start - 2]
            return two.lower_ in words("kinds") or two.lower_ in words("people_of") or two.text == ","
        return before in words("kinds") and self.doc[found.start - 1].text.islower()

    def part_of_name(self, found: Found, level: int) -> bool:
        """Whether the name is part of a longer one that is no place: "Washington Post", "Marburg virus"."""
        after = self.after(found)
        if not after or not after[0].isalpha():
            return after == "-" and level < FAMOUS and self._hyphenated(found)
        low, token = after.lower(), self.doc[found.end]
        if low in words("arabic_articles") and self.doc[found.end : found.end + 2].text.endswith("-"):
            return level < FAMOUS  # "Baar al-Fawara": the longer name is unknown here
        if bare_possessive(self.doc[found.end - 1].text):
            return False
        if low in words("not_before"):
            return after[0].isupper() or low in words("disease_words")
        if low in ("county", "parish") and after[0].isupper():
            return True  # the longer name is unknown here: not its first word either
        if not after[0].isupper() or token.is_sent_start or low in words("common_after") or low in words("kinds_after"):
            return False
        if level >= KNOWN and low in words("government"):
            return False
        if level == FAMOUS and self.doc[found.start].text in words("short_countries"):
            return False
        if token.ent_type_ and found.end not in range(*self.bounds.get(found.end - 1, (0, 0))):
            return token.ent_type_ in ("ORG", "FAC", "PRODUCT", "WORK_OF_ART") and level < FAMOUS
        return token.pos_ == "PROPN"

    def _hyphenated(self, found: Found) -> bool:
        """Whether "Vest" is only the first half of "Vest-Agder"."""
        i = found.end
        joined = i + 1 < len(self.doc) and not self.doc[i].whitespace_ and not self.doc[i - 1].whitespace_
        return joined and self.doc[i + 1].text[0].isupper()

    def preceded(self, found: Found) -> bool:
        """Whether a capitalised word before makes it part of another name: "Mute Swan", "Birds Australia"."""
        if not found.start:
            return False
        i, prev = found.start - 1, self.doc[found.start - 1]
        if bare_possessive(prev.text):
            return False
        if prev.text == "-" and i and not prev.whitespace_:
            return self.doc[i - 1].text[0].isupper() and self.labels[found.start] not in PLACE_LABELS
        same = found.start in range(*self.bounds.get(i, (0, 0)))
        plain = prev.lower_ in words("before") or prev.lower_ in words("kinds") or prev.lower_ in words("titles")
        return bool(
            same and prev.text[0].isupper() and prev.is_alpha and not plain and prev.pos_ in ("PROPN", "NOUN", "ADJ")
        )

    def accept(self, found: Found) -> bool:
        """The verdict on a name the gazetteer knows."""
        level, first = prominence(self.gazetteer, found.entries), self.doc[found.start]
        label = self.labels[found.end - 1]
        placed, single = self.placed(found), found.end - found.start == 1
        if self.part_of_name(found, level) or self.preceded(found):
            return False
        if single and self._blocked(found, level, placed, label):
            return False
        if self.before(found, skip=False) in words("titles") and level < FAMOUS:
            return False
        if single and self.firms[first.text] > FIRM and level < KNOWN:
            return False
        ship = single and first.text in self.vessels and level < FAMOUS
        if ship and (self.before(found, skip=False) == "the" or re.fullmatch(_SHIP, self.before(found, skip=False))):
            return False
        start, end = self.bounds.get(found.start, (found.start, found.end))
        if bare_possessive(self.doc[start].text):
            label = ""  # "Iraqs Mosul" is a person to the model
        if label == "PERSON" or (single and self.people[first.text] and level < FAMOUS):
            longer = start < found.start or end > found.end
            if longer and label == "PERSON":
                return False
            struck = self.before(found) in words("struck")  # "raids on Jisr al-Shughur"
            if not single and not longer and level >= KNOWN and (struck or self._framed(found)):
                return True
            stands = placed or level == FAMOUS or self.listed(found)
            return stands or (level == KNOWN and not self.people[first.text] and self._framed(found))
        if label == "ORG":
            return self._in_organisation(found, level, placed, start, end)
        if label in PLACE_LABELS:
            return level > OBSCURE or placed or not single or first.pos_ == "PROPN"
        if label in ("NORP", "", "PRODUCT", "WORK_OF_ART", "EVENT"):
            if level >= KNOWN:
                return placed or first.pos_ == "PROPN"
            return (placed or self.listed(found) or not single) and first.pos_ in ("PROPN", "NOUN", "X")
        return level == FAMOUS and placed and first.pos_ == "PROPN"

    def _blocked(self, found: Found, level: int, placed: bool, label: str) -> bool:
        """Whether a single word is a common word, an abbreviation or a disease rather than a place."""
        token = self.doc[found.start]
        if token.text.isupper() and len(token.text.replace(".", "")) < 4:
            return level < FAMOUS and not self._abbreviation(found)
        if token.lower_ in words("compass"):
            return True
        if token.lower_ in words("common"):
            return label not in PLACE_LABELS or not (placed or level >= KNOWN)
        return token.text in self.diseases and not (placed and self.before(found) in words("at"))

    def _framed(self, found: Found) -> bool:
        """Whether a preposition, a list or a colon stands next to the name and no person's verb follows."""
        before, after = self.before(found), self.after(found).lower()
        if after in words("person_verbs"):
            return False
        return before in words("before") or before in (":", ",", "and") or after in ("and", ",")

    def _abbreviation(self, found: Found) -> bool:
        """Whether a short form in capitals is a region's: "Annapolis, MD", "in NSW"."""
        text, before = self.doc[found.start].text, self.doc[found.start - 1].text if found.start else ""
        return text in initials() or (before == "," and text in abbreviations())

    def _in_organisation(self, found: Found, level: int, placed: bool, start: int, end: int) -> bool:
        """A name within what the model calls an organisation, or all of it."""
        if start >= found.start - 1 and end <= found.end + 1:
            moved = self.before(found) in ("from", "to", "for") and level >= SMALL
            return level >= KNOWN or placed or moved or self.listed(found)
        if found.start <= start + 1:
            after = self.after(found)
            short = level == FAMOUS and self.doc[found.start].text in words("short_countries")
            return short or after in (",", "and") or (level >= KNOWN and after.lower() in words("government"))
        return level == FAMOUS and self.before(found) in ("of", "in") and found.end >= end

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
        span = self.doc[found.start : found.end]
        i = found.start
        named = i > 1 and self.doc[i - 1].lower_ == "of" and self.doc[i - 2].lower_ in words("settlements")
        if (
            (any(self.people[t.text] for t in span) and not named)
            or not span.text[0].isalpha()
            or any(c.isdigit() for c in span.text)
        ):
            return False
        if self.part_of_name(found, SMALL) or self.preceded(found) or span.text in self.diseases:
            return False
        if self.before(found, skip=False) in words("titles"):
            return False
        return self.placed(found) or self.listed(found) or self.before(found) in words("before")
