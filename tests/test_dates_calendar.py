"""No result contradicts the calendar, whatever the day of publication."""

from calendar import day_name, month_name
from datetime import date, timedelta

import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from eventcoder.dates import add_dates
from eventcoder.dates.intervals import easter, month, quarter, season, week
from eventcoder.records import DateMention

BLANK = spacy.blank("en")
DAYS = st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31))
EDGES = (date(2024, 2, 29), date(2023, 12, 31), date(2024, 1, 1), date(2023, 2, 28), date(2000, 2, 29))
UNITS = ("day", "week", "month", "quarter", "year", "decade")


def mentions(text: str, published: date) -> list[DateMention]:
    doc = BLANK(text)
    doc._.published = published
    found: list[DateMention] = add_dates(doc)._.dates
    return found


@given(DAYS, st.integers(0, 6))
@example(EDGES[0], 3)
@example(EDGES[1], 6)
@settings(deadline=None)
def test_a_weekday_is_that_weekday_and_on_its_verbs_side(published: date, number: int) -> None:
    name = day_name[number]
    for text, low, high in (
        (f"Guards shot a farmer on {name}.", -6, 0),
        (f"The ministers will meet on {name}.", 0, 6),
        (f"Guards shot a farmer last {name}.", -7, -1),
        (f"They will meet next {name}.", 1, 7),
    ):
        (mention,) = mentions(text, published)
        assert mention.value_start is not None
        assert mention.value_start == mention.value_end
        assert mention.value_start.weekday() == number
        assert low <= (mention.value_start - published).days <= high


@given(DAYS, st.integers(0, 6), st.integers(0, 6), st.sampled_from(("ran", "will run")))
@example(EDGES[2], 0, 0, "ran")
@settings(deadline=None)
def test_the_weekdays_of_a_span_lie_in_one_week(published: date, first: int, last: int, verb: str) -> None:
    start, end = mentions(f"The strike {verb} from {day_name[first]} to {day_name[last]}.", published)
    assert start.value_start is not None
    assert end.value_start is not None
    assert (start.value_start.weekday(), end.value_start.weekday()) == (first, last)
    assert 0 <= (end.value_start - start.value_start).days <= 7
    if verb == "ran":  # told of on the day after publication's, east of it, where both are six days back
        assert end.value_start <= published + timedelta(days=1)
    else:
        assert start.value_start >= published


@given(DAYS, st.integers(-400, 400), st.integers(0, 6))
@example(EDGES[0], 1, 3)
@example(EDGES[2], -1, 6)
@settings(deadline=None)
def test_days_count_from_the_day_that_a_text_prints(published: date, apart: int, number: int) -> None:
    heading = published + timedelta(days=apart)
    told = f"{heading.day} {month_name[heading.month]} {heading.year}"
    doc = BLANK(f"Date of publication {told} Guards shot a farmer on {day_name[number]} and left yesterday.")
    doc._.published = published
    _, weekday, yesterday = add_dates(doc)._.dates
    assert doc._.written == (published if apart == 1 else heading)
    assert yesterday.value_start == heading - timedelta(days=1)
    assert weekday.value_start is not None
    assert weekday.value_start.weekday() == number
    assert 0 <= (heading - weekday.value_start).days <= 6


@given(DAYS, st.integers(0, 6))
@settings(deadline=None)
def test_the_day_of_writing_is_publication_or_the_next(published: date, number: int) -> None:
    doc = BLANK(f"The emir left on {day_name[number]}. Guards shot a farmer on {day_name[published.weekday()]}.")
    doc._.published = published
    first, second = add_dates(doc)._.dates
    assert doc._.written == published
    assert first.value_start is not None
    assert second.value_start is not None
    assert (first.value_start.weekday(), second.value_start) == (number, published)
    assert -1 <= (published - first.value_start).days <= 6


