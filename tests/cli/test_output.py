"""What is written and how: escapes, widths, cut tables."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.cli import output
from repcockpit.cli.json_shape import as_json
from repcockpit.cli.today_text import item_line, state_of, today_lines
from repcockpit.domain.views.record_requests import Link
from repcockpit.domain.views.today import Reason, TodayItem, TodayView

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@given(st.text())
def test_escaped_text_holds_nothing_that_acts(text: str) -> None:
    shown = output.escaped(text)
    assert not [
        mark for mark in shown if ord(mark) < 32 or 127 <= ord(mark) < 160 or mark in "\u202e\u2066\u200f"
    ]
    if text.isprintable():
        assert shown == text


@given(st.text(max_size=40), st.integers(2, 30))
def test_a_fitted_cell_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    assert output.cell_width(output.fitted(output.escaped(text), width)) == width


def test_wide_letters_take_two_columns() -> None:
    assert output.cell_width("李明") == 4
    assert output.fitted("李明华", 5) == "李明…"
    assert output.cell_width("e\u0301") == 1


def test_a_table_says_when_it_is_cut(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(number, None, 1.5) for number in range(600)]
    output.write_table(("a", "b", "c"), rows, 2310, "contacts")
    assert capsys.readouterr().err == "600 of 2,310 contacts\n"
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    output.write_table(("a", "b", "c"), rows, 2310, "contacts")
    said = capsys.readouterr()
    assert said.err == "500 of 2,310 contacts\n"
    assert len(said.out.splitlines()) == 501
    assert said.out.splitlines()[1].split() == ["0", "–", "1.5"]


def test_a_narrow_terminal_leaves_columns_out_rather_than_cutting_days(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    columns, row = ("name", "phone", "role", "due"), ("n" * 20, "p" * 20, "r" * 20, "2026-11-24")

    def said(width: int) -> tuple[str, str]:
        monkeypatch.setenv("COLUMNS", str(width))
        output.write_table(columns, [row], 1, "contacts", spare=("phone", "role"))
        written = capsys.readouterr()
        return written.out.splitlines()[1], written.err

    assert said(100) == ("  ".join(row), "")
    line, note = said(60)
    assert (line.split()[-1], len(line), note) == ("2026-11-24", 60, "")
    line, note = said(40)
    assert line.split() == ["n" * 12 + "…", "r" * 12 + "…", "2026-11-24"]
    assert note == "a wider terminal also shows phone\n"
    assert said(24)[1] == "a wider terminal also shows phone, role\n"


def test_numbers_are_shown_whole(capsys: pytest.CaptureFixture[str]) -> None:
    output.write_table(("a", "b", "c", "d"), [(7450000.0, 1200.5, 0.125, 33)], 1, "deals")
    assert capsys.readouterr().out.splitlines()[1].split() == ["7,450,000", "1,200.5", "0.125", "33"]


def test_one_long_cell_does_not_widen_every_row_of_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    output.write_table(("a", "b"), [("x" * 30_000, "end"), ("short", "end")], 2, "notes")
    first, second = capsys.readouterr().out.splitlines()[1:]
    assert first == "x" * 30_000 + "  end"
    assert second.split() == ["short", "end"]
    assert len(second) < 100


@given(st.recursive(st.text() | st.none() | st.integers() | st.booleans(), st.lists, max_leaves=8))
def test_json_is_one_document_whatever_is_in_it(value: object) -> None:
    import io  # noqa: PLC0415
    from contextlib import redirect_stdout  # noqa: PLC0415

    caught = io.StringIO()
    with redirect_stdout(caught):
        output.write_json({"value": value})
    text = caught.getvalue()
    assert "\u202e" not in text
    assert "\x9b" not in text
    assert json.loads(text) == {"schema_version": 1, "value": value}


def test_json_shapes() -> None:
    assert as_json(Link(b"\x01" * 16, "")) == {"id": "01" * 16, "name": None}
    assert as_json((date(2026, 11, 24), NOW, 2.0, 1.25, True, {"a": b"\xff"})) == [
        "2026-11-24", "2026-11-24T09:00:00+00:00", 2, 1.25, True, {"a": "ff"},
    ]  # fmt: skip
    with pytest.raises(TypeError):
        as_json(object())


def _item(**changes: object) -> TodayItem:
    item = TodayItem(
        "contact", b"\x02" * 16, "due", "contact_overdue", b"\x03" * 16, "Northglass", "A", b"\x02" * 16,
        "María López", "decision_maker", 2, "María López", None, None, date(2026, 11, 12), 12, date(2026, 10, 13),
        30, None, None, 70.0, (Reason("silence", 30.0, "42 d silent"), Reason("tier", 25.0, "segment A")),
    )  # fmt: skip
    return item._replace(**changes)  # type: ignore[arg-type]


def _view(*items: TodayItem, **counts: int) -> TodayView:
    return TodayView(NOW, NOW.date(), False, b"\x01" * 16, "Ana Ruiz", items, counts)


def _states() -> Iterator[tuple[dict[str, object], str]]:
    yield {}, "12 d over"
    yield {"days_over": 0, "due_on": NOW.date()}, "due today"
    yield {"days_over": -3, "due_on": date(2026, 11, 27)}, "Fri"
    yield {"kind": "never_contacted"}, "never"
    yield {"group": "catch_up"}, "13 Oct"
    yield {"due_at": datetime(2026, 11, 24, 10, 20, tzinfo=UTC)}, "1h20 left"
    yield {"due_at": datetime(2026, 11, 24, 8, 20, tzinfo=UTC)}, "40m over"
    yield {"due_at": datetime(2026, 11, 30, 9, tzinfo=UTC)}, "6 d left"
    yield {"at": datetime(2026, 11, 24, 14, 30, tzinfo=UTC)}, "14:30"
    yield {"at": datetime(2026, 11, 27, 9, 30, tzinfo=UTC)}, "Fri 09:30"
    yield {"group": "setup", "days_over": None, "due_on": None}, "to do"
    yield {"group": "gaps", "days_over": None, "due_on": None}, "open"


@pytest.mark.parametrize(
    ("changes", "state"), list(_states()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_the_state_is_two_or_three_words(changes: dict[str, object], state: str) -> None:
    assert state_of(_item(**changes), _view()) == state


def test_a_row_says_who_where_how_long_and_why() -> None:
    line = item_line(_item(), _view())
    assert line == (
        "12 d over   María López, Northglass, decision maker +2 · silent 42 d · not planned"
        " · why: 42 d silent, segment A"
    )
    planned = item_line(_item(planned_on=date(2026, 11, 27), planned_type="visit"), _view())
    assert "visit Fri" in planned


def test_a_row_says_nothing_twice() -> None:
    never = _item(
        kind="never_contacted", title="never contacted", last_touch_on=None,
        reasons=(
            Reason("silence", 20.0, "never contacted, 34 d since tracking began"), Reason("segment", 25.0, "A"),
            Reason("role", 0.0, "no role known"), Reason("risk", 0.0, "none known"),
            Reason("reachable", 0.0, "hours unknown"),
        ),
    )  # fmt: skip
    assert item_line(never, _view()) == (
        "never       María López, Northglass, decision maker +2 · not planned"
        " · why: never contacted, 34 d since tracking began, segment A"
    )
    visit = _item(
        kind="meeting", group="week", title="visit: demo", days_over=None, last_touch_on=None,
        due_on=date(2026, 11, 27), planned_on=date(2026, 11, 27), planned_type="visit",
        reasons=(Reason("planned", None, "planned for 2026-11-27"),),
    )  # fmt: skip
    assert item_line(visit, _view()) == (
        "Fri         María López, Northglass, decision maker +2 · visit: demo"
    )


def test_of_mail_only_and_call_backs_the_reason_is_said_once() -> None:
    mail = _item(
        kind="never_contacted", title="mail only", last_touch_on=None,
        reasons=(Reason("silence", 20.0, "mail only, last 2026-11-03"),),
    )  # fmt: skip
    assert item_line(mail, _view()).count("mail only") == 1
    back = _item(
        kind="callback", group="now", title="call back: pumps", days_over=0, due_on=NOW.date(), last_touch_on=None,
        reasons=(Reason("due", None, "callback, due 2026-11-24"),),
    )  # fmt: skip
    assert item_line(back, _view()).endswith(" · call back: pumps")


def test_a_line_of_today_is_bounded() -> None:
    assert len(item_line(_item(title="x" * 30_000, contact_name="y" * 30_000), _view())) < 400


def test_groups_count_what_they_hide_and_days_off_are_said() -> None:
    text = "\n".join(today_lines(_view(_item(), due=9, conflicts=2, unsynced=0)))
    assert "Due: 1 of 9" in text
    assert "2 conflicts" in text
    assert "unsynced" not in text
    assert "Nothing to do today." in "\n".join(today_lines(_view()))
    off = _view(_item())._replace(is_day_off=True, day=date(2026, 11, 25))
    assert "Tue 24 Nov is a day off; this is Wed 25 Nov" in "\n".join(today_lines(off))
