"""``eventcoder init``: a project in which make works at once, and afterwards makes what is needed and no more."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from eventcoder.cli.main import main
from eventcoder.errors import EventcoderError
from eventcoder.init import start
from eventcoder.pipeline import code, load

COMMAND = Path(sys.executable).with_name("eventcoder")
needs_make = pytest.mark.skipif(not (shutil.which("make") and COMMAND.is_file()), reason="no make, or not installed")


def _init(folder: Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["init", str(folder)])
    return int(ended.value.code or 0)


def _make(folder: Path, *arguments: str) -> str:
    """What make says on standard output; with ``-n`` it does nothing."""
    environment = os.environ | {"EVENTCODER": str(COMMAND)}
    done = subprocess.run(["make", *arguments], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _planned(folder: Path) -> list[str]:
    """The commands that make would run now; the report is planned wherever events are."""
    return [line.split('"')[2].split()[0] for line in _make(folder, "-n").splitlines() if line.startswith('"')]


def test_every_file_is_laid_out(tmp_path: Path) -> None:
    assert _init(tmp_path / "mine") == 0
    there = {p.relative_to(tmp_path / "mine").as_posix() for p in (tmp_path / "mine").rglob("*") if p.is_file()}
    tables = {"actors.tsv", "patterns.yaml", "places.tsv"}
    assert there >= {"Makefile", "README.md", ".gitignore", "eventcoder.toml", *tables}
    assert sum(name.startswith("articles/") for name in there) >= 2


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "precious").write_text("mine", encoding="utf-8")
    assert _init(tmp_path) == 2
    assert capsys.readouterr().err.startswith(f"eventcoder: not-empty: {tmp_path}: ")
    assert [p.name for p in tmp_path.iterdir()] == ["precious"]
    with pytest.raises(EventcoderError, match="not-empty"):
        start(tmp_path / "precious", {})


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    assert _init(tmp_path) == 0


def test_the_commented_examples_of_the_tables_work(tmp_path: Path) -> None:
    _init(tmp_path)
    own = {"actors": tmp_path / "actors.tsv", "patterns": tmp_path / "patterns.yaml", "places": tmp_path / "places.tsv"}
    sentence = re.search('"(Police .*?)"', own["patterns"].read_text(encoding="utf-8"))
    assert sentence is not None
    for path in own.values():
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"^# (?=.*\t|- id|  \w+: )", "", text, flags=re.M), encoding="utf-8")
    nlp = load(own={kind: [path] for kind, path in own.items()})
    said = f"{sentence[1]} Governor Moraa visited Uganda. Kenya shelled rebels at Kainuk Bridge."
    events = {e.rule_id: e for e in code(said, "2024-05-08", nlp=nlp)}
    assert events["my-impound"].event_code == "171"
    assert any(e.source_code == "KENGOV" and e.source_name == "Asha Moraa" for e in events.values())
    assert any(e.place_name == "Kainuk Bridge" for e in events.values())


@needs_make
def test_make_makes_what_is_needed_and_no_more(tmp_path: Path) -> None:
    project = tmp_path / "my dataset"
    _init(project)
    assert _planned(project) == ["build", "export", "panel"]
    _make(project)
    before = len(pl.read_parquet(project / "events/events.parquet"))
    assert before >= 5
    assert (project / "events/report.html").is_file()
    assert len(pl.read_csv(project / "export/events.csv")) > 0
    assert len(pl.read_parquet(project / "export/panel.parquet")) > 0
    assert _planned(project) == []

    for name in ("actors.tsv", "patterns.yaml", "places.tsv", "eventcoder.toml"):
        kept = (project / name).stat()
        os.utime(project / name)
        assert (name, _planned(project)) == (name, ["build", "export", "panel"])
        os.utime(project / name, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    assert _planned(project) == []
    (project / "export/events.csv").unlink()
    assert _planned(project) == ["export"]

    more = {"article_id": "new", "published": "2024-05-20", "text": "Chad expelled the ambassador of Sudan on Monday."}
    (project / "articles/more.jsonl").write_text(json.dumps(more) + "\n", encoding="utf-8")
    _make(project)
    assert len(pl.read_parquet(project / "events/events.parquet")) == before + 1
    assert _planned(project) == []


@needs_make
def test_an_article_taken_out_is_noticed(tmp_path: Path) -> None:
    _init(tmp_path)
    for target in ("events/events.parquet", "events/report.html", "export/events.csv", "export/panel.parquet"):
        (tmp_path / target).parent.mkdir(exist_ok=True)
        (tmp_path / target).touch()
    assert _planned(tmp_path) == []
    (tmp_path / "articles/sample.jsonl").unlink()
    os.utime(tmp_path / "articles", (2e9, 2e9))
    assert _planned(tmp_path)[0] == "build"


@needs_make
def test_a_scored_audit_makes_the_report_anew_and_nothing_else(tmp_path: Path) -> None:
    _init(tmp_path)
    for target in ("events/events.parquet", "events/report.html", "export/events.csv", "export/panel.parquet"):
        (tmp_path / target).parent.mkdir(exist_ok=True)
        (tmp_path / target).touch()
    (tmp_path / "events/audit.json").touch()
    os.utime(tmp_path / "events/audit.json", (2e9, 2e9))
    plan = _make(tmp_path, "-n")
    assert "report" in plan
    assert "export" not in plan.replace("report export", "")


@needs_make
def test_help_lists_the_targets(tmp_path: Path) -> None:
    _init(tmp_path)
    assert "make audit" in _make(tmp_path, "help")
