"""Quality: validation, the report, audits, differences between builds, calibration.

The heavy libraries (Great Expectations above all) are imported when first used, so importing this room is quick.
"""

from eventcoder.quality.audit import audit, audit_articles
from eventcoder.quality.calibrate import Calibration, fit
from eventcoder.quality.diff import Diff, diff
from eventcoder.quality.gold import write_accuracy
from eventcoder.quality.report import write_report
from eventcoder.quality.result import Check, ValidationResult
from eventcoder.quality.score import score_audit
from eventcoder.quality.validate import validate

__all__ = [
    "Calibration",
    "Check",
    "Diff",
    "ValidationResult",
    "audit",
    "audit_articles",
    "diff",
    "fit",
    "score_audit",
    "validate",
    "write_accuracy",
    "write_report",
]
