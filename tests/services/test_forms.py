from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit.domain.errors import InvalidValueError, NotFoundError, UsageError
from repcockpit.domain.forms import OWN_FIELD, EditedSinceError, Entry, Form, form_kinds
from repcockpit.services.book import Book
from repcockpit.services.forms import (
    check_field,
    edit_form,
    fits,
    new_form,
    problems,
    save_form,
    settle,
    twin_warning,
)
from repcockpit.services.history import undo
from repcockpit.services.record_edits import set_record
from repcockpit.services.records import view_of
from tests.services.seeding import Seed, fresh_book
from tests.services.twins import Twins


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    with fresh_book(database) as opened:
        yield opened


@pytest.fixture
def seed(book: Book) -> Seed:
    return Seed(book)


def typed(form: Form, **texts: str) -> Form:
    for name, text in texts.items():
        form = form.put(name, Entry(text, form.entry(name).picked))
    return form


def texts(form: Form) -> dict[str, str]:
    return {field.name: entry.text for field, entry in form.filled()}


def names(form: Form, book: Book, field: str) -> list[str]:
    return [one.name for one in fits(book, form, field)]


@pytest.mark.parametrize("kind", [kind for kind in form_kinds() if kind != "request"])
def test_a_new_form_opens_clean_with_what_is_sensible(book: Book, seed: Seed, kind: str) -> None:
    house = seed.account("Northglass")
    maria = seed.contact("Maria López", house)
    form = new_form(book, kind, contact_id=maria, account_id=house)
    assert not form.is_dirty
    assert not [
        text for name, text in problems(book, form).items() if name not in {f.name for f in form.missing()}
    ]
    held = texts(form)
    if kind == "contact":
        assert held["accounts"] == "Northglass"
    if kind in ("task", "promise", "deal", "idea", "training", "info", "feedback", "interaction"):
        assert held["account"] == "Northglass"
    if kind in ("task", "promise", "idea", "info"):
        assert held["contact"] == "Maria López"
    if kind in ("training", "info", "feedback"):
        assert "2026-11-24" in held.values()
    if kind in ("account", "task", "promise", "deal"):
        assert held["owner"] == "Ana Ruiz"


def test_what_has_no_form_is_refused(book: Book) -> None:
    for kind in ("request", "team"):
        with pytest.raises(UsageError):
            new_form(book, kind)
    with pytest.raises(NotFoundError):
        edit_form(book, "contact", b"x" * 16)


def test_a_new_contact_belongs_to_the_account_it_was_begun_on(book: Book, seed: Seed) -> None:
    house = seed.account("Northglass")
    form = typed(new_form(book, "contact", account_id=house), name="Ana Gil", roles="champ, coach")
    form = typed(form, emails="ana@x.com, gil@x.com", phones="+34 600 000 001", tags="key, new", note="tall")
    form = typed(form, **{OWN_FIELD: "Rank: 7", "interval_days": "20", "do_not_mail": "y"})
    done = save_form(book, form)
    assert done.text == "Added contact Ana Gil"
    view = view_of(book, "contact", done.id)
    assert (view.first_name, view.account.id, view.role, view.roles) == (
        "Ana",
        house,
        "champion",
        ("champion", "coach"),
    )
    assert (view.emails, view.phone) == (("ana@x.com", "gil@x.com"), "+34 600 000 001")
    assert (view.tags, view.custom, view.do_not_mail) == (("key", "new"), {"Rank": "7"}, True)
    assert view.tracking_started_on == book.today()
    undo(book)
    with pytest.raises(InvalidValueError, match="in the bin"):
        save_form(book, typed(edit_form(book, "contact", done.id), title="Buyer"))


def test_only_what_was_changed_is_written(book: Book, seed: Seed) -> None:
    house = seed.account("Northglass", city="Köln", revenue=1250000.0)
    form = edit_form(book, "account", house)
    assert (form.title, form.entry("revenue").text) == ("Northglass", "1250000")
    assert save_form(book, form) == ("account", house, "Nothing was changed", None)
    done = save_form(book, typed(form, segment="b", phone="+34 942 555 018"))
    assert done.text == "Saved Northglass: tier, phone"
    view = view_of(book, "account", house)
    assert (view.segment, view.segment_by, view.phone, view.city) == ("B", "hand", "+34 942 555 018", "Köln")
    from repcockpit.services.history import history  # noqa: PLC0415 -- only here

    assert {one.field for one in history(book, limit=1)[0].changes} == {"segment", "segment_by", "phone"}


