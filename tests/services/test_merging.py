from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repcockpit.domain.businesstime import is_working_day
from repcockpit.domain.errors import AmbiguousError, NotFoundError, RefusedError, UsageError
from repcockpit.domain.ids import derived_id
from repcockpit.services.book import Book
from repcockpit.services.merging import merge, merge_records
from repcockpit.services.record_edits import set_record, snooze_record
from repcockpit.services.records import Listing, list_records, show_record, views_of
from repcockpit.services.search import search
from repcockpit.services.today import overdue_view, today_view, why_view
from repcockpit.store import rebuild
from repcockpit.store.calendars import Calendars
from repcockpit.store.derived import rebuild as derive
from repcockpit.store.schema import DERIVED, SYNCED, table_shape
from repcockpit.store.undo import take_back
from repcockpit.store.undo_order import next_to_redo, next_to_undo
from tests.services.seeding import Seed, fresh_book

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


class Twins:
    """Two accounts that are one, two people there who are one, and one row of every kind on the second of each."""

    def __init__(self, book: Book) -> None:
        seed = self.seed = Seed(book)
        self.book = book
        self.house = seed.account("Acme", city="Köln", phone="+49 221 1234567")
        self.copy = seed.account("ACME GmbH", segment=None, sector="Chemicals", phone="+49 30 7654321")
        self.third = seed.account("Third", segment="C")
        self.maria = seed.contact("Maria López", self.house, email="maria@acme.com", phone="+34 600 000 001")
        self.copied = seed.contact(
            "Lopez, Maria", self.copy, role="champion", email="m.lopez@acme.com", phone="600 000 001", title="Buyer",
            do_not_mail=1,
        )  # fmt: skip
        self.boss = seed.contact("Jon Park", self.copy, role=None, reports_to_id=self.copied)
        self.children = {
            "interaction": seed.met("2026-11-20", self.copy, self.copied, note="sand came late"),
            "task": self._child_of("task", kind="promise", title="send sheets", due_on="2026-11-30"),
            "request": self._child_of(
                "request", title="pumps stopped", opened_at=1_795_000_000_000, zone="UTC"
            ),
            "idea": self._child_of("idea", title="bigger bags"),
            "deal": self._child_of("deal", name="Pumps 2025", stage="won"),
            "info": self._child_of("info", title="new norm", brought_on="2026-11-01"),
            "feedback": self._child_of(
                "feedback", kind="nps", score=9, asked_on="2026-11-01", note="kind people"
            ),
        }
        self.planned = seed.met("2026-11-26", self.copy, self.copied, status="planned", outcome=None)
        training = seed.row(
            "training", {"topic": "Dosing", "given_on": "2026-10-01", "account_id": self.copy}
        )
        seed.row("training_person", {"training_id": training, "contact_id": self.copied})
        self.children["training"] = training
        self.children["holiday"] = seed.row("holiday", {"on_date": "2026-12-08", "account_id": self.copy})
        tag = seed.row("tag", {"name": "key"})
        field = seed.row("custom_field", {"name": "Rank"})
        for target in (self.copy, self.copied):
            seed.row("tagging", {"id": derived_id(tag, target), "tag_id": tag, "target_id": target})
            value: dict[str, object] = {"field_id": field, "target_id": target, "value": "7"}
            seed.row("custom_value", value | {"id": derived_id(field, target)})
        seed.row("contact_role", {"contact_id": self.copied, "role": "coach"})
        seed.row("contact_account", {"contact_id": self.copied, "account_id": self.third})
        seed.row("contact_point", {"contact_id": self.copied, "kind": "email", "value": "MARIA@acme.com"})
        seed.row(
            "contact_point", {"contact_id": self.copied, "kind": "phone", "value": "+49 1", "label": "home"}
        )

    def _child_of(self, table: str, **values: object) -> bytes:
        who = {"account_id": self.copy, "contact_id": self.copied}
        return self.seed.row(table, values | who)

    def merge_both(self) -> None:
        merge_records(self.book, "account", self.house, self.copy)
        merge_records(self.book, "contact", self.maria, self.copied)


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
    assert show_record(book, "account", twins.copy.hex()[:12]).id == twins.house
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
    why = why_view(book, promise._replace(subject_kind="contact"))
    assert [row.id for row in why.touches] == [twins.planned, twins.children["interaction"]]
    assert "send sheets" in [title for _, _, title in why.open_items]
    assert why.touches_365 == 1
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
    assert list(rebuild.differences(book.db)) == []


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
