"""The command line: help with an example for every command, mistakes in one line with exit code 2."""

from pathlib import Path

import pytest

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
