from datetime import UTC, date, datetime

import pytest

from repcockpit.domain.dates import parse_date
from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.form_checks import Checked, check_entry, entry_text, held_entry
from repcockpit.domain.forms import Entry, FormField, blank_own_field, form_fields, own_field
from repcockpit.domain.records import Direction
from repcockpit.domain.views.record_requests import Link

TODAY = date(2026, 11, 24)


def day(text: str, direction: Direction) -> date:
    found = parse_date(text, TODAY, direction=direction)
    if found is None:
        raise InvalidValueError(f"{text!r} is no date", "")
    return found


def moment(text: str) -> tuple[date, datetime | None]:
    if text.endswith("14:30"):
        return TODAY, datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
    return day(text, "back"), None


def named(kind: str, name: str) -> FormField:
    return next(one for one in form_fields(kind) if one.name == name)


def said(kind: str, name: str, text: str) -> Checked:
    return check_entry(named(kind, name), Entry(text), day, moment)


@pytest.mark.parametrize(
    ("kind", "name", "text", "shown"),
    [
        ("task", "due_on", "fri", "2026-11-27 Fri"),
        ("task", "done_on", "fri", "2026-11-20 Fri"),
        ("task", "due_on", "2026-12-01", "2026-12-01 Tue"),
        ("interaction", "occurred_on", "yesterday", "2026-11-23 Mon"),
        ("interaction", "occurred_on", "today 14:30", "2026-11-24 Tue 14:30"),
        ("contact", "roles", "dec", "decision maker"),
        ("contact", "roles", "champion", ""),
        ("contact", "support", "supp", "supporter"),
        ("account", "interval_days", "30", "about 12 a year"),
        ("account", "interval_days", "700", ""),
        ("account", "revenue", "1250000.5", "1,250,000.50"),
        ("account", "revenue", "1250000", "1,250,000"),
        ("account", "country", "es", "ES"),
        ("account", "timezone", "Europe/Madrid", ""),
        ("contact", "emails", "a.b@x.co.uk, c@d.com", ""),
        ("contact", "phones", "+34 942 555 018", ""),
        ("contact", "name", "Ana", ""),
        ("contact", "name", "  ", ""),
        ("feedback", "score", "9", ""),
    ],
)
def test_what_will_be_saved_is_shown(kind: str, name: str, text: str, shown: str) -> None:
    assert said(kind, name, text) == Checked(shown=shown)


@pytest.mark.parametrize(
    ("kind", "name", "text", "problem"),
    [
        ("task", "due_on", "31/2", "'31/2' is no date"),
        ("interaction", "occurred_on", "soon", "'soon' is no date"),
        ("account", "segment", "Z", "no tier is called 'Z'"),
        ("contact", "roles", "champion, boss", "no role is called 'champion, boss'"),
        ("account", "interval_days", "often", "interval cannot be 'often'; interval is a whole number"),
        ("account", "interval_days", "0", "interval cannot be 0; interval is a number at least 1, at most 3650"),
        ("account", "timezone", "Mars/North", "there is no time zone 'Mars/North'"),
        ("contact", "emails", "a@x.com, b", "'b' is no e-mail: name@company.com"),
        ("rep", "email", "ana", "'ana' is no e-mail: name@company.com"),
        ("contact", "phones", "ask Jon", "'ask Jon' is no phone: it has no digits"),
    ],
)  # fmt: skip
def test_a_problem_names_the_field_in_its_own_words(kind: str, name: str, text: str, problem: str) -> None:
    assert said(kind, name, text).problem == problem


def test_what_looks_odd_is_said_and_hinders_nothing() -> None:
    assert said("contact", "phones", "5550").warning == "short for a phone number"
    assert said("account", "phone", "5550").warning == "short for a phone number"
    assert said("contact", "birthday", "in May").warning.startswith("write it like")
    assert said("contact", "birthday", "--04-21") == Checked()


def test_fields_of_ones_own_take_anything() -> None:
    assert check_entry(own_field("contact", "Rank"), Entry("x"), day, moment) == Checked()
    blank = blank_own_field("contact")
    assert check_entry(blank, Entry("Rank: 7"), day, moment).shown == "Rank = 7"
    assert check_entry(blank, Entry("Rank"), day, moment).problem


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 9, 5, tzinfo=UTC), "2026-01-02 09:05"),
        (1250000.0, "1250000"),
        (12.5, "12.5"),
        (30, "30"),
        (("a", "b"), "a, b"),
        ("x", "x"),
    ],
)
def test_values_are_written_as_they_can_be_read(value: object, text: str) -> None:
    assert entry_text(value) == text


def test_links_bring_their_records_along() -> None:
    account, people = named("interaction", "account"), named("interaction", "contacts")
    assert held_entry(account, Link(b"a" * 16, "Acme")) == Entry("Acme", (("Acme", b"a" * 16),))
    assert held_entry(account, None) == Entry()
    two = (Link(b"a" * 16, "Ana"), Link(b"b" * 16, "Bo"))
    assert held_entry(people, two).text == "Ana, Bo"
    assert held_entry(named("contact", "roles"), ("decision_maker", "coach")) == Entry(
        "decision maker, coach"
    )
