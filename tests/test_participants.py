"""Who is source and who is target where the clause tells it only indirectly, or not at all."""

import pytest

from eventcoder import code

CASES = [
    ("Albanian Prime Minister Edi Rama went on to Ankara for talks with Turkish ministers.", "04", "ALB", "TUR"),
    ("A Chadian singer was banned from entering Niger in May.", "17", "NER", "TCD"),
    ("French troops will be sent to Chad.", "03", "FRA", "TCD"),
    ("Eritrea handed over 40 prisoners to Ethiopia on Saturday.", "08", "ERI", "ETH"),
    ("India eased travel restrictions for Pakistanis visiting Delhi.", "08", "IND", "PAK"),
    ("Russia denies targeting civilians in Ukraine.", "01", "RUS", None),
    ("Ghana condemned Chad but not Togo.", "11", "GHA", "TCD"),
    ('"He (Abe) will visit Moscow in May," Donald Trump said.', "03", "JPN", "RUS"),
    ("The US has sent tents as well as doctors to Chad.", "07", "USA", "TCD"),
    ("The 14 foreigners, six Iraqis, six Sudanese and a Turk, were arrested by Kenyan police.", "17", "KEN", "SDN"),
    ("A Kenyan blogger was put on a British government sanctions list.", "16", "GBR", "KEN"),
    ("Kenyan nurses gathered in front of the Ugandan embassy on Monday.", "14", "KEN", "UGA"),
    ("Two Angolan bankers were among those arrested by Namibian police.", "17", "NAM", "AGO"),
    ("Riot police were deployed outside the Danish embassy in Lagos on Monday.", "15", "NGA", None),
    ("Kenya has sent more troops.", "15", "KEN", None),
    ("A Chadian transport plane entered Kenyan airspace on Monday.", "15", "TCD", "KEN"),
    ("Norwegian-Chilean talks ended in Lima on Monday.", "04", "NOR", "CHL"),
    ("Talks are taking place in Oslo between the government of Norway and Chile.", "04", "NOR", "CHL"),
    ("Norway would invest about 12 million euros in Chile, the premier said.", "03", "NOR", "CHL"),
    ("The Norwegian premier suggested that Chile open its border.", "02", "NOR", "CHL"),
    ("Norway helped Chile rebuild the dam.", "07", "NOR", "CHL"),
    ("Two Egyptian sailors were released from Sudanese custody.", "08", "SDN", "EGY"),
    ("The army confirmed the attack on Tripoli in Libya.", "19", None, "LBY"),
]


@pytest.mark.parametrize(("text", "root", "source", "target"), CASES, ids=[c[0][:30] for c in CASES])
def test_the_ends_of_a_deed(text: str, root: str, source: str | None, target: str | None) -> None:
    found = {(e.source_country, e.target_country) for e in code(text, "2020-06-15") if e.event_root == root}
    assert (source, target) in found


def test_a_ban_without_an_author_is_whose_the_other_bans_are() -> None:
    text = "Kenya banned 29 Ugandan traders from entering the country. Two Malian ministers were also banned."
    found = {(e.source_country, e.target_country) for e in code(text, "2020-06-15") if e.event_root == "17"}
    assert found == {("KEN", "UGA"), ("KEN", "MLI")}


def test_a_campaign_is_against_the_country_not_the_victims_of_one_deed() -> None:
    text = "Russian jets killed nine civilians in Kharkiv in Ukraine on Monday. Russia's offensive began in May."
    found = [e for e in code(text, "2022-06-15") if e.action_text == "offensive"]
    assert {e.target_code for e in found} == {"UKR"}


def test_what_is_excepted_is_no_target() -> None:
    assert "TGO" not in {e.target_country for e in code("Ghana condemned Chad but not Togo.", "2020-06-15")}


def test_a_state_bombs_from_the_air() -> None:
    found = code("Two people died in regime bombing of Aleppo on Monday.", "2016-06-15")
    assert {e.event_code for e in found if e.source_country == "SYR"} == {"195"}


def test_who_took_them_frees_them() -> None:
    text = "Sudanese police arrested two Egyptian sailors on Monday. The two Egyptian sailors were released on Tuesday."
    freed = [e for e in code(text, "2020-06-15") if e.event_root == "08"]
    assert [(e.source_country, e.target_country) for e in freed] == [("SDN", "EGY")]


def test_local_people_are_of_the_place_told_before() -> None:
    text = (
        "Rwanda wants the Rwandan Hutus home, the Rwandan press wrote. Aid was handed out in Kisangani. "
        "Local residents attacked a UN convoy."
    )
    assert {e.source_code for e in code(text, "2020-06-15") if e.action_text == "attacked"} == {"CODCVL"}


def test_a_city_that_an_accord_is_called_after_is_no_party_to_it() -> None:
    assert code("Kenya rejected the Minsk agreements on Monday.", "2020-06-15") == []
    assert [e.target_country for e in code("Kenya rejected Minsk's offer on Monday.", "2020-06-15")] == ["BLR"]
