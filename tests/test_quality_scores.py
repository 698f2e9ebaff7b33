import json
import random
from pathlib import Path
from typing import Any

import pytest

from eventcoder.errors import EventcoderError
from eventcoder.quality import fit, score_audit, write_accuracy
from eventcoder.quality.calibrate import calibration_error
from eventcoder.quality.intervals import krippendorff_alpha, wilson
from eventcoder.quality.timeline import timeline, unusual_days

FIELDS = ("event", "source", "action", "target", "date", "place")


def test_wilson_intervals_are_those_of_the_books() -> None:
    assert wilson(45, 50) == pytest.approx((0.7864, 0.9565), abs=1e-3)
    assert wilson(0, 10)[0] == 0
    assert wilson(0, 10)[1] == pytest.approx(0.2775, abs=1e-3)
    assert wilson(0, 0) == (0, 1)


def test_alpha_is_that_of_krippendorffs_worked_example() -> None:
    first, second = "aabbdcccedda", "babbbcccedda"  # nominal data of two observers
    units = [[x, y] for x, y in zip(first, second, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.792, abs=0.03)
    assert krippendorff_alpha([["right", "right"]]) is None
    assert krippendorff_alpha([["right"], ["wrong"]]) is None


def verdicts(path: Path, auditor: str, wrong: dict[str, str], cards: int = 10, **more: Any) -> Path:
    """A verdict file in which the named field of the named card is wrong and all else right."""
    rows = []
    for n in range(cards):
        fields = dict.fromkeys(FIELDS, "right")
        if f"e{n}" in wrong:
            fields[wrong[f"e{n}"]] = "wrong"
        rows.append({"id": f"e{n}", "fields": fields, "note": "", "confidence": 0.8, **more})
    body = {"format": "eventcoder-audit", "dataset": "d", "kind": "events", "auditor": auditor, "verdicts": rows}
    path.write_text(json.dumps(body))
    return path


def test_precision_is_told_by_field_and_for_whole_rows(tmp_path: Path) -> None:
    score = score_audit([verdicts(tmp_path / "a.json", "Ana", {"e1": "date", "e2": "place", "e3": "place"})], tmp_path)
    figures = {f["what"]: (f["right"], f["of"]) for f in score["figures"]}
    assert figures["date"] == (9, 10)
    assert figures["place"] == (8, 10)
    assert figures["whole rows"] == (7, 10)
    assert len(score["reliability"]) == 10
    assert json.loads((tmp_path / "audit.json").read_text()) == score


def test_two_auditors_give_agreement_and_each_card_counts_once(tmp_path: Path) -> None:
    one = verdicts(tmp_path / "a.json", "Ana", {"e1": "date", "e2": "date"})
    two = verdicts(tmp_path / "b.json", "Ben", {"e1": "date"})
    score = score_audit([one, two])
    date = next(f for f in score["figures"] if f["what"] == "date")
    assert (date["right"], date["of"]) == (8, 10)  # a draw is wrong
    assert 0 < score["alpha"]["date"] < 1
    assert score["alpha"]["place"] is None
    assert "Ana, Ben" in score["about"]


def test_what_nobody_could_tell_does_not_count(tmp_path: Path) -> None:
    path = verdicts(tmp_path / "a.json", "Ana", {})
    body = json.loads(path.read_text())
    body["verdicts"][0]["fields"]["date"] = "unsure"
    path.write_text(json.dumps(body))
    figures = {f["what"]: f["of"] for f in score_audit([path])["figures"]}
    assert figures["date"] == figures["whole rows"] == 9


def test_events_drawn_by_kind_count_for_as_many_as_there_are(tmp_path: Path) -> None:
    rows = [
        {"id": f"{kind}{n}", "fields": dict.fromkeys(FIELDS, state), "stratum": kind, "note": ""}
        for kind, state in (("04", "right"), ("19", "wrong"))
        for n in range(10)
    ]
    body = {"format": "eventcoder-audit", "dataset": "d", "kind": "events", "by": "root", "verdicts": rows}
    (tmp_path / "a.json").write_text(json.dumps(body | {"strata": {"04": 900, "19": 100}}))
    whole = next(f for f in score_audit([tmp_path / "a.json"])["figures"] if f["what"] == "whole rows")
    assert (whole["right"], whole["of"]) == (10, 20)
    assert whole["value"] == 0.9  # nine in ten of the dataset are of the kind that was right
    assert whole["effective"] == pytest.approx(1000**2 / (10 * 90**2 + 10 * 10**2))
    assert whole["low"] < 0.9 < whole["high"]


def test_gold_scores_become_shares_with_intervals(tmp_path: Path) -> None:
    records = {"records": 400, "predicted": 300, "found_precision": 0.5, "found_recall": 0.375, "whole_precision": 0.3}
    records |= {"code3_given_found": 0.96, "date_given_found": None}
    dates = {"gold": 99, "predicted": 90, "relaxed_recall": 0.9091, "weekday_n": 40, "weekday_accuracy": 0.95}
    dates |= {"absolute_n": 10, "absolute_accuracy": 0.8, "other_relative_n": 0, "other_relative_accuracy": None}
    scored = [
        ("records", {"all": records, "held_back": records, "reliability": [[0.3, 0.34, 40, 100]]}),
        ("dates", {"all": dates, "held_back": dates}),
    ]
    (tmp_path / "events.parquet").touch()
    body = json.loads(write_accuracy(tmp_path, scored).read_text())
    first, second = ({f["what"]: (f["right"], f["of"]) for f in t["figures"]} for t in body["tables"])
    assert first["rows with the right source country, root and target country"] == (150, 300)
    assert first["annotated events found so"] == (150, 400)
    assert first["of the rows found: code to three digits"] == (144, 150)
    assert not any("date" in what for what in first)  # what the scorer cannot tell is left out
    assert second["dates found"] == (90, 99)
    assert second["dates found with the right days"] == (46, 50)
    assert body["tables"][0]["figures"][0]["low"] == pytest.approx(wilson(150, 300)[0], abs=1e-4)
    assert body["reliability"] == [[0.3, 0.34, 40, 100]]


def test_gold_scores_go_into_a_dataset_only(tmp_path: Path) -> None:
    with pytest.raises(EventcoderError, match=r"no events\.parquet"):
        write_accuracy(tmp_path, [])


def test_strata_are_told_apart(tmp_path: Path) -> None:
    score = score_audit([verdicts(tmp_path / "a.json", "Ana", {"e1": "date"}, stratum="19")])
    assert next(f for f in score["figures"] if f["what"] == "whole rows of 19")["right"] == 9


def test_articles_give_recall(tmp_path: Path) -> None:
    cards = [
        {"id": "a1", "fields": {"e1": "right", "e2": "wrong"}, "missed": 1, "note": ""},
        {"id": "a2", "fields": {"e3": "right", "e4": "right"}, "missed": 0, "note": ""},
    ]
    body = {"format": "eventcoder-audit", "dataset": "d", "kind": "articles", "auditor": "Ana", "verdicts": cards}
    (tmp_path / "a.json").write_text(json.dumps(body))
    figures = {f["what"]: (f["right"], f["of"]) for f in score_audit([tmp_path / "a.json"])["figures"]}
    assert figures == {"precision, whole articles": (3, 4), "recall, whole articles": (3, 4)}


def test_a_file_without_verdicts_or_of_another_dataset_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(EventcoderError, match=r"x\.json: not a file of verdicts"):
        score_audit([tmp_path / "x.json"])
    one, other = verdicts(tmp_path / "a.json", "Ana", {}), verdicts(tmp_path / "b.json", "Ben", {})
    other.write_text(other.read_text().replace('"dataset": "d"', '"dataset": "other"'))
    with pytest.raises(EventcoderError, match="different datasets"):
        score_audit([one, other])


def test_a_calibrated_map_brings_confidence_to_the_share_right_and_never_falls() -> None:
    chance = random.Random(7)
    raw = [chance.random() for _ in range(2000)]
    judged = [(x, chance.random() < 0.2 + 0.5 * x * x) for x in raw]
    half, held = judged[:1000], judged[1000:]
    calibration = fit(half)
    assert len(calibration.knots) <= 8
    assert [y for _, y in calibration.knots] == sorted(y for _, y in calibration.knots)
    after = [(calibration(x), right) for x, right in held]
    assert calibration_error(after) < 0.05 < calibration_error(held)
    assert calibration(-1) == calibration.knots[0][1]
    assert calibration(2) == calibration.knots[-1][1]


def test_a_handful_of_verdicts_is_not_learnt_by_heart() -> None:
    calibration = fit([(0.2, False), (0.6, True), (0.9, True)])
    assert len(calibration.knots) == 1
    assert 0.5 < calibration(0.9) < 0.8


def test_time_is_cut_so_that_it_can_be_read() -> None:
    from datetime import date, timedelta

    start = date(2020, 1, 1)
    days = [(start + timedelta(days=d), 1 + d % 4, 1) for d in range(600)]
    assert timeline(days, (start, days[-1][0])).unit == "week"
    line = timeline([(date(1948, 5, 14), 1, 3), *days[:20]], (start, days[19][0]))
    assert line.unit == "day"
    assert line.outside == 3
    assert sum(b.total for b in line.bins) == 20


def test_a_day_unlike_its_fortnights_is_pointed_out() -> None:
    from datetime import date, timedelta

    start = date(2020, 1, 1)
    days = [(start + timedelta(days=d), 4, 60 if d == 30 else 10 + d % 3) for d in range(60)]
    found = unusual_days(days, (start, days[-1][0]))
    assert [u.day for u in found] == [date(2020, 1, 31)]
    assert found[0].events == 60
