"""Erase a person for good: on this device at once, on every other with its next sync, and in every later copy.

What is personal is blanked in the rows, in every former value, in the log and in all frames; interactions stay
with "erased person #n". An erase is never undone. Mentions in other texts are shown, and blanked on request.
"""

from typing import TYPE_CHECKING, Any

from repcockpit.domain.duplicates import normal_phone
from repcockpit.domain.errors import NotFoundError, RefusedError
from repcockpit.domain.names import fold
from repcockpit.domain.views.erasing import EraseView, MentionView, NoticeView
from repcockpit.services.lookup import find
from repcockpit.store.erased import ErasedRow, Recognition, erased_people
from repcockpit.store.reads import erasing as reads
from repcockpit.store.reads import person
from repcockpit.store.reads.history import rows_named
from repcockpit.store.reads.person import Stored
from repcockpit.store.record_kinds import ERASE
from repcockpit.sync.blanks import MATCH, TXN, erased_name
from repcockpit.sync.erasing import Erasing
from repcockpit.sync.scrubbing import scrub
from repcockpit.sync.switch import encrypts, kept_keyring

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit
    from repcockpit.sync.crypto.keyring import Keyring

_LABEL = "erase a person"
_SHORT = 4


class _Found:
    """Everything that an erase of one person is about."""

    def __init__(self, book: "Book", person_id: bytes, *, with_mentions: bool) -> None:
        self.people = person.merged_ids(book.db, person_id)
        self.about = person.ids_about(book.db, self.people)
        self.personal = list(reads.personal_rows(book.db, self.about))
        names, is_named = _naming(self.personal)
        own = [row.id for row in self.personal]
        self.mentions = [
            MentionView(one.kind, one.id, one.field, one.text, _goes(one, with_mentions=with_mentions))
            for one in reads.mentions(book.db, names, is_named, own)
        ]
        self.labelled = reads.labelled(book.db)
        self.emails = reads.emails_of(book.db, self.people)

    def rows(self, db: Any) -> list[ErasedRow]:
        """What is to be blanked; the rows about the person without fields: the labels about them go."""
        recognition = Recognition(db)
        fields: dict[tuple[str, bytes], set[str]] = {
            (row.kind, row.id): set(reads.PERSONAL[row.kind]) for row in self.personal
        }
        for one in self.mentions:
            if one.blanked:
                fields.setdefault((one.kind, one.id), set()).add(one.field)
        for table, ids in self.about.items():
            for row_id in ids:
                fields.setdefault((table, row_id), set())
        for txn_id in self.labelled:
            fields[TXN, txn_id] = set()
        match = recognition.match_of(self.emails)
        return [
            ErasedRow(table, row_id, frozenset(names), None, match if table == "contact" else None)
            for (table, row_id), names in fields.items()
        ]

    def view(self, *, txn: bytes | None, left: tuple[str, ...] = ()) -> EraseView:
        """What went, or would go."""
        gone: dict[str, int] = {}
        for row in self.personal:
            gone[row.kind] = gone.get(row.kind, 0) + 1
        kept = {
            kind: len(ids) - gone.get(kind, 0)
            for kind, ids in self.about.items()
            if len(ids) > gone.get(kind, 0)
        }
        mentions = tuple(
            one._replace(text=None if txn and one.blanked else one.text) for one in self.mentions
        )
        return EraseView(self.people[0], erased_name(self.people[0]), txn, gone, kept, mentions, left)


def person_named(book: "Book", text: str) -> bytes:
    """The person that a name or the first digits of an id means; one in the bin where no other fits.

    Raises NotFoundError, AmbiguousError, InvalidValueError.
    """
    try:
        return find(book, "contact", text)
    except NotFoundError:
        binned = rows_named(book.db, "contact", text)
        if len(binned) != 1:
            raise
        return binned[0][0]


def erase_preview(book: "Book", person_id: bytes, *, with_mentions: bool = False) -> EraseView:
    """What `erase_person` would take and leave; nothing is written. Raises RefusedError for somebody erased."""
    _refuse_erased(book, person_id)
    return _Found(book, person_id, with_mentions=with_mentions).view(txn=None)


