"""FIELD=VALUE words as columns and link rows: names looked up, defaults of a new record, sets added to."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.names import display_name, split_name
from repcockpit.domain.records import CUSTOM, FIELDS, Assignment, value_of
from repcockpit.domain.words import FACT_VALUES
from repcockpit.services.local_dates import read_day, read_moment
from repcockpit.services.lookup import find
from repcockpit.services.record_sets import SetChange, set_change
from repcockpit.store.reads import records as reads
from repcockpit.store.reads.records_held import columns_of
from repcockpit.store.reads.requests import home_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit

Columns = dict[str, Any]
_PARENTS = {("contact", "reports_to_id"), ("account", "parent_id"), ("rep", "manager_id")}


class Values(NamedTuple):
    """What a record is to hold: plain columns, and changes to its sets."""

    columns: Columns
    sets: list[SetChange]

    def write_sets(self, unit: "Unit", record_id: bytes) -> None:
        """Write the changes to the sets of record `id`."""
        for change in self.sets:
            change.write(unit, record_id)


def read_values(book: "Book", kind: str, given: Sequence[Assignment], record_id: bytes | None) -> Values:
    """The words as values; `id` is the record that is changed, None for a new one.

    Raises InvalidValueError, NotFoundError, AmbiguousError.
    """
    columns: Columns = {}
    sets: list[SetChange] = []
    account = _account_named(book, given)
    for one in given:
        field = one.field
        if field.is_many or field.name == CUSTOM:
            sets.append(set_change(book, kind, one, account))
        elif field.type == "link":
            columns[field.column] = _linked(book, one, account)
        elif field.type == "moment":
            columns.update(_moment(book, one))
        else:
            columns[field.column] = value_of(one, _days(book), lambda text: read_moment(book, text, "back"))
    _check_walk(book, kind, columns, record_id)
    return Values(_completed(book, kind, columns, record_id), sets)


def _days(book: "Book") -> Callable[[str, Any], date]:
    return lambda text, direction: read_day(book, text, direction)


def _account_named(book: "Book", given: Sequence[Assignment]) -> str | None:
    """The name of the account that the words give, which decides between people of one name."""
    text = next((one.text for one in given if one.field.name == "account" and one.text), None)
    if text is None:
        return None
    record_id = find(book, "account", text)
    return reads.titles_of(book.db, "account", [record_id]).get(record_id)


def _linked(book: "Book", one: Assignment, account: str | None) -> bytes | None:
    if not one.text:
        return None
    return find(book, one.field.target, one.text, account=account if one.field.target == "contact" else None)


def _moment(book: "Book", one: Assignment) -> Columns:
    if not one.text:
        raise InvalidValueError("an interaction needs its day", "write occurred_on=yesterday")
    day, at = read_moment(book, one.text, "back")
    return {"occurred_on": day, "occurred_at": _ms(at), "zone": book.zone}


def _ms(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp() * 1000)


def _check_walk(book: "Book", kind: str, columns: Columns, record_id: bytes | None) -> None:
    """Refuse a line of reporting, or of parents, that leads back to its own start."""
    for table, column in _PARENTS:
        if table != kind or not columns.get(column) or record_id is None:
            continue
        seen, here = set[bytes](), columns[column]
        while here is not None and here not in seen:
            if here == record_id:
                raise InvalidValueError(
                    f"{column.removesuffix('_id')} would lead back to itself", "choose another"
                )
            seen.add(here)
            (here,) = columns_of(book.db, table, (column,), here)


def _completed(book: "Book", kind: str, columns: Columns, record_id: bytes | None) -> Columns:
    """What other columns follow from those that were said."""
    if kind == "account" and "segment" in columns:
        columns["segment_by"] = "hand" if columns["segment"] else None
    if kind == "contact":
        _complete_name(book, columns, record_id)
    if kind == "task" and columns.get("status") == "completed" and "done_on" not in columns:
        columns["done_on"] = book.today()
    if kind == "task" and columns.get("done_on") and "status" not in columns:
        columns["status"] = "completed"
    if kind in ("leave", "holiday", "target"):
        _check_span(book, kind, columns, record_id)
    if kind == "rate" and columns.get("per") == 0:
        raise InvalidValueError("per cannot be 0", "per is how much of it one of the reporting currency buys")
    if kind == "idea" and "status" in columns:
        columns["status_on"] = book.today()
    if kind == "contact" and columns.get("support"):
        columns.setdefault("support_on", book.today())
    if kind == "task" and "due_on" in columns:
        _keep_first_due(book, columns, record_id)
    if kind == "task" and record_id is not None and columns.get("note"):
        columns["noted_on"] = book.today()
    if kind == "fact":
        _check_fact(book, columns, record_id)
    if kind == "feedback":
        _check_score(book, columns, record_id)
    return columns


def _complete_name(book: "Book", columns: Columns, record_id: bytes | None) -> None:
    parts = {"first_name", "last_name"} & columns.keys()
    if "name" in columns and columns["name"] and not parts:
        first, last = split_name(columns["name"])
        columns.update(first_name=first or None, last_name=last or None)
    elif parts and "name" not in columns:
        held = columns_of(book.db, "contact", ("first_name", "last_name"), record_id)
        first, last = (
            columns.get(name, old) for name, old in zip(("first_name", "last_name"), held, strict=True)
        )
        columns["name"] = display_name(first, last) or None


def _check_span(book: "Book", kind: str, columns: Columns, record_id: bytes | None) -> None:
    first = "on_date" if kind == "holiday" else "since"
    held = columns_of(book.db, kind, (first, "until"), record_id)
    since, until = (
        str(columns.get(name, old) or "") for name, old in zip((first, "until"), held, strict=True)
    )
    if since and until and until < since:
        raise InvalidValueError(
            f"it would end on {until}, before it begins on {since}", "give the later day as until"
        )
    if kind == "leave":
        _check_cover(book, columns, record_id)


def _check_cover(book: "Book", columns: Columns, record_id: bytes | None) -> None:
    held = columns_of(book.db, "leave", ("rep_id", "cover_id"), record_id)
    rep, cover = (columns.get(name, old) for name, old in zip(("rep_id", "cover_id"), held, strict=True))
    if rep is not None and rep == cover:
        raise InvalidValueError("nobody covers their own leave", "name somebody else as cover")


def _check_score(book: "Book", columns: Columns, record_id: bytes | None) -> None:
    held = columns_of(book.db, "feedback", ("kind", "score"), record_id)
    kind, score = (columns.get(name, old) for name, old in zip(("kind", "score"), held, strict=True))
    if kind == "csat" and score is not None and not 1 <= score <= 5:
        raise InvalidValueError(f"a CSAT cannot be {score}", "CSAT is from 1 to 5; NPS is from 0 to 10")


def _keep_first_due(book: "Book", columns: Columns, record_id: bytes | None) -> None:
    """The day a task had first stays known when it moves."""
    due, first = columns_of(book.db, "task", ("due_on", "first_due_on"), record_id)
    if first is None and (due or columns["due_on"]):
        columns["first_due_on"] = due or columns["due_on"]


def _check_fact(book: "Book", columns: Columns, record_id: bytes | None) -> None:
    held = columns_of(book.db, "fact", ("kind", "value"), record_id)
    kind, value = (columns.get(name, old) for name, old in zip(("kind", "value"), held, strict=True))
    allowed = FACT_VALUES.get(kind or "", ())
    if value is not None and allowed:
        columns["value"] = str(value).strip().lower()
        if columns["value"] not in allowed:
            raise InvalidValueError(f"{kind} cannot be {value!r}", "one of: " + ", ".join(allowed))


def new_values(book: "Book", kind: str, values: Values) -> Values:
    """The values of a new record: what was not said takes its default."""
    today = book.today()
    owner = {"owner_id": book.author_id}
    tracked = {"tracking_started_on": today}
    defaults: dict[str, Columns] = {
        "account": {"status": "customer", **owner, **tracked},
        "contact": {"status": "active", **tracked},
        "interaction": _new_interaction(book, values.columns),
        "task": {"kind": "task", "status": "not_started", **owner, **tracked},
        "deal": {"stage": "open", **owner},
        "idea": {"status": "new", "status_on": today, **owner},
        "training": {"kind": "initial", **({} if values.columns.get("due_on") else {"given_on": today})},
        "info": {} if _is_library_item(values) else {"brought_on": today},
        "share": {"brought_on": today},
        "fact": {"on_date": today},
        "rate": {"on_date": today},
        "feedback": {"kind": "nps", "asked_on": today},
        "rep": {"role": "rep"},
    }
    if kind == "contact" and not values.columns.get("name"):
        values.columns["name"] = values.columns.get("email")
    return values._replace(columns={**defaults.get(kind, {}), **_home(book, kind, values), **values.columns})


def _home(book: "Book", kind: str, values: Values) -> Columns:
    """The account of the first person named, for what is with a person and says no account."""
    if kind == "contact" or not any(field.column == "account_id" for field in FIELDS[kind]):
        return {}
    named = [change.members[0] for change in values.sets if change.name == "contacts" and change.members]
    person = values.columns.get("contact_id") or (named[0] if named else None)
    home = home_of(book.db, person) if isinstance(person, bytes) else None
    return {} if home is None else {"account_id": reads.survivor(book.db, "account", home)}


def _is_library_item(values: Values) -> bool:
    """Whether something to bring is described, and not that it was brought to somebody."""
    held = {"path", "url", "note", "writer_id", "due_on"} & values.columns.keys()
    is_brought = bool(values.columns.get("contact_id") or values.columns.get("account_id"))
    return bool(held) or not is_brought or any(change.name == "sectors" for change in values.sets)


def _new_interaction(book: "Book", said: Columns) -> Columns:
    day = said.get("occurred_on") or book.today()
    is_planned = day > book.today() if "status" not in said else said["status"] == "planned"
    return {
        "type": "call",
        "status": "planned" if is_planned else "completed",
        "outcome": None if is_planned or said.get("type") == "note" else "connected",
        "occurred_on": day,
        "zone": book.zone,
        "rep_id": book.author_id,
        "logged_at": int(book.now().timestamp() * 1000),
        "source": "typed",
    }
