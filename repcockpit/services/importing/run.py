"""One import while it runs: what is known, what is planned, what is counted. One object, handed to every step."""

import hashlib
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.ids import derived_id
from repcockpit.exchange.own import own_id
from repcockpit.exchange.sources import Link, Record, Reject, Source
from repcockpit.services.importing.keys import name_key
from repcockpit.services.importing.known import Accounts, People, Refs, source_id
from repcockpit.services.importing.options import ImportCancelledError, ImportOptions
from repcockpit.services.importing.owners import Owner, Owners
from repcockpit.services.importing.pending import Pending
from repcockpit.store.erased import Recognition
from repcockpit.store.reads import importing as reads
from repcockpit.store.reads.importing import RefRow

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.services.importing.sheets import Sheet

_PHONE = re.compile(r"\+[\d ().\-]{6,}|[\d().\-]+[ ().\-][\d ().\-]{5,}")
_STEP = 500


class Tally:
    """The sums of one table, and what a person should know about it."""

    def __init__(self, sheet: "Sheet") -> None:
        self.sheet = sheet
        self.created = self.updated = self.unchanged = 0
        self.rejects: list[Reject] = []
        self.notes: Counter[str] = Counter()
        self.examples: dict[str, str] = {}

    def note(self, text: str, example: str = "") -> None:
        """Count something worth a warning; the first example is shown."""
        self.notes[text] += 1
        if example:
            self.examples.setdefault(text, example)

    def warnings(self) -> tuple[str, ...]:
        """Warnings of the reading, then what was counted: `links that lead nowhere: 12 (first: X)`."""
        counted = []
        for text, count in self.notes.items():
            example = self.examples.get(text)
            counted.append(f"{text}: {count:,}" + (f" (first: {example})" if example else ""))
        return (*self.sheet.warnings, *counted)


class Step:
    """One record being planned: its source, its table's sums, and whether a link of it found nothing."""

    __slots__ = ("_notes", "cells", "is_unresolved", "record", "source", "tally", "verdict")

    def __init__(self, source: Source, record: Record, tally: Tally, cells: tuple[str, ...] = ()) -> None:
        self.source, self.record, self.tally, self.cells = source, record, tally, cells
        self.is_unresolved = False
        self.verdict = ""
        self._notes: list[tuple[str, str]] = []

    def count(self, *, is_new: bool, changed: bool) -> None:
        """Count the row as created, updated or unchanged; a later change makes an unchanged row an updated one."""
        verdict = "created" if is_new else "updated" if changed else "unchanged"
        if self._notes:
            for text, example in self._notes:
                self.tally.note(text, example)
            self._notes.clear()
        if self.verdict:
            if self.verdict != "unchanged" or verdict == "unchanged":
                return
            self.tally.unchanged -= 1
        self.verdict = verdict
        if is_new:
            self.tally.created += 1
        elif changed:
            self.tally.updated += 1
        else:
            self.tally.unchanged += 1

    def reject(self, reason: str) -> None:
        """Leave the row out."""
        self.tally.rejects.append(Reject(self.record.line, reason, self.cells))

    def missing(self, text: str, example: str) -> None:
        """Say that a link found nothing; the row, if it is kept, is looked at again at the next import."""
        self.is_unresolved = True
        if self.verdict:
            self.tally.note(text, example)
        else:
            self._notes.append((text, example))


class Place(NamedTuple):
    """Where a row is remembered: its key, its reference from an earlier import, the record the key meant before in this one."""

    key: tuple[str, str]
    ref: RefRow | None
    first: bytes | None

    def is_same(self, digest: bytes) -> bool:
        """Whether the row has the content it had when it was last imported, found links or not."""
        return self.ref is not None and self.ref.row_hash in (digest, unresolved(digest))


