"""Who is meant by the words: whole phrases through the parser, and the tables by themselves."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml
from spacy.language import Language
from spacy.tokens import Doc

import eventcoder
from eventcoder.actors import actor_at, code_actors, load_knowledge, participant
from eventcoder.actors.lint import lint
from eventcoder.actors.match import Names, fold, longest
from eventcoder.actors.petrarch import read_actors_file, read_agents_file
from eventcoder.actors.who import code_on, on_day, who
from eventcoder.own import OwnTables
from eventcoder.pipeline import DEFAULT_MODEL, make_doc
from eventcoder.records import ActorMention

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "actors.yaml").read_text(encoding="utf-8"))
PEOPLE = yaml.safe_load((Path(__file__).parent / "cases" / "people.yaml").read_text(encoding="utf-8"))
Reader = Callable[[str], Doc]


@pytest.fixture(scope="module")
def read() -> Reader:
    nlp: Language = spacy.load(DEFAULT_MODEL)
    nlp.add_pipe("eventcoder_segments", first=True)
    nlp.add_pipe("eventcoder_dates")

    def reader(text: str) -> Doc:
        doc = make_doc(nlp, text, "2022-05-20")
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        return code_actors(doc)

    return reader


def asked(doc: Doc, words: str) -> Any:
    start = doc.text.index(words)
    span = doc.char_span(start, start + len(words))
    assert span is not None, f"{words!r} does not end between tokens"
    return participant(doc, span.root)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_case(read: Reader, case: dict[str, Any]) -> None:
    doc = read(case["text"])
    assert case.get("actors") or case.get("members")
    for words, code in case.get("actors", {}).items():
        mention = asked(doc, words)
        assert (mention.code if mention else None) == code, words
    for words, codes in case.get("members", {}).items():
        mention = asked(doc, words)
        assert mention is not None, words
        assert [member.code for member in mention.members] == codes


def test_mentions_are_sorted_and_one_a_head(read: Reader) -> None:
    doc = read("German police arrested a Syrian man in Berlin, and the EU praised Germany.")
    starts = [mention.start for mention in doc._.actors]
    assert starts == sorted(starts)
    assert len(actor_at(doc)) == len(doc._.actors) > 2
    assert all(doc.text[m.start : m.end] == m.text for m in doc._.actors)


@pytest.mark.parametrize("case", PEOPLE, ids=lambda case: f"{case['name']} {case['date']}")
def test_offices_have_dates(case: dict[str, Any]) -> None:
    assert code_on(case["name"], case["date"]) == case["code"]


@pytest.mark.parametrize(
    ("city", "day", "code"),
    [
        ("Moscow", "1980-05-01", "SUN"),
        ("Moscow", "1995-05-01", "RUS"),
        ("Prague", "1985-05-01", "CSK"),
        ("Prague", "1995-05-01", "CZE"),
        ("Belgrade", "1990-05-01", "YUG"),
        ("Belgrade", "2004-05-01", "SCG"),
        ("Belgrade", "2015-05-01", "SRB"),
    ],
)
def test_a_capital_speaks_for_the_state_of_its_day(city: str, day: str, code: str) -> None:
    when = date.fromisoformat(day)
    entity = load_knowledge().best(city, when)
    assert entity is not None
    assert entity.code_on(when) == code


def test_the_office_is_that_of_the_day_of_the_event() -> None:
    obama = ActorMention(0, 5, "Obama", 0, "USAELI", "Barack Obama", "mention", "person")
    held = on_day(obama, date(2016, 12, 29), date(2018, 5, 2))
    assert held is not None
    assert held.code == "USAGOV"
    assert on_day(obama, date(2019, 1, 1), date(2020, 5, 2)) == obama
    assert on_day(None, date(2019, 1, 1), None) is None


def test_an_office_lost_in_the_text_is_not_given_back_by_the_day() -> None:
    text = "Ousted President Askar Akayev criticized Russia on Saturday."
    assert [e.source_code for e in eventcoder.code(text, "2005-03-20")] == ["KGZELI"]


def test_an_office_is_not_that_of_a_state_that_ended() -> None:
    text = "German Foreign Minister Oskar Fischer criticized Albania on Saturday."
    assert [e.source_code for e in eventcoder.code(text, "2000-01-01")] == ["DEUGOV"]


def test_who_served_a_state_that_ended_is_of_the_later_one() -> None:
    assert code_on("Václav Havel", date(2010, 5, 1)) == "CZEELI"


def test_the_tables_have_no_mistakes() -> None:
    assert lint() == []


def test_an_unknown_name_is_not_invented() -> None:
    assert code_on("Quentin Zablotsky", date(2020, 1, 1)) is None
    assert who("Quentin Zablotsky") == "Quentin Zablotsky: not in the actor tables"
    assert "tsv:" in who("Vladimir Putin", date(2020, 1, 1))


def test_names_are_found_whole_and_longest() -> None:
    names = Names(["Niger", "Nigeria", "Erdoğan", "US"])
    text = "Nigeria and Erdogan’s US, not USB or Nigerien"
    assert [key for _, _, key in longest(names.find(text))] == ["Nigeria", "Erdogan", "US"]
    assert len(fold("Čapek’s – “Kraków”")) == len("Čapek’s – “Kraków”")


def test_petrarch_actors(tmp_path: Path) -> None:
    path = tmp_path / "x.actors.txt"
    path.write_text(
        "# head\nJANE_DOE_ ; note\n+PRESIDENT_DOE_\n\t[FRAGOV 990101-080630]\n\t[FRAELI]\nNOBODY_\n", encoding="utf-8"
    )
    read = read_actors_file(path)
    assert [(r.name, r.code, r.start, r.end) for r in read.rows] == [
        ("Jane Doe", "FRAGOV", date(1999, 1, 1), date(2008, 6, 30)),
        ("Jane Doe", "FRAELI", None, None),
    ]
    assert read.unused == [(6, "no code: NOBODY")]
    knowledge = load_knowledge(own=OwnTables.of({"actors": [path]}))
    assert code_on("President Doe", date(2000, 1, 1), knowledge) == "FRAGOV"
    assert code_on("Jane Doe", date(2010, 1, 1), knowledge) == "FRAELI"


def test_petrarch_agents(tmp_path: Path) -> None:
    path = tmp_path / "agents.txt"
    path.write_text("!PERSON! = MAN, WOMAN\nCATTLE!PERSON! [~AGR]\nRIOT_POLICE {} [~COP]\nLOST\n", encoding="utf-8")
    read = read_agents_file(path)
    assert [(r.term, r.sector) for r in read.roles] == [
        ("cattleman", "AGR"),
        ("cattlewoman", "AGR"),
        ("riot police", "COP"),
    ]
    assert read.unused == [(4, "no code: LOST")]


def test_lint_finds_mistakes(tmp_path: Path) -> None:
    (tmp_path / "states.tsv").write_text(
        "code\tname\taliases\tdemonyms\tmetonyms\tstart\tend\tsource\tcertainty\nFRA\tFrance\t\t\t\t\t\town\tsure\n",
        encoding="utf-8",
    )
    (tmp_path / "people_x.tsv").write_text(
        "name\taliases\tcode\toffice\tstart\tend\tsource\tcertainty\n"
        "Ann Ax\tAxe\tFRAGOV\tpresident\t2001\t2000\town\tsure\n"
        "Bob Ox\tAxe\tXXXGOV\tpresident\t2000\t2005\town\tsure\n",
        encoding="utf-8",
    )
    messages = lint(tmp_path)
    assert "people_x.tsv:2: ends before it begins: Ann Ax" in messages
    assert "people_x.tsv:3: unknown country in 'XXXGOV' of Bob Ox" in messages
