"""A user's own patterns, checked by the linter of ours: a mistake is one line with its file, row and entry."""

from dataclasses import replace
from pathlib import Path

import yaml

from eventcoder.actions.lexicon import Entry, PatternLoader, make_entry
from eventcoder.actions.lint import lint_entries
from eventcoder.errors import EventcoderError


def own_entries(path: Path) -> list[Entry]:
    """The entries of an own pattern file (the language of ``knowledge/actions/FORMAT.md``).

    Raises:
        EventcoderError: what is not YAML, not a list of entries, or an entry that the linter finds fault with.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        raw = yaml.load(text, Loader=PatternLoader) or []
    except UnicodeDecodeError as e:
        raise EventcoderError("bad-patterns", f"{path}: not UTF-8 (byte {e.start}); save it as UTF-8 text") from None
    except yaml.YAMLError as e:
        mark = getattr(e, "problem_mark", None)
        where = f", row {mark.line + 1}" if mark else ""
        raise EventcoderError("bad-patterns", f"{path}{where}: not YAML: {getattr(e, 'problem', e)}") from None
    if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
        raise EventcoderError("bad-patterns", f"{path}: give a list of entries, each beginning '- id: ...'")
    for line, message in lint_entries(text):
        raise EventcoderError("bad-patterns", f"{path}, row {line}: {message}")
    return [replace(make_entry(entry, path.name), own=True) for entry in raw]