@given(DAYS, st.integers(40, 900), st.sampled_from(("{d} {m} {y} Guards", "Envoy held {w} {d} {m} {y} Guards")))
@settings(deadline=None)
def test_a_day_that_opens_a_text_is_its_own_however_old(published: date, apart: int, form: str) -> None:
    day = published - timedelta(days=apart)
    head = form.format(d=day.day, m=month_name[day.month], y=day.year, w=day_name[day.weekday()])
    (*_, yesterday) = mentions(f"{head} shot a farmer yesterday.", published)
    assert yesterday.value_start == day - timedelta(days=1)
    (*_, yesterday) = mentions(f"On {head} shot a farmer yesterday.", published)
    assert yesterday.value_start == (published if form.startswith("{d}") else day) - timedelta(days=1)


@given(DAYS, st.integers(1, 90), st.sampled_from(("days", "weeks", "hours", "months")))
@settings(deadline=None)
def test_a_span_counted_back_ends_on_the_day_of_writing(published: date, count: int, unit: str) -> None:
    (mention,) = mentions(f"Guards shot nine men over the past {count + 1} {unit}.", published)
    assert mention.value_start is not None
    assert mention.value_start <= published == mention.value_end


@given(DAYS, st.integers(1, 400), st.sampled_from(("days", "weeks", "months", "years")))
@example(EDGES[0], 1, "years")
@example(EDGES[0], 12, "months")
@settings(deadline=None)
def test_ago_is_behind(published: date, count: int, unit: str) -> None:
    count = min(count, 60) if unit == "years" else count
    (mention,) = mentions(f"The truce broke down {count + 1} {unit} ago.", published)
    assert mention.value_start is not None
    assert mention.value_end is not None
    assert mention.value_start <= mention.value_end < published


@given(DAYS, st.integers(1, 12), st.sampled_from(("fell", "will fall")))
@settings(deadline=None)
def test_a_month_is_that_month_and_within_a_year(published: date, number: int, verb: str) -> None:
    (mention,) = mentions(f"The cabinet {verb} in {month_name[number]}.", published)
    assert mention.value_start is not None
    assert mention.value_end is not None
    assert mention.value_start.month == mention.value_end.month == number
    assert mention.value_start.day == 1
    assert (mention.value_end + timedelta(days=1)).day == 1
    if verb == "fell":
        assert mention.value_start <= published
    else:
        assert mention.value_end >= published


@given(DAYS, st.sampled_from(("last", "this", "next")), st.sampled_from(UNITS[1:]))
@settings(deadline=None)
def test_units_lie_side_by_side(published: date, word: str, unit: str) -> None:
    (mention,) = mentions(f"Exports doubled {word} {unit}.", published)
    assert mention.value_start is not None
    assert mention.value_end is not None
    assert mention.value_start <= mention.value_end
    if word == "last":
        assert mention.value_end < published
    elif word == "next":
        assert mention.value_start > published
    else:
        assert mention.value_start <= published <= mention.value_end


@given(DAYS)
@settings(deadline=None)
def test_a_written_day_is_that_day(value: date) -> None:
    for text in (
        f"They signed on {value.isoformat()}.",
        f"They signed on {month_name[value.month]} {value.day}, {value.year}.",
        f"They signed on {value.day} {month_name[value.month]} {value.year}.",
        f"They signed on {day_name[value.weekday()]}, {month_name[value.month]} {value.day}, {value.year}.",
    ):
        (mention,) = mentions(text, date(2030, 6, 1))
        assert mention.value_start == mention.value_end == value


@given(st.integers(1900, 2100), st.integers(-8, 20))
def test_intervals_are_whole_and_ordered(year: int, number: int) -> None:
    for value in (month(year, number), quarter(year, number), season(year, number)):
        assert value.start <= value.end
        assert value.start.day == 1
        assert (value.end + timedelta(days=1)).day == 1
    around = week(date(year, 2, 28))
    assert around.start.isoweekday() == 1
    assert around.end.isoweekday() == 7
    assert easter(year).isoweekday() == 7
