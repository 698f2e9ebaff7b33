"""Days of publication: read in one way only, or not at all."""

import contextlib
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.read.days import BadDay, read_day


@pytest.mark.parametrize(
    "value",
    [
        "2024-03-05",
        " 2024-03-05 ",
        "20240305",
        20240305,
        "2024/03/05",
        "2024-03-05T23:30:00-05:00",
        "2024-03-05 00:10:00+09:00",
        "2024-03-05T10:00:00.123Z",
        "Tue, 05 Mar 2024 23:59:00 GMT",
        "5 March 2024",
        "March 5, 2024",
        "Mar. 5, 2024",
        date(2024, 3, 5),
        datetime(2024, 3, 5, 23, 59, tzinfo=timezone(timedelta(hours=-11))),
    ],
)
def test_the_day_as_it_is_written(value: object) -> None:
    assert read_day(value) == date(2024, 3, 5)


@pytest.mark.parametrize(
    "value",
    [
        "03/04/2024",
        "5.3.24",
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "2024-3-5",
        "0001-01-01",
        "9999-12-31",
        "1709596800",
        1709596800,
        1709596800000,
        1709596800.0,
        True,
        "yesterday",
        "2024",
        "2024-03",
        "2024-03-05x",
        "２０２４-03-05",
        "2024-03-05" + " " * 200 + "x",
        [],
        {},
        b"2024-03-05",
    ],
)
def test_what_is_no_day_is_refused_with_the_remedy(value: object) -> None:
    with pytest.raises(BadDay, match=r"2024-03-05|days from 1500"):
        read_day(value)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("0001-01-01", "in the year 1; days from 1500 to 2200"),
        ("9999-12-31", "in the year 9999; days from 1500 to 2200"),
        (date(9999, 12, 31), "in the year 9999; days from 1500 to 2200"),
        ("2023-02-29", "no day of the calendar"),
        ("0000-01-01", "no day of the calendar"),
        (1709596800, "one way only|no date"),
    ],
)
def test_the_message_says_what_is_wrong(value: object, told: str) -> None:
    with pytest.raises(BadDay, match=told):
        read_day(value)


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2200, 12, 31)), st.times())
def test_every_iso_timestamp_keeps_its_day(day: date, time: object) -> None:
    assert read_day(f"{day}T{time}-11:00") == day


@given(st.text() | st.integers() | st.floats() | st.none())
def test_anything_else_is_refused_and_nothing_breaks(value: object) -> None:
    with contextlib.suppress(BadDay):
        assert isinstance(read_day(value), date)
