"""PETRARCH's actor and agent dictionaries as rows and roles of our own."""

from dataclasses import dataclass, field
from pathlib import Path

from eventcoder.actors.tables import Role, Row, read_roles, read_rows


@dataclass(slots=True)
class ActorsFile:
    """What an actors file gave, and what could not be used: (line, why)."""

    rows: list[Row] = field(default_factory=list)
    unused: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class AgentsFile:
    """What an agents file gave, and what could not be used: (line, why)."""

    roles: list[Role] = field(default_factory=list)
    unused: list[tuple[int, str]] = field(default_factory=list)


def read_actors_file(path: Path) -> ActorsFile:
    """Read ``path`` as a table of ours (.tsv) or in PETRARCH's format."""
    return ActorsFile(read_rows(path))


def read_agents_file(path: Path) -> AgentsFile:
    """Read ``path`` as a roles table of ours (.tsv) or in PETRARCH's format."""
    return AgentsFile(read_roles(path))
