from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repcockpit.domain.businesstime import is_working_day
from repcockpit.domain.errors import AmbiguousError, NotFoundError, RefusedError, UsageError
from repcockpit.services.book import Book
from repcockpit.services.details.panes import pane_of_item
from repcockpit.services.details.why import evidence
from repcockpit.services.merging import merge, merge_records
from repcockpit.services.record_edits import set_record, snooze_record
from repcockpit.services.records import Listing, list_records, show_record, views_of
from repcockpit.services.search import search
from repcockpit.services.today.day import today_view
from repcockpit.services.today.overdue import overdue_view
from repcockpit.store.calendars import Calendars
from repcockpit.store.derived import rebuild as derive
from repcockpit.store.schema import DERIVED, SYNCED, table_shape
from repcockpit.store.undo import take_back
from repcockpit.store.undo_order import next_to_redo, next_to_undo
from repcockpit.sync.merge import proof
from tests.services.seeding import Seed, fresh_book
from tests.services.twins import Twins

Rows = dict[tuple[str, bytes], tuple[Any, ...]]


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    with fresh_book(database) as opened:
        yield opened


def logged_rows(book: Book) -> Rows:
    """Every shown row by kind and id, dots and derived columns left out."""
    found: Rows = {}
    for kind in SYNCED:
        columns = table_shape(book.db, kind).columns
        for row in book.db.execute(f"select id, {', '.join(columns)} from {kind} where _hidden = 0"):
            found[kind, row[0]] = row[1:]
    return found


def derived_rows(book: Book) -> Rows:
    found: Rows = {}
    for kind, columns in DERIVED.items():
        for row in book.db.execute(f"select id, {', '.join(sorted(columns))} from {kind} where _hidden = 0"):
            found[kind, row[0]] = row[1:]
    return found


def undo(book: Book) -> None:
    row = next_to_undo(book.db, book.author_id)
    with book.write("undo", kind="undo", undoes=row.id) as unit:
        assert not list(take_back(book.db, row.no, unit))


def redo(book: Book) -> None:
    row = next_to_redo(book.db, book.author_id)
    with book.write("redo", kind="redo", undoes=row.id) as unit:
        assert not list(take_back(book.db, row.no, unit))


@pytest.fixture
def twins(book: Book) -> Twins:
    return Twins(book)


def test_blanks_are_filled_and_nothing_is_overwritten(book: Book, twins: Twins) -> None:
    account = merge(book, "account", "Acme", "ACME GmbH").view
    assert (account.name, account.segment, account.city, account.sector) == ("Acme", "A", "Köln", "Chemicals")
    assert (account.phone, account.custom, account.tags) == (
        "+49 221 1234567", {"Phone 2": "+49 30 7654321", "Rank": "7"}, ("key",),
    )  # fmt: skip
    person = merge(book, "contact", "Maria López", "Lopez, Maria").view
    assert (person.name, person.title, person.do_not_mail) == ("Maria López", "Buyer", True)
    assert person.emails == ("maria@acme.com", "m.lopez@acme.com")
    assert person.phones == ("+34 600 000 001", "+49 1")
    assert person.roles == ("decision_maker", "champion", "coach")
    assert [one.name for one in person.accounts] == ["Acme", "Third"]
    assert (person.tags, person.custom) == (("key",), {"Rank": "7"})


def test_an_address_is_filled_whole_or_not_at_all(book: Book) -> None:
    seed = Seed(book)
    keep = seed.account("One", city="Köln", revenue=None)
    drop = seed.account("Two", city="Bonn", street="Ring 1", revenue=5.5, currency="EUR")
    view = merge_records(book, "account", keep, drop).view
    assert (view.city, view.street, view.revenue, view.currency) == ("Köln", None, 5.5, "EUR")


