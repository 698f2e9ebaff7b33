"""The columns of the dataset, from ``schemas/*.schema.json`` (Frictionless Table Schema): their one source.

``python -m eventcoder.schema docs/codebook.md`` writes the columns of each table between the codebook's markers.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

START, END = "<!-- {}:start -->", "<!-- {}:end -->"
TABLES = ("events", "articles", "dropped")
_ARROW = {"string": "string", "date": "date32", "integer": "int64", "number": "float64"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``type`` as Table Schema names it, ``arrow`` the exact Arrow type."""

    name: str
    type: str
    arrow: str
    description: str
    format: str | None
    unit: str | None
    constraints: Mapping[str, Any]
    input: bool

    @property
    def required(self) -> bool:
        """Whether null is a mistake."""
        return bool(self.constraints.get("required"))


@cache
def folder() -> Path:
    """Where the schemas are: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parent
    inside = package / "schemas"
    return inside if inside.is_dir() else package.parent / "schemas"


@cache
def table_schema(table: str) -> dict[str, Any]:
    """The Table Schema of ``events``, ``articles`` or ``dropped``, as it stands in its file."""
    schema: dict[str, Any] = json.loads((folder() / f"{table}.schema.json").read_text(encoding="utf-8"))
    return schema


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, in order."""
    return tuple(
        Column(
            name=f["name"],
            type=f["type"],
            arrow=f.get("arrow", _ARROW[f["type"]]),
            description=f["description"],
            format=f.get("format"),
            unit=f.get("unit"),
            constraints=f.get("constraints", {}),
            input=bool(f.get("input")),
        )
        for f in table_schema(table)["fields"]
    )


@cache
def arrow_schema(table: str) -> "pa.Schema":
    """The Arrow schema of a table; each field's metadata carries its description."""
    import pyarrow as pa

    return pa.schema(
        [
            pa.field(
                c.name,
                pa.type_for_alias(c.arrow),
                nullable=not c.required,
                metadata={"description": c.description} | ({"unit": c.unit} if c.unit else {}),
            )
            for c in columns(table)
        ]
    )


def markdown(table: str) -> str:
    """The columns of a table as a Markdown table."""
    return "\n".join(["| column | type | what it is |", "|---|---|---|", *(_line(c) for c in columns(table))])


def _line(column: Column) -> str:
    kind = column.arrow + ("" if column.required else ", may be null")
    about = [column.description]
    if "enum" in column.constraints:
        about.append("One of " + ", ".join(f"`{v}`" for v in column.constraints["enum"]) + ".")
    if "minimum" in column.constraints and "maximum" in column.constraints:
        about.append(f"From {column.constraints['minimum']} to {column.constraints['maximum']}.")
    about += [f"({note})" for note in (column.unit, column.format) if note]
    return f"| `{column.name}` | {kind} | {' '.join(about).replace('|', chr(92) + '|')} |"


def with_columns(codebook: str) -> str:
    """The codebook's text with each table's columns between its markers brought up to date.

    Raises:
        ValueError: a table's markers are missing.
    """
    for table in TABLES:
        start, end = START.format(table), END.format(table)
        pattern = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
        if not pattern.search(codebook):
            raise ValueError(f"no {start} ... {end} in the text")
        before, after = pattern.split(codebook, maxsplit=1)
        codebook = f"{before}{start}\n{markdown(table)}\n{end}{after}"
    return codebook


def main(arguments: Iterable[str] | None = None) -> None:
    """Write the columns into the codebook."""
    import argparse

    parser = argparse.ArgumentParser(prog="python -m eventcoder.schema", description=main.__doc__)
    parser.add_argument("codebook", type=Path, metavar="CODEBOOK.md")
    path = parser.parse_args(None if arguments is None else list(arguments)).codebook
    path.write_text(with_columns(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
