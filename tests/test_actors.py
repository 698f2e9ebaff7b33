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
from eventcoder.actors.own import own_rows
from eventcoder.actors.petrarch import read_actors_file, read_agents_file
from eventcoder.actors.who import code_on, on_day, who
from eventcoder.errors import EventcoderError
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
    assert who("the Tatmadaw").startswith("Tatmadaw: MMRMIL")


def test_names_are_found_whole_and_longest() -> None:
    names = Names(["Niger", "Nigeria", "Erdoğan", "US"])
    text = "Nigeria and Erdogan’s US, not USB or Nigerien"
    assert [key for _, _, key in longest(names.find(text))] == ["Nigeria", "Erdogan", "US"]
    assert len(fold("Čapek’s – “Kraków”")) == len("Čapek’s – “Kraków”")


def test_petrarch_actors(tmp_path: Path) -> None:
    path = tmp_path / "x.actors.txt"
    lines = (
        "# head",
        "JANE_DOE_ ; note",
        "+PRESIDENT_DOE_",
        "\t[FRAGOV 990101-080630]",
        "\t[FRAELI]",
        "NOBODY_",
        "NOWHERE_",
    )
    path.write_text("\n".join(lines) + "\n#\nTHE_ZORBLERS_\nZORBLERS_\n[FRA]\n", encoding="utf-8")
    read = read_actors_file(path)
    assert [(r.name, r.code, r.start, r.end) for r in read.rows] == [
        ("Jane Doe", "FRAGOV", date(1999, 1, 1), date(2008, 6, 30)),
        ("Jane Doe", "FRAELI", None, None),
        ("The Zorblers", "FRA", None, None),
    ]
    assert read.rows[2].aliases == ("Zorblers",)
    assert read.unused == [(6, "no code: NOBODY, NOWHERE")]
    knowledge = load_knowledge(own=OwnTables.of({"actors": [path]}))
    assert code_on("President Doe", date(2000, 1, 1), knowledge) == "FRAGOV"
    assert code_on("Jane Doe", date(2010, 1, 1), knowledge) == "FRAELI"


def test_petrarch_names_are_written_as_in_the_news(tmp_path: Path) -> None:
    path = tmp_path / "x.actors.txt"
    lines = "OMAR_AL-BERRI_", "+UN_ENVOY_BERRI_", "+O'MCBERRI_", "+BERRI'S_MEN_", "MCBERRI_OF_THE_NORTH_", "[TMPREB]"
    path.write_text("\n".join(lines), encoding="utf-8")
    (row,) = own_rows(path, {"TLS"})
    assert (row.name, row.code) == ("Omar al-Berri", "TLSREB")
    assert row.aliases == ("UN Envoy Berri", "O'Mcberri", "Berri's Men", "McBerri of the North")


@pytest.mark.parametrize(("given", "code"), [("IMGREB", "---REB"), ("MED", "---MED"), ("FRAREB", "FRAREB")])
def test_petrarch_regions_are_no_country(given: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "x.actors.txt"
    path.write_text(f"ZORBLERS_ [{given}]\nQUUXERS_ [FRA]\nLEAGUE_OF_THE_WEST_ [WST]\n", encoding="utf-8")
    assert [row.code for row in own_rows(path, {"FRA"})] == [code, "FRA"]


def test_every_row_that_cannot_be_used_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "x.actors.txt"
    bad = "QUUX_ [KEN 20041399]\nQUUXER_ [9]\nLOST_\n"
    path.write_text("".join(f"ZORBLER{i}_ [KENREB]\n" for i in range(9)) + bad, encoding="utf-8")
    with caplog.at_level("INFO"):
        assert len(own_rows(path, {"KEN"})) == 9
    assert "9 rows used, 5 not; the first is row 10: no code: QUUX; -v lists all" in caplog.text
    for told in ("row 10: not a date: [KEN 20041399]", "row 11: not a code: QUUXER_ [9]", "row 12: no code: LOST"):
        assert told in caplog.text
    path.write_text("ZORBLER_ [KENREB]\n" + bad, encoding="utf-8")
    with pytest.raises(EventcoderError, match="most of its rows cannot be used"):
        own_rows(path, {"KEN"})


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


HEADERS = {
    "states.tsv": "code name aliases demonyms metonyms start end source certainty",
    "people_x.tsv": "name aliases code office start end source certainty",
    "organisations_x.tsv": "name aliases code kind start end source certainty",
    "roles.tsv": "term sector kind plural secondary source",
}


@pytest.mark.parametrize(
    ("file", "rows", "told"),
    [
        ("people_x.tsv", ["Ann||FRAGOV|president|2001|2000"], "people_x.tsv:2: ends before it begins: Ann"),
        ("people_x.tsv", ["Ann||FRAGOV|president|2001-13|"], "people_x.tsv:2: start is no date: 2001-13"),
        (
            "people_x.tsv",
            ["Ann||FRAGOV|president|2000|2004", "Ann||FRAGOV|president|2003|2007"],
            "people_x.tsv:3: overlaps people_x.tsv:2: Ann, president",
        ),
        (
            "people_x.tsv",
            ["Ann||FRAGOV|president|2000|2004-05-01", "Ann||FRAGOV|president|2004-05-04|"],
            "people_x.tsv:3: 3 days after the term in line 2: Ann, president",
        ),
        ("people_x.tsv", ["Ann||XXXGOV|president||"], "people_x.tsv:2: unknown country in 'XXXGOV' of Ann"),
        ("people_x.tsv", ["Ann||FRAGOX|president||"], "people_x.tsv:2: unknown role 'GOX' of Ann"),
        (
            "people_x.tsv",
            ["Ann|Axe|FRAGOV|president|2000|2005", "Bob|Axe|DEUGOV|president|2004|2006"],
            "people_x.tsv:3: 'Axe' is Ann too (people_x.tsv:2)",
        ),
        (
            "people_x.tsv",
            ["Ann||FRAOPP|leader|2001|2003", "Ann||FRAGOV|leader|2000|2005"],
            "people_x.tsv:2: never in force beside people_x.tsv:3: Ann, leader",
        ),
        (
            "organisations_x.tsv",
            ["A  B||FRAREB|group||"],
            "organisations_x.tsv:2: never found as it is written: 'A  B'",
        ),
        (
            "people_x.tsv",
            ["Bob||FRAGOV|president||", "Ann||FRAGOV|president||"],
            "people_x.tsv:3: not sorted by name: Ann after Bob",
        ),
        ("roles.tsv", ["sage|XYZ|person||"], "roles.tsv:2: unknown role 'XYZ' of sage"),
        ("roles.tsv", ["sage|CVL|thing||"], "roles.tsv:2: unknown kind 'thing' of sage"),
        ("roles.tsv", ["sage|CVL|person||", "sage|ELI|person||"], "roles.tsv:3: 'sage' stands in line 2 too"),
    ],
)
def test_lint_finds(file: str, rows: list[str], told: str, tmp_path: Path) -> None:
    states = ["FRA|France||||", "DEU|Germany||||"]
    for name, lines in {"states.tsv": states, file: rows}.items():
        header = HEADERS[name].replace(" ", "\t")
        body = "".join(line.replace("|", "\t") + "\t\town\tsure\n" for line in lines)
        (tmp_path / name).write_text(f"{header}\n{body}", encoding="utf-8")
    assert lint(tmp_path) == [told]