def test_a_person_without_mail_role_and_account_gets_them(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Acme")
    keep = seed.contact("Ana", None, role=None)
    drop = seed.contact("Ana Gil", house, email="a@x.com", phone="123", role="coach")
    view = merge_records(book, "contact", keep, drop).view
    assert (view.email, view.phone, view.role, view.account.name) == ("a@x.com", "123", "coach", "Acme")
    assert (view.emails, view.phones, view.roles, len(view.accounts)) == (
        ("a@x.com",),
        ("123",),
        ("coach",),
        1,
    )


def test_every_child_is_shown_under_the_kept_one(book: Book, twins: Twins) -> None:
    twins.merge_both()
    for kind, record_id in twins.children.items():
        view = views_of(book, kind, [record_id])[0]
        assert view.account.id == twins.house, kind
        assert view.account.name == "Acme", kind
        if hasattr(view, "contact"):
            assert view.contact.id == twins.maria, kind
        if hasattr(view, "contacts"):
            assert [one.id for one in view.contacts] == [twins.maria], kind
    assert show_record(book, "contact", "Jon Park").account.id == twins.house
    assert show_record(book, "contact", "Jon Park").reports_to.id == twins.maria


def test_the_dropped_one_is_no_row_of_its_own(book: Book, twins: Twins) -> None:
    twins.merge_both()
    assert [one.name for one in list_records(book, "account", Listing()).rows] == ["Acme", "Third"]
    assert [one.name for one in list_records(book, "contact", Listing()).rows] == ["Jon Park", "Maria López"]
    assert show_record(book, "contact", twins.copied.hex()).id == twins.maria
    assert show_record(book, "account", twins.copy.hex()[:24]).id == twins.house
    assert show_record(book, "account", "ACME GmbH").id == twins.house
    for words in ("Lopez, Maria", "GmbH", "acme"):
        for hit in search(book, words):
            assert hit.id not in (twins.copy, twins.copied)
    assert [hit.id for hit in search(book, "GmbH")] == [twins.house]
    assert [row.title for row in list_records(book, "task", Listing(text="maría lópez")).rows] == [
        "send sheets"
    ]
    assert len(list_records(book, "interaction", Listing(text="maría lópez acme")).rows) == 2


def test_today_overdue_and_why_know_one_of_them(book: Book, twins: Twins) -> None:
    twins.merge_both()
    view = today_view(book)
    assert not {item.account_id for item in view.items} & {twins.copy}
    assert not {item.contact_id for item in view.items} & {twins.copied}
    meeting = next(item for item in view.items if item.kind == "meeting")
    assert (meeting.account_name, meeting.contact_name, meeting.others) == ("Acme", "Maria López", 0)
    clock = next(item for item in view.items if item.kind == "clock")
    assert (clock.account_id, clock.contact_id) == (twins.house, twins.maria)
    promise = next(item for item in view.items if item.kind == "promise")
    assert (promise.account_id, promise.contact_id) == (twins.house, twins.maria)
    rows_behind = evidence(book, "contact", twins.maria)
    assert [row.id for row in rows_behind] == [twins.planned, twins.children["interaction"]]
    pane = pane_of_item(book, promise)
    assert "send sheets" in [one.title for one in pane.open]
    assert pane.touches_365 == 1
    rows = overdue_view(book)
    assert not {row.id for row in (*rows.accounts, *rows.contacts)} & {twins.copy, twins.copied}


def test_the_last_touch_of_both_counts(book: Book, twins: Twins) -> None:
    seed = twins.seed
    seed.met("2026-11-02", twins.house, twins.maria)
    assert show_record(book, "contact", "Maria López").last_touch_on.isoformat() == "2026-11-02"
    twins.merge_both()
    assert show_record(book, "contact", "Maria López").last_touch_on.isoformat() == "2026-11-20"
    assert show_record(book, "account", "Acme").last_touch_on.isoformat() == "2026-11-20"
    with book.write("remove") as unit:
        unit.hide("interaction", twins.children["interaction"])
    assert show_record(book, "contact", "Maria López").last_touch_on.isoformat() == "2026-11-02"
    assert show_record(book, "account", "Acme").last_touch_on.isoformat() == "2026-11-02"
    seed.met("2026-11-10", twins.copy, twins.copied, outcome="no_answer")
    seed.met("2026-11-11", twins.house, twins.maria, outcome="busy")
    attempts = book.db.execute("select attempts, last_attempt_on from contact where id = ?", (twins.maria,))
    assert attempts.fetchone() == (2, "2026-11-11")


def test_a_new_owner_of_the_kept_account_keeps_the_people_of_both(book: Book, twins: Twins) -> None:
    twins.merge_both()
    jon = twins.seed.row("rep", {"name": "Jon"})
    with book.write("hand over") as unit:
        unit.update("account", twins.house, {"owner_id": jon})
    keepers = book.db.execute("select keeper_id from contact where id = ?", (twins.boss,)).fetchone()
    assert keepers == (jon,)


def test_a_snooze_of_the_dropped_one_holds(book: Book, twins: Twins) -> None:
    twins.seed.row("snooze", {"target_id": twins.copied, "until": "2027-01-01", "reason": "on leave"})
    twins.merge_both()
    assert show_record(book, "contact", "Maria López").cadence_status == "snoozed"
    assert all(item.contact_id != twins.maria for item in today_view(book).items if item.group == "due")


def test_undo_brings_both_back_and_redo_joins_them_again(book: Book, twins: Twins) -> None:
    before, derived = logged_rows(book), derived_rows(book)
    merge_records(book, "contact", twins.maria, twins.copied)
    merged = logged_rows(book)
    undo(book)
    assert logged_rows(book) == before
    assert derived_rows(book) == derived
    redo(book)
    assert logged_rows(book) == merged
    undo(book)
    assert logged_rows(book) == before
    assert list(proof.differences(book.db)) == []


def test_derived_columns_are_as_a_rebuild_makes_them(book: Book, twins: Twins) -> None:
    twins.merge_both()
    merge_records(book, "account", twins.third, twins.house)
    quick = derived_rows(book)
    book.db.execute("begin immediate")
    derive(book.db)
    book.db.execute("commit")
    assert derived_rows(book) == quick
    undo(book)
    quick = derived_rows(book)
    book.db.execute("begin immediate")
    derive(book.db)
    book.db.execute("commit")
    assert derived_rows(book) == quick


def test_what_cannot_be_merged_is_said(book: Book, twins: Twins) -> None:
    count = len(logged_rows(book))
    with pytest.raises(UsageError, match="a rep cannot be merged"):
        merge(book, "rep", "Ana Ruiz", "Ana Ruiz")
    with pytest.raises(RefusedError, match="Acme is one account already"):
        merge(book, "account", "Acme", twins.house.hex())
    with pytest.raises(NotFoundError):
        merge(book, "account", "Acme", "Nobody")
    with pytest.raises(NotFoundError):
        merge_records(book, "account", twins.house, bytes(16))
    twins.seed.contact("Maria López", twins.third)
    with pytest.raises(AmbiguousError):
        merge(book, "contact", "Maria López", "Jon Park")
    assert len(logged_rows(book)) == count + 1


def test_a_merged_one_is_not_merged_again(book: Book, twins: Twins) -> None:
    twins.merge_both()
    with pytest.raises(RefusedError, match="ACME GmbH is merged into Acme already"):
        merge(book, "account", "Acme", twins.copy.hex())
    with pytest.raises(RefusedError, match="ACME GmbH is merged into Acme already"):
        merge(book, "account", twins.copy.hex(), "Acme")
    with pytest.raises(RefusedError, match="ACME GmbH is merged into Acme") as problem:
        merge(book, "account", "Third", twins.copy.hex())
    assert twins.house.hex() in problem.value.hint


def test_what_lies_in_the_bin_is_not_merged(book: Book, twins: Twins) -> None:
    with book.write("remove") as unit:
        unit.hide("account", twins.copy)
    for words in ("ACME GmbH", twins.copy.hex()):
        with pytest.raises(RefusedError, match="is in the bin"):
            merge(book, "account", "Acme", words)
    with pytest.raises(RefusedError, match="is in the bin"):
        merge_records(book, "account", twins.house, twins.copy)


def test_a_cycle_made_by_two_devices_has_one_shown_root(book: Book, twins: Twins) -> None:
    with book.write("as a sync would") as unit:
        unit.update("account", twins.house, {"merged_into": twins.copy})
        unit.update("account", twins.copy, {"merged_into": twins.house})
    root = min(twins.house, twins.copy)
    assert [one.id for one in list_records(book, "account", Listing(text="acme")).rows] == [root]
    assert views_of(book, "task", [twins.children["task"]])[0].account.id == root
    assert show_record(book, "account", max(twins.house, twins.copy).hex()).id == root


def test_a_boss_who_is_the_same_person_is_not_kept(book: Book) -> None:
    seed = Seed(book)
    top = seed.contact("Top", None)
    drop = seed.contact("Ana G", None, reports_to_id=top)
    keep = seed.contact("Ana Gil", None, reports_to_id=drop)
    assert merge_records(book, "contact", keep, drop).view.reports_to.id == top
    other = seed.contact("Ana Gill", None, reports_to_id=keep)
    assert merge_records(book, "contact", keep, other).view.reports_to.id == top


_FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text(st.characters(codec="utf-8"), max_size=8),
        "email": st.sampled_from(["a@x.com", "A@X.com ", "b@x.com"]),
        "phone": st.sampled_from(["+34 600 000 001", "600000001", "7"]),
        "role": st.sampled_from(["champion", "coach"]),
        "do_not_contact": st.sampled_from([0, 1]),
        "birthday": st.just("1980-01-01"),
    },
)
_POINTS = st.lists(
    st.tuples(st.sampled_from(["email", "phone"]), st.sampled_from(["a@x.com", "7", "8"])), max_size=3
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ours=_FIELDS,
    theirs=_FIELDS,
    points=_POINTS,
    roles=st.lists(st.sampled_from(["coach", "blocker"]), unique=True),
)
def test_undo_of_any_merge_is_the_identity(
    book: Book, ours: dict[str, Any], theirs: dict[str, Any], points: list[tuple[str, str]], roles: list[str]
) -> None:
    with book.write("two people") as unit:
        keep = unit.insert("contact", {"name": "Ana"} | ours)
        drop = unit.insert("contact", {"name": "Ana Gil"} | theirs)
        for kind, value in points:
            unit.insert("contact_point", {"contact_id": drop, "kind": kind, "value": value})
        for role in roles:
            unit.insert("contact_role", {"contact_id": drop, "role": role})
    before = logged_rows(book)
    view = merge_records(book, "contact", keep, drop).view
    for field in ("title", "email", "phone", "role"):
        assert getattr(view, field) == (ours.get(field) or None) if ours.get(field) else True
    known = {mail.strip().casefold() for mail in view.emails}
    assert {str(one["email"]).strip().casefold() for one in (ours, theirs) if "email" in one} <= known
    assert set(roles) <= set(view.roles)
    undo(book)
    assert logged_rows(book) == before


def test_what_is_set_on_the_kept_one_reaches_links_of_the_dropped_one(book: Book, twins: Twins) -> None:
    twins.seed.row("snooze", {"target_id": twins.copied, "until": "2027-01-01", "reason": "on leave"})
    twins.merge_both()
    call = twins.children["interaction"].hex()
    view = set_record(book, "interaction", call, ["contacts+=Maria López", "contacts+=Jon Park"]).view
    assert [one.name for one in view.contacts] == ["Maria López", "Jon Park"]
    view = set_record(book, "interaction", call, ["contacts-=Maria López"]).view
    assert [one.name for one in view.contacts] == ["Jon Park"]
    snooze_record(book, "contact", "Maria López", "", None)
    assert show_record(book, "contact", "Maria López").cadence_status != "snoozed"


def test_a_day_off_of_the_dropped_account_is_one_of_the_kept_one(book: Book, twins: Twins) -> None:
    twins.merge_both()
    calendar = Calendars(book.db).of_account(twins.house, None)
    assert not is_working_day(calendar, date(2026, 12, 8))
