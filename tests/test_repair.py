"""Recurrent mistakes of the parser, seen by what comes out."""

import pytest

from eventcoder import code


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Zairean presidency accused Angolan troops of cowardice.", ("CODGOV", "112", "AGOMIL")),
        ("Obama expelled 35 Russian diplomats and the British police sued China.", ("GBRCOP", "115", "CHN")),
        ("Egypt complained to the Security Council about Ethiopia's dam.", ("EGY", "111", "ETHCVL")),
        ("China's president told visiting Kenyan President William Ruto of a plan.", ("KENGOV", "042", "CHNGOV")),
        ("A French parliamentary report called for sanctions against Chad over human rights.", ("FRA", "113", "TCD")),
        ("A clerk was killed and nine were wounded when a bomb was thrown into a Lima court.", (None, "183", "PERCVL")),
        ("The expulsion of ten Russian diplomats by Poland was noted.", ("POL", "174", "RUSGOV")),
        ("On Friday the Kenyan premier offered for the first time to meet Museveni.", ("KENGOV", "036", "UGAGOV")),
        ("Israeli shelling in response to rebel attacks killed two boys in Tyre.", ("ISR", "194", "LBNCVL")),
        ("Gunmen took ten teachers hostage in Nigeria.", ("NGAREB", "181", "NGAEDU")),
        ("Kenya must free the sailors, warned the Somali president.", ("SOMGOV", "1053", "KEN")),
    ],
)
def test_the_right_phrases_take_part(text: str, wanted: tuple[str | None, str, str | None]) -> None:
    found = [(e.source_code, e.event_code, e.target_code) for e in code(text, "2016-05-10")]
    assert wanted in found


def test_a_participle_before_its_noun_tells_no_event() -> None:
    assert not code("The army moved the prisoners to occupied Donetsk.", "2016-05-10")


def test_the_wounded_counted_after_the_killed_are_of_the_same_kind() -> None:
    events = code("Ten soldiers were killed and 12 wounded by Russian mines near Izium.", "2016-05-10")
    assert {(e.action_text, e.target_text, e.target_code) for e in events} == {
        ("killed", "Ten soldiers", "UKRMIL"),
        ("wounded", "12", "UKRMIL"),
    }
