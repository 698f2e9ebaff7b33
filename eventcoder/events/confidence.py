"""How sure a row is, from 0 to 1: a logistic model over what is known of it, its weights in a table.

The weights (``knowledge/events/confidence.tsv``: feature, weight) are fitted on whole-record gold, where a row counts
as right when sentence, source country, target country and CAMEO root are, together with rows of other news articles
that readers judged the same way. ``events.parquet`` carries the result.
"""

import math
from functools import cache
from importlib.resources import files

from eventcoder.actions.reading import FORCE
from eventcoder.records import ActorMention, CodedClause, EventDate, EventPlace


def _side(side: str, mention: ActorMention | None) -> list[str]:
    if mention is None:
        return [f"{side}:none"]
    if mention.code is None or mention.code.startswith("---"):
        return [f"{side}:uncoded"]
    return [f"{side}:{mention.basis}", f"{side}:{mention.kind}"]


def features(clause: CodedClause, when: EventDate, where: EventPlace | None) -> dict[str, float]:
    """The features of a row and their values: indicators, and the log odds of the coder's own score as ``raw``."""
    raw = min(max(clause.confidence, 0.02), 0.98)
    found = {"bias": 1.0, "raw": math.log(raw / (1 - raw))}
    names = [
        *_side("source", clause.source),
        *_side("target", clause.target),
        f"root:{clause.code[:2]}",
        f"date:{when.basis}",
    ]
    names.append(f"time:{clause.time}")
    names += [f"guess:{mark}" for mark in ("near", "article") if clause.rule_id.endswith(f"~{mark}")]
    if "guess:article" in names and clause.code[:2] in FORCE:
        names.append("guess:foe")
    if clause.stances:
        names.append("composed")
    if clause.source and clause.target and clause.source.country and clause.source.country == clause.target.country:
        names.append("same_country")
    if where is not None:
        names.append(f"place:{where.basis}")
    return found | dict.fromkeys(names, 1.0)


@cache
def weights() -> dict[str, float]:
    """The fitted weights by feature."""
    text = (files("eventcoder") / "knowledge/events/confidence.tsv").read_text(encoding="utf-8")
    return {name: float(weight) for name, weight in (line.split("\t") for line in text.splitlines()[1:])}


def calibrated(clause: CodedClause, when: EventDate, where: EventPlace | None) -> float:
    """The expected share of rows like this one that are right, rounded to three digits."""
    table = weights()
    score = sum(value * table.get(name, 0.0) for name, value in features(clause, when, where).items())
    return round(1 / (1 + math.exp(-score)), 3)