def test_what_somebody_else_changed_is_not_overwritten_in_silence(book: Book, seed: Seed) -> None:
    house = seed.account("Northglass")
    maria = seed.contact("Maria López", house, phone="1234567")
    form = typed(
        edit_form(book, "contact", maria), phones="7654321", title="Buyer", roles="decision maker, coach"
    )
    set_record(book, "contact", "Maria López", ["phone=1111111", "department=QA"])
    with pytest.raises(EditedSinceError, match="phone of Maria López changed meanwhile") as caught:
        save_form(book, form)
    fresh = caught.value.fresh
    assert caught.value.names == ("phones",)
    assert (fresh.entry("phones").text, fresh.entry("department").text) == ("7654321", "QA")
    assert fresh.first[fresh.place("phones")].text == "1111111"
    save_form(book, fresh)
    view = view_of(book, "contact", maria)
    assert (view.phone, view.title, view.department) == ("7654321", "Buyer", "QA")
    assert view.roles == ("decision_maker", "coach")


def test_what_is_unclear_or_missing_is_a_problem_at_its_field(book: Book, seed: Seed) -> None:
    house = seed.account("Northglass")
    seed.contact("Maria López", house)
    seed.contact("Maria Gil", house)
    form = typed(
        new_form(book, "task"), due_on="31/2", contact="maria", account="nobody", owner="zed", priority="x"
    )
    assert problems(book, form) == {
        "title": "a task needs what",
        "due_on": "'31/2' is no date",
        "contact": "2 fit 'maria': choose one",
        "account": "no account is called 'nobody'",
        "owner": "none of us is called 'zed'",
        "priority": "no priority is called 'x'",
    }
    with pytest.raises(UsageError, match="a task needs what"):
        save_form(book, form)
    odd = seed.contact("Odd", house, email="not an e-mail")
    assert problems(book, edit_form(book, "contact", odd)) == {}


def test_names_that_mean_one_record_are_taken(book: Book, seed: Seed) -> None:
    house, other = seed.account("Northglass", city="Köln"), seed.account("Kan-code")
    maria, twin = seed.contact("Maria López", house), seed.contact("Maria López", other)
    form = typed(
        new_form(book, "task", account_id=house), title="send sheets", contact="lópez, maria", owner="me"
    )
    assert check_field(book, form, "contact").shown == "Maria López, Northglass"
    done = save_form(book, form)
    assert view_of(book, "task", done.id).contact.id == maria
    far = typed(new_form(book, "task"), title="x", contact="Maria López")
    assert check_field(book, far, "contact").problem == "2 fit 'Maria López': choose one"
    chosen = far.put("contact", Entry("Maria López", (("Maria López", twin),)))
    assert view_of(book, "task", save_form(book, chosen).id).contact.id == twin
    assert check_field(book, typed(far, account="north"), "account").shown == "Northglass, Köln"
    assert settle(book, typed(far, account="north"), "account").entry("account").picked == (
        ("Northglass", house),
    )
    assert settle(book, typed(far, account=" "), "account").entry("account") == Entry()


def test_several_people_by_name(book: Book, seed: Seed) -> None:
    house = seed.account("Goldman, Sachs & Co.")
    maria, jon = seed.contact("López, Maria", house), seed.contact("Jon Park", house)
    form = typed(new_form(book, "training", account_id=house), topic="Dosing", contacts="López, Maria, jon")
    form = form.put("contacts", form.entry("contacts")._replace(picked=(("López, Maria", maria),)))
    done = save_form(book, form)
    assert [one.id for one in view_of(book, "training", done.id).contacts] == [maria, jon]
    again = edit_form(book, "training", done.id)
    assert again.entry("account").text == "Goldman, Sachs & Co."
    save_form(book, typed(again, contacts="López, Maria", topic="Dosing 2"))
    assert [one.id for one in view_of(book, "training", done.id).contacts] == [maria]


def test_an_interaction_and_a_promise_by_form(book: Book, seed: Seed) -> None:
    house = seed.account("Northglass")
    maria = seed.contact("Maria López", house)
    form = typed(
        new_form(book, "interaction", contact_id=maria, account_id=house), occurred_on="yesterday 14:30"
    )
    done = save_form(book, typed(form, minutes="45", note="late\nsand"))
    held = edit_form(book, "interaction", done.id)
    assert held.entry("occurred_on").text == "2026-11-23 14:30"
    assert held.entry("note").text == "late\nsand"
    promise = typed(new_form(book, "promise", contact_id=maria), title="certificate", due_on="fri")
    kept = save_form(book, promise)
    assert kept.text == "Added promise certificate"
    assert view_of(book, "task", kept.id).kind == "promise"
    assert edit_form(book, "task", kept.id).kind == "promise"


