"""What a check found, and what all of them found together."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Check:
    """One check's finding. ``failed`` of ``rows`` rows broke it; ``examples`` are some of them.

    A ``hard`` check fails the build, a ``soft`` one is shown in the report. ``skipped`` says why it could not be made.
    """

    id: str
    severity: str  # hard | soft
    says: str
    rows: int
    failed: int
    ok: bool
    examples: tuple[dict[str, Any], ...] = ()
    skipped: str | None = None

    def message(self) -> str:
        """One line for a person: the check, how many rows broke it, and one of them."""
        line = f"{self.id}: not true of {self.failed:,} of {self.rows:,} rows: {self.says}"
        if self.examples:
            line += "; for example " + ", ".join(f"{k}={v}" for k, v in self.examples[0].items())
        return line


@dataclass(slots=True)
class ValidationResult:
    """Every check made on a dataset; ``rates`` is each CAMEO root's share of the events."""

    rows: int
    checks: list[Check] = field(default_factory=list)
    rates: dict[str, float] = field(default_factory=dict)
    previous_rates: dict[str, float] = field(default_factory=dict)
    fingerprint: str = ""
    versions: dict[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether no hard check failed."""
        return not self.hard_failures

    @property
    def hard_failures(self) -> list[str]:
        """One line for each hard check that failed."""
        return [c.message() for c in self.checks if c.severity == "hard" and not c.ok]

    @property
    def warnings(self) -> list[str]:
        """One line for each soft check that failed."""
        return [c.message() for c in self.checks if c.severity == "soft" and not c.ok]

    def write(self, path: Path) -> None:
        """Write as JSON, whole or not at all."""
        body = {"ok": self.ok, **asdict(self)}
        write_whole(path, json.dumps(body, indent=1, ensure_ascii=False, default=str) + "\n")


def read_result(path: Path) -> ValidationResult | None:
    """The result written before at ``path``; None where there is none that can be read."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        body.pop("ok")
        checks = [Check(**{**c, "examples": tuple(c["examples"])}) for c in body.pop("checks")]
        return ValidationResult(checks=checks, **body)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_whole(path: Path, text: str) -> None:
    """Write a text file so that it is there whole or not at all (temporary name, fsync, rename)."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
