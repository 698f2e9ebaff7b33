"""Finds the date expressions of a text and gives each its value."""

import re
from collections.abc import Callable
from datetime import timedelta

from spacy.tokens import Doc

from eventcoder.dates import absolute, formats, periods, relative
from eventcoder.dates.cues import stretches
from eventcoder.dates.frame import Frame
from eventcoder.dates.grammar import rules
from eventcoder.dates.guards import is_date
from eventcoder.dates.intervals import Interval
from eventcoder.dates.tense import directions
from eventcoder.dates.written import Resolved, heading, is_dateline, written
from eventcoder.records import DateMention, text_of

Resolver = Callable[[re.Match[str], Frame], Interval | None]

RESOLVERS: dict[str, Resolver] = {
    "iso": absolute.iso,
    "other_format": formats.other_format,
    "numeric": absolute.numeric,
    "days_month": absolute.month_days,
    "week_of": periods.week_of,
    "month_days": absolute.month_days,
    "month_day": absolute.month_day,
    "day_month": absolute.month_day,
    "month": absolute.month,
    "weekday": relative.weekday,
    "deictic": relative.deictic,
    "next_part": relative.next_part,
    "unit": relative.unit,
    "ago": relative.ago,
    "half_ago": relative.nothing,
    "past_span": relative.past_span,
    "finance": relative.finance,
    "quarter": periods.quarter,
    "half": periods.half,
    "season": periods.season,
    "decade": absolute.decade,
    "century": relative.nothing,
    "years": absolute.years,
    "year": absolute.year,
    "the_year": absolute.year,
    "spelled_year": absolute.year,
    "clock": relative.clock,
    "holiday": periods.holiday,
    "weekend": relative.weekend,
    "year_end": relative.year_end,
    "the_quarter": relative.the_quarter,
    "day_of": relative.day_of,
    "the_period": periods.the_period,
    "period_of": periods.period_of,
    "vague": relative.nothing,
}
DAYS = frozenset({"weekday", "month_day", "day_month", "deictic", "iso", "holiday"})


def candidates(text: str) -> list[tuple[str, re.Match[str]]]:
    """Non-overlapping matches in order of the text: of two that overlap the preferred rule's, then the longer."""
    found: list[tuple[int, int, str, re.Match[str]]] = []
    for rank, spans in stretches(text).items():
        name, pattern = rules()[rank]
        for left, right in spans:
            matches = (match for match in pattern.finditer(text, left, right) if is_date(name, match, text))
            found.extend((rank, match.start() - match.end(), name, match) for match in matches)
    found.sort(key=lambda item: (item[0], item[1], item[3].start()))
    kept: list[tuple[str, re.Match[str]]] = []
    taken: set[int] = set()
    for _, _, name, match in found:
        if taken.isdisjoint(range(match.start(), match.end())):
            taken.update(range(match.start(), match.end()))
            kept.append((name, match))
    kept.sort(key=lambda item: item[1].start())
    return kept


def find(doc: Doc) -> list[DateMention]:
    """The mentions of a doc in order; values are None where ``doc._.published`` is unknown and needed.

    Sets ``doc._.written``, the last day of which the text can tell: that of writing, against which they are resolved,
    but publication's where the two are a day apart as calendars are.
    """
    text, published = text_of(doc), doc._.published
    direction, matches = directions(doc), candidates(text)
    found = resolved(text, matches, Frame(published, direction))
    if published is not None:
        printed = heading(text, found, published)
        day = printed[1] if printed else written(text, found, published, direction)
        if day != published:
            found = resolved(text, matches, Frame(day, direction))
        if printed:
            found = [("heading" if m.start() == printed[0] else name, m, value) for name, m, value in found]
        published = published if day == published + timedelta(days=1) else day
    doc._.written = published
    return join_clock_times(text, [_mention(match, name, value) for name, match, value in found])


def resolved(text: str, matches: list[tuple[str, re.Match[str]]], frame: Frame) -> list[Resolved]:
    """Each match with its value, a dateline's day the article's from there on."""
    found: list[Resolved] = []
    published = frame.today
    for name, match in matches:
        value = RESOLVERS[name](match, frame)
        if name in {"month_day", "day_month"} and value and is_dateline(text, match, value, published):
            frame.today = value.start
        if value and name not in {"clock"}:
            frame.note(match.start(), value)
        found.append((name, match, value))
    return found


def _mention(match: re.Match[str], name: str, value: Interval | None) -> DateMention:
    start, end = match.start(), match.end()
    if value is None:
        return DateMention(start, end, match[0], None, None, "unknown", name)
    return DateMention(start, end, match[0], value.start, value.end, value.precision, name)


def join_clock_times(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """Make one mention of a clock time and the day right after it ("9 a.m. on Tuesday")."""
    joined: list[DateMention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if last and last.rule == "clock" and mention.rule in DAYS:
            between = text[last.end : mention.start]
            if re.fullmatch(r"\s+(?:on\s+)?", between):
                joined[-1] = DateMention(
                    last.start,
                    mention.end,
                    text[last.start : mention.end],
                    mention.value_start,
                    mention.value_end,
                    mention.precision,
                    "clock",
                )
                continue
            if re.fullmatch(r",?\s*(?:\([^)]{1,30}\))?,?\s*(?:on\s+)?", between):
                joined[-1] = DateMention(
                    last.start, last.end, last.text, mention.value_start, mention.value_end, mention.precision, "clock"
                )
        joined.append(mention)
    return joined
