"""An explanation as text."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

import click

from eventcoder.explain.told import DroppedTold, EventTold, Explanation, Field
from eventcoder.terminal import printable

ANSI = {"source": "blue", "action": "red", "target": "green", "date": "magenta", "place": "yellow"}


def as_text(told: Explanation, color: bool = False) -> str:
    """Some lines an event: the sentence with its fields marked, then each field; what was not coded last."""
    told = _printable(told)
    parts = [_event(e, color) for e in told.events] or ["no event"]
    if told.dropped:
        parts.append("\n".join(["not coded:", *map(_dropped, told.dropped)]))
    return "\n\n".join([*parts, *(f"note: {n}" for n in told.notes)])


def _printable(value: Any) -> Any:
    """What is told, with every text in it as a terminal may show it; offsets stay as they are."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_printable(v) for v in value]
    if isinstance(value, dict):
        return {k: _printable(v) for k, v in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _printable(getattr(value, f.name)) for f in fields(value)})
    return value


def _dropped(d: DroppedTold) -> str:
    return f"  {d.words!r}: {d.reason}: {d.means}" + (f"  ({d.detail})" if d.detail else "")


def _event(e: EventTold, color: bool) -> str:
    row = e.row
    lines = [f"event {e.event_id}  (article {e.article_id or '-'}, published {e.published})"]
    lines.append(f"  {marked(e, color) if e.sentence else '(the dataset holds no text)'}")
    for field in e.fields:
        lines += _field(field, color)
    if row["duplicate_of"]:
        lines.append(f"  repeats   {row['duplicate_of']}")
    quad, scale = row["quad_class"], row["goldstein"]
    lines.append(f"  sure      {row['confidence']:.2f}   quad class {quad}, Goldstein {scale:+.1f}")
    return "\n".join(lines)


def _field(field: Field, color: bool) -> list[str]:
    name = _paint(f"{field.name:<9}", field.name, color)
    said = f"  from {field.words!r}" if field.words else ""
    first, *more = [*field.because, ""]
    lines = [f"  {name} {field.value or '-'}{said}" + (f"  ({first})" if first else "")]
    lines += [f"              {line}" for line in more if line]
    lines += [f"      not     {lost.what}: {lost.why}" for lost in field.lost]
    return lines


def marked(e: EventTold, color: bool = False) -> str:
    """The sentence with ``[source France]`` and the like."""
    text = e.sentence or ""
    edges = [(m.start, 1, -m.end, f"[{m.field} ", m.field) for m in e.marks]
    edges += [(m.end, 0, -m.start, "]", m.field) for m in e.marks]
    out, at = [], 0
    for position, _, _, sign, name in sorted(edges):
        out += [text[at:position], _paint(sign, name, color)]
        at = position
    return " ".join("".join([*out, text[at:]]).split())


def _paint(text: str, field: str, color: bool) -> str:
    return click.style(text, fg=ANSI.get(field), bold=True) if color and field in ANSI else text
