"""What people expect of a command line: suggestions, codes, completion, colours, -q, JSON, and an end by Ctrl-C."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from synthetic import write_dataset

from eventcoder.cli.main import cli, main

SENTENCE = "France condemned Russia on Monday."


def _run(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["bild"], r"no-command: No such command 'bild'.*'build'.*\(eventcoder --help shows"),
        (["build", "--wrkers", "2"], r"no-option: .*--wrkers.*--workers.*\(eventcoder build --help shows"),
        (["build", "x.csv"], r"missing: .*--out"),
        (["build", "x.csv", "-o", "out", "--workers", "two"], r"bad-value: .*--workers.*'two'"),
        (["export", "--format", "xml", "-o", "x"], r"bad-value: .*'xml'.*gdelt"),
        (["completion", "tcsh"], r"bad-value: .*bash"),
    ],
)
def test_a_mistake_has_a_code_and_a_remedy(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _run(arguments) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert re.match(f"eventcoder: {says}", error), error


PRINTING = "build validate report audit explain diff mentions places actors coverage evaluate doctor".split()


@pytest.mark.parametrize("name", PRINTING)
def test_results_are_printed_as_json_where_they_are_asked_for(name: str) -> None:
    assert "--json" in {o for p in cli.commands[name].params for o in p.opts}


@pytest.mark.parametrize("name", list(cli.commands))
def test_quiet_verbose_and_help_are_everywhere(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run([name, "-h"]) == 0
    told = capsys.readouterr().out
    assert {"-q, --quiet", "-v, --verbose"} <= {line.strip().split("  ")[0] for line in told.splitlines()}
    assert re.search(r"Examples?:", told)


def test_a_result_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = write_dataset(tmp_path / "old", 10), write_dataset(tmp_path / "new", 12)
    assert _run(["diff", str(old), str(new), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kept"] == 18
    assert _run(["actors", "Boris Johnson", "--date", "2020-01-31", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["code"] == "GBRGOV"
    assert _run(["places", "Tripoli", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["place"]["country"] == "LBY"
    assert _run(["coverage", "--json"]) == 0
    assert "042" in json.loads(capsys.readouterr().out)


def test_quiet_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_dataset(tmp_path, 10)
    for arguments in (["validate", str(folder), "-q"], ["-q", "validate", str(folder)]):
        assert _run(arguments) == 0
        assert capsys.readouterr().err == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_asks_the_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(["completion", shell]) == 0
    assert f"_EVENTCODER_COMPLETE={shell}_complete" in capsys.readouterr().out


def _completed(words: str, tmp_path: Path) -> list[str]:
    environment = os.environ | {
        "_EVENTCODER_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", "from eventcoder.cli import main; main()"],
        env=environment, cwd=tmp_path, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return [line.split(",")[1] for line in done.stdout.splitlines()]


def test_commands_options_and_values_are_completed(tmp_path: Path) -> None:
    (tmp_path / "eventcoder.toml").write_text("nonsense = 1\n", encoding="utf-8")  # no reason not to complete
    assert _completed("eventcoder ex", tmp_path) == ["explain", "export"]
    assert _completed("eventcoder build --min", tmp_path) == ["--min-confidence"]
    assert _completed("eventcoder export --format ", tmp_path) == ["gdelt", "icews", "phoenix", "csv"]


def test_no_colours_but_on_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert _run(["bild"]) == 2
    assert "\x1b" not in capsys.readouterr().err
    seen: list[object] = []
    monkeypatch.setattr(click, "echo", lambda text, err=False, color=None: seen.append(color))
    for value, wanted in (("1", False), ("", None)):
        monkeypatch.setenv("NO_COLOR", value)
        assert _run(["bild"]) == 2
        assert seen.pop() is wanted


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(["--version"]) == 0
    assert re.fullmatch(r"eventcoder, version \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_ctrl_c_ends_with_one_line_and_the_same_command_goes_on(tmp_path: Path) -> None:
    rows = [{"article_id": f"a{i}", "published": "2024-03-06", "text": f"{SENTENCE} Part {i}."} for i in range(130)]
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    command = [sys.executable, "-c", "from eventcoder.cli import main; main()", "build", "articles.jsonl", "-o", "out"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    while not any((tmp_path / "out/.work/coded").glob("[0-9a-f]*")) and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=120)
    assert error == "eventcoder: interrupted; the same command goes on where it stood\n"
    assert process.returncode == 130
    assert not (tmp_path / "out/events.parquet").exists()
    done = subprocess.run([*command, "--json"], cwd=tmp_path, capture_output=True, check=True)
    result = json.loads(done.stdout)
    assert result["reused"] > 0
    assert result["counts"]["coded"] == 130
