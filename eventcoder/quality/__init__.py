"""Quality: validation, the report, audits, differences between builds, calibration.

The heavy libraries (Great Expectations above all) are imported when first used, so importing this room is quick.
"""

from pathlib import Path

from eventcoder.quality.result import Check, ValidationResult
from eventcoder.quality.validate import validate

__all__ = ["Check", "ValidationResult", "validate", "write_report"]


def write_report(out_dir: str | Path) -> Path:
    """Write ``report.html`` into a build's folder: see :func:`eventcoder.quality.report.write_report`."""
    from eventcoder.quality.report import write_report as write

    return write(out_dir)
