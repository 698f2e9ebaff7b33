"""A sentence as HTML with the fields of its event marked in it."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

FIELDS = ("action", "source", "target", "date", "place")  # where two overlap, the earlier named is marked


def marked_sentence(row: Mapping[str, Any]) -> Markup:
    """The event's sentence with ``<mark>`` around each field that lies in it; everything else is escaped."""
    spans = [(name, row.get(f"{name}_start"), row.get(f"{name}_end")) for name in FIELDS]
    return marked(row["sentence_text"], row["sentence_start"], [s for s in spans if s[1] is not None])


def marked(text: str, offset: int, spans: list[tuple[str, Any, Any]]) -> Markup:
    """``text``, which begins at ``offset`` of its article, with each (name, start, end) that lies in it marked."""
    owner: list[str | None] = [None] * len(text)
    for name, start, end in reversed(spans):
        if offset <= start < end <= offset + len(text):
            owner[start - offset : end - offset] = [name] * (end - start)
    parts: list[Markup] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and owner[end] == owner[at]:
            end += 1
        piece, name = escape(text[at:end]), owner[at]
        mark = Markup('<mark class="{0}"><span class="tag">{0} </span>{1}</mark>')
        parts.append(mark.format(name, piece) if name else piece)
        at = end
    return Markup("").join(parts)
