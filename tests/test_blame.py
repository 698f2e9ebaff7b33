"""What a speaker does to those spoken of: accuses, rebukes, warns; and what is only told of them."""

import pytest

from eventcoder import code


def _verbal(text: str) -> set[tuple[str | None, str, str | None]]:
    """Source country, root and target country of the rows that are demands, rebukes, refusals and threats."""
    roots = ("10", "11", "12", "13")
    events = code(text, "2020-06-15")
    return {(e.source_country, e.event_root, e.target_country) for e in events if e.event_root in roots}


@pytest.mark.parametrize(
    "text",
    [
        "Armenia said Azerbaijan had failed to honour the truce around the enclave.",
        "According to the Armenian interior ministry, Azerbaijan is plotting unrest in Yerevan.",
        "The law adopted in Azerbaijan is illegal and discriminatory, the Armenian foreign minister said on Monday.",
        "The Armenian governor claimed that Azerbaijani soldiers had attacked two farms near the river.",
        "The Armenian army said Azerbaijani gunners had deliberately shelled a hospital on Monday.",
        'Armenia rebuked Azerbaijan. "They have betrayed their word. Azerbaijan is spreading lies," the minister said.',
    ],
)
def test_a_wrong_told_of_the_other_side_is_blame(text: str) -> None:
    assert ("ARM", "11", "AZE") in _verbal(text)


@pytest.mark.parametrize(
    "text",
    [
        "Armenia said Azerbaijani soldiers attacked two farms near the river on Monday.",
        "Armenia said the move by Azerbaijan was not illegal.",
        "Armenia vowed on Monday to help the families of those whom the Azerbaijani police had misled.",
    ],
)
def test_a_deed_that_is_only_reported_is_none(text: str) -> None:
    assert ("ARM", "11", "AZE") not in _verbal(text)


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("Azerbaijan will pay a heavy price for the raid, the Armenian premier said on Monday.", "13"),
        ("Armenia threatened on Monday to respond in kind if Azerbaijan closes the road.", "13"),
        ("Armenia has no intention of holding talks with Azerbaijan.", "12"),
        ("The Armenian government is opposed to the proposal of Azerbaijan.", "12"),
        ("The Armenian president will not attend the inauguration in Azerbaijan.", "12"),
    ],
)
def test_warnings_and_refusals(text: str, root: str) -> None:
    assert ("ARM", root, "AZE") in _verbal(text)


def test_a_bombing_by_nobody_named_is_condemned_all_the_same() -> None:
    assert ("FRA", "11", None) in _verbal("The French president condemned the bombing of a market in Nairobi.")


def test_a_document_speaks_for_its_author() -> None:
    text = "The White House published a strategy on Monday. Russia is meddling in elections, the document said."
    assert ("USA", "11", "RUS") in _verbal(f"A spokesman for the White House said it was ready. {text}")
