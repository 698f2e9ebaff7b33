"""The wars that a text takes for known: their table, and what they supply."""

from datetime import date
from importlib.resources import files

import pytest

from eventcoder import code
from eventcoder.actions.wars import FILE, foe, wars
from eventcoder.records import ActorMention

UKRAINE = ActorMention(0, 7, "Ukraine", 0, "UKR")
JAPAN = ActorMention(10, 15, "Japan", 2, "JPN")
RUSSIA = ActorMention(20, 26, "Russia", 4, "RUS")


def test_table_is_sorted_and_its_sides_are_known_states() -> None:
    rows = (files("eventcoder") / FILE).read_text(encoding="utf-8").splitlines()[1:]
    assert rows == sorted(rows)
    table = (files("eventcoder") / "knowledge/actors/states.tsv").read_text(encoding="utf-8").splitlines()[1:]
    states = {row.split("\t")[0] for row in table}
    assert {side[:3] for row in wars() for side in row[:2]} <= states


@pytest.mark.parametrize(("day", "found"), [(date(2022, 5, 1), UKRAINE), (date(2005, 5, 1), None)])
def test_foe_is_named_only_while_the_war_is_on(day: date, found: ActorMention | None) -> None:
    assert foe(RUSSIA, day, [JAPAN, UKRAINE, RUSSIA]) == found


def test_invasion_without_a_victim_takes_the_one_the_text_names() -> None:
    text = "Japan sent blankets to Ukraine on Monday. Many people have fled since Russia invaded in February."
    rows = [(e.source_code, e.target_code, e.target_basis) for e in code(text, "2022-05-10") if e.event_root == "19"]
    assert rows == [("RUS", "UKR", "context")]
