"""What an explanation says, before it is text, a page or JSON."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from eventcoder.picture import Mark


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that a field could have been, and why it is not."""

    what: str
    why: str


@dataclass(slots=True)
class Field:
    """One field: its words in the text, its value, what speaks for it, and the alternatives that lost."""

    name: str
    words: str | None
    value: str | None
    because: list[str] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)


@dataclass(slots=True)
class EventTold:
    """One event. ``row`` is its row in events.parquet; marks are offsets into ``sentence``."""

    event_id: str
    article_id: str
    published: date
    sentence: str | None
    marks: list[Mark]
    fields: list[Field]
    row: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DroppedTold:
    """A candidate that became no event: its words, the reason code, and what that means."""

    words: str
    reason: str
    means: str
    detail: str


@dataclass(slots=True)
class Explanation:
    """Events with all their fields, candidates that were dropped, and notes on the explanation itself."""

    events: list[EventTold] = field(default_factory=list)
    dropped: list[DroppedTold] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


REASONS = {
    "negated": "the text says that it was not done",
    "hypothetical": "it is only possible, wished for or planned by somebody else",
    "conditional": "it depends on a condition",
    "modal": "it is said to be needed or allowed, not done",
    "question": "it is asked, not told",
    "purpose": "it is what something else was done for",
    "generic": "it is a habit, or said of a kind, without an occasion",
    "idiom": "it is a turn of phrase or a private act, no event between actors",
    "sports": "it is sport",
    "correction": "it is a note on what an earlier version of the text said",
    "no_target": "nobody is named to whom it was done, and the code needs somebody",
    "no_source": "nobody is named who did it, and the code needs somebody",
    "low_confidence": "it is less sure than --min-confidence",
}
BASES = {
    "mention": "the words themselves say who",
    "coreference": "followed back to somebody named before",
    "context": "the country comes from the article",
    "clause": "read in the act's own clause",
    "sentence": "read in the same sentence",
    "narrative": "carried on from what the article told before",
    "publication": "told as the day's news, so the day of publication",
    "article": "read elsewhere in the article",
    "dateline": "the dateline of the report",
}
LINKS = {
    "nsubj": "the subject",
    "nsubjpass": "the subject",
    "dobj": "the object",
    "poss": "the owner",
    "compound": "a part of the name or noun",
    "amod": "an adjective",
    "nmod": "a modifier",
    "appos": "in apposition",
    "conj": "joined",
    "attr": "what somebody is said to be",
}
