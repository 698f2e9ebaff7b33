"""Verdicts of auditors scored: precision by field and of whole rows, recall on whole articles, agreement."""

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from eventcoder.errors import EventcoderError
from eventcoder.quality.intervals import Share, krippendorff_alpha
from eventcoder.quality.result import write_whole

FIELDS = ("event", "source", "action", "target", "date", "place")
Verdicts = dict[str, list[dict[str, Any]]]  # by the card's id, one a judge


def score_audit(files: Iterable[str | Path], out_dir: str | Path | None = None) -> dict[str, Any]:
    """Score verdict files saved from audit pages; with ``out_dir`` keep the score there for the report (audit.json).

    Gives ``figures`` (``what``, ``right``, ``of``, ``value``, ``low``, ``high``: 95% Wilson intervals): the share right
    of each field and of whole rows, and from articles precision and recall; ``alpha``, Krippendorff's, of each field
    where two auditors judged the same cards; and ``reliability``, (confidence, whole row right) pairs. Each card counts
    once: a field is right if more of its judges call it right than wrong; "cannot tell" does not count.
    Raises EventcoderError for a file that holds no verdicts, or verdicts on different datasets.
    """
    bodies = [_read(Path(file)) for file in files]
    datasets = {body["dataset"] for body in bodies}
    if len(datasets) != 1:
        raise EventcoderError("audits_differ", "the verdict files judge different datasets; score each by itself")
    events, articles = _by_card(bodies, "events"), _by_card(bodies, "articles")
    judges = sorted({body.get("auditor") or "unnamed" for body in bodies})
    shares = [*_field_shares(events), *_stratum_shares(events), *_article_shares(articles)]
    about = f"Judged by {len(bodies)} {'auditor' if len(bodies) == 1 else 'auditors'} ({', '.join(judges)}): "
    about += " and ".join(f"{len(of)} {what}" for what, of in (("events", events), ("articles", articles)) if of) + "."
    alpha = _agreement(events)
    if alpha:
        told = ", ".join(f"{name} {value:.2f}" for name, value in alpha.items() if value is not None)
        about += f" Agreement (Krippendorff's alpha): {told or 'cannot be told, no value varies'}."
    score = {
        "about": about,
        "dataset": datasets.pop(),
        "figures": [_figure(share) for share in shares],
        "alpha": alpha,
        "reliability": _reliability(events),
    }
    if out_dir is not None:
        write_whole(Path(out_dir) / "audit.json", json.dumps(score, indent=1, ensure_ascii=False) + "\n")
    return score


def _read(path: Path) -> dict[str, Any]:
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        if body["format"] == "eventcoder-audit" and isinstance(body["verdicts"], list) and body["dataset"]:
            return dict(body)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise EventcoderError("no_verdicts", f"{path}: not a file of verdicts saved from an audit page")


def _by_card(bodies: list[dict[str, Any]], kind: str) -> Verdicts:
    cards: Verdicts = defaultdict(list)
    for body in bodies:
        for verdict in body["verdicts"] if body["kind"] == kind else ():
            cards[verdict["id"]].append(verdict)
    return cards


def _settled(verdicts: list[dict[str, Any]], field: str) -> bool | None:
    """Whether a field is right by most of its judges; a draw is wrong; None where nobody could tell."""
    votes = [v["fields"][field] for v in verdicts if v["fields"].get(field) in ("right", "wrong")]
    return votes.count("right") > votes.count("wrong") if votes else None


def _whole(verdicts: list[dict[str, Any]]) -> bool | None:
    """Whether every field is right; None where a field could not be told and none is wrong."""
    found = [_settled(verdicts, field) for field in FIELDS]
    return False if False in found else None if None in found else True


def _share(what: str, values: Iterable[bool | None]) -> Share:
    told = [v for v in values if v is not None]
    return Share(what, sum(told), len(told))


def _field_shares(events: Verdicts) -> list[Share]:
    if not events:
        return []
    names = {"event": "is an event"}
    fields = [_share(names.get(f, f), (_settled(v, f) for v in events.values())) for f in FIELDS]
    return [*fields, _share("whole rows", (_whole(v) for v in events.values()))]


def _stratum_shares(events: Verdicts) -> list[Share]:
    strata: dict[str, list[bool | None]] = defaultdict(list)
    for verdicts in events.values():
        if verdicts[0].get("stratum") is not None:
            strata[verdicts[0]["stratum"]].append(_whole(verdicts))
    return [_share(f"whole rows of {name}", values) for name, values in sorted(strata.items())]


def _article_shares(articles: Verdicts) -> list[Share]:
    """Precision and recall over whole articles; missed events are the mean of the judges' counts, rounded."""
    if not articles:
        return []
    right = wrong = missed = 0
    for verdicts in articles.values():
        settled = [_settled(verdicts, field) for field in verdicts[0]["fields"]]
        right += settled.count(True)
        wrong += settled.count(False)
        missed += round(sum(int(v.get("missed") or 0) for v in verdicts) / len(verdicts))
    precision = Share("precision, whole articles", right, right + wrong)
    return [precision, Share("recall, whole articles", right, right + missed)]


def _agreement(events: Verdicts) -> dict[str, float | None]:
    if not any(len(v) > 1 for v in events.values()):
        return {}
    units = {
        f: [[v["fields"][f] for v in vs if v["fields"].get(f) != "unsure"] for vs in events.values()] for f in FIELDS
    }
    return {field: krippendorff_alpha(values) for field, values in units.items()}


def _reliability(events: Verdicts) -> list[list[Any]]:
    pairs = ((verdicts[0].get("confidence"), _whole(verdicts)) for verdicts in events.values())
    return sorted([confidence, right] for confidence, right in pairs if confidence is not None and right is not None)


def _figure(share: Share) -> dict[str, Any]:
    value = None if share.value is None else round(share.value, 4)
    return {
        "what": share.what,
        "right": share.right,
        "of": share.of,
        "value": value,
        "low": round(share.low, 4),
        "high": round(share.high, 4),
    }
