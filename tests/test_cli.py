"""The command line: help with an example for every command, mistakes in one line with exit code 2."""

import json
from pathlib import Path

import pytest
from synthetic import write_dataset

from eventcoder.cli.main import cli, main


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_has_help_with_an_example(name: str) -> None:
    text = cli.commands[name].help or ""
    assert "Example" in text
    assert f"eventcoder {name}" in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["bild"], "Did you mean 'build'"),
        (["build", "none.csv", "-o", "out"], "no-file: none.csv"),
        (["build", "a.txt"], "--out"),
        (["validate", "nowhere"], "eventcoder build -o nowhere"),
        (["explain", "France condemned Russia."], "--published"),
    ],
)
def test_a_mistake_is_one_line(
    arguments: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1


def _run(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


def test_a_place_and_an_actor_are_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(["places", "Tripoli", "--context", "Clashes spread from Tripoli to Beirut, Lebanon said."]) == 0
    assert "LBN" in capsys.readouterr().out.splitlines()[0]
    assert _run(["actors", "Boris Johnson", "--date", "2020-01-31"]) == 0
    assert "GBRGOV on 2020-01-31" in capsys.readouterr().out
    assert _run(["actors", "Nobody Inparticular"]) == 2


def test_an_events_file_by_itself_is_validated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_dataset(tmp_path / "mine", 30)
    lone = (tmp_path / "theirs.parquet").resolve()
    lone.write_bytes((folder / "events.parquet").read_bytes())
    assert _run(["validate", str(lone)]) == 0
    assert "0 failed" in capsys.readouterr().err
    assert not (tmp_path / "validation.json").exists()


def test_an_audit_is_a_page_and_its_verdicts_a_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_dataset(tmp_path, 30)
    assert _run(["audit", str(folder), "-n", "3", "--by", "root"]) == 0
    page = Path(capsys.readouterr().out.strip())
    identities = [part.split('"')[0] for part in page.read_text(encoding="utf-8").split('data-id="')[1:]]
    fields = ("event", "source", "action", "target", "date", "place")
    verdicts = [{"id": i, "confidence": 0.5, "fields": dict.fromkeys(fields, "right")} for i in identities]
    body = {"format": "eventcoder-audit", "dataset": "d", "kind": "events", "auditor": "Anna", "verdicts": verdicts}
    (tmp_path / "v.json").write_text(json.dumps(body), encoding="utf-8")
    assert _run(["audit", str(folder), "--score", str(tmp_path / "v.json")]) == 0
    assert "whole rows                           3 of 3     1.00" in capsys.readouterr().out
    assert (folder / "audit.json").exists()


def test_two_builds_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = write_dataset(tmp_path / "old", 10), write_dataset(tmp_path / "new", 12)
    assert _run(["diff", str(old), str(new)]) == 0
    assert "18 events before, 23 now, 18 unchanged" in capsys.readouterr().out


def test_the_readme_names_every_command() -> None:
    readme = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
    assert [name for name in cli.commands if f"eventcoder {name}" not in readme] == []
