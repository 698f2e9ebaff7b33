"""Verdicts of auditors scored: precision by field and of whole rows, recall on whole articles, agreement."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from eventcoder.errors import EventcoderError
from eventcoder.quality.intervals import Share, krippendorff_alpha
from eventcoder.quality.result import write_whole

FIELDS = ("event", "source", "action", "target", "date", "place")
SURE_OF = FIELDS[:4]  # what a row's confidence is about
NAMES = {"event": "is an event"}
Verdicts = dict[str, list[dict[str, Any]]]  # by the card's id, one a judge


def score_audit(files: Iterable[str | Path], out_dir: str | Path | None = None) -> dict[str, Any]:
    """Score verdict files saved from audit pages; with ``out_dir`` keep the score there for the report (audit.json).

    Gives ``figures`` (``what``, ``right``, ``of``, ``value``, ``low``, ``high``: 95% Wilson intervals): the share right
    of each field and of whole rows, and from articles precision and recall; ``alpha``, Krippendorff's, of each field
    where two auditors judged the same cards; ``reliability``, (confidence, right) pairs, where right means what the
    confidence is about: an event with its source, action and target; and ``wrong``, the ids of the events judged wrong
    by field. Each card counts once: a field is right if more of its judges call it right than wrong; "cannot tell" does
    not count. Events drawn evenly over strata (``--by``) count for as many as their stratum holds.
    Raises EventcoderError for a file that holds no verdicts, or verdicts on different datasets.
    """
    bodies = [_read(Path(file)) for file in files]
    datasets = {body["dataset"] for body in bodies}
    if len(datasets) != 1:
        raise EventcoderError("audits-differ", "the verdict files judge different datasets; score each by itself")
    events, articles = _by_card(bodies, "events"), _by_card(bodies, "articles")
    judges = sorted({body.get("auditor") or "unnamed" for body in bodies})
    strata = {name: n for body in bodies for name, n in (body.get("strata") or {}).items()}
    shares = [*_field_shares(events, strata), *_stratum_shares(events), *_article_shares(articles)]
    about = f"Judged by {len(bodies)} {'auditor' if len(bodies) == 1 else 'auditors'} ({', '.join(judges)}): "
    about += " and ".join(f"{len(of)} {what}" for what, of in (("events", events), ("articles", articles)) if of) + "."
    if strata:
        about += " Drawn evenly over kinds of event; each counts for as many as there are of its kind."
    alpha = _agreement(events)
    if alpha:
        told = ", ".join(f"{name} {value:.2f}" for name, value in alpha.items() if value is not None)
        about += f" Agreement (Krippendorff's alpha): {told or 'cannot be told, no value varies'}."
    score = {
        "about": about,
        "dataset": datasets.pop(),
        "figures": [share.figure() for share in shares],
        "alpha": alpha,
        "reliability": _reliability(events),
        "wrong": {f: sorted(i for i, v in events.items() if _settled(v, f) is False) for f in FIELDS if events},
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
    raise EventcoderError("no-verdicts", f"{path}: not a file of verdicts saved from an audit page")


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


def _whole(verdicts: list[dict[str, Any]], fields: Iterable[str] = FIELDS) -> bool | None:
    """Whether every one of the fields is right; None where one could not be told and none is wrong."""
    found = [_settled(verdicts, field) for field in fields]
    return False if False in found else None if None in found else True


def _share(what: str, values: Iterable[bool | None]) -> Share:
    told = [v for v in values if v is not None]
    return Share(what, sum(told), len(told))


def _field_shares(events: Verdicts, strata: dict[str, int]) -> list[Share]:
    if not events:
        return []
    cards = list(events.values())
    kinds = [v[0].get("stratum") for v in cards]
    fields = [_weighted(NAMES.get(f, f), [_settled(v, f) for v in cards], kinds, strata) for f in FIELDS]
    return [*fields, _weighted("whole rows", [_whole(v) for v in cards], kinds, strata)]


def _weighted(what: str, values: list[bool | None], kinds: list[str | None], strata: dict[str, int]) -> Share:
    """The share right; where the rows were drawn by stratum each counts for as many as it stands for."""
    plain = _share(what, values)
    told = [(value, kind) for value, kind in zip(values, kinds, strict=True) if value is not None]
    if not told or any(kind not in strata for _, kind in told):
        return plain
    judged = Counter(kind for _, kind in told)
    weights = [strata[kind or ""] / judged[kind] for _, kind in told]
    right = sum(w for w, (value, _) in zip(weights, told, strict=True) if value)
    return replace(plain, weighted=right / sum(weights), effective=sum(weights) ** 2 / sum(w * w for w in weights))


def _stratum_shares(events: Verdicts) -> list[Share]:
    strata: dict[str, list[bool | None]] = defaultdict(list)
    for verdicts in events.values():
        if verdicts[0].get("stratum") is not None:
            strata[verdicts[0]["stratum"]].append(_whole(verdicts))
    return [replace(_share(f"whole rows of {name}", of), of_kind=True) for name, of in sorted(strata.items())]


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
    pairs = ((verdicts[0].get("confidence"), _whole(verdicts, SURE_OF)) for verdicts in events.values())
    return sorted([confidence, right] for confidence, right in pairs if confidence is not None and right is not None)
