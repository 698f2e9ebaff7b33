"""Values of expressions that count from another day: the article's, or one named before."""

import re
from datetime import date, timedelta

from eventcoder.dates import intervals, tense
from eventcoder.dates.absolute import Match
from eventcoder.dates.frame import Frame
from eventcoder.dates.intervals import Interval
from eventcoder.dates.lexicon import number, weekday_numbers

BACK = ("last", "past", "previous", "preceding", "prior")
AHEAD = ("next", "following", "coming", "upcoming", "ensuing", "subsequent")
MONEY = re.compile(
    r"[$€£]|\b(?:cents|million|billion|percent|net|profits?|loss(?:es)?|earnings|sales|revenues?|compared)\b|%"
)
DAYS_OF_WEEK = "|".join(name.title() for name in weekday_numbers())
OPENS = re.compile(r"\b(?:from|between)\s+\Z")
OPENED = re.compile(rf"\b(?:from|between)\s+(?:{DAYS_OF_WEEK})\s+(?:to|through|until|till|and)\s+\Z")
CLOSES = re.compile(rf"\s+(?:to|through|until|till|and)\s+({DAYS_OF_WEEK})\b")
NARRATIVE = frozenset({"previous", "preceding", "prior", "following", "ensuing", "subsequent"})


def plain(text: str | None) -> str:
    """Lower case, single spaces, no leading article."""
    return re.sub(r"^the ", "", " ".join((text or "").lower().split()))


def weekday(match: Match, frame: Frame) -> Interval | None:
    """A weekday.

    "Last" is the last one before the article's day, "next" and "coming" the first after it; "of last week" stays in
    that ISO week. A bare one follows its sentence: the past's is the last up to and including the article's day,
    the future's the first from it on, and of a plan that may have come true the nearer of the two.
    """
    today = frame.today
    if today is None:
        return None
    name, word = weekday_numbers()[match["wd"].lower()], plain(match["dir"])
    if match["rel"]:
        step = {"last": -1, "this": 0, "next": 1}[match["rel"].lower()]
        return intervals.day(intervals.week(today).start + timedelta(days=7 * step + name - 1))
    if word in NARRATIVE or word.startswith(("that", "same")):
        base = frame.last_weekday(match.start(), name) or frame.last_day(match.start()) or today
        if word in {"previous", "preceding", "prior"}:
            return intervals.day(intervals.weekday_before(base, name, inclusive=False))
        if word in NARRATIVE:
            return intervals.day(intervals.weekday_after(base, name, inclusive=False))
        return intervals.day(intervals.weekday_before(base, name))
    if word.startswith(("last", "past", "this past")):
        return intervals.day(intervals.weekday_before(today, name, inclusive=False))
    if word.startswith(("next", "coming", "upcoming", "this coming")):
        return intervals.day(intervals.weekday_after(today, name, inclusive=False))
    direction = frame.direction(match.start(), match.end())
    before, after = intervals.weekday_before(today, name), intervals.weekday_after(today, name)
    if direction == tense.EITHER:
        return intervals.day(after if after - today < today - before else before)
    if direction > 0:
        opened = OPENED.search(match.string, 0, match.start()) and frame.last_day(match.start(), 30)
        return intervals.day(intervals.weekday_after(opened, name) if opened else after)
    closes = CLOSES.match(match.string, match.end())
    if closes and OPENS.search(match.string, 0, match.start()):
        until = intervals.weekday_before(today, weekday_numbers()[closes[1].lower()])
        return intervals.day(intervals.weekday_before(until, name))
    return intervals.day(before)


def deictic(match: Match, frame: Frame) -> Interval | None:
    """ "today", "yesterday", "tonight", "last night", "the day before yesterday" and their like."""
    if frame.today is None:
        return None
    word = plain(match["word"])
    steps = {
        "day before yesterday": -2,
        "yesterday": -1,
        "last night": -1,
        "last evening": -1,
        "overnight": -1,
        "tomorrow": 1,
        "day after tomorrow": 2,
    }
    return intervals.day(frame.today + timedelta(days=steps.get(word, 0)))


def unit(match: Match, frame: Frame) -> Interval | None:
    """ "last week", "this year", "the following day", "the same month", "next weekend"."""
    word, name = plain(match["dir"]), match["unit"].lower()
    if name == "century":
        return None
    narrative = word in NARRATIVE or (bool(match["the"]) and word == "next") or word.startswith(("that", "same"))
    if name == "day" and word in {"last", "past", "coming", "upcoming", "current"}:
        return None
    base = _base(match, frame, name) if narrative else frame.today
    if base is None:
        return None
    step = -1 if word.startswith(BACK) else 1 if word.startswith(AHEAD) else 0
    moved = intervals.shift(base, name, step)
    if word == "past" and name in {"week", "month", "year"} and moved:
        return Interval(moved, base, "range")
    return intervals.unit_around(moved, name) if moved else None