def test_what_a_text_could_become(book: Book, seed: Seed) -> None:
    house = seed.account("Northglass", city="Köln")
    seed.account("North Star")
    seed.contact("Jon Park", house)
    seed.contact("Maria López", house, title="Buyer")
    form = new_form(book, "task", account_id=house)
    assert names(form, book, "contact") == ["Jon Park", "Maria López"]
    assert names(typed(form, contact="mar"), book, "contact") == ["Maria López"]
    assert set(names(typed(form, account="north"), book, "account")) == {"North Star", "Northglass"}
    assert names(typed(form, priority="l"), book, "priority") == ["low"]
    assert len(names(typed(form, kind=""), book, "kind")) == 7
    assert names(form, book, "owner") == ["Ana Ruiz"]
    person = typed(new_form(book, "contact"), name="X", tags="key", **{OWN_FIELD: "Rank: 7"})
    save_form(book, person)
    fresh = new_form(book, "contact")
    assert names(typed(fresh, tags="new, k"), book, "tags") == ["key"]
    assert names(typed(fresh, **{OWN_FIELD: "ra"}), book, OWN_FIELD) == ["Rank"]
    assert names(typed(fresh, **{OWN_FIELD: "Rank: 7"}), book, OWN_FIELD) == []
    assert names(fresh, book, "title") == []


def test_duplicates_are_named_at_entry(book: Book, seed: Seed) -> None:
    house = seed.account("Northglass GmbH", city="Köln")
    maria = seed.contact("Maria López", house, email="maria@x.com")
    new = new_form(book, "account")
    assert (
        twin_warning(book, typed(new, name="northglass"), "name")
        == "Northglass GmbH in Köln is in the book already"
    )
    assert twin_warning(book, typed(new, name="Southglass"), "name") == ""
    assert twin_warning(book, new, "name") == ""
    person = new_form(book, "contact")
    told = "Maria López at Northglass GmbH is in the book already"
    assert twin_warning(book, typed(person, name="maria lopez"), "name") == told
    here = typed(person, name="Maria Lopez", accounts="Northglass GmbH")
    assert twin_warning(book, here, "accounts") == told
    mail = twin_warning(book, typed(person, emails="Maria@x.com"), "emails")
    assert mail == "Maria López at Northglass GmbH has this e-mail already"
    assert twin_warning(book, typed(person, title="x"), "title") == ""
    itself = typed(edit_form(book, "contact", maria), name="Maria Lopez")
    assert twin_warning(book, itself, "name") == ""
    assert twin_warning(book, edit_form(book, "contact", maria), "name") == ""


def test_a_person_at_several_accounts(book: Book, seed: Seed) -> None:
    house, other = seed.account("Goldman, Sachs & Co."), seed.account("Kan-code")
    maria = seed.contact("Maria López", house)
    seed.contact("Jon Park", other)
    form = edit_form(book, "contact", maria)
    form = typed(form, accounts="Goldman, Sachs & Co., kan")
    assert names(form, book, "reports_to") == []
    save_form(book, form)
    view = view_of(book, "contact", maria)
    assert (view.account.id, [one.id for one in view.accounts]) == (house, [house, other])
    moved = typed(edit_form(book, "contact", maria), accounts="Kan-code")
    assert names(settle(book, moved, "accounts"), book, "reports_to") == ["Jon Park"]
    save_form(book, moved)
    assert [one.id for one in view_of(book, "contact", maria).accounts] == [other]


def test_every_kind_is_edited_as_it_was_read(book: Book) -> None:
    twins = Twins(book)
    leave = seed_leave(twins.seed, book)
    for kind, record_id in (*twins.children.items(), ("leave", leave), ("rep", book.author_id or b"")):
        form = edit_form(book, kind, record_id)
        assert not form.is_dirty
        assert save_form(book, form).txn is None
        field = next(field for field in form.fields if field.control in ("text", "number", "date"))
        name = field.name
        changed = typed(form, **{name: "2026-12-01" if field.control == "date" else "7"})
        if changed.is_dirty:
            assert save_form(book, changed).txn is not None, kind
            assert edit_form(book, kind, record_id).entry(name).text == changed.entry(name).text


def seed_leave(seed: Seed, book: Book) -> bytes:
    return seed.row("leave", {"rep_id": book.author_id, "since": "2026-11-30", "until": "2026-12-04"})
