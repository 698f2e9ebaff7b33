"""``eventcoder doctor``: all well in a sound installation, and a line with the remedy where it is not."""

import json
import time
from pathlib import Path

import pytest

from eventcoder import doctor
from eventcoder.cli.main import main


def _run(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


def test_a_sound_installation_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(["doctor", "--json"]) == 0
    findings = json.loads(capsys.readouterr().out)
    assert [f["what"] for f in findings] == ["versions", "model", "cache", "gazetteer", "disk", "self-test"]
    assert all(f["ok"] for f in findings)


def test_the_whole_takes_less_than_ten_seconds_of_computing() -> None:
    begun = time.process_time()
    assert all(f.ok for f in doctor.examine())
    assert time.process_time() - begun < 10


def test_a_cache_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("EVENTCODER_CACHE", str(tmp_path / "file" / "cache"))
    assert _run(["doctor"]) == 1
    broken = [line for line in capsys.readouterr().out.splitlines() if line.startswith("broken")]
    assert "set EVENTCODER_CACHE to a folder that can" in broken[0]


def test_a_wrong_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        doctor, "SENTENCES", (("France condemned Russia on Monday.", [("FRA", "112", "RUS", None, None)]),)
    )
    found = {f.what: f for f in doctor.examine()}
    assert not found["self-test"].ok
    assert "'111'" in found["self-test"].says


def test_a_model_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventcoder.pipeline.DEFAULT_MODEL", "en_no_such_model")
    found = {f.what: f for f in doctor.examine()}
    assert not found["model"].ok
    assert "pip install" in found["model"].says


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "NEEDED_BYTES", 1 << 62)
    found = {f.what: f for f in doctor.examine()}
    assert not found["disk"].ok
    assert "make room" in found["disk"].says
