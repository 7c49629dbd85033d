import sqlite3

import pytest

from repcockpit.services.crash_report import report_text

CUSTOMER = "María López"


def _breaks(customer: str) -> None:
    note = f"met {customer}"
    db = sqlite3.connect(":memory:")
    try:
        db.execute("create table person (name text unique)")
        db.execute("insert into person values (?)", (customer,))
        db.execute(f"select '{note}' from person where {customer}")
    except sqlite3.Error as error:
        error.add_note(note)
        raise ValueError(f"no such customer: {customer}") from error
    finally:
        db.close()


def _caught(customer: str) -> ValueError:
    with pytest.raises(ValueError, match="no such") as caught:
        _breaks(customer)
    return caught.value


def test_no_message_no_value_and_no_note_is_told() -> None:
    report = report_text(_caught(CUSTOMER))
    assert "builtins.ValueError" in report
    assert "sqlite3.OperationalError" in report
    assert "tests/services/test_crash_report.py" in report or "services/test_crash_report.py" in report
    assert "in _breaks" in report
    assert not any(part in report for part in (CUSTOMER, "López", "near"))


def test_the_errors_of_a_group_are_told_each() -> None:
    report = report_text(ExceptionGroup(CUSTOMER, [_caught(CUSTOMER), KeyError(CUSTOMER)]))
    assert all(kind in report for kind in ("ExceptionGroup", "ValueError", "KeyError"))
    assert "López" not in report


def test_a_loop_of_causes_ends_and_a_recursion_is_cut() -> None:
    one, other = ValueError(CUSTOMER), KeyError(CUSTOMER)
    one.__cause__, other.__cause__ = other, one
    assert report_text(one).count("builtins.") == 2

    def falls(depth: int) -> None:
        falls(depth + 1)

    with pytest.raises(RecursionError) as caught:
        falls(0)
    report = report_text(caught.value)
    assert "more ..." in report
    assert report.count("\n") < 90


def test_the_machine_is_told_without_its_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "tmux-256color")
    monkeypatch.setenv("TMUX", "/home/ana/socket,1,0")
    with pytest.raises(ImportError) as caught:
        from repcockpit import nowhere  # type: ignore[attr-defined] # noqa: F401, PLC0415
    report = report_text(caught.value)
    assert "TERM=tmux-256color inside tmux" in report
    assert "/home/ana" not in report
    assert "ImportError: cannot import name 'nowhere' from 'repcockpit'" in report
