"""Tables of a user's own: merged with ours, which they beat; coded anew when they change; a mistake is one line."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from eventcoder.actions.lexicon import lexicon
from eventcoder.actors import load_knowledge
from eventcoder.actors.who import code_on
from eventcoder.build.coder import CoderOptions
from eventcoder.build.run import build
from eventcoder.errors import EventcoderError
from eventcoder.own import OwnTables, using
from eventcoder.pipeline import check, code, load
from eventcoder.places.candidates import candidates
from eventcoder.places.gazetteer import gazetteer

ARTICLE = {
    "article_id": "a1",
    "published": "2024-05-08",
    "text": "Fighters of the Zorblax Front tarmacked Kenyan troops near Camp Zulu on Monday.",
}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of the gazetteer's folder by link, so that no test leaves one of its own in the user's cache."""
    compiled = gazetteer.__globals__["ensure_compiled"]()
    folder = tmp_path_factory.mktemp("cache")
    (folder / compiled.name).symlink_to(compiled)
    monkeypatch.setenv("EVENTCODER_CACHE", str(folder))


def _file(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("".join(line.replace(" | ", "\t") + "\n" for line in lines), encoding="utf-8")
    return path


def _own(**files: Path) -> OwnTables:
    return OwnTables.of({kind: [file] for kind, file in files.items()})


def test_an_actor_of_ones_own_wins_on_the_days_it_covers(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        "a.tsv",
        "name | code | kind | office | start | end",
        "# Emmanuel Macron | FRAXXX | | | |",
        "Emmanuel Macron | FRAMIL | person | marshal | 2020-01 | 2020-06",
        "Wagner Group | MLIMIL | organisation | | |",
    )
    knowledge = load_knowledge(own=_own(actors=path))
    assert code_on("Emmanuel Macron", date(2020, 3, 1), knowledge) == "FRAMIL"
    assert code_on("Emmanuel Macron", date(2021, 3, 1), knowledge) == "FRAGOV"
    assert code_on("Wagner Group", date(2021, 3, 1), knowledge) == "MLIMIL"
    assert code_on("Emmanuel Macron", date(2020, 3, 1)) == "FRAGOV"


def test_a_role_of_ones_own_wins(tmp_path: Path) -> None:
    path = _file(tmp_path, "agents.tsv", "term | sector | plural", "zorbler | REB | zorbleri", "farmer | MIL | ")
    knowledge = load_knowledge(own=_own(agents=path))
    assert knowledge.roles["zorbleri"].sector == "REB"
    assert knowledge.roles["farmers"].sector == "MIL"


def test_a_place_of_ones_own_wins_unless_the_text_says_otherwise(tmp_path: Path) -> None:
    path = _file(
        tmp_path, "p.tsv", "name | aliases | iso3 | latitude | longitude | precision",
        "Paris | Paris Camp | KEN | 1.5 | 37.5 | point",
    )  # fmt: skip
    with using(_own(places=path)):
        assert candidates("Paris")[0].place.country == "KEN"
        assert candidates("Paris Camp")[0].place.latitude == 1.5
        assert candidates("Paris", "Paris, Texas, is a town.")[0].place.country == "USA"
        assert candidates("Nairobi")[0].place.country == "KEN"
    assert candidates("Paris")[0].place.country == "FRA"


def test_a_pattern_of_ones_own_takes_the_place_of_ours_with_its_id(tmp_path: Path) -> None:
    ours = next(e for e in lexicon().entries if e.code == "040")
    path = _file(tmp_path, "p.yaml", f"- id: {ours.id}", "  code: '190'", "  verb: [tarmac]")
    with using(_own(patterns=path)):
        same = [e for e in lexicon().entries if e.id == ours.id]
    assert [(e.code, e.own) for e in same] == [("190", True)]


@pytest.mark.parametrize(
    ("kind", "name", "text", "says"),
    [
        ("actors", "a.tsv", "name\nX\n", "bad-table: {}, row 1: no column 'code'"),
        ("actors", "a.tsv", "name\tcoed\tcode\n", "no column is called 'coed'; did you mean 'code'?"),
        ("actors", "a.tsv", "name\tcode\nX\tKENREB\nY\tKEYREB\n", "bad-actors: {}, row 3: code 'KEYREB': 'KEY' is no"),
        (
            "actors",
            "a.tsv",
            "name\tcode\nX\tKENGOX\n",
            "row 2: code 'KENGOX': 'GOX' is no CAMEO role; roles are AGR",
        ),
        ("actors", "a.tsv", "name\tcode\tstart\nX\tKENGOV\t2024-13\n", "row 2: start '2024-13' is no date; give"),
        ("actors", "a.tsv", "name\tcode\tstart\tend\nX\tKEN\t2024\t2023\n", "end 2023 is before start 2024"),
        ("actors", "a.txt", "NOBODY_\n", "bad-actors: {}: no row of it can be used (row 1: no code: NOBODY)"),
        ("agents", "g.tsv", "term\tsector\nzorbler\tXXX\n", "bad-agents: {}, row 2: 'XXX' is no CAMEO role"),
        ("patterns", "p.yaml", "- id: x\n  cod: '190'\n  verb: [a]\n", "bad-patterns: {}, row 1: x: unknown key 'cod'"),
        ("patterns", "p.yaml", "- id: x\n  code: '999'\n  verb: [a]\n", "x: unknown code '999'"),
        (
            "patterns",
            "p.yaml",
            "- id: x\n  code: '190'\n  verb: [a]\n  example: Chad\n",
            "x: the example 'Chad' is no mapping",
        ),
        ("patterns", "p.yaml", "- id: x\n  code: '190'\n  verb: [a]\n  where: object\n", "x: where gives 'object'"),
        ("patterns", "p.yaml", "- id: [\n", "bad-patterns: {}, row 2: not YAML"),
        ("patterns", "p.yaml", "a: b\n", "give a list of entries"),
        (
            "places",
            "p.tsv",
            "name\tlatitude\tlongitude\nX\t91\t0\n",
            "bad-places: {}, row 2: latitude '91': give WGS 84",
        ),
        ("places", "p.tsv", "name\tlatitude\tlongitude\tiso3\nX\t9\t0\tKEY\n", "iso3 'KEY' is no country"),
    ],
)
def test_a_mistake_names_file_row_and_remedy(kind: str, name: str, text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EventcoderError) as told:
        check(_own(**{kind: path}))
    assert says.format(path) in str(told.value)
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EventcoderError, match="no-file: --places"):
        _own(places=tmp_path / "none.tsv")


