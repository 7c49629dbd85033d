"""The line of a new request: kind, when, how, who, what, by when."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain.capture.new_request import LETTERS, parse_new_request
from repcockpit.domain.requests import priority_of
from repcockpit.domain.words import REQUEST_TYPES
from tests.domain.capture.book import JON, MARIA, NORTHGLASS, context


def told(text: str, row: Any = MARIA) -> Any:
    return parse_new_request(text, context(row))


@pytest.mark.parametrize(
    ("text", "kind", "priority", "title"),
    [
        ("e1 pumps stopped", "emergency_shipment", "P1", "pumps stopped"),
        ("q2 sand wet", "quality", "P3", "sand wet"),
        ("Q13 sand wet", "quality", "P3", "sand wet"),
        ("t11 seal leaks", "technical", "P1", "seal leaks"),
        ("d33 data sheet", "document", "P4", "data sheet"),
        ("pumps stopped", "other", "P3", "pumps stopped"),
        ("2 pallets missing", "other", "P3", "2 pallets missing"),
        ("z1 is no kind", "other", "P3", "z1 is no kind"),
        ("e4 nor this", "other", "P3", "e4 nor this"),
        ("valve: wet twice", "other", "P3", "valve: wet twice"),
    ],
)
def test_a_letter_and_a_digit_say_kind_and_urgency(text: str, kind: str, priority: str, title: str) -> None:
    found = told(text)
    assert (found.type, priority_of(found.impact, found.urgency), found.title) == (kind, priority, title)
    assert (found.person.contact_id, found.account) == (MARIA.id, NORTHGLASS)


def test_every_kind_has_a_letter() -> None:
    assert tuple(LETTERS.values()) == REQUEST_TYPES


def test_five_keys_and_the_text_open_an_emergency() -> None:
    typed = ["r", *"e1 ", "enter"]
    assert len(typed) == 5


@pytest.mark.parametrize(
    "text", ["14:40 e1 pumps stopped", "e1 14:40 pumps stopped", "e1 14:40: pumps stopped"]
)
def test_a_time_says_since_when(text: str) -> None:
    found = told(text)
    assert (found.type, f"{found.at:%d %H:%M}", found.title) == (
        "emergency_shipment",
        "24 14:40",
        "pumps stopped",
    )
    assert f"{told('17:40 pumps stopped').at:%d %H:%M}" == "23 17:40"


def test_how_it_was_taken() -> None:
    assert [told(text).via for text in ("call pumps", "14:40 visit e2 pumps", "pumps call")] == [
        "call",
        "visit",
        None,
    ]
    assert told("e1 call: pumps").title == "pumps"


def test_by_when_it_was_promised() -> None:
    found = told("pumps by fri")
    assert (found.title, found.due_on) == ("pumps", date(2026, 11, 27))
    assert told("sand by the lorry").due_on is None


@pytest.mark.parametrize(
    ("text", "person", "account", "title"),
    [
        ("@northglass sand wet", None, "Northglass", "sand wet"),
        ("@Goldman, Sachs & Co. sand wet", None, "Goldman, Sachs & Co.", "sand wet"),
        ("serafine: sand wet", "Serafine Dupont", "Goldman, Sachs & Co.", "sand wet"),
        ("serafine sand wet", "Serafine Dupont", "Goldman, Sachs & Co.", "sand wet"),
        ("e1 maria lópez moved in today", "Maria López", "Northglass", "moved in today"),
        ("jon @northglass sand", "Jon Park", "Northglass", "sand"),
    ],
)
def test_without_a_row_it_begins_with_who_asks(
    text: str, person: str | None, account: str, title: str
) -> None:
    found = told(text, None)
    assert found.problem is None
    assert (found.person.name if found.person else None, found.account.name, found.title) == (
        person,
        account,
        title,
    )


def test_on_a_row_an_at_or_a_colon_names_another() -> None:
    assert told("@konex sand wet").account.name == "Konex"
    assert told("serafine: sand wet", JON).person.name == "Serafine Dupont"
    assert told("serafine sand wet", JON).person.name == "Jon Park"


@pytest.mark.parametrize(
    ("text", "code"),
    [("jon park sand", "ambiguous"), ("nobody known", "not_found"), ("@zzz sand", "not_found"), ("serafine:", "invalid_value"), ("e1", "not_found")],
)  # fmt: skip
def test_what_cannot_be_opened_says_why(text: str, code: str) -> None:
    found = told(text, None)
    assert found.problem is not None
    assert found.problem.code == code
    assert found.problem.hint


@given(st.text(max_size=60))
def test_no_text_stops_it(text: str) -> None:
    assert told(text).title is not None
    assert told(text, None) is not None
