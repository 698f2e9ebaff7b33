"""The settings file: what stands in it is what the options are, both ways, and a mistake in it is one line."""

import re
import tomllib
from pathlib import Path

import click
import pytest

from eventcoder.cli import settings
from eventcoder.cli.main import cli, main
from eventcoder.errors import EventcoderError

COMMANDS = sorted(settings.commands(cli))


def _uncommented(text: str) -> str:
    return re.sub(r"^# (?=[a-z-]+ = )", "", text, flags=re.M)


@pytest.fixture
def template() -> str:
    return settings.template(cli, {})


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_stands_in_the_file(name: str, template: str) -> None:
    table = tomllib.loads(_uncommented(template))
    own = table.get(name, {}) if name not in settings.SHARED else {}
    there = {*own, *(k for k in table if k in settings.SHARED)}
    wanted = set(settings.keys(cli.commands[name]))
    if name in settings.SHARED:  # `actors` and `places` are files there; of those commands what all share
        wanted &= set(settings.SHARED)
    assert wanted <= there


def test_every_key_of_the_file_is_an_option(template: str) -> None:
    for table, keys in tomllib.loads(_uncommented(template)).items():
        if isinstance(keys, dict) and table not in settings.SHARED:
            options = {o for p in cli.commands[table].params for o in p.opts}
            assert [k for k in keys if f"--{k}" not in options and k not in settings.ARGUMENTS] == []
        else:
            assert any(table in settings.keys(c) for c in settings.commands(cli).values()), table


def test_every_key_is_explained(template: str) -> None:
    lines = template.splitlines()
    keys = [i for i, line in enumerate(lines) if re.match(r"(# )?[a-z-]+ = ", line)]
    assert len(keys) > 30
    assert [lines[i] for i in keys if not re.match(r"# [A-Z\[d]", lines[i - 1])] == []


def test_the_template_with_every_key_set_is_read(template: str, tmp_path: Path) -> None:
    path = tmp_path / settings.NAME
    path.write_text(_uncommented(template), encoding="utf-8")
    values = settings.read(path, cli)
    assert values["build"]["rename"] == "text=body,published=date"
    assert values["build"]["inputs"] == (str(tmp_path / "articles"),)
    assert values["explain"]["dataset"] == str(tmp_path / "data/events")


@pytest.mark.parametrize("name", [n for n in cli.commands if n not in settings.WITHOUT])
def test_every_option_has_help(name: str) -> None:
    options = [p for p in cli.commands[name].params if isinstance(p, click.Option)]
    assert [p.name for p in options if not p.help] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[build]\nwokers = 2\n", "[build] no key 'wokers'; did you mean 'workers'?"),
        ("modell = 'x'\n", "no key 'modell'; did you mean 'model'?"),
        ("workers = 2\n", "'workers' is no key at the top; put it below [build]"),
        ("[biuld]\nworkers = 2\n", "did you mean 'build'?"),
        ("[build]\nworkers = 'two'\n", "[build] workers: 'two' is not a valid integer"),
        ("[build]\nno-text = 'yes'\n", "[build] no-text: 'yes' does not fit; give true or false"),
        ("[build]\nworkers = [1, 2]\n", "does not fit; give one value"),
        ("[export]\nformat = 'xml'\n", "[export] format: 'xml' is not one of"),
        ("workers = \n", "not TOML: "),
    ],
)
def test_a_mistake_is_one_line(
    text: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(settings.NAME).write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["build", "x.jsonl", "-o", "out"])
    error = capsys.readouterr().err
    assert ended.value.code == 2
    assert error.startswith("eventcoder: bad-settings: eventcoder.toml")
    assert says in error
    assert error.count("\n") == 1


def _parsed(arguments: list[str]) -> dict[str, object]:
    """What a command would be called with."""
    group = cli.make_context("eventcoder", arguments)
    with group:
        name, command, rest = cli.resolve_command(group, [*group._protected_args, *group.args])
        assert command is not None
        cli.callback(**group.params)  # type: ignore[misc]
        return command.make_context(name, rest, parent=group).params


def test_the_command_line_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(settings.NAME).write_text(
        'model = "a"\npublished = 2024-03-05\n[build]\ninputs = ["articles"]\nout = "events"\nworkers = 3\n',
        encoding="utf-8",
    )
    params = _parsed(["build"])
    assert (params["inputs"], params["out"], params["workers"], params["model"]) == (("articles",), "events", 3, "a")
    assert params["published"] == "2024-03-05"
    params = _parsed(["build", "more.csv", "--workers", "1", "--model", "b"])
    assert (params["inputs"], params["workers"], params["model"]) == (("more.csv",), 1, "b")


@pytest.mark.parametrize("place", ["before", "after"])
def test_another_file_is_named(place: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('dataset = "here"\n', encoding="utf-8")
    flags = ["--settings", str(path)]
    params = _parsed([*flags, "report"] if place == "before" else ["report", *flags])
    assert params["dataset"] == str(tmp_path / "here")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(EventcoderError, match="no-file"):
        settings.read(tmp_path / "none.toml", cli)
