"""Repeated mentions: wire copies and later sentences carry the first mention's id, other events do not."""

import time
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eventcoder.events.duplicates import Duplicates
from eventcoder.records import Article, Event

DAY = date(2024, 3, 5)
WIRE = (
    "Negotiators for the two governments signed a fishing accord in Windhoek late on Tuesday after eleven hours of "
    "talks that had twice been close to collapse over the number of licences, the mediator told reporters. "
)
OTHER = (
    "Grain prices rose for a third week as traders waited for word from the ports, where a strike of tally clerks has "
    "kept forty ships at anchor and the insurers have begun to ask for surcharges from every carrier that calls. "
)


def event(number: str, **given: Any) -> Event:
    """An event of Kenya towards Uganda on one day; ``given`` says what is different."""
    values: dict[str, Any] = dict.fromkeys((f.name for f in fields(Event)), None)
    values |= {
        "event_id": number, "article_id": "a", "event_code": "111", "event_date": DAY, "event_date_end": DAY,
        "source_country": "KEN", "source_code": "KENGOV", "source_sector": "GOV",
        "target_country": "UGA", "target_code": "UGA", "action_lemma": "condemn", "report_count": 1,
    }  # fmt: skip
    values |= given
    return Event(**values | {"event_root": values["event_code"][:2]})


def found(tmp_path: Path, *articles: tuple[str, list[Event]]) -> dict[str, tuple[str | None, int]]:
    """For each event the id of its first mention and how many articles report it."""
    with Duplicates(tmp_path / "duplicates.sqlite") as duplicates:
        for i, (text, events) in enumerate(articles):
            duplicates.add(Article(str(i), DAY, text), events)
        duplicates.settle()
        return {e.event_id: duplicates.of(e) for _, events in articles for e in events}


def test_lead_and_later_sentence_are_one_event(tmp_path: Path) -> None:
    assert found(tmp_path, (OTHER, [event("lead"), event("later")])) == {"lead": (None, 1), "later": ("lead", 1)}


def test_two_articles_report_one_event_a_day_apart(tmp_path: Path) -> None:
    next_day = event("b", event_date=date(2024, 3, 6), event_date_end=date(2024, 3, 6))
    assert found(tmp_path, (OTHER, [event("a")]), (WIRE, [next_day])) == {"a": (None, 2), "b": ("a", 2)}


def test_a_wire_copy_repeats_what_it_cannot_date(tmp_path: Path) -> None:
    copy = WIRE.replace("told reporters", "said")
    undated = event("b", event_date=None, event_date_end=None)
    assert found(tmp_path, (WIRE, [event("a")]), (copy, [undated]))["b"] == ("a", 2)
    assert found(tmp_path, (WIRE, [event("a")]), (OTHER, [undated]))["b"] == (None, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"event_code": "112"},
        {"target_country": "TZA", "target_code": "TZA"},
        {"source_country": "UGA", "source_code": "UGA", "target_country": "KEN", "target_code": "KEN"},
        {"event_date": date(2024, 3, 8), "event_date_end": date(2024, 3, 8)},
    ],
)
def test_another_act_party_direction_or_day_is_another_event(tmp_path: Path, other: dict[str, Any]) -> None:
    assert found(tmp_path, (OTHER, [event("a")]), (WIRE, [event("b", **other)]))["b"] == (None, 1)


def test_strikes_in_different_places_on_one_day_are_different(tmp_path: Path) -> None:
    strike = {"event_code": "190", "action_lemma": "shell", "place_precision": "city"}
    here, there = event("a", place_name="Busia", **strike), event("b", place_name="Tororo", **strike)
    nowhere = event("c", event_code="190", action_lemma="hit")
    again = event("d", place_name="Busia", **strike | {"event_code": "195", "action_lemma": "bomb"})
    result = found(tmp_path, (OTHER, [here, there, nowhere]), (WIRE, [again]))
    assert result == {"a": (None, 2), "b": (None, 1), "c": (None, 1), "d": ("a", 2)}


def test_within_a_country_rebels_and_army_are_told_apart(tmp_path: Path) -> None:
    home = {"source_country": "SDN", "target_country": "SDN", "event_code": "190", "action_lemma": "attack"}
    army = event("a", source_sector="MIL", target_sector="REB", **home)
    rebels = event("b", source_sector="REB", target_sector="MIL", **home)
    assert found(tmp_path, (OTHER, [army, rebels]))["b"] == (None, 1)


def test_a_meeting_is_the_same_from_both_sides(tmp_path: Path) -> None:
    sides = {"source_country": "UGA", "source_code": "UGA", "target_country": "KEN", "target_code": "KENGOV"}
    assert found(tmp_path, (OTHER, [event("a", event_code="040")]), (WIRE, [event("b", event_code="040", **sides)]))[
        "b"
    ] == ("a", 2)


def test_an_event_told_very_often_costs_each_mention_no_more(tmp_path: Path) -> None:
    def seconds(mentions: int) -> float:
        events = [event(str(i)) for i in range(mentions)]
        begun = time.process_time()
        assert found(tmp_path, (OTHER, events))[str(mentions - 1)] == ("0", 1)
        return time.process_time() - begun

    assert seconds(16_000) < 8 * seconds(4_000)