class Run:
    """The state of one import."""

    def __init__(self, book: "Book", options: ImportOptions, total: int) -> None:
        self.book, self.options = book, options
        self.pending = Pending(book.db)
        self.accounts = Accounts(book.db)
        self.people = People(book.db)
        self.refs = Refs(book.db)
        self.erased = Recognition(book.db)
        self.owners = Owners(book.db, self.pending, self.refs, book.author_id, options.me)
        self.local: dict[tuple[str, str, str], bytes] = {}
        self.account_links: dict[str, dict[Link, bytes]] = defaultdict(dict)
        self.stands_in: dict[tuple[str, str], str] = {}
        self.hashes: dict[bytes, bytes] = {}
        self.created: dict[str, set[bytes]] = {"account": set(), "contact": set()}
        self.sources: set[str] = set()
        self.parents: list[tuple[Step, Place, bytes, Link]] = []
        self.managers: list[tuple[Step, Place, bytes, bytes | None, Link]] = []
        self._met: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
        self._mine: set[bytes] | None = None
        self._deals: dict[bytes | str, bytes] | None = None
        self._hidden: dict[str, set[bytes]] = {}
        self._points: dict[bytes, set[tuple[str, str]]] = {}
        self.today = book.today().isoformat()
        self._done, self._total = 0, total

    def tick(self) -> None:
        """Count a row; raises ImportCancelledError where the person stopped."""
        self._done += 1
        if self._done % _STEP == 0:
            self.options.progress(self._done, self._total)
            self.check()

    def check(self) -> None:
        """Raise ImportCancelledError where the person stopped."""
        if self.options.cancelled():
            raise ImportCancelledError("the import was stopped", "nothing was written")

    def locate(self, step: Step, identity: str) -> "Place":
        """Where the row is remembered: by its id, else by a hash of `identity`; repeated ones are numbered."""
        record = step.record
        if step.source.is_own:
            return self._own_place(record)
        if record.external_id is not None and not record.is_local:
            text = record.external_id
        else:
            text = "row:" + hashlib.blake2b(identity.encode("utf-8", "replace"), digest_size=12).hexdigest()
        name = step.source.name
        refs, met = self.refs.of(name), self._met[name]
        key = (record.ref_kind, text)
        times = met[key] = met.get(key, 0) + 1
        if times == 1:
            return Place(key, refs.get(key), None)
        first = refs.get(key)
        again = (record.ref_kind, f"{text}#{times}")
        return Place(again, refs.get(again), first.target_id if first else None)

    def _own_place(self, record: Record) -> "Place":
        target = own_id(record.external_id or "")
        table = record.kind
        is_there = target is not None and reads.is_known(self.book.db, table, target)
        ref = RefRow(b"", table, record.external_id or "", target or b"", None, 0) if is_there else None
        return Place((table, record.external_id or ""), ref, None)

    def has_stable_id(self, step: Step) -> bool:
        """Whether the row's id follows from the source's: a known source, and no id that is personal text."""
        record, source = step.record, step.source
        return (
            record.external_id is not None
            and not record.is_local
            and source.has_ids
            and not source.is_generic
            and not is_personal(record.external_id)
        )

    def new_id(self, step: Step, place: "Place") -> bytes:
        """The id of a row that comes in now: from its source, or fresh."""
        record = step.record
        if step.source.is_own:
            return own_id(record.external_id or "") or self.owners.fresh_id()
        if self.has_stable_id(step) and place.first is None:
            return derived_id(source_id(step.source.name), record.ref_kind, record.external_id or "")
        return self.owners.fresh_id()

    def plan_ref(self, step: Step, place: Place, target: bytes) -> bool:
        """Remember which record the row is, and its hash. True if the reference is new."""
        if step.source.is_own:
            return False
        source, record = step.source.name, step.record
        kind, external_id = place.key
        row_hash = unresolved(record.digest) if step.is_unresolved else record.digest
        if record.is_local:
            self.remember_local(step, target)
        known = self.refs.of(source).get(place.key)
        if known is not None:
            if known.row_hash != row_hash:
                self.hashes[known.id] = row_hash
                self.refs.add(source, known._replace(row_hash=row_hash))
            return False
        ref_id = self._ref_id(step, kind, external_id)
        self.add_ref(source, RefRow(ref_id, kind, external_id, target, row_hash, 0))
        return True

    def _ref_id(self, step: Step, kind: str, external_id: str) -> bytes:
        if self.has_stable_id(step):
            return derived_id(source_id(step.source.name), "ref", kind, external_id)
        return self.owners.fresh_id()

    def add_ref(self, source: str, ref: RefRow) -> None:
        """Plan a reference row."""
        self.sources.add(source)
        self.refs.add(source, ref)
        self.pending.new["external_ref"].append(
            {
                "id": ref.id,
                "source_id": source_id(source),
                "kind": ref.kind,
                "external_id": ref.external_id,
                "target_id": ref.target_id,
                "row_hash": ref.row_hash,
            }
        )

    def remember_local(self, step: Step, target: bytes) -> None:
        """Make a row findable by the reference it has inside this import only."""
        record = step.record
        if record.is_local and record.external_id is not None:
            folder = str(step.tally.sheet.table.path.parent)
            self.local[step.source.name, folder, record.external_id] = target

    def keep_owner(self, owner: Owner | None, kind: str = "") -> bytes | None:
        """The rep of a kept row's owner, counted and planned."""
        if owner is None:
            return None
        owner.rows += 1
        owner.accounts += kind == "account"
        owner.contacts += kind == "contact"
        for source, ref in self.owners.keep(owner):
            self.add_ref(source, ref)
        return owner.rep_id

    def is_mine(self, account_id: bytes | None) -> bool:
        """Whether the account is this device's rep's, by the files or by the book."""
        if account_id is None:
            return False
        if self._mine is None:
            author = self.book.author_id
            self._mine = set(reads.owned(self.book.db, "account", "owner_id", author)) if author else set()
        return account_id in self._mine

    def make_mine(self, account_id: bytes) -> None:
        """Note an account of this device's rep."""
        self.is_mine(account_id)
        if self._mine is not None:
            self._mine.add(account_id)

    def deals(self) -> dict[bytes | str, bytes]:
        """The account of each deal, by id and by folded name."""
        if self._deals is None:
            self._deals = {}
            for row_id, name, account_id in reads.deals(self.book.db):
                if account_id is not None:
                    self._deals[row_id] = self._deals[name_key(name)] = account_id
        return self._deals

    def is_person(self, row_id: bytes) -> bool:
        """Whether the id is a contact's, in the bin or not."""
        return row_id in self.people.account or row_id in self.people.hidden

    def is_hidden(self, table: str, row_id: bytes) -> bool:
        """Whether a row of work is in the bin."""
        found = self._hidden.get(table)
        if found is None:
            found = self._hidden[table] = reads.hidden(self.book.db, table)
        return row_id in found

    def points(self, contact_id: bytes) -> set[tuple[str, str]]:
        """(kind, value) of a person's further e-mails and phones, planned ones too."""
        found = self._points.get(contact_id)
        if found is None:
            found = self._points[contact_id] = reads.points(self.book.db, contact_id)
        return found


def unresolved(digest: bytes) -> bytes:
    """The hash of a row whose links were not all found: the same content, to be looked at again."""
    return hashlib.blake2b(digest, digest_size=16, person=b"unresolved").digest()


def is_personal(text: str) -> bool:
    """Whether an external id is an e-mail or a phone: no id of ours is built from it."""
    return "@" in text or _PHONE.fullmatch(text) is not None