def test_a_build_codes_anew_when_a_table_changes_and_only_then(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    own = {
        "actors": _file(tmp_path, "a.tsv", "name | code | kind"),
        "patterns": _file(tmp_path, "p.yaml", "# none yet"),
        "places": _file(tmp_path, "p.tsv", "name | iso3 | latitude | longitude"),
    }

    def coded() -> int:
        result = build(tmp_path / "a.jsonl", tmp_path / "out", own={k: [v] for k, v in own.items()}, check=False)
        return result.recoded

    assert [coded(), coded()] == [1, 0]
    for kind, path in own.items():
        path.write_text(path.read_text(encoding="utf-8") + "# a note\n", encoding="utf-8")
        assert [kind, coded(), coded()] == [kind, 1, 0]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert sorted(manifest["coding"]["own"]) == ["actors/a.tsv", "patterns/p.yaml", "places/p.tsv"]


def test_own_tables_reach_the_events(tmp_path: Path) -> None:
    own = {
        "actors": [_file(tmp_path, "a.tsv", "name | code | kind", "Zorblax Front | KENREB | organisation")],
        "patterns": [_file(tmp_path, "p.yaml", "- id: my-tarmac", "  code: '190'", "  verb: [tarmac, tarmacke]")],
        "places": [_file(tmp_path, "p.tsv", "name | iso3 | latitude | longitude", "Camp Zulu | KEN | 1.5 | 37.5")],
    }
    events = code(ARTICLE["text"], ARTICLE["published"], nlp=load(own=own))
    told = [(e.source_code, e.event_code, e.target_code, e.place_name) for e in events if e.rule_id == "my-tarmac"]
    assert told == [("KENREB", "190", "KENMIL", "Camp Zulu")]


def test_own_tables_are_sent_to_workers_whole(tmp_path: Path) -> None:
    own = _own(actors=_file(tmp_path, "a.tsv", "name | code | kind"), patterns=_file(tmp_path, "p.yaml", "# none"))
    sent = CoderOptions(**json.loads(json.dumps(asdict(CoderOptions("model", "coded", None, own.mapping())))))
    assert OwnTables.of(sent.own) == own
