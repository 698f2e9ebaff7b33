"""Who fills the slots: a sentence a construction, and the pair that must, or must not, come out of it."""

import pytest
from spacy.language import Language

from eventcoder.pipeline import default_pipeline, make_doc

PUBLISHED = "2024-05-15"

# construction, sentence, source, root, target: words of the row's own phrases
FOUND = [
    ("verdict", "A court in Nairobi found the former minister guilty of taking bribes.", "court", "11", "minister"),
    (
        "object with an infinitive",
        "Last spring the governor of Sindh had demanded support from the federal government to repair the dams.",
        "governor",
        "10",
        "government",
    ),
    (
        "object with a participle",
        "Greece said it will not accept any Afghan refugees fleeing the fighting around Kabul.",
        "Greece",
        "12",
        "refugees",
    ),
    ("state told as a passive", "Chadian soldiers were engaged in fighting with rebels.", "soldiers", "19", "rebels"),
    (
        "accuser behind the deed",
        "The former minister was accused of stealing public money by Ecuadorean prosecutors.",
        "prosecutors",
        "11",
        "minister",
    ),
    (
        "counted with up to",
        "Somali gunmen have kidnapped up to 12 Italian civilian doctors from a town market, officials said.",
        "gunmen",
        "18",
        "doctors",
    ),
    (
        "visit announced by the host",
        "Peruvian President Dina Boluarte will visit Japan next month, the Japanese embassy said.",
        "Boluarte",
        "03",
        "Japan",
    ),
    (
        "asked of both sides",
        "The UN envoy said Mali's premier and the rebels of Azawad must sign a truce.",
        "envoy",
        "10",
        "rebels",
    ),
    (
        "who takes part as a whole",
        "Villagers demanded support from the Kosovo Assembly in regaining their land.",
        "Villagers",
        "10",
        "Assembly",
    ),
    (
        "gapped passive",
        "Forty people were arrested and dozens of rifles found by the Ugandan army near Gulu, state radio said.",
        "army",
        "17",
        "people",
    ),
    (
        "subject drawn into the phrase before it",
        "On a visit to Cairo, Kenyan President William Ruto condemned Sudan for the attack on the market.",
        "Ruto",
        "11",
        "Sudan",
    ),
    (
        "recipient far from its verb",
        "The Netherlands returned a wooden statue of a king that was stolen in 1971 to Indonesia on Friday.",
        "Netherlands",
        "08",
        "Indonesia",
    ),
    (
        "relative clause about a deed",
        "Egypt condemned the bombing of a church during a mass in Kampala which killed nine people.",
        "",
        "18",
        "nine people",
    ),
    ("two delegations", "UK and EU negotiators held talks in Geneva on Monday.", "UK", "04", "EU"),
    ("gerund as a noun", "Six villagers were wounded in Ethiopian shelling of the town.", "Ethiopian", "19", "town"),
    (
        "dateline in small letters",
        "Ankara - Greece's foreign minister on Monday condemned Libya over the arrests of fishermen.",
        "minister",
        "11",
        "Libya",
    ),
    (
        "deed in what is announced",
        "Canada and Peru have agreed to start talks on fishing, their leaders announced Monday.",
        "Canada",
        "03",
        "Peru",
    ),
    (
        "object inside the phrase",
        "Fidel Castro refused to meet the envoy of Brazil in Havana.",
        "Castro",
        "12",
        "envoy",
    ),
    (
        "clause of time",
        "Life was harder than under King Otto, toppled and exiled after US-led forces invaded in 2003.",
        "US-led forces",
        "19",
        "",
    ),
    (
        "while doing",
        "Kenya has criticized the government of Sudan for rushing the vote while urging Egypt to join the talks.",
        "Kenya",
        "02",
        "Egypt",
    ),
    ("gift", "The rebels gave Israel two weeks to leave and threatened Egypt with attacks.", "rebels", "13", "Egypt"),
    (
        "measure",
        "Denmark sent Kyiv another shipment of artillery shells on Monday.",
        "Denmark",
        "07",
        "Kyiv",
    ),
    ("who one is", "Chad was the first country in Africa to recognise Kosovo.", "Chad", "05", "Kosovo"),
    ("itself", "Oman committed itself to rebuilding the Lebanese army.", "Oman", "03", "Lebanese army"),
    ("announced will", "Kenya will extend a loan to Niger, its premier announced.", "Kenya", "03", "Niger"),
    ("means", "Spain's premier sent jets to destroy Chad's depot on Monday.", "Spain", "19", "Chad"),
    ("two ministries", "The foreign ministers of Iran and Oman met in Geneva.", "Iran", "04", "Oman"),
    ("plea", "An Iraqi plea to Norway for fighter jets was turned down.", "Norway", "12", "Iraqi"),
    ("both hold them", "Chad and Niger's talks on the border lasted two hours.", "Chad", "04", "Niger"),
    (
        "in its letter",
        "The Omani colonel issued a letter allowing the Chadian pilot to leave.",
        "colonel",
        "08",
        "pilot",
    ),
    (
        "addressed at",
        "The Peruvian premier urged the Chilean rebels at a meeting to disarm.",
        "premier",
        "04",
        "rebels",
    ),
    ("each other", "Armenia and Georgia accused each other of firing on the border.", "Georgia", "11", "Armenia"),
    ("the other side", "India and Nepal agreed to provide loans to the other side.", "India", "03", "Nepal"),
    ("joint forces of", "Joint forces of Chad and Niger attacked rebels on Monday.", "Niger", "19", "rebels"),
    ("joint forces", "Joint Chadian and Sudanese forces attacked rebels on Monday.", "Sudanese", "19", "rebels"),
    ("anti-X", "Kenyan troops launched an anti-Shabaab operation near Kismayo.", "Kenyan troops", "19", "Shabaab"),
    ("between three", "The talks between Chad, Niger and Mali ended in Geneva on Friday.", "Niger", "04", "Mali"),
]
NOT_FOUND = [
    (
        "announced might",
        "Peacekeepers could be deployed to Mali, announced the Kenyan minister who had sent food to Chad.",
        "minister",
        "07",
        "Mali",
    ),
    (
        "who told it",
        "Canada is also increasing its aid to Haiti, according to officials in Ottawa.",
        "Canada",
        "07",
        "officials",
    ),
    (
        "site of the deed",
        "Egypt condemned the bombing of a church during a mass in Kampala which killed nine people.",
        "mass",
        "18",
        "nine people",
    ),
    (
        "who announces it",
        "Three soldiers have been killed by a roadside bomb in the north, the Malian army announced Sunday.",
        "army",
        "18",
        "soldiers",
    ),
    ("who speaks of it", "The Peruvian president spoke of an attack on Chile's soldiers.", "Peru", "19", "soldiers"),
    ("who calls it", "Kenya's minister said that the attack on the Somali town was cruel.", "minister", "19", "town"),
    ("where anti-X is", "Kenyan troops launched an anti-Shabaab operation near Kismayo.", "", "19", "Kismayo"),
    ("what was struck", "Forty people were killed in strikes on Mekelle, doctors said.", "Mekelle", "19", "people"),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return default_pipeline()


def _pairs(nlp: Language, sentence: str) -> list[tuple[str, str, str]]:
    clauses = nlp(make_doc(nlp, sentence, PUBLISHED))._.clauses
    return [(c.source.text if c.source else "", c.code[:2], c.target.text if c.target else "") for c in clauses]


def _holds(pairs: list[tuple[str, str, str]], source: str, root: str, target: str) -> bool:
    return any(source in s and root == r and target in t for s, r, t in pairs)


@pytest.mark.parametrize(("kind", "sentence", "source", "root", "target"), FOUND, ids=[c[0] for c in FOUND])
def test_the_slots_are_filled(nlp: Language, kind: str, sentence: str, source: str, root: str, target: str) -> None:
    pairs = _pairs(nlp, sentence)
    assert _holds(pairs, source, root, target), f"{kind}: {pairs}"


@pytest.mark.parametrize(("kind", "sentence", "source", "root", "target"), NOT_FOUND, ids=[c[0] for c in NOT_FOUND])
def test_nobody_else_fills_them(nlp: Language, kind: str, sentence: str, source: str, root: str, target: str) -> None:
    pairs = _pairs(nlp, sentence)
    assert any(r == root for _, r, _ in pairs), f"{kind}: {pairs}"
    assert not _holds(pairs, source, root, target), f"{kind}: {pairs}"
