"""Parsing: sentence boundaries that hold for any text, attributes like the model's own."""

import pytest
import spacy
from spacy.language import Language

from eventcoder.parse.ruler import RememberingMatch
from eventcoder.parse.segment import LONGEST, datelines, keep_titles, segment
from eventcoder.pipeline import DEFAULT_MODEL


@pytest.fixture(scope="module")
def model() -> Language:
    return spacy.load(DEFAULT_MODEL)


def test_paragraphs_and_full_stops_end_sentences() -> None:
    doc = segment(spacy.blank("en")("NAIROBI, Kenya (AP) _ Talks opened. “They failed,” he said.\n\nPolice came"))
    starts = [t.i for t in doc if t.is_sent_start]
    assert [doc[i].text for i in starts] == ["NAIROBI", "Talks", "“", "Police"]


def test_a_title_before_a_name_ends_no_sentence() -> None:
    nlp = spacy.blank("en")
    keep_titles(nlp)
    doc = segment(nlp("Kenyan Lt. Col. Ada Moyo met Capt. Bo Lee. Rebels fled."))
    assert [t.text for t in doc if t.is_sent_start] == ["Kenyan", "Rebels"]


@pytest.mark.parametrize(
    "line",
    [
        "GENEVA, Nov 8 (Xinhua) -- ",
        "KABUL: ",
        "Ankara - ",
        "Quezon City--",
        "Doha, March 5, QNA - ",
        "Lima, May 2 (EFE) ",
        "Reuters NAIROBI (Reuters) -- ",
    ],
)
def test_a_dateline_ends_before_the_report(line: str) -> None:
    assert [f"{line}Talks opened."[i:] for i in datelines(f"{line}Talks opened.")] == ["Talks opened."]


@pytest.mark.parametrize("text", ["Iran - a member - left.", "The talks - Iran says - failed.", "France-Germany ties."])
def test_no_dateline_where_a_sentence_begins(text: str) -> None:
    assert datelines(text) == []


def test_an_endless_sentence_is_cut() -> None:
    doc = segment(spacy.blank("en")("and the rebels shelled towns near the river " * 500))
    starts = [t.i for t in doc if t.is_sent_start]
    assert max(b - a for a, b in zip(starts, [*starts[1:], len(doc)], strict=True)) <= LONGEST


def test_remembered_attributes_are_the_models_own(model: Language) -> None:
    text = (
        "More than 40 soldiers, who'd been held since March, weren't released; that's what the minister said.\n\n  But "
        "nobody in the camp - not even its 2 doctors - could say whether they would've left, if only for a day."
    )
    with model.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        doc = model(text)
    ruler = model.get_pipe("attribute_ruler")
    assert RememberingMatch(ruler)(doc) == ruler.match(doc)
