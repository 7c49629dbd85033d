"""Owners of the files and the reps they stand for: by id, by name or by e-mail; `--me` is this device's rep."""

import sqlite3
from typing import Any

from repcockpit.clock import random_bytes, wall_ms
from repcockpit.domain.errors import UsageError
from repcockpit.domain.ids import derived_id, timed_id
from repcockpit.domain.views.importing import OwnerFound, OwnerSeen
from repcockpit.exchange.own import own_id
from repcockpit.exchange.sources import Link, Source
from repcockpit.services.importing.keys import name_key
from repcockpit.services.importing.known import Refs, source_id
from repcockpit.services.importing.pending import Pending
from repcockpit.store.reads import importing as reads
from repcockpit.store.reads.importing import RefRow

_OWNED = (("account", "owner_id"), ("contact", "owner_id"), ("task", "owner_id"), ("deal", "owner_id"),
          ("interaction", "rep_id"), ("request", "owner_id"), ("idea", "owner_id"))  # fmt: skip

_POOL = 500


class Owner:
    """One owner: the words the files use for it, its rep, and how many rows are its own."""

    __slots__ = ("accounts", "contacts", "is_me", "is_planned", "name", "refs", "rep_id", "row", "rows")

    def __init__(self, name: str, rep_id: bytes) -> None:
        self.name, self.rep_id = name, rep_id
        self.rows = self.accounts = self.contacts = 0
        self.row: dict[str, Any] | None = None
        self.refs: list[tuple[str, RefRow]] = []
        self.is_me = self.is_planned = False


