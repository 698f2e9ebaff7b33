"""Every example of README.md and docs/ runs, every command and option stands there, and every link leads somewhere."""

import ast
import glob
import re
import runpy
import shlex
import shutil
import sys
from pathlib import Path

import pytest
from examples_of_docs import ROOT, blocks, make_home

from eventcoder import schema
from eventcoder.cli.main import USAGE, cli, main
from eventcoder.cli.reference import reference
from eventcoder.explain.told import REASONS

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
EVERY = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *PAGES]
ELSEWHERE = {"python.md", "r.md", "commands.md"}  # their own test runs two; the third is the help, with made-up names
RUN = [ROOT / "README.md", *(p for p in PAGES if p.name not in ELSEWHERE)]
NOT_RUN = ("make", "cd ", ". .venv/bin/activate")  # lines of a shell block that set up what the tests have already
ARTICLES = 3


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder such as the examples are told in: data/events, news.jsonl, pages/, more/ and examples/."""
    folder = make_home(tmp_path_factory.mktemp("docs"), ARTICLES)
    runpy.run_path(str(ROOT / "examples/pages.py"))["main"](str(folder / "pages"))
    (folder / "more").mkdir()
    shutil.copy(folder / "pages/2024-02-19.html", folder / "more")
    return folder


def run_line(line: str) -> None:
    """Run a line of a shell block as the shell would; a line that nothing here can run fails the test."""
    words = [w for word in shlex.split(line, comments=True) for w in (sorted(glob.glob(word)) or [word])]
    if words[0] == "eventcoder":
        with pytest.raises(SystemExit) as ended:
            main(words[1:])
        assert not ended.value.code, line
    elif words[:1] == ["python"]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", words[1:])
            runpy.run_path(words[1], run_name="__main__")
    else:
        assert line.startswith(NOT_RUN), line


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
@pytest.mark.parametrize("page", RUN, ids=lambda p: p.name)
def test_the_examples_of_a_page_run(page: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if "plot_dyad" in page.read_text(encoding="utf-8"):
        pytest.importorskip("matplotlib")
    monkeypatch.chdir(home)
    names: dict[str, object] = {}
    for fence, text in blocks(page):
        language, _, file = fence.partition(" ")
        if file:
            Path(file).write_text(text, encoding="utf-8")
        elif language == "sh":
            for line in text.splitlines():
                run_line(line)
        elif language == "python":
            exec(compile(text, str(page), "exec"), names)
        else:
            assert language in {"r", "console", "mermaid"}, fence  # docs/r.md is run by its own test


def test_the_tutorial_ends_in_a_picture(home: Path) -> None:
    pytest.importorskip("matplotlib")
    assert (home / "mine/conflict.png").stat().st_size > 10_000
    commands = [line for fence, text in blocks(DOCS / "tutorial.md") if fence == "sh" for line in text.splitlines()]
    assert commands[4].startswith("python examples/plot_dyad.py")  # the fifth


def test_the_list_of_commands_is_that_of_the_program() -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert text == reference(), "run: make docs"
    for name, command in cli.commands.items():
        assert f"\n## {name}\n" in text
        for option in (o for p in command.params for o in p.opts if o.startswith("--")):
            assert option in text


def test_the_coding_manual_has_every_word_of_the_vocabulary() -> None:
    manual = (DOCS / "coding-manual.md").read_text(encoding="utf-8")
    words = {v for c in schema.columns("events") for v in c.constraints.get("enum", ()) if isinstance(v, str)}
    sources = [p.read_text(encoding="utf-8") for r in ("read", "build") for p in (ROOT / "eventcoder" / r).glob("*.py")]
    rejected = {m for s in sources for m in re.findall(r'(?:Dropped\(\s*"article",\s*|_Unusable\()"(\w+)"', s)}
    assert {"no_text", "bad_encoding", "duplicate_id"} <= rejected
    assert {w for w in words | REASONS.keys() | rejected if f"`{w}`" not in manual} == set()


@pytest.mark.parametrize("page", EVERY, ids=lambda p: p.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", page.read_text(encoding="utf-8")):
        file, _, anchor = target.partition("#")
        other = page.parent / file if file else page
        assert other.exists(), target
        if anchor:
            heads = re.findall(r"^#+ (.*)$", other.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w\- ]", "", h).lower().replace(" ", "-") for h in heads}, target


def test_the_page_of_errors_has_every_code_and_no_other() -> None:
    raised = {*USAGE.values(), "usage", "system", "unforeseen"}
    for file in (ROOT / "eventcoder").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "EventcoderError":
                raised.add(ast.literal_eval(node.args[0]))
    rows = re.findall(r"^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|", (DOCS / "errors.md").read_text(encoding="utf-8"), re.M)
    told = [code for row in rows for code in re.findall("`([a-z-]+)`", row)]
    assert sorted(told) == sorted(raised)
