"""Pictures of events by displaCy: the words of each field marked in the sentence, or arcs from the action to them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any

from spacy.tokens import Doc

COLORS = {
    "source": "#9ecae9",
    "action": "#f4a582",
    "target": "#b8de9c",
    "date": "#d8c4ec",
    "place": "#fbe08a",
    "says": "#d9d9d9",
}
FIELDS = ("source", "action", "target", "date", "place")
CODES = {"source": "source_code", "action": "event_code", "target": "target_code", "date": "event_date"}


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters ``start`` to ``end`` (exclusive) of a sentence, and the field that was read from them."""

    start: int
    end: int
    field: str


def marks(event: Any) -> list[Mark]:
    """The marks of an event (a row or a record) in its sentence, in order; what stands elsewhere has none."""
    row: Mapping[str, Any] = asdict(event) if is_dataclass(event) and not isinstance(event, type) else event
    first, last = row["sentence_start"], row["sentence_end"]
    found = [
        Mark(row[f"{field}_start"] - first, row[f"{field}_end"] - first, field)
        for field in FIELDS
        if row[f"{field}_start"] is not None and first <= row[f"{field}_start"] and row[f"{field}_end"] <= last
    ]
    return sorted(found, key=lambda m: (m.start, -m.end))


def displacy(doc: Doc, style: str = "span") -> list[dict[str, Any]]:
    """A picture of each event of a coded doc, for ``displacy.render(..., style=style, manual=True)``.

    ``style`` is ``span`` (the words of each field marked) or ``dep`` (arcs from the action to the other fields).

    >>> import eventcoder
    >>> from spacy import displacy
    >>> nlp = eventcoder.load()
    >>> doc = nlp(eventcoder.make_doc(nlp, "France condemned Russia on Monday.", "2024-05-08"))
    >>> html = displacy.render(eventcoder.displacy(doc), style="span", manual=True, jupyter=False)
    >>> "FRA" in html and "111" in html
    True
    """
    if style not in ("span", "dep"):
        raise ValueError(f"style {style!r}: give 'span' or 'dep'")
    draw = spans if style == "span" else arcs
    return [draw(asdict(event)) for event in doc._.events]


def spans(row: Mapping[str, Any]) -> dict[str, Any]:
    """One event as displaCy's spans: text, tokens, and the tokens of each field."""
    text = row["sentence_text"]
    found = marks(row)
    words = _words(text, found)
    drawn = [
        {
            "start_token": next(i for i, (_, end) in enumerate(words) if end > m.start),
            "end_token": 1 + max(i for i, (start, _) in enumerate(words) if start < m.end),
            "label": label(row, m.field),
        }
        for m in found
    ]
    return {"text": text, "tokens": [text[a:b] for a, b in words], "spans": drawn}


def colors(row: Mapping[str, Any]) -> dict[str, str]:
    """displaCy's option ``colors`` for :func:`spans`."""
    return {label(row, field): COLORS[field] for field in FIELDS}


def arcs(row: Mapping[str, Any]) -> dict[str, Any]:
    """One event as displaCy's arcs: the words of its fields in text order, an arc from the action to each other."""
    found = marks(row)
    text = row["sentence_text"]
    words = [{"text": text[m.start : m.end], "tag": label(row, m.field)} for m in found]
    middle = next(i for i, m in enumerate(found) if m.field == "action")
    drawn = [
        {
            "start": min(i, middle),
            "end": max(i, middle),
            "label": m.field,
            "dir": "left" if i < middle else "right",
        }
        for i, m in enumerate(found)
        if i != middle
    ]
    return {"words": words, "arcs": drawn}


def label(row: Mapping[str, Any], field: str) -> str:
    """What stands on a mark: the field and its code, as ``source FRA``."""
    value = row[CODES[field]] if field in CODES else row["place_name"] or row["place_country"]
    return field if value is None else f"{field} {value}"


def _words(text: str, found: Sequence[Mark]) -> list[tuple[int, int]]:
    """The words between white space, cut where a mark begins or ends."""
    cuts = sorted({c for m in found for c in (m.start, m.end)})
    words = []
    for word in re.finditer(r"\S+", text):
        ends = [*(c for c in cuts if word.start() < c < word.end()), word.end()]
        words += list(zip([word.start(), *ends], ends, strict=False))
    return words
