"""A mention as an event's date: its first and last day, cut at publication."""

import re
from datetime import date

from spacy.tokens import Doc, Span

from eventcoder.records import DateMention, EventDate, text_of


def from_course(sentence: Span, whole: tuple[DateMention, DateMention], published: date | None) -> EventDate:
    """The interval from the mention of an event's first day to that of its last, not beyond publication."""
    first, last = whole
    start, end = first.value_start, last.value_end
    inside = any(sentence.start_char <= mention.start < sentence.end_char for mention in whole)
    if published is not None and start is not None and end is not None and start <= published < end:
        end = published
    return EventDate(start, end, "range", "clause" if inside else "narrative", first)


def dated(doc: Doc, mention: DateMention, basis: str, published: date | None) -> EventDate:
    """A mention as an event's date: "since" goes on to publication, a range's ends are joined, none lies beyond."""
    start, end, precision = mention.value_start, mention.value_end, mention.precision
    if start is not None and end is not None:
        start, end = narrowed(mention, start, end)
    before = text_of(doc)[max(0, mention.start - 10) : mention.start].lower().split()
    if published is not None and before[-1:] == ["since"]:
        end, precision = published, "range"
    other = range_end(doc, mention)
    if other is not None and start is not None and other.value_end is not None and other.value_end > start:
        end, precision = other.value_end, "range"
    if published is not None and start is not None and end is not None and start <= published < end:
        end = published
    return EventDate(start, end, precision, basis, mention)


def narrowed(mention: DateMention, start: date, end: date) -> tuple[date, date]:
    """ "Early", "mid" and "late" in a month as its first, second and last third (days 1-10, 11-20, 21 to its end)."""
    if mention.precision == "month":
        words = re.split(r"[\s-]+", mention.text.lower())
        if "early" in words or "beginning" in words:
            return start, start.replace(day=10)
        if "mid" in words or "middle" in words:
            return start.replace(day=11), start.replace(day=20)
        if "late" in words or "end" in words:
            return start.replace(day=21), end
    return start, end


def range_end(doc: Doc, mention: DateMention) -> DateMention | None:
    """The second mention of "from Tuesday to Sunday" and "between 1998 and 2001"."""
    before = text_of(doc)[max(0, mention.start - 12) : mention.start].lower().split()
    if before[-1:] not in (["from"], ["between"]):
        return None
    for other in doc._.dates:
        if other.start > mention.end:
            between = text_of(doc)[mention.end : other.start].strip().lower()
            return other if between in {"to", "through", "until", "till", "and", "up to"} else None
    return None
