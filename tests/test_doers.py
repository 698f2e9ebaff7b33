"""Who did the violence: the doer told just before, the one who claims it, nobody where only bystanders are named."""

import pytest

from eventcoder import code
from eventcoder.records import Event


def _harm(text: str, published: str = "2020-06-15") -> list[Event]:
    return [e for e in code(text, published) if e.event_root in ("18", "19")]


@pytest.mark.parametrize(
    ("text", "word", "doer"),
    [
        ("Turkish jets bombed the Syrian town of Kobani on Sunday. The raids killed five civilians.", "killed", "TUR"),
        (
            "Six people were killed in a blast at a mosque in Peshawar on Sunday. "
            "The Pakistani Taliban claimed responsibility for the attack.",
            "killed",
            "PAK",
        ),
        ("The Malian base came under attack from jihadists late on Friday.", "came under", "MLI"),
        ("In Syria the army ambushed a group of rebels in the mountains killing 15 of them.", "killing", "SYR"),
        ("President Joao Lourenco condemned the bombings of two French embassies on Sunday.", "bombings", None),
        (
            "An apartment block in Odesa in Ukraine was hit on Sunday, killing 21 people and injuring 35.",
            "injuring",
            None,
        ),
    ],
)
def test_doer_is_who_the_article_says(text: str, word: str, doer: str | None) -> None:
    found = [e for e in _harm(text) if e.action_text == word]
    assert found
    assert {e.source_country for e in found} == {doer}


def test_the_weapon_in_a_phrase_does_nothing_by_itself() -> None:
    found = _harm("Rebel artillery fire killed two people in the Syrian city of Homs on Sunday.")
    assert {e.source_code for e in found if e.action_text == "killed"} == {"SYRREB"}


def test_harm_by_nobody_in_particular_is_fighting_where_there_is_war() -> None:
    war = "Russian troops attacked Ukrainian soldiers near Izium. Two women were killed in Kharkiv on Sunday."
    assert {e.event_code for e in _harm(war, "2022-06-15") if e.action_text == "killed"} == {"190"}
    peace = "Two women were killed in Lisbon in Portugal on Sunday."
    assert {e.event_code for e in _harm(peace, "2022-06-15") if e.action_text == "killed"} == {"180"}


@pytest.mark.parametrize(
    ("told", "sides"),
    [
        ("Ugandan troops attacked Congolese rebels near Bunia.", ("UGAMIL", "CODREB")),
        ("Chadian soldiers raided a Sudanese camp on Friday. Aid workers fled.", ("TCDMIL", "SDN")),
    ],
)
def test_a_deed_named_again_has_the_sides_told_before(told: str, sides: tuple[str, str]) -> None:
    found = [e for e in _harm(f"{told} This attack was the third in a month.") if e.action_text == "attack"]
    assert [(e.source_code, e.target_code) for e in found] == [sides]


def test_a_deed_named_first_has_no_sides_from_what_follows() -> None:
    text = "The attack was the third in a month. Ugandan troops attacked Congolese rebels near Bunia."
    assert "attack" not in {e.action_text for e in _harm(text)}
