"""Parsing: sentence boundaries that hold for any text, attributes like the model's own."""

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Span

from eventcoder.parse.entities import QuickEntities
from eventcoder.parse.lemmas import RememberingLemmas
from eventcoder.parse.ruler import RememberingMatch
from eventcoder.parse.segment import LONGEST, datelines, keep_titles, segment
from eventcoder.parse.vectors import _encode
from eventcoder.pipeline import DEFAULT_MODEL, load, parse_only


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


MIXED = [
    "",
    "NATO",
    "Officials in Tegucigalpa, the Honduran capital, said on 3 March 2024 that the Central American Bank for Economic "
    "Integration had lent the government $40 million; a strike at Puerto Cortés, they weren't sure, may last a week."
    "\n\nThe ministers of Chad, Niger and the Central African Republic met President Mahamat Idriss Déby in N'Djamena.",
    '  \n "We\'ve held them since Friday," Captain Ama Owusu-Ansah of the Ghana Police Service told Radio Volta.\n',
]


def test_the_quick_components_give_what_the_models_own_give(model: Language) -> None:
    with model.select_pipes(disable=["senter"] if "senter" in model.pipe_names else []):
        own = [model(segment(model.make_doc(text))) for text in MIXED]
    nlp = load()
    quick = list(parse_only(nlp, [nlp.make_doc(text) for text in MIXED]))
    assert {"eventcoder_lemmas", "eventcoder_entities"} <= set(nlp.pipe_names)
    assert type(nlp.get_pipe("eventcoder_entities")) is QuickEntities
    assert type(nlp.get_pipe("eventcoder_lemmas")) is RememberingLemmas
    assert sum(len(d.ents) for d in own) > 8
    for theirs, ours in zip(own, quick, strict=True):
        attributes = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE"]
        assert ours.to_array(attributes).tolist() == theirs.to_array(attributes).tolist()


def test_quick_vectors_are_the_models_own() -> None:
    own, nlp = spacy.load(DEFAULT_MODEL), load()
    docs = [nlp.make_doc(text) for text in MIXED]
    for name in ("tok2vec", "ner"):
        mine, theirs = nlp.get_pipe(name).model, own.get_pipe(name).model
        mine, theirs = (m if name == "tok2vec" else m.layers[0] for m in (mine, theirs))
        assert any(getattr(node._func, "func", None) is _encode for node in mine.walk())
        for a, b in zip(mine.predict(docs), theirs.predict(docs), strict=True):
            assert np.allclose(a, b, atol=1e-4)


def test_entities_given_before_are_kept() -> None:
    nlp = load()
    doc = nlp.make_doc("Ana Pérez met Radio Volta in Lima.")
    doc.ents = [Span(doc, 0, 2, label="ORG")]
    doc = next(parse_only(nlp, [doc]))
    assert [e.label_ for e in doc.ents if e.text == "Ana Pérez"] == ["ORG"]
