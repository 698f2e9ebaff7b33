"""Values of quarters, halves, accounting years, seasons, holidays and named weeks."""

from eventcoder.dates import intervals
from eventcoder.dates.absolute import Match, misfit, month_day, named_year, relative_year
from eventcoder.dates.frame import Frame
from eventcoder.dates.intervals import Interval
from eventcoder.dates.lexicon import holidays, ordinal, words


def quarter(match: Match, frame: Frame) -> Interval | None:
    """A numbered quarter, of a named year or the last one begun (with a future verb the next)."""
    today = frame.today
    if match["latest"]:
        last = frame.period(match.start())
        if last or not today:
            return last
        this = intervals.unit_around(today, "quarter")
        assert this is not None
        return intervals.quarter(this.start.year, (this.start.month + 2) // 3 - 1)
    number = int(match["q"]) if match["q"] else ordinal(match["n"])
    if number is None or not 1 <= number <= 4:
        return None
    year = _period_year(match, frame)
    if year is None:
        if today is None:
            return None
        year = today.year
        begun = intervals.quarter(year, number).start <= today
        if not begun and frame.direction(match.start(), match.end()) <= 0:
            year -= 1
    return intervals.quarter(year, number)


def _period_year(match: Match, frame: Frame) -> int | None:
    groups = match.groupdict()
    if groups.get("y0"):
        return int(groups["y0"])
    if groups.get("poss") and frame.today:
        return relative_year(groups["poss"], match.start(), frame)
    if (groups.get("rel") or "").lower() == "the":
        return frame.today.year if frame.today else None
    return named_year(match, frame)


def half(match: Match, frame: Frame) -> Interval | None:
    """A half of a year; "the last half of the '80s" is given as its decade."""
    for group in ("dec", "dec2"):
        if match[group]:
            two_digits = int(match[group])
            base = frame.today.year if frame.today else 2026
            return intervals.decade(two_digits if two_digits > 99 else base - (base - two_digits) % 100)
    year = _period_year(match, frame)
    return intervals.half(year, 1 if match["n"].lower() == "first" else 2) if year else None


def the_period(match: Match, frame: Frame) -> Interval | None:
    """ "the year" of an account: the one that runs; "the latest year": the one before."""
    if frame.today is None:
        return None
    return intervals.year(frame.today.year - bool(match["latest"]))


def period_of(match: Match, frame: Frame) -> Interval | None:
    """ "the 1988 period": the quarter or half named last, in that year; the year itself where none was named."""
    year, last = int(match["y"]), frame.period(match.start())
    if last is None:
        return intervals.year(year)
    months = 12 * (year - last.start.year)
    end = intervals.add_months(last.end.replace(day=1), months)
    return Interval(intervals.add_months(last.start, months), intervals.month(end.year, end.month).end, last.precision)


def week_of(match: Match, frame: Frame) -> Interval | None:
    """ "the week of March 3": the ISO week around the day."""
    value = month_day(match, frame)
    return intervals.week(value.start) if value else None


def season(match: Match, frame: Frame) -> Interval | None:
    """A season: "last summer" is the last one ended or begun before, "next" and future verbs the one to come."""
    number = words()["seasons"][match["season"].lower()]
    year = named_year(match, frame)
    if year is not None:
        return intervals.season(year, number)
    today = frame.today
    if today is None:
        return None
    word = (match["dir"] or "").lower()
    candidates = [intervals.season(year, number) for year in range(today.year - 2, today.year + 2)]
    if "next" in word or "coming" in word:
        return next(value for value in candidates if value.start > today)
    if "this" in word or "current" in word:
        return min(candidates, key=lambda value: abs((value.start - today).days + 45))
    begun = [value for value in candidates if value.start <= today]
    if "last" in word or "past" in word or "previous" in word:
        return next(value for value in reversed(begun) if value.end < today)
    if frame.direction(match.start(), match.end()) > 0:
        return next(value for value in candidates if value.end >= today)
    return begun[-1]


def holiday(match: Match, frame: Frame) -> Interval | None:
    """A day with a name, its week ("Easter week": the one that begins after Palm Sunday) where that is named."""
    rule = holidays()[" ".join(match["name"].lower().split())]
    year, today, word = named_year(match, frame), frame.today, (match["dir"] or "").lower()
    if year is None:
        if today is None:
            return None
        days = [rule.on(today.year + offset) for offset in (-1, 0, 1)]
        direction = -9 if "last" in word else 9 if "next" in word else frame.direction(match.start(), match.end())
        if "this" in word:
            value = rule.on(today.year)
        else:
            value = min(days, key=lambda value: misfit((value - today).days, 0 if match["week"] else direction))
    else:
        value = rule.on(year)
    return intervals.week(value) if match["week"] else intervals.day(value)
