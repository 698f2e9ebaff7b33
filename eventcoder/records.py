"""The vocabulary of the whole program: what the rooms hand to each other.

All offsets are Python ``str`` offsets into the article's text as it came in; ``end`` is exclusive. Token
indices (``head``, ``tokens``) point into the spaCy ``Doc`` of that text. Days are ``datetime.date``.
"""

from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc

from eventcoder.lookups import Lookups


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read; ``published`` is the day as written in its own time zone."""

    article_id: str
    published: date
    text: str
    title: str = ""
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    input_file: str | None = None
    input_row: int | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """An input row (stage ``article``) or a candidate event (stage ``event``) that was not kept, and why."""

    stage: str
    reason: str
    article_id: str | None = None
    input_file: str | None = None
    input_row: int | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that name somebody who can act or be acted upon.

    ``code`` is the CAMEO actor code (``RUSGOV``; ``---REB`` where the country is unknown; None where neither is
    known). ``basis`` says whether the words themselves tell (``mention``), were followed back (``coreference``)
    or the article supplies it (``context``). ``members`` is filled for "the two countries", "both sides", "they".
    """

    start: int
    end: int
    text: str
    head: int
    code: str | None
    name: str | None = None
    basis: str = "mention"
    kind: str = "role"  # state | person | organisation | group | role | pronoun | place
    members: tuple["ActorMention", ...] = ()

    @property
    def country(self) -> str | None:
        """ISO 3166 alpha-3, None for international bodies and unknown countries."""
        return self.code[:3] if self.code and self.code[:3] not in ("---", "IGO", "NGO", "MNC") else None

    @property
    def sector(self) -> str | None:
        """The first role in the code (GOV, MIL, ...), None where there is none."""
        return (self.code[3:6] or None) if self.code and self.code[:3] not in ("IGO", "NGO", "MNC") else None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression and the closed interval of days it names (None where it names none)."""

    start: int
    end: int
    text: str
    value_start: date | None
    value_end: date | None
    precision: str  # day | range | week | month | season | quarter | half | year | decade | unknown
    rule: str = ""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name and where it is (WGS 84 degrees). ``precision``: point, city, admin1, country, region."""

    start: int
    end: int
    text: str
    head: int
    name: str | None
    latitude: float | None
    longitude: float | None
    country: str | None
    admin1: str | None = None
    geonames_id: int | None = None
    precision: str | None = None
    dateline: bool = False


@dataclass(frozen=True, slots=True)
class CodedClause:
    """A clause coded as one CAMEO action between two participants, before it has its date and place.

    ``head`` is the trigger's token; ``tokens`` are the indices of the clause's own words (where its date and place
    are looked for first). ``time`` is past, present, future or background. ``verbal`` marks acts of speech.
    """

    start: int
    end: int
    text: str
    lemma: str
    head: int
    sentence: int
    code: str
    source: ActorMention | None
    target: ActorMention | None
    rule_id: str
    tokens: frozenset[int]
    time: str = "past"
    verbal: bool = False
    attributed_to: ActorMention | None = None
    confidence: float = 0.5
    stances: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventDate:
    """When an event was. ``basis``: clause, sentence, narrative, publication; None with precision unknown."""

    start: date | None
    end: date | None
    precision: str
    basis: str | None
    mention: DateMention | None = None


@dataclass(frozen=True, slots=True)
class EventPlace:
    """Where an event was. ``basis``: clause, sentence, article or dateline."""

    mention: PlaceMention
    basis: str


@dataclass(frozen=True, slots=True)
class Event:
    """One row of events.parquet; the fields are its columns, in the order of schemas/events.schema.json."""

    event_id: str
    article_id: str
    url: str | None
    publisher: str | None
    published: date
    written: date
    sentence: int
    sentence_start: int
    sentence_end: int
    sentence_text: str
    source_text: str | None
    source_start: int | None
    source_end: int | None
    source_code: str | None
    source_country: str | None
    source_sector: str | None
    source_name: str | None
    source_basis: str | None
    target_text: str | None
    target_start: int | None
    target_end: int | None
    target_code: str | None
    target_country: str | None
    target_sector: str | None
    target_name: str | None
    target_basis: str | None
    attributed_to_text: str | None
    attributed_to_code: str | None
    action_text: str
    action_start: int
    action_end: int
    action_lemma: str
    event_code: str
    event_root: str
    quad_class: int
    goldstein: float
    plover: str | None
    event_date: date | None
    event_date_end: date | None
    date_precision: str
    date_basis: str | None
    date_text: str | None
    date_start: int | None
    date_end: int | None
    place_text: str | None
    place_start: int | None
    place_end: int | None
    place_name: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    place_country: str | None
    place_admin1: str | None
    place_precision: str | None
    place_basis: str | None
    rule_id: str
    confidence: float
    duplicate_of: str | None = None
    report_count: int = 1
    plover_mode: str | None = None
    plover_context: str | None = None
    casualties_killed: int | None = None
    casualties_injured: int | None = None


@dataclass(slots=True)
class Coding:
    """What coding one article gave."""

    article: Article
    events: list[Event] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    sentences: int = 0
    lookups: Lookups = field(default_factory=Lookups)


def text_of(doc: Doc) -> str:
    """``doc.text``, joined from its tokens once a doc and not at every call."""
    text: str | None = doc.user_data.get("text")
    if text is None:
        text = doc.user_data["text"] = doc.text
    return text


def register_extensions() -> None:
    """Hang the rooms' results on ``Doc._``; harmless when called twice."""
    for name, default in (
        ("published", None),
        ("written", None),
        ("title", ""),
        ("publisher", None),
        ("article_id", ""),
        ("url", None),
    ):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    for name in ("actors", "dates", "places", "clauses", "dropped", "events"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=[])


register_extensions()
