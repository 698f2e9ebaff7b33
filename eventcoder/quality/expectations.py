"""The Great Expectations suite, run over a dataset part by part so that memory stays small."""

import json
import logging
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl

from eventcoder.ontology import event_codes
from eventcoder.quality.derive import with_derived
from eventcoder.quality.result import Check
from eventcoder.quality.worldmap import boxes

PART = 10_000  # rows: the library spends a second or two on each part, and about 5 kB on each row
EXAMPLES = 5
FORMER_STATES = frozenset({"SUN", "YUG", "CSK", "DDR", "SCG", "ANT", "YMD", "VDR", "ZAR", "BUR", "TMP"})
TERRITORIES = frozenset({"BES", "BVT", "CCK", "CXR", "GUF", "GLP", "MTQ", "REU", "SJM", "TKL", "MYT", "XKX"})
SEVERITY = {"critical": "hard", "warning": "soft"}


@cache
def suite() -> list[dict[str, Any]]:
    """The expectations of ``schemas/events.expectations.json``: type, kwargs, severity and meta (id, says)."""
    packaged = files("eventcoder") / "schemas" / "events.expectations.json"
    beside = Path(__file__).resolve().parents[2] / "schemas" / "events.expectations.json"
    text = (packaged if packaged.is_file() else beside).read_text(encoding="utf-8")
    expectations: list[dict[str, Any]] = json.loads(text)["expectations"]
    return expectations


def parameters() -> dict[str, list[str]]:
    """The value sets that the suite names as parameters: CAMEO's codes and the countries."""
    return {
        "cameo_codes": sorted(event_codes()),
        "countries": sorted(boxes().keys() | FORMER_STATES | TERRITORIES),
    }


def columns_of(expectation: dict[str, Any]) -> set[str]:
    """The columns an expectation looks at."""
    return {v for k, v in expectation["kwargs"].items() if k in ("column", "column_A", "column_B")}


def check_expectations(parts: Iterator[pl.DataFrame]) -> list[Check]:
    """Run the suite on every part and add the findings up; an expectation whose columns are missing is skipped."""
    tallies = {e["meta"]["id"]: _Tally(e) for e in suite()}
    run: _Runner | None = None
    for part in parts:
        frame = with_derived(part)
        if run is None:
            run = _Runner([e for e in suite() if columns_of(e) <= set(frame.columns)])
        for outcome in run(frame):
            tallies[outcome["expectation_config"]["meta"]["id"]].add(outcome)
    return [tally.check() for tally in tallies.values()]


class _Tally:
    """One expectation's counts over all parts."""

    def __init__(self, expectation: dict[str, Any]) -> None:
        self.expectation = expectation
        self.rows = self.failed = 0
        self.examples: list[dict[str, Any]] = []
        self.made = False
        self.error: str | None = None

    def add(self, outcome: dict[str, Any]) -> None:
        """Count one part's outcome."""
        found = outcome["result"]
        self.made = True
        if outcome["exception_info"].get("raised_exception"):
            self.error = str(outcome["exception_info"].get("exception_message"))
            return
        null_is_wrong = outcome["expectation_config"]["type"] == "expect_column_values_to_not_be_null"
        self.rows += found["element_count"] - (0 if null_is_wrong else found.get("missing_count") or 0)
        self.failed += found["unexpected_count"]
        shown = list(found.get("partial_unexpected_index_list") or [])[: EXAMPLES - len(self.examples)]
        self.examples += [{k: _plain(v) for k, v in row.items()} for row in shown]

    def check(self) -> Check:
        """The finding over all parts; a soft expectation may be broken by the share that ``mostly`` leaves."""
        allowed = 1 - float(self.expectation["kwargs"].get("mostly", 1))
        ok = self.error is None and self.failed <= allowed * self.rows
        meta = self.expectation["meta"]
        says = meta["says"] + (f" ({self.expectation['kwargs']['mostly']:.1%} of rows at least)" if allowed else "")
        if self.error:
            says += f" [could not be checked: {self.error}]"
        skipped = None if self.made else "no such column: " + ", ".join(sorted(columns_of(self.expectation)))
        severity = SEVERITY[self.expectation["severity"]]
        return Check(meta["id"], severity, says, self.rows, self.failed, ok, tuple(self.examples), skipped)


def _plain(value: Any) -> Any:
    """A NumPy scalar as Python's own, anything else as it is."""
    return value.item() if hasattr(value, "item") else value


class _Runner:
    """The library's context, made once: its import alone takes seconds."""

    def __init__(self, expectations: list[dict[str, Any]]) -> None:
        os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read at import: nothing is sent anywhere
        logging.getLogger("great_expectations").setLevel(logging.WARNING)
        with _quiet(), _temporary_files_removed():
            import great_expectations as gx

            context = gx.get_context(mode="ephemeral")
            context.variables.progress_bars = {"globally": False}
            source = context.data_sources.add_pandas("events")
            self._whole = source.add_dataframe_asset("part").add_batch_definition_whole_dataframe("whole")
            self._suite = gx.ExpectationSuite(name="events", expectations=expectations)
        self._columns = sorted({c for e in expectations for c in columns_of(e)})

    def __call__(self, frame: pl.DataFrame) -> Iterator[dict[str, Any]]:
        """The outcomes of every expectation on one part, as dictionaries."""
        key = [c for c in ("event_id",) if c in frame.columns]
        wanted = sorted({*self._columns, *key})
        table = frame.select(wanted).to_pandas(use_pyarrow_extension_array=False)
        with _quiet():
            batch = self._whole.get_batch(batch_parameters={"dataframe": table})
            outcome = batch.validate(
                self._suite,
                result_format={
                    "result_format": "SUMMARY",
                    "partial_unexpected_count": EXAMPLES,
                    "unexpected_index_column_names": key,
                },
                expectation_parameters=parameters(),
            )
        for result in outcome.results:
            yield result.to_json_dict()


@contextmanager
def _temporary_files_removed() -> Iterator[None]:
    """Remove the folder that the library makes for a documentation site nobody asked for."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        try:
            yield
        finally:
            tempfile.tempdir = before


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library's own deprecation warnings to itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
