"""What the actors room knows of one article while it reads it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc, Span, Token

from eventcoder.actors.knowledge import Entity, Knowledge
from eventcoder.actors.match import longest
from eventcoder.actors.people import People
from eventcoder.actors.quotes import Quote, find_quotes
from eventcoder.actors.tables import Role
from eventcoder.actors.words import Words, load_words
from eventcoder.records import ActorMention, PlaceMention, text_of

LOCATIVE = frozenset(["in", "at", "near", "on", "outside", "inside", "around", "across", "throughout", "over", "from"])
CONTINENTAL = frozenset(("America", "American", "Americans"))
COUNTING = frozenset(("all", "cross", "inter", "multi", "third", "tri"))
NOT_NAMES = frozenset(("VERB", "AUX", "PRON", "DET", "ADP"))
DATELINE_WEIGHT = 3
FIRST_WEIGHT = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A name of the tables at tokens ``start`` to ``end`` (exclusive).

    ``loose``: the name is only part of a compound that says nothing of the owner ("US-backed").
    """

    start: int
    end: int
    entity: Entity
    key: str
    loose: bool = False


@dataclass(frozen=True, slots=True)
class RoleHit:
    """A role phrase at tokens ``start`` to ``end`` (exclusive), headed by ``head``."""

    start: int
    end: int
    head: int
    role: Role
    term: str


Resolver = Callable[["Reading", Token], ActorMention | None]


