"""What is told but not asserted is dropped with its reason, and what only resembles it is kept."""

from datetime import date

import pytest
from spacy.language import Language

from eventcoder.pipeline import default_pipeline, make_doc

DROPPED = [
    ("The rebels have not confirmed that Kabila will meet Mobutu.", "negated"),
    ("There is no evidence that Kenya attacked Uganda.", "negated"),
    ("The fear was that Kenya will attack Uganda.", "hypothetical"),
    ("Kenyan ships are not going to attack Uganda.", "hypothetical"),
    ("Ugandan troops attacked Kenyan positions whenever they moved.", "generic"),
    ("Kenyan refugees returned to Uganda.", "idiom"),
    ("Museveni expected the talks between Kenya and Uganda to start next year.", "hypothetical"),
    ("Any Kenyan attack on Ugandan ships will bring a violent response.", "hypothetical"),
    ("(Corrects paragraph 2 to show that Kenya attacked Uganda)", "correction"),
    ("Kenya warned of the danger of Sudan invading Uganda.", "hypothetical"),
    ("The border can be opened only after Kenya recognizes Uganda.", "conditional"),
    ("Dozens of Kenyan nurses were injured when their bus overturned in Uganda.", "idiom"),
    ("Kenyan analysts described the rebels backed by Uganda.", "generic"),
]
KEPT = [
    ("Kenya recognized Uganda after it recognized Sudan.", "054"),
    ("The Kenyan president spoke after talks with the Ugandan premier.", "040"),
    ("Kenya ended 22 years of occupation in Uganda.", "0874"),
    ("Kenya did not say when it attacked Uganda.", "190"),
    ("Finland had to cede two islands to the Soviet Union.", "084"),
    ("The Kenyan president returned to Uganda.", "042"),
    ("The Kenyan president insisted that Uganda withdraw its troops.", "1056"),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return default_pipeline()


@pytest.mark.parametrize(("sentence", "reason"), DROPPED)
def test_what_is_not_asserted_is_dropped_with_its_reason(nlp: Language, sentence: str, reason: str) -> None:
    doc = nlp(make_doc(nlp, sentence, date(2020, 6, 15)))
    assert [c.code for c in doc._.clauses] == []
    assert reason in [d.reason for d in doc._.dropped]


@pytest.mark.parametrize(("sentence", "code"), KEPT)
def test_what_only_resembles_it_is_kept(nlp: Language, sentence: str, code: str) -> None:
    doc = nlp(make_doc(nlp, sentence, date(2020, 6, 15)))
    assert code in [c.code for c in doc._.clauses]


def test_a_claim_is_no_demand(nlp: Language) -> None:
    doc = nlp(make_doc(nlp, "Kenya insists that Uganda is a friend.", date(2020, 6, 15)))
    assert [c.code for c in doc._.clauses if c.code.startswith("10")] == []
