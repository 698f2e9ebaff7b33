"""Why an event is what it is: each field with the words it was read from, and the rule that fired."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from eventcoder.errors import EventcoderError
from eventcoder.records import Dropped

_ID = re.compile(r"[0-9a-f]{16}")


def is_event_id(text: str) -> bool:
    """Whether a text has the form of an event's id."""
    return _ID.fullmatch(text) is not None


def explain_event(dataset: str | Path, event_id: str) -> str:
    """The event of a dataset, field by field.

    Raises:
        EventcoderError: the dataset or the event is missing.
    """
    import pyarrow.dataset as ds

    path = Path(dataset) / "events.parquet"
    if not path.is_file():
        raise EventcoderError("no-dataset", f"{dataset}: no events.parquet in it; name the dataset with --data")
    found = ds.dataset(path).to_table(filter=ds.field("event_id") == event_id).to_pylist()
    if not found:
        raise EventcoderError("no-event", f"{event_id}: no such event in {path}")
    return _event(found[0])


def explain_text(text: str, published: str | None, model: str | None = None) -> str:
    """What is coded from a text, and which candidates were dropped and why.

    Raises:
        EventcoderError: the day of publication is missing or cannot be read.
    """
    from eventcoder.pipeline import DEFAULT_MODEL, load, make_doc
    from eventcoder.read.rows import read_options

    day = read_options(None, published).published
    if day is None:
        raise EventcoderError("no-date", "a text needs its day of publication; give --published 2024-03-05")
    nlp = load(model or DEFAULT_MODEL)
    doc = nlp(make_doc(nlp, text, day))
    parts = [_event(asdict(e)) for e in doc._.events] or ["no event"]
    return "\n\n".join([*parts, *([_dropped(doc._.dropped)] if doc._.dropped else [])])


def _event(e: Mapping[str, Any]) -> str:
    from eventcoder.ontology import lookup

    code = lookup(e["event_code"])
    lines = [
        f"event {e['event_id']}  (article {e['article_id'] or '-'}, published {e['published']})",
        f"  {e['sentence_text'] or '(the dataset holds no text)'}",
        _line("source", e["source_text"], e["source_code"], e["source_name"], e["source_basis"]),
        _line("action", e["action_text"], e["event_code"], code.name, f"rule {e['rule_id']}"),
        _line("target", e["target_text"], e["target_code"], e["target_name"], e["target_basis"]),
        _line("date", e["date_text"], _interval(e), e["date_precision"], e["date_basis"]),
        _line("place", e["place_text"], e["place_name"], e["place_country"], e["place_basis"]),
    ]
    if e["attributed_to_text"]:
        lines.append(_line("says who", e["attributed_to_text"], e["attributed_to_code"], None, None))
    if e["duplicate_of"]:
        lines.append(f"  repeats   {e['duplicate_of']}")
    lines.append(f"  sure      {e['confidence']:.2f}   quad class {e['quad_class']}, Goldstein {e['goldstein']:+.1f}")
    return "\n".join(lines)


def _line(field: str, words: str | None, code: object, name: str | None, basis: str | None) -> str:
    if code is None and words is None:
        return f"  {field:<9} -"
    about = ", ".join(str(x) for x in (name, basis) if x)
    return f"  {field:<9} {code or '-'}  from {words!r}" + (f"  ({about})" if about else "")


def _interval(e: Mapping[str, Any]) -> str | None:
    first, last = e["event_date"], e["event_date_end"]
    return None if first is None else str(first) if last in (None, first) else f"{first} to {last}"


def _dropped(dropped: list[Dropped]) -> str:
    lines = [f"  {d.reason:<16} {d.text!r}" + (f"  ({d.detail})" if d.detail else "") for d in dropped]
    return "\n".join(["not coded:", *lines])