@dataclass(slots=True)
class Reading:
    """One article under reading; the memo holds the mention of each head token once it is resolved."""

    doc: Doc
    knowledge: Knowledge
    words: Words = field(default_factory=load_words)
    memo: dict[int, ActorMention | None] = field(default_factory=dict)
    found: dict[int, Found] = field(default_factory=dict)
    roles: dict[int, RoleHit] = field(default_factory=dict)
    places: dict[int, PlaceMention] = field(default_factory=dict)
    dated: set[int] = field(default_factory=set)
    abbreviations: dict[str, int] = field(default_factory=dict)
    people: People = field(default_factory=People)
    resolver: Resolver | None = None
    main_country: str | None = None
    quotes: list[Quote] = field(default_factory=list)
    tokens: list[Token] = field(init=False)  # of the doc: a slice of it is a Span, which costs ten times as much
    day: date | None = field(init=False)  # for which offices are looked up
    _counts: tuple[int, Counter[str]] | None = None
    _spelled: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tokens = list(self.doc)
        self.day = self.doc._.published

    def before(self, token: Token) -> list[int]:
        """The indices of the same word, spelled alike, before the token."""
        if not self._spelled:
            for index, orth in enumerate(self.doc.to_array("ORTH").tolist()):
                self._spelled.setdefault(orth, []).append(index)
        return [i for i in self._spelled[token.orth] if i < token.i]

    def locate(self) -> None:
        """Find the names, roles and places in the text."""
        self._locate_places()
        self._locate_dates()
        self._locate_names()
        self._locate_roles()
        self._locate_abbreviations()
        self.quotes = find_quotes(self.doc)

    def _locate_places(self) -> None:
        for place in self.doc._.places:
            span = self.doc.char_span(place.start, place.end, alignment_mode="expand")
            if span is not None:
                for token in span:
                    self.places[token.i] = place

    def _locate_dates(self) -> None:
        for mention in self.doc._.dates:
            span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is not None:
                self.dated.update(token.i for token in span)

    def _locate_abbreviations(self) -> None:
        """Letters in brackets right after a name ("the Ahmad Zaki Foundation (AZF)") stand for it from there on."""
        for token in self.doc[2:-1]:
            letters = token.text
            if not (letters.isupper() and letters.isalpha() and 2 <= len(letters) <= 7) or token.i in self.found:
                continue
            if self.doc[token.i - 1].text != "(" or self.doc[token.i + 1].text != ")":
                continue
            head = self.doc[token.i - 2]
            while head.head.i < head.i and head.dep_ in ("pobj", "prep", "compound", "conj"):
                head = head.head
            if head.pos_ in ("NOUN", "PROPN") and head.text[:1].isupper():
                self.abbreviations.setdefault(letters, head.i)

    def _locate_names(self) -> None:
        text = text_of(self.doc)
        countries: list[str] = []
        spans = longest(self.knowledge.names.find(text))
        for start, end, key in spans:
            span = self.doc.char_span(start, end, alignment_mode="expand")
            if span is None or not self._plausible(span, key):
                continue
            entity = self.knowledge.best(key, self.day, countries)
            if entity is not None and self._is_credit(span, entity):
                continue
            if entity is None or self._is_place_instead(span, start, end, entity):
                continue
            if entity.home:
                countries.append(entity.home)
            hit = Found(span.start, span.end, entity, key, self._is_loose(span, end))
            for token in span:
                self.found[token.i] = hit

    def _plausible(self, span: Span, key: str) -> bool:
        """A one-word name inside a longer personal name is no match ("Jordan Henderson")."""
        if len(span) == 1 and not key.isupper() and span[0].pos_ in NOT_NAMES:
            return False
        if key in CONTINENTAL and span.start and self.doc[span.start - 1].lower_ in self.words.compass:
            return False  # "Latin American" is not of the United States
        if len(span) > 1 or span[0].ent_type_ != "PERSON":
            return True
        person = next((ent for ent in self.doc.ents if ent.start <= span.start < ent.end), None)
        if person is None or len(person) < 2 or len(person) > 3 or any(self.knowledge.role(t.lower_) for t in person):
            return True
        return not all(token.pos_ == "PROPN" and token.text[0].isupper() for token in person)

    def _is_credit(self, span: Span, entity: Entity) -> bool:
        """Not an actor: the place of a dateline, an agency in brackets ("(Reuters)"), a month ("in May")."""
        place = self.places.get(span.start)
        if place is not None and place.dateline and span.end - 1 in self.places:
            return True
        if entity.kind == "person":
            titled = span.start and self.knowledge.role(self.doc[span.start - 1].lower_)
            return all(token.i in self.dated for token in span) and not titled
        around = self.doc[max(span.start - 1, 0)].text, self.doc[min(span.end, len(self.doc) - 1)].text
        return around == ("(", ")") and any(row.code[3:6] == "MED" for row in entity.rows)

    def _is_place_instead(self, span: Span, start: int, end: int, entity: Entity) -> bool:
        """The places room knows better: a longer place name, or a namesake in another country."""
        place = self.places.get(span.start)
        if place is None or entity.kind != "state":
            return False
        longer = place.start <= start and end <= place.end and place.end - place.start > end - start
        if longer and text_of(self.doc)[place.start : start].strip().lower() not in ("", "the"):
            return True
        return place.country is not None and place.country != entity.home and entity.form == "metonym"

    def _is_loose(self, span: Span, end: int) -> bool:
        text, words = text_of(self.doc), self.words
        before = self.doc[span.start - 2 : span.start].text.lower() if span.start >= 2 else ""
        if before.endswith("-") and before.rstrip("- ").split("-")[-1] in words.hyphen_attitude:
            return True
        if end < len(text) and text[end] in "-–" and end + 1 < len(text) and text[end + 1].islower():
            tail = text[end + 1 : end + 20].split()[0].strip(".,;:\"'").lower()
            return tail not in words.hyphen_owner
        return False

    def _locate_roles(self) -> None:
        for start, end, key in longest(self.knowledge.role_names.find(text_of(self.doc))):
            span = self.doc.char_span(start, end)
            if span is None:
                continue
            head = span.root
            if head.pos_ not in ("NOUN", "PROPN", "ADJ", "X") or any(
                t.i in self.found and len(span) > 1 and self.found[t.i].end > span.end for t in span
            ):
                continue
            if span.start >= 2 and self.doc[span.start - 1].text == "-":
                ahead = self.doc[span.start - 2]
                if ahead.like_num or ahead.lower_ in COUNTING:
                    continue  # "four-party talks"
            if key.endswith(".") and not _is_short_title(span):
                continue
            name = self.found.get(head.i)
            title = name is not None and name.entity.kind == "person" and name.start == span.start
            if name is not None and name.end - name.start > len(span) and not title:
                continue
            role = self.knowledge.role(key)
            if role is None:
                continue
            hit = RoleHit(span.start, span.end, head.i, role, key)
            for token in span:
                self.roles[token.i] = hit
        self._tell_apart()

    def _tell_apart(self) -> None:
        """ "The bomber" of an article that speaks of a suicide bomber is no aircraft."""
        hits = {hit.head: hit for hit in self.roles.values()}.values()
        for hit in [h for h in hits if h.role.kind == "facility" and " " not in h.term]:
            longer = (h for h in hits if h.term.endswith(f" {hit.term}") and h.role.kind == "person")
            if (person := next(longer, None)) is not None:
                self.roles[hit.head] = RoleHit(hit.start, hit.end, hit.head, person.role, hit.term)

    def countries(self) -> Counter[str]:
        """How often each country is named; a dateline counts more."""
        if self._counts is not None and self._counts[0] == len(self.found):
            return self._counts[1]
        counts: Counter[str] = Counter()
        for hit in {id(hit): hit for hit in self.found.values()}.values():
            home = hit.entity.home_on(self.day) if not hit.loose else None
            if home:
                counts[home] += 1 if counts else FIRST_WEIGHT
        for place in {id(place): place for place in self.places.values()}.values():
            if place.country:
                counts[place.country] += DATELINE_WEIGHT if place.dateline else 1
        self._counts = (len(self.found), counts)
        return counts

    def resolve(self, token: Token) -> ActorMention | None:
        """The mention headed by the token (see :mod:`eventcoder.actors.participants`)."""
        return self.resolver(self, token) if self.resolver else None


def _is_short_title(span: Span) -> bool:
    """ "Lt. Gen." is a title only as it is written before a name ("col. 3" is none)."""
    after = span.doc[span.end] if span.end < len(span.doc) else None
    return span[0].text[:1].isupper() and after is not None and after.pos_ == "PROPN" and after.text[:1].isupper()


def build(
    r: Reading,
    head: int,
    start: int,
    end: int,
    code: str | None,
    name: str | None = None,
    basis: str = "mention",
    kind: str = "role",
    members: tuple[ActorMention, ...] = (),
) -> ActorMention:
    """The mention of tokens ``start`` to ``end`` (exclusive)."""
    span = r.doc[start:end]
    return ActorMention(span.start_char, span.end_char, span.text, head, code, name, basis, kind, members)


def followed(r: Reading, token: Token, mention: ActorMention | None, start: int) -> ActorMention | None:
    """The words of the token with the code of what they stand for."""
    if mention is None:
        return None
    return build(r, token.i, start, token.i + 1, mention.code, mention.name, "coreference", "pronoun", mention.members)