class Owners:
    """Every owner met, by the words that name it."""

    def __init__(
        self, db: sqlite3.Connection, pending: Pending, refs: Refs, author_id: bytes | None, me: str | None
    ) -> None:
        if me is not None and author_id is None:
            raise UsageError("--me needs to know who you are", "`repcockpit init --rep NAME` first")
        self._db, self._pending, self._refs = db, pending, refs
        self._author_id, self._me = author_id, me
        self._pool: list[bytes] = []
        self._by_rep: dict[bytes, Owner] = {}
        self._by_word: dict[str, Owner] = {}
        self._by_link: dict[tuple[str, Link], Owner] = {}
        for rep_id, name, email in reads.reps(db):
            owner = self._by_rep[rep_id] = Owner(name, rep_id)
            owner.is_me = rep_id == author_id
            for word in (name_key(name), (email or "").casefold()):
                if word:
                    self._by_word.setdefault(word, owner)

    def fresh_id(self) -> bytes:
        """A new id, ordered by time; those of one pool ascend, which keeps the tables' pages full."""
        if not self._pool:
            begin, chance = timed_id(wall_ms(), b""), random_bytes(10 * _POOL)
            made = [begin + chance[start : start + 10] for start in range(0, len(chance), 10)]
            self._pool = sorted(made, reverse=True)
        return self._pool.pop()

    def owner(self, source: Source, link: Link) -> Owner:
        """The owner that a link names; a new rep is planned by `keep`."""
        found = self._by_link.get((source.name, link))
        if found is None:
            found = self._by_link[source.name, link] = self._find(source, link)
        return found

    def _find(self, source: Source, link: Link) -> Owner:
        refs = self._refs.of(source.name)
        words = [name_key(link.name or ""), (link.email or "").casefold()]
        known = refs.get(("rep", link.external_id)) if link.external_id else None
        if self._says_me(link) and self._author_id is not None:
            owner = self._mine(known)
        elif known is not None and known.target_id in self._by_rep:
            owner = self._by_rep[known.target_id]
        elif source.is_own and (own := self._own(link)):
            owner = own
        else:
            named = (self._by_word[word] for word in words if word in self._by_word)
            known_one = next((one for one in named if not (source.is_own and one.is_planned)), None)
            owner = known_one or self._new(source, link)
        for word in words:
            if word:
                self._by_word.setdefault(word, owner)
        if link.external_id and not source.is_own and (known is None or known.target_id != owner.rep_id):
            self._plan_ref(source, link.external_id, owner, known)
        return owner

    def _own(self, link: Link) -> Owner | None:
        """The rep of an id of ours; one in the bin stays there."""
        rep_id = own_id(link.external_id or "")
        if rep_id is None:
            return None
        if rep_id not in self._by_rep and reads.is_known(self._db, "rep", rep_id):
            self._by_rep[rep_id] = Owner(link.name or "", rep_id)
        return self._by_rep.get(rep_id)

    def _says_me(self, link: Link) -> bool:
        if self._me is None:
            return False
        me = self._me.strip()
        return (
            me in (link.external_id, link.email)
            or name_key(me) == name_key(link.name or "")
            or me.casefold() == (link.email or "").casefold()
            or bool(link.external_id and len(me) >= 15 and link.external_id[:15] == me[:15])
        )

    def _mine(self, known: RefRow | None) -> Owner:
        """This device's rep; what an earlier import gave to the same owner is handed over."""
        rep_id = self._author_id or b""
        mine = self._by_rep[rep_id]
        if known is not None and known.target_id != rep_id:
            self._hand_over(known.target_id, rep_id)
        elif self._me:
            other = self._by_word.get(name_key(self._me)) or self._by_word.get(self._me.casefold())
            if other is not None and other.rep_id != rep_id and not other.is_planned:
                self._hand_over(other.rep_id, rep_id)
        return mine

    def _hand_over(self, old: bytes, new: bytes) -> None:
        for table, column in _OWNED:
            for row_id in reads.owned(self._db, table, column, old):
                self._pending.changes[table].setdefault(row_id, {})[column] = new

    def _new(self, source: Source, link: Link) -> Owner:
        stable = link.external_id and source.has_ids and not source.is_generic and "@" not in link.external_id
        rep_id = own_id(link.external_id or "") if source.is_own else None
        if rep_id is None:
            rep_id = (
                derived_id(source_id(source.name), "rep", link.external_id or "")
                if stable
                else self.fresh_id()
            )
        name = link.name or link.email or link.external_id or ""
        owner = self._by_rep[rep_id] = Owner(name, rep_id)
        row: dict[str, Any] = {"name": name, "role": "rep"}
        if link.email:
            row["email"] = link.email
        owner.row = row
        owner.is_planned = True
        return owner

    def keep(self, owner: Owner) -> list[tuple[str, RefRow]]:
        """Plan the rep of a row that is kept; gives the references to be remembered with it, each once."""
        if owner.row is not None:
            self._pending.add("rep", owner.rep_id, owner.row)
            owner.row = None
        refs, owner.refs = owner.refs, []
        return refs

    def knows(self, name: str | None, email: str | None) -> bool:
        """Whether a name or an e-mail is a colleague's."""
        return name_key(name or "") in self._by_word or (email or "").casefold() in self._by_word

    def _plan_ref(self, source: Source, external_id: str, owner: Owner, known: RefRow | None) -> None:
        target = owner.rep_id
        if known is not None:
            self._pending.changes["external_ref"].setdefault(known.id, {})["target_id"] = target
            self._refs.add(source.name, known._replace(target_id=target))
            return
        stable = source.has_ids and not source.is_generic and "@" not in external_id
        ref_id = derived_id(source_id(source.name), "ref", "rep", external_id) if stable else self.fresh_id()
        ref = RefRow(ref_id, "rep", external_id, target, None, 0)
        self._refs.add(source.name, ref)
        owner.refs.append((source.name, ref))

    def check(self, *, only_mine: bool) -> None:
        """Raise UsageError where `--me` named nobody in the files, or `--only-mine` has nobody to go by."""
        names = sorted({owner.name for owner in self._by_link.values()})
        hint = "owners: " + (", ".join(names) or "none in these files")
        if self._me is not None and not any(self._says_me(link) for _, link in self._by_link):
            raise UsageError(f"--me {self._me!r}: no row has that owner", hint)
        if only_mine and not any(owner.is_me for owner in self._by_link.values()):
            raise UsageError("--only-mine: no row is yours; say with --me which owner you are", hint)

    def seen(self) -> tuple[OwnerSeen, ...]:
        """The owners of rows, those with most rows first."""
        owners = sorted(
            (owner for owner in self._by_rep.values() if owner.rows),
            key=lambda owner: (-owner.rows, owner.name),
        )
        return tuple(OwnerSeen(owner.name, owner.rep_id, owner.rows) for owner in owners)

    def found(self) -> tuple[OwnerFound, ...]:
        """The same with what is theirs."""
        return tuple(self._found(self._by_rep[one.rep_id]) for one in self.seen() if one.rep_id is not None)

    def _found(self, owner: Owner) -> OwnerFound:
        counts = (owner.rows, owner.accounts, owner.contacts)
        return OwnerFound(owner.name, owner.rep_id, *counts, owner.is_me, not owner.is_planned)