def erase_person(
    book: "Book",
    person_id: bytes,
    *,
    with_mentions: bool = False,
) -> EraseView:
    """Erase a person, and whoever was merged into them; the other devices follow with their next sync.

    `with_mentions` blanks free texts of other rows that name them, too. Backups made by the program are
    blanked. Raises RefusedError for somebody who is erased already, and where the key of a team that encrypts
    is not on this device.
    """
    _refuse_erased(book, person_id)
    keyring = _keyring(book)
    with book.write(_LABEL, kind="erase") as unit:
        found = _Found(book, person_id, with_mentions=with_mentions)
        rows = found.rows(unit.db)
        (number,) = unit.db.execute("select coalesce(max(no), 0) + 1 from txn").fetchone()
        erasing = Erasing(unit.db, keyring, keyring, unit.names)
        erasing.take(one._replace(txn_no=number) for one in rows)
        erasing.finish()
        _enter(unit, rows)
        for one in person.shown_ids(unit.db, "contact", found.people):
            unit.update("contact", one, {"status": "erased"})
    left = scrub(book.db, book.path, keyring, keyring)
    return found.view(txn=unit.txn, left=left)


def _keyring(book: "Book") -> "Keyring | None":
    """What opens and seals the frames that are held; None of a plain team."""
    found = kept_keyring(book.db)
    if found is None and encrypts(book.db):
        raise RefusedError(
            "the key of the team is not on this device",
            "sync once with the passphrase: repcockpit sync --passphrase-file F",
        )
    return found


def _enter(unit: "Unit", rows: list[ErasedRow]) -> None:
    """The erase records of the log; seen by everybody, naming fields and no value."""
    by_table: dict[str, list[list[Any]]] = {}
    match_no = unit.names.number(MATCH)
    for one in rows:
        new = {unit.names.number(name): None for name in sorted(one.fields)}
        record = [
            ERASE,
            unit.names.number(one.table),
            one.row_id,
            0,
            {**new, match_no: one.match or b""},
            {},
        ]
        by_table.setdefault(one.table, []).append(record)
    for table, records in by_table.items():
        unit.journal.add(table, records, [None] * len(records))


def erasures(book: "Book") -> tuple[NoticeView, ...]:
    """Everybody who was erased, as far as this device knows, the newest first."""
    return tuple(
        NoticeView(one.contact_id, one.name, book.local(one.at) if one.at is not None else None, one.by)
        for one in reads.notices(book.db)
    )


def _refuse_erased(book: "Book", person_id: bytes) -> None:
    if person_id in erased_people(book.db):
        raise RefusedError("that person is erased already", "`repcockpit doctor` says who was erased")


def _goes(one: reads.Mention, *, with_mentions: bool) -> bool:
    return one.field in reads.BOOKKEEPING.get(one.kind, ()) or (
        with_mentions and one.field in reads.FREE_TEXT
    )


def _naming(rows: list[Stored]) -> tuple[list[str], Any]:
    """The names and addresses of a person, and what tells whether a text holds one of them."""
    texts: list[str] = []
    for row in rows:
        held = dict(zip(row.columns, row.values, strict=True))
        if row.kind == "contact":
            whole = " ".join(part for part in (held["first_name"], held["last_name"]) if part)
            turned = " ".join(part for part in (held["last_name"], held["first_name"]) if part)
            texts += [held["name"], whole, turned, held["email"], held["phone"]]
        elif row.kind == "contact_point":
            texts.append(held["value"])
    names = list(dict.fromkeys(text for text in texts if text and len(text.strip()) >= _SHORT))
    folded = [fold(text) for text in names]
    phones = {digits for text in names if (digits := normal_phone(text))}

    def is_named(text: str) -> bool:
        words = fold(text)
        return any(one in words for one in folded) or (
            bool(phones) and len(text) < 64 and normal_phone(text) in phones
        )

    return names, is_named
