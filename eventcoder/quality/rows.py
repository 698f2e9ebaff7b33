"""Events as the report's table and the audit's cards show them."""

from typing import Any

from eventcoder.ontology import all_codes
from eventcoder.quality.marks import marked_sentence
from eventcoder.records import Event

BODIES = ("IGO", "NGO", "MNC")
MAY_BE_NULL = (
    *("source_code", "target_code", "source_country", "target_country", "event_date", "place_name", "latitude"),
    *("attributed_to_code", "plover", "casualties_killed", "casualties_injured"),
)


def party(code: str | None) -> str | None:
    """The country of an actor code, or an international body's own code; None where neither is known."""
    if not code or code.startswith("---"):
        return None
    return code[:6] if code[:3] in BODIES else code[:3]


def when(row: dict[str, Any]) -> str:
    """The event's date as text: a day, or an interval with its precision."""
    start, end = row.get("event_date"), row.get("event_date_end")
    if start is None:
        return "no date"
    precision = row.get("date_precision")
    return str(start) if end in (None, start) else f"{start} to {end}" + (f" ({precision})" if precision else "")


def where(row: dict[str, Any]) -> str:
    """The event's place as text."""
    name, country = row.get("place_name"), row.get("place_country")
    if name is None:
        return str(country) if country else "no place"
    return f"{name}, {country}" if country else str(name)


def shown(row: dict[str, Any]) -> dict[str, Any]:
    """A row with everything the templates need; columns that it lacks are None."""
    full: dict[str, Any] = dict.fromkeys(Event.__dataclass_fields__) | row
    code = all_codes().get(full["event_code"] or "")
    has_sentence = full["sentence_text"] is not None and full["sentence_start"] is not None
    return full | {
        "code_name": code.name if code else "not a CAMEO code",
        "when": when(full),
        "place": where(full),
        "marked": marked_sentence(full) if has_sentence else (full["sentence_text"] or full["action_text"] or ""),
        "data": {k: v for k, v in keys(full).items() if v is not None},
    }


def keys(row: dict[str, Any]) -> dict[str, str | None]:
    """What the report's table can be filtered by."""
    confidence = row["confidence"]
    return {
        "root": row["event_root"],
        "code": row["event_code"],
        "quad": str(row["quad_class"]) if row["quad_class"] is not None else None,
        "source": party(row["source_code"]),
        "target": party(row["target_code"]),
        "source-code": row["source_code"],
        "target-code": row["target_code"],
        "country": row["place_country"],
        "place-precision": row["place_precision"],
        "place-basis": row["place_basis"],
        "date-precision": row["date_precision"],
        "date-basis": row["date_basis"],
        "source-basis": row["source_basis"],
        "target-basis": row["target_basis"],
        "day": str(row["event_date"]) if row["event_date"] is not None else None,
        "publisher": row["publisher"],
        "confidence": f"{min(9, int(confidence * 10)) / 10:.1f}" if confidence is not None else None,
        "duplicate": "yes" if row["duplicate_of"] else "no",
        "place": row["place_name"],
        "null": " ".join(column for column in MAY_BE_NULL if row[column] is None) or None,
    }
