"""Validation: every check on a dataset, written beside it as validation.json."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from eventcoder.quality.cross import check_tables, count
from eventcoder.quality.dataset import Dataset, batches, open_dataset
from eventcoder.quality.expectations import PART, check_expectations
from eventcoder.quality.rates import check_rates, root_rates
from eventcoder.quality.result import ValidationResult, read_result


def validate(path: str | Path, *, write: bool = True) -> ValidationResult:
    """Check the dataset at ``path``: a build's folder, or any Parquet or CSV file of events.

    In a folder the findings are written to ``validation.json`` (unless ``write`` is False), and the base rates are held
    against those of the build before, which the old validation.json remembers. Nothing is raised for a failed check:
    see ``hard_failures``. Raises EventcoderError where the file is missing or unreadable.
    """
    data = open_dataset(path)
    result = run_checks(data, read_result(data.folder / "validation.json") if data.events != Path(path) else None)
    if write and Path(path).is_dir():
        result.write(data.folder / "validation.json")
    return result


def run_checks(data: Dataset, before: ValidationResult | None) -> ValidationResult:
    """Every check; ``before`` is the finding on an earlier build of the same dataset, or on this very one."""
    events = data.scan_events()
    fingerprint = data.fingerprint()
    rates = root_rates(events)
    earlier: dict[str, float] = {}
    if before is not None:
        earlier = before.previous_rates if before.fingerprint == fingerprint else before.rates
    rows = count(events)
    checks = [*check_expectations(batches(events, PART)), *check_tables(data), check_rates(rates, earlier, rows)]
    versions = {name: installed(name) for name in ("eventcoder", "great_expectations", "polars")}
    return ValidationResult(rows, checks, rates, earlier, fingerprint, versions)


def installed(package: str) -> str:
    """The version of an installed package, "unknown" where it runs from a checkout that is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
