"""The spaCy side: one component that adds everything to a pipeline of anybody's, and displaCy's pictures."""

from datetime import date
from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.language import Language

import eventcoder
from eventcoder.errors import EventcoderError
from eventcoder.pipeline import DEFAULT_MODEL

TEXT = "France condemned Russia on Monday. Kenyan troops shelled a rebel camp near Kismayo, Somalia, on Tuesday."
CODES = [("FRA", "111", "RUS", date(2024, 5, 6))]


@pytest.fixture(scope="module")
def nlp() -> Language:
    theirs = spacy.load(DEFAULT_MODEL)
    theirs.add_pipe("eventcoder", config={"published": "2024-05-08"})
    return theirs


def _coded(doc: spacy.tokens.Doc) -> list[tuple[object, ...]]:
    return [(e.source_code, e.event_code, e.target_code, e.event_date) for e in doc._.events]


def test_one_component_adds_everything(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert _coded(doc)[:1] == CODES
    assert [e.text for e in doc._.dates] == ["Monday", "Tuesday"]
    assert "Kismayo" in [p.text for p in doc._.places]
    assert nlp.pipe_names[0] == "eventcoder_segments"


def test_it_codes_as_our_own_pipeline_does(nlp: Language) -> None:
    assert nlp(TEXT)._.events == eventcoder.code(TEXT, "2024-05-08")


def test_the_day_of_publication_comes_with_the_doc_or_beside_the_text(nlp: Language) -> None:
    doc = nlp.make_doc("France condemned Russia on Monday.")
    doc._.published = "2023-01-04"
    assert nlp(doc)._.events[0].event_date == date(2023, 1, 2)
    [(piped, _)] = nlp.pipe([("France condemned Russia on Monday.", {"published": "2023-01-11"})], as_tuples=True)
    assert piped._.events[0].event_date == date(2023, 1, 9)


def test_a_day_of_publication_is_never_guessed() -> None:
    bare = spacy.load(DEFAULT_MODEL)
    bare.add_pipe("eventcoder")
    with pytest.raises(EventcoderError, match="day of publication"):
        bare("France condemned Russia on Monday.")


def test_what_cannot_be_coded_says_so() -> None:
    blank, french = spacy.blank("en"), spacy.blank("fr")
    blank.add_pipe("eventcoder", config={"published": "2024-05-08"})
    with pytest.raises(EventcoderError, match="parser"):
        blank("France condemned Russia.")
    with pytest.raises(EventcoderError, match="English"):
        french.add_pipe("eventcoder")


def test_a_pipeline_is_kept_and_loaded_again(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "theirs")
    again = spacy.load(tmp_path / "theirs")
    assert again.pipe_names == nlp.pipe_names
    assert _coded(again(TEXT)) == _coded(nlp(TEXT))


def test_two_pipelines_have_each_their_own_tables(nlp: Language, tmp_path: Path) -> None:
    table = tmp_path / "actors.tsv"
    table.write_text("name\tcode\tkind\nZorblax Front\tKENREB\torganisation\n", encoding="utf-8")
    text = "The Zorblax Front attacked Kenyan troops on Monday."
    mine = spacy.load(DEFAULT_MODEL)
    mine.add_pipe("eventcoder", config={"published": "2024-05-08", "own": {"actors": [str(table)]}})
    assert mine(text)._.events[0].source_code == "KENREB"
    assert nlp(text)._.events[0].source_code != "KENREB"
    assert mine(text)._.events[0].source_code == "KENREB"


@pytest.mark.parametrize("style", ["span", "dep"])
def test_displacy_draws_an_event(nlp: Language, style: str) -> None:
    doc = nlp(TEXT)
    data = eventcoder.displacy(doc, style)
    assert len(data) == len(doc._.events)
    html = displacy.render(data, style=style, manual=True, jupyter=False)
    assert "source FRA" in html
    assert "action 111" in html
    assert "target RUS" in html


def test_spans_cover_the_words_of_their_fields(nlp: Language) -> None:
    drawn = eventcoder.displacy(nlp(TEXT))[0]
    words = {s["label"]: drawn["tokens"][s["start_token"] : s["end_token"]] for s in drawn["spans"]}
    assert words == {
        "source FRA": ["France"],
        "action 111": ["condemned"],
        "target RUS": ["Russia"],
        "date 2024-05-06": ["Monday"],
    }


def test_an_unknown_style_is_refused(nlp: Language) -> None:
    with pytest.raises(ValueError, match="span"):
        eventcoder.displacy(nlp(TEXT), "ent")
