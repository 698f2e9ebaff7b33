"""Every block of docs/python.md and docs/r.md runs, on events that were coded from the sample."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from examples_of_docs import ROOT, blocks, make_home

from eventcoder.cli.main import main

RSCRIPT = shutil.which("Rscript")
ARTICLES = 4


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with data/events, coded from the first articles of the sample, and the examples."""
    return make_home(tmp_path_factory.mktemp("docs"), ARTICLES)


def _shell(block: str) -> None:
    for line in block.splitlines():
        words = line.split()
        assert words[0] == "eventcoder"
        with pytest.raises(SystemExit) as ended:
            main(words[1:])
        assert not ended.value.code, line


def test_python_blocks_run(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    names: dict[str, object] = {}
    told = blocks(ROOT / "docs" / "python.md")
    assert {language for language, _ in told} == {"python", "sh"}
    for language, block in told:
        if language == "sh":
            _shell(block)
        else:
            exec(compile(block, "docs/python.md", "exec"), names)


def _r(script: str, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run R with the program duckdb of this environment on its path."""
    assert RSCRIPT is not None
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [RSCRIPT, "--vanilla", *(["-e", script] if "\n" in script else [script]), *arguments]
    environment = os.environ | {"PATH": path, "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, timeout=120, check=False)


def _has(package: str) -> str:
    return f'quit(status = !requireNamespace("{package}", quietly = TRUE))\n'


@pytest.mark.skipif(RSCRIPT is None, reason="R is not installed: apt-get install r-base-core")
def test_r_blocks_run(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    script = []
    for language, block in blocks(ROOT / "docs" / "r.md"):
        _, _, package = language.partition(" ")
        if language == "sh":
            _shell(block)
        elif not package or _r(_has(package), home).returncode == 0:
            script.append(block)
    assert len(script) >= 7
    (home / "page.R").write_text("".join(script), encoding="utf-8")
    done = _r("page.R", home)
    assert done.returncode == 0, done.stderr
    assert (home / "dyad.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(RSCRIPT is None, reason="R is not installed: apt-get install r-base-core")
def test_the_r_script_counts_what_duckdb_counts(home: Path) -> None:
    events = home / "data/events/events.parquet"
    total = duckdb.sql(f"select count(*) from '{events}'").fetchall()[0][0]
    source, target, number = duckdb.sql(
        f"""select source_country, target_country, count(*) from '{events}'
        where duplicate_of is null and event_date = event_date_end and source_country <> target_country
          and event_date >= (select date_trunc('month', min(published)) from '{events}')
        group by all order by 3 desc, 1, 2 limit 1"""
    ).fetchall()[0]
    done = _r(str(ROOT / "examples/read_events.R"), home, "data/events", str(source), str(target), "mine.pdf")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{total} events read; {number} from {source} to {target} in ")


def test_duckdb_sees_the_types_that_r_will_see(home: Path) -> None:
    kinds = {"VARCHAR", "DATE", "TINYINT", "INTEGER", "BIGINT", "DOUBLE"}  # as examples/read_events.R maps them
    script = (ROOT / "examples/read_events.R").read_text(encoding="utf-8")
    assert all(re.search(rf"\b{kind} = ", script) for kind in kinds)
    for table in ("events", "articles", "dropped"):
        rows = duckdb.sql(f"describe select * from '{home}/data/events/{table}.parquet'").fetchall()
        types = {name: kind for name, kind, *_ in rows}
        assert set(types.values()) <= kinds
        assert {types[n] for n in types if n.endswith("_code") or n in ("event_root", "article_id")} <= {"VARCHAR"}
        assert {types[n] for n in types if n in ("published", "written", "event_date", "event_date_end")} <= {"DATE"}