def _base(match: Match, frame: Frame, unit_: str) -> date | None:
    """The narrative's day, or the article's where nothing was named before."""
    if unit_ == "day":
        return frame.last_day(match.start()) or frame.today
    last = frame.last(match.start())
    return last.start if last else frame.today


def ago(match: Match, frame: Frame) -> Interval | None:
    """ "N units ago", "N units earlier", "N units later".

    "Ago" counts from the article's day, the others from the last day named. Days and one week give a day, longer units
    the week, month or year counted back to (months a month, years and decades a year).
    """
    direction = plain(match["dir"])
    count = number(match["n"]) if match["n"] else None
    if count is None or not match["unit"]:
        return None
    name = match["unit"].lower()
    if direction in {"ago", "from now", "hence"}:
        base = frame.today
    elif name in {"day", "week", "fortnight"}:
        base = frame.last_day(match.start()) or (frame.today if direction != "later" else None)
    else:
        last = frame.last(match.start())
        if last and count == 1 and name == "year" and last.precision != "year" and in_accounts(match):
            return back_a_year(last)
        base = last.start if last else frame.today
    if base is None:
        return None
    if direction == "ago" and count == 1 and name == "year" and in_accounts(match):
        last = frame.last(match.start(), 300)
        period = last if last and last.precision == "month" else frame.period(match.start(), 800)
        if period:
            return back_a_year(period)
    moved = intervals.shift(base, name, count if direction in {"later", "from now", "hence"} else -count)
    if moved is None:
        return None
    grain = {"fortnight": "week", "decade": "year", "century": "year"}.get(name, name)
    if name == "week" and count == 1:
        grain = "day"
    return intervals.unit_around(moved, grain)


def past_span(match: Match, frame: Frame) -> Interval | None:
    """ "The past two days", "the last 24 hours": from as many days, weeks or months back to the article's day."""
    count = number(match["n"])
    if frame.today is None or count is None:
        return None
    name = match["unit"].lower()
    first = frame.today - timedelta(hours=count) if name == "hour" else intervals.shift(frame.today, name, -count)
    return Interval(first, frame.today, "range") if first else None


def in_accounts(match: Match) -> bool:
    """Whether figures of money stand before: there "a year ago" means the same quarter or month a year before."""
    return MONEY.search(match.string, max(0, match.start() - 150), match.start()) is not None


def back_a_year(value: Interval) -> Interval:
    """The same period one year before."""
    start, end = intervals.add_months(value.start, -12), intervals.add_months(value.end, -12)
    return Interval(start, end, value.precision)


def finance(match: Match, frame: Frame) -> Interval | None:
    """ "the year-ago quarter": the period named last, a year before."""
    period = frame.period(match.start())
    return back_a_year(period) if period else None


def weekend(match: Match, frame: Frame) -> Interval | None:
    """ "the weekend": the last one, with a future verb the next; on a Saturday or Sunday the present one."""
    if frame.today is None:
        return None
    this = intervals.weekend(frame.today)
    if this.start <= frame.today:
        return this
    if frame.direction(match.start(), match.end()) > 0:
        return this
    return intervals.weekend(frame.today - timedelta(days=7))


def year_end(match: Match, frame: Frame) -> Interval | None:
    """ "year-end" is its last day; "the end of the month" the whole month."""
    if frame.today is None:
        return None
    name = plain(match["unit"] or match["unit2"]) or "year"
    if match["unit"]:
        this = intervals.unit_around(frame.today, name)
        assert this is not None
        if frame.direction(match.start(), match.end()) < 0:
            return intervals.day(this.start - timedelta(days=1))
        return intervals.day(this.end)
    if match["mid"]:
        return intervals.year(frame.today.year)
    step = {"last": -1, "next": 1}.get(plain(match["rel"]), 0)
    moved = intervals.shift(frame.today, name, step)
    return intervals.unit_around(moved, name) if moved else None


def the_quarter(match: Match, frame: Frame) -> Interval | None:
    """ "the quarter": the one the text speaks of."""
    return frame.period(match.start())


def day_of(match: Match, frame: Frame) -> Interval | None:
    """ "earlier that day", "later in the day"."""
    base = frame.last_day(match.start()) or frame.today
    return intervals.day(base) if base else None


def next_part(match: Match, frame: Frame) -> Interval | None:
    """ "the next morning", "the previous night": the day after or before the one named last."""
    base = frame.last_day(match.start()) or frame.today
    word = plain(match["dir"])
    step = 0 if word == "same" else -1 if word.startswith(BACK) else 1
    return intervals.day(base + timedelta(days=step)) if base else None


def clock(match: Match, frame: Frame) -> Interval | None:
    """A time of day, on the day named last, else today (its day is joined to it elsewhere)."""
    base = frame.last_day(match.start(), 400) or frame.today
    return intervals.day(base) if base else None


def nothing(match: Match, frame: Frame) -> Interval | None:
    """Words that name no interval: "now", "recently", "the 11th century"."""
    return None
