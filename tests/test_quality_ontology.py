import pytest

from eventcoder.ontology import all_codes, event_codes, is_code, lookup, root_names


def test_the_list_is_whole() -> None:
    assert len(all_codes()) == 313
    assert len(root_names()) == 20
    assert len(event_codes()) == 293


def test_an_entry_carries_everything_a_row_needs() -> None:
    entry = lookup("0871")
    assert (entry.name, entry.parent, entry.root) == ("Declare truce, ceasefire", "087", "08")
    assert (entry.quad_class, entry.goldstein) == (2, 9.0)
    assert (entry.plover, entry.plover_mode, entry.plover_context) == ("RETREAT", "ceasefire", "military")


def test_a_code_is_text_and_keeps_its_zero() -> None:
    assert is_code("051")
    assert not is_code("51")
    assert not is_code("05")
    assert not is_code(None)


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError):
        lookup("999")


def test_every_code_hangs_under_its_parent() -> None:
    for code, entry in all_codes().items():
        assert code.startswith(entry.root)
        assert entry.parent is None or code.startswith(entry.parent)
        assert entry.parent is None or entry.parent in all_codes()
        assert entry.quad_class in (1, 2, 3, 4)
        assert -10 <= entry.goldstein <= 10
