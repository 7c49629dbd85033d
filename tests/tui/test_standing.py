from datetime import date
from typing import Any

import pytest

from repcockpit.domain.views.lists import ListRow
from repcockpit.tui.glyphs import ASCII, UNICODE
from repcockpit.tui.list_rows import list_cells, list_columns, list_line, list_subject
from repcockpit.tui.standing import due_state, standing_state
from repcockpit.tui.text import line_cells

TODAY = date(2026, 11, 24)


def row(**more: Any) -> ListRow:
    fields: dict[str, Any] = dict.fromkeys(ListRow._fields) | {
        "kind": "account",
        "id": b"i" * 16,
        "name": "Northglass",
        "segment": "A",
        "is_red": False,
        "is_catch_up": False,
        "is_key": True,
        "is_mine": True,
        "last_touch_on": date(2026, 10, 13),
        "interval_days": 30,
    }
    return ListRow(**(fields | more))


@pytest.mark.parametrize(
    ("more", "glyph", "said", "ink"),
    [
        ({"cadence_status": "overdue", "days_over": 12, "is_red": True}, "late", "12 d over", "late!"),
        ({"cadence_status": "overdue", "days_over": 4}, "slip", "4 d over", "soon"),
        ({"cadence_status": "critical", "days_over": 4, "is_red": True}, "late", "4 d over", "late!"),
        (
            {"cadence_status": "overdue", "days_over": 4, "is_key": False, "touches_365": 3},
            "calm",
            "3 of 7",
            "text",
        ),
        (
            {"cadence_status": "overdue", "days_over": 4, "is_key": False, "touches_365": 9},
            "done",
            "on pace",
            "text",
        ),
        ({"cadence_status": "due_today", "days_over": 0, "due_on": TODAY}, "slip", "due today", "soon"),
        ({"cadence_status": "due_soon", "due_on": date(2026, 11, 26)}, "calm", "due Thu", "text"),
        ({"cadence_status": "due_soon", "due_on": date(2026, 12, 9)}, "calm", "15 d left", "text"),
        ({"cadence_status": "on_track", "days_over": -20}, "done", "on track", "text"),
        ({"cadence_status": "never_contacted", "last_touch_on": None}, "slip", "never", "soon"),
        (
            {"cadence_status": "never_contacted", "last_touch_on": None, "segment": "C"},
            "hole",
            "never",
            "muted",
        ),
        ({"cadence_status": "critical", "days_over": 90, "is_catch_up": True}, "calm", "42 days", "muted"),
        ({"cadence_status": "snoozed"}, "calm", "snoozed", "muted"),
        ({"cadence_status": "do_not_contact"}, "refused", "opted out", "muted"),
        ({"cadence_status": None, "status": "prospect"}, "calm", "prospect", "muted"),
        ({"cadence_status": None, "status": "on_leave"}, "calm", "on leave", "muted"),
        ({"cadence_status": None, "status": "active"}, "calm", "no rhythm", "muted"),
    ],
)
def test_states(more: dict[str, Any], glyph: str, said: str, ink: str) -> None:
    state = standing_state(row(**more), TODAY)
    assert (state.glyph, state.words, state.words_ink) == (glyph, said, ink)
    assert len(state.words) <= 9


def test_a_day_far_ahead_fits() -> None:
    assert due_state(date(2036, 11, 24), TODAY).words == "in 3653 d"


def test_overdue_and_nothing_planned_is_said() -> None:
    late = row(cadence_status="overdue", days_over=12)
    assert list_cells(late, TODAY).right == "not planned"
    planned = late._replace(planned_on=date(2026, 11, 27), planned_type="visit")
    assert list_cells(planned, TODAY).right == "visit Fri"
    assert list_cells(planned._replace(planned_type="next_step"), TODAY).right == "next Fri"
    assert list_cells(late._replace(cadence_status="snoozed"), TODAY).right == ""
    assert list_cells(late._replace(last_touch_on=None), TODAY, ASCII).number == "-"


def test_the_context_names_whose_state_it_is_and_a_colleague() -> None:
    late = row(cadence_status="overdue", days_over=3, loudest="Maria", city="Köln", owner_name="Jon")
    assert list_cells(late, TODAY).context == "A · Maria · Köln"
    assert list_cells(late._replace(is_mine=False), TODAY).context == "A · Maria · owner Jon · Köln"
    person = late._replace(kind="contact", account_name="Northglass", role="decision_maker")
    assert list_cells(person, TODAY).context == "Northglass A · decision maker · Köln"


@pytest.mark.parametrize("width", [40, 59, 60, 76, 80, 84, 140])
@pytest.mark.parametrize("kind", ["account", "contact"])
def test_a_row_fills_its_width(width: int, kind: str) -> None:
    long = row(kind=kind, name="株式会社" * 9, city="x" * 99, cadence_status="overdue", days_over=12)
    assert line_cells(list_line(long, TODAY, width, UNICODE, is_here=True)) == width
    assert list_columns(width, kind).who >= 10


def test_subjects() -> None:
    account = list_subject(row(phone="1"))
    assert (account.account_id, account.contact_id, account.phone) == (b"i" * 16, None, "1")
    person = list_subject(row(kind="contact", account_id=b"a" * 16, account_name="N", title="T"))
    assert (person.contact_id, person.account_id, person.place, person.title) == (
        b"i" * 16,
        b"a" * 16,
        "N",
        "T",
    )


def test_an_account_names_who_matters_there() -> None:
    calm = row(person="Elena", city="Köln", sector="glass")
    assert list_cells(calm, TODAY).context == "A · Elena · Köln · glass"
    late = calm._replace(cadence_status="overdue", days_over=3, loudest="Maria")
    assert list_cells(late, TODAY).context == "A · Maria · Köln · glass"
    shared = calm._replace(is_mine=False, owner_name="Jon")
    assert list_cells(shared, TODAY).context == "A · owner Jon · Elena · Köln · glass"
    assert list_cells(calm._replace(is_mine=False, owner_name="005f4000000VrDDAA0"), TODAY).context == (
        "A · Elena · Köln · glass"
    )
