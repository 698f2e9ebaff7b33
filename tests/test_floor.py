"""Scores on gold may not fall: floors a little under what is reached. Skipped where there is no gold folder."""

from pathlib import Path

import pytest

from eventcoder.evaluate import default_gold, evaluate

FLOORS = {
    "relations": {"accuracy": 0.69, "pair_found": 0.79, "label_given_pair": 0.86, "macro_f1": 0.74},
    "actors": {"source_country": 0.91, "country_pair": 0.78, "sector": 0.75},
    "records": {"found_recall": 0.58, "found_precision": 0.51, "whole_f1": 0.37, "date_given_found": 0.86},
    "dates": {"value_f1": 0.87, "relaxed_f1": 0.94},
    "places": {"place_f1": 0.88, "span_f1": 0.93},
}
CEILINGS = {"relations": {"swapped": 0.03, "events_per_text": 3.0}}


# the scorers, which are not ours, leave the files they read to the garbage collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_scores_do_not_fall(name: str, tmp_path: Path) -> None:
    gold = default_gold()
    if not (gold / f"{name}-dev.jsonl").is_file():
        pytest.skip(f"no gold folder at {gold}")
    ((_, parts),) = evaluate(gold, [name], cache=tmp_path)
    figures = parts["all"]
    fallen = {k: figures[k] for k, floor in FLOORS[name].items() if figures[k] < floor}
    risen = {k: figures[k] for k, ceiling in CEILINGS.get(name, {}).items() if figures[k] > ceiling}
    assert not fallen
    assert not risen
