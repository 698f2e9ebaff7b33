"""Who fights whom, where one side is only hinted at or the parse draws it into the other."""

import pytest

from eventcoder import code


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Ukrainian forces have retaken dozens of villages along the river. Russia shelled Kharkiv.",
            ("UKRMIL", "192", "RUS"),
        ),
        (
            "The enemy attacked the port of Odesa, said Ukraine's navy. Russia has denied it.",
            ("RUS", "190", "UKRBUS"),
        ),
        ("The two rebel groups have clashed repeatedly in Mali.", ("MLIREB", "190", "MLIREB")),
        ("Israel has occupied a buffer zone in southern Lebanon since 1985.", ("ISR", "192", "LBN")),
        ("The Iraqi army recaptured the town of Hit from Islamic State.", ("IRQMIL", "192", "SYRREB")),
        (
            "Clashes erupted between Turkish forces backed by tanks and Greek soldiers near Edirne.",
            ("TURMIL", "190", "GRCMIL"),
        ),
        ("Clashes went on between rebel and regime fighters near Homs, Syria.", ("SYRREB", "190", "SYRGOV")),
        (
            "Rebels captured the town of Faya, a city which the Chadian army said on Monday it had retaken.",
            ("TCDMIL", "192", "TCDCVL"),
        ),
        ("The European Union imposed sanctions on Russia for invading Ukraine.", ("RUS", "190", "UKR")),
        ("Russia sold gas to Ukraine until the invasion began.", ("RUS", "190", "UKR")),
        ("The battle for Goma between M23 rebels and the Congolese army went on.", ("CODREB", "190", "CODMIL")),
        ("Fighting raged in the Sudanese capital between the army and armed rebels.", ("SDNMIL", "190", "SDNREB")),
        ("Fighting broke out in Bama between Nigerian troops and Boko Haram militants.", ("NGAMIL", "190", "NGAREB")),
        ("The border camp was attacked. Sudanese troops were pushed out of Chad.", (None, "190", "SDNMIL")),
        ("The Syrian army advanced. During the raids over 50 rebels were killed.", ("SYRMIL", "190", "SYRREB")),
        ("Five people died in the Russian bombing of Kharkiv.", ("RUS", "195", "UKR")),
        ("Ethiopian forces retook the town of Lalibela from Sudanese rebels.", ("ETHMIL", "192", "SDNREB")),
        ("Ukraine sank three ships of the Black Sea fleet. Russia shelled Kharkiv.", ("UKR", "190", "RUSMIL")),
    ],
)
def test_the_other_side_is_found(text: str, wanted: tuple[str | None, str, str]) -> None:
    assert wanted in [(e.source_code, e.event_code, e.target_code) for e in code(text, "2022-06-15")]


def test_a_shelled_town_of_ones_own_stays_the_target() -> None:
    found = code("Rebels hold part of Douma. The Syrian army shelled the town of Douma on Monday.", "2016-06-15")
    assert ("SYRMIL", "SYRCVL") in [(e.source_code, e.target_code) for e in found if e.event_code == "194"]
