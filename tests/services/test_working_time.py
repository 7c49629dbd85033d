from datetime import date
from pathlib import Path

import pytest

from repcockpit.domain.errors import InvalidValueError, NotFoundError, RefusedError
from repcockpit.domain.settings import NUMBERS
from repcockpit.services.book import Book, open_book
from repcockpit.services.device import init_device
from repcockpit.services.history import undo
from repcockpit.services.numbers import acts_on, numbers_view, set_number
from repcockpit.services.record_edits import add_record
from repcockpit.services.working_time import (
    add_leave,
    calendar_view,
    change_own,
    checked_own,
    read_span,
    remove_leave,
    settle_device,
)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = open_book(tmp_path / "a.db", now="2026-11-24")
    init_device(made, "Ana Ruiz", country="ES")
    return made.refreshed()


def test_before_there_is_a_rep_only_a_name_is_taken(tmp_path: Path) -> None:
    book = open_book(tmp_path / "a.db", now="2026-11-24")
    view = calendar_view(book)
    assert (view.rep_id, view.zone, view.hours) == (None, "Europe/Madrid", "mon-fri 09:00-17:00")
    with pytest.raises(RefusedError):
        change_own(book, "timezone", "Asia/Tokyo")
    with pytest.raises(RefusedError):
        add_leave(book, "24/12")
    change_own(book, "rep", " Ana  Ruiz ")
    assert calendar_view(book).rep_name == "Ana Ruiz"
    assert book.rep_id == book.author_id


def test_the_zone_acts_at_once_and_undo_brings_the_former_back(book: Book) -> None:
    assert change_own(book, "timezone", "Asia/Tokyo") is not None
    assert (book.zone, calendar_view(book).zone) == ("Asia/Tokyo", "Asia/Tokyo")
    assert change_own(book, "timezone", "Asia/Tokyo") is None
    undo(book, None)
    settle_device(book)
    assert book.zone == "Europe/Madrid"


def test_hours_country_and_region(book: Book) -> None:
    change_own(book, "region", "MD")
    change_own(book, "hours", "Mon-Thu 8:00-16:00; fri 8:00-13:00")
    view = calendar_view(book)
    assert (view.country, view.region, view.hours) == ("ES", "MD", "mon-thu 08:00-16:00; fri 08:00-13:00")
    change_own(book, "country", "de")
    change_own(book, "hours", "")
    view = calendar_view(book)
    assert (view.country, view.region, view.has_own_hours) == ("DE", "", False)


@pytest.mark.parametrize(
    ("field", "text"),
    [("timezone", "Mars/Base"), ("country", "Spain"), ("region", "XX"), ("hours", "always"), ("rep", " ")],
)
def test_a_field_says_what_it_cannot_be(book: Book, field: str, text: str) -> None:
    with pytest.raises(InvalidValueError):
        checked_own(book, field, text)


def test_leave_is_added_and_taken_back(book: Book) -> None:
    assert read_span(book, "24/12 to 2/1") == (date(2026, 12, 24), date(2027, 1, 2))
    assert read_span(book, "fri") == (date(2026, 11, 27), date(2026, 11, 27))
    with pytest.raises(InvalidValueError, match="before the first"):
        read_span(book, "2026-12-24 to 2026-12-20")
    with pytest.raises(InvalidValueError, match="more than a year"):
        read_span(book, "2026-12-24..2028-12-20")
    add_leave(book, "24/12 to 2/1")
    (held,) = calendar_view(book).leave
    assert (held.since, held.until) == (date(2026, 12, 24), date(2027, 1, 2))
    remove_leave(book, held.id)
    assert calendar_view(book).leave == ()
    with pytest.raises(NotFoundError):
        remove_leave(book, held.id)


def test_numbers_show_default_and_own_value_and_whom_they_are_about(book: Book) -> None:
    add_record(book, "account", ("name=Northglass", "segment=A"))
    add_record(book, "contact", ("name=Maria", "account=Northglass", "role=champion"))
    assert [one.name for one in numbers_view(book)] == list(NUMBERS)
    set_number(book, "cadence.segment.A", ("value=12",))
    found = next(one for one in numbers_view(book) if one.name == "cadence.segment.A")
    assert (found.default, found.own, found.is_whole) == (10, 12, True)
    assert acts_on(book, "cadence.segment.A")[1].startswith("1 accounts follow")
    assert acts_on(book, "cadence.role.key")[1].startswith("1 people follow")
    assert all(acts_on(book, name)[0].startswith("It changes ") for name in NUMBERS)
