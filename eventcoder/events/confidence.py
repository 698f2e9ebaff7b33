"""How sure a row is, from 0 to 1."""

from eventcoder.records import CodedClause, EventDate, EventPlace


def calibrated(clause: CodedClause, when: EventDate, where: EventPlace | None) -> float:
    """The share of rows like this one that are right."""
    return clause.confidence
