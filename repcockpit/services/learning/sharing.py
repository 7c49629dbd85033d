"""The library written to: new items, and who was brought what; nothing is brought twice unawares."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from repcockpit.domain.dates import format_date
from repcockpit.domain.errors import InvalidValueError, NotFoundError, RefusedError, UsageError
from repcockpit.domain.ids import derived_id
from repcockpit.domain.names import fold
from repcockpit.domain.words import INFO_KINDS, REACTIONS
from repcockpit.services.decisions.chosen import Decided
from repcockpit.services.learning.library import who_got
from repcockpit.store.reads import library as shelf
from repcockpit.store.reads.details import group_ids
from repcockpit.store.reads.learning import work_of
from repcockpit.store.reads.records import titles_of

if TYPE_CHECKING:
    from repcockpit.domain.views.learning import Got
    from repcockpit.services.book import Book

_WEB = ("http://", "https://", "www.")


def add_item(
    book: "Book",
    title: str,
    where: str = "",
    kind: str | None = None,
    sectors: Sequence[str] = (),
    writer_id: bytes | None = None,
    due_on: date | None = None,
) -> Decided:
    """A new item of the library; `where` is the path of a file, a link, or the text itself.

    Nothing is fetched: a path is only kept. Raises UsageError without a title, InvalidValueError for a kind.
    """
    if not title.strip():
        raise UsageError("what is it called?", "write a title")
    if kind is not None and kind not in INFO_KINDS:
        raise InvalidValueError(f"{kind!r} is no kind of information", "one of: " + ", ".join(INFO_KINDS))
    text = f"Added to the library: {title.strip()}"
    fields: dict[str, object] = {
        "title": title.strip(),
        "kind": kind,
        "writer_id": writer_id,
        "due_on": due_on.isoformat() if due_on else None,
        place_of(where): where.strip() or None,
    }
    with book.write(text) as unit:
        info = unit.insert("info", {name: value for name, value in fields.items() if value is not None})
        for sector in dict.fromkeys(one.strip() for one in sectors if one.strip()):
            row = {"id": derived_id(info, sector), "info_id": info, "sector": sector}
            unit.insert("info_sector", row)
    return Decided(text, unit.txn)


def place_of(where: str) -> str:
    """In which field a place is kept: `url` of the web, `path` of a file, else it is a `note`."""
    text = where.strip()
    if text.lower().startswith(_WEB):
        return "url"
    looks_like_file = "\n" not in text and (
        text.startswith(("/", "~", "./", "../", "\\\\")) or text[1:3] in (":\\", ":/")
    )
    return "path" if looks_like_file else "note"


def share_item(
    book: "Book",
    info_id: bytes,
    contact_id: bytes | None,
    account_id: bytes | None,
    reaction: str | None = None,
    *,
    is_again: bool = False,
    on: date | None = None,
) -> Decided:
    """An item brought to somebody, with how it was taken.

    Raises RefusedError where that person had it (`is_again` brings it all the same), NotFoundError for what is
    no item of the library, InvalidValueError for another reaction than useful, neutral or no.
    """
    _check_reaction(reaction)
    title = next((row.title for row in shelf.item_rows(book.db) if row.id == info_id), None)
    if title is None:
        raise NotFoundError("this is no item of the library", "N shows the library")
    if contact_id is None and account_id is None:
        raise UsageError("brought to whom?", "choose a person or an account")
    if account_id is None:
        account_id = work_of(book.db, contact_id).account_id
    before = had_already(book, info_id, contact_id, account_id)
    if before is not None and not is_again:
        when = format_date(before.on, book.today()) if before.on else "before"
        raise RefusedError(f"{_whom(book, contact_id, account_id)} had it {when}", "nothing is brought twice")
    text = f"Brought {title} to {_whom(book, contact_id, account_id)}"
    fields = {
        "info_id": info_id,
        "contact_id": contact_id,
        "account_id": account_id,
        "brought_on": (on or book.today()).isoformat(),
        "reaction": reaction,
    }
    with book.write(text) as unit:
        unit.insert("share", {name: value for name, value in fields.items() if value is not None})
    return Decided(text, unit.txn)


def had_already(
    book: "Book", info_id: bytes, contact_id: bytes | None, account_id: bytes | None
) -> "Got | None":
    """When this person had the item, or their account without a name; None: never."""
    people = set(group_ids(book.db, "contact", contact_id)) if contact_id is not None else set()
    for got in who_got(book, info_id):
        if got.contact is not None and got.contact.id in people:
            return got
        if got.account is not None and got.account.id == account_id and (got.contact is None or not people):
            return got
    return None


def note_reaction(book: "Book", got_kind: str, got_id: bytes, reaction: str | None) -> Decided:
    """How something brought was taken; `got_kind` is share, or info for a line of the log."""
    _check_reaction(reaction)
    text = f"Reaction: {reaction or 'unknown'}"
    with book.write(text) as unit:
        unit.update("share" if got_kind == "share" else "info", got_id, {"reaction": reaction})
    return Decided(text, unit.txn)


def item_called(book: "Book", title: str) -> bytes | None:
    """The item of the library with this title, accents and capitals aside; the newest of several."""
    wanted = fold(title)
    if not wanted:
        return None
    return next((row.id for row in shelf.item_rows(book.db) if fold(row.title) == wanted), None)


def _check_reaction(reaction: str | None) -> None:
    if reaction is not None and reaction not in REACTIONS:
        raise InvalidValueError(f"a reaction cannot be {reaction!r}", "one of: " + ", ".join(REACTIONS))


def _whom(book: "Book", contact_id: bytes | None, account_id: bytes | None) -> str:
    kind, record_id = ("contact", contact_id) if contact_id is not None else ("account", account_id)
    return titles_of(book.db, kind, [record_id]).get(record_id, "") if record_id else ""
