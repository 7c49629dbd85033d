"""What is known while an import runs: the book's rows by id, name and e-mail, and what the files add to them.

Read once at the start; every planned row is added, so that a later row finds an earlier one.
"""

import sqlite3
from collections import defaultdict
from functools import cache

from repcockpit.domain.duplicates import normal_domain
from repcockpit.domain.ids import derived_id
from repcockpit.services.importing.keys import bare, mail_key, name_key
from repcockpit.store.reads import importing as reads
from repcockpit.store.reads.importing import RefRow

_NOBODY: list[bytes] = []


class AccountFacts:
    """What tells one account from another of the same name: city, website, phone."""

    __slots__ = ("city", "domain", "is_fresh", "name", "phone")

    def __init__(self, name: str, city: str, domain: str, phone: str, *, is_fresh: bool) -> None:
        self.name, self.city, self.domain, self.phone, self.is_fresh = name, city, domain, phone, is_fresh

    def contradicts(self, other: "AccountFacts") -> bool:
        """Whether a fact that both tell differs."""
        pairs = ((self.city, other.city), (self.domain, other.domain), (self.phone, other.phone))
        return any(one and two and one != two for one, two in pairs)


class Accounts:
    """Accounts by id, folded name and web domain."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.facts: dict[bytes, AccountFacts] = {}
        self.by_name: dict[str, list[bytes]] = defaultdict(list)
        self.by_shape: dict[str, str] = {}
        self.by_domain: dict[str, bytes] = {}
        self.hidden: set[bytes] = set()
        self.merged: dict[bytes, bytes] = {}
        for row in reads.accounts(db):
            if row.merged_into:
                self.merged[row.id] = row.merged_into
            if row.is_hidden:
                self.hidden.add(row.id)
            else:
                facts = facts_of(row.name, row.city, row.website, row.phone, is_fresh=False)
                self.add(row.id, facts)

    def add(self, row_id: bytes, facts: AccountFacts) -> None:
        """Make an account findable."""
        self.facts[row_id] = facts
        self.hidden.discard(row_id)
        self.by_name[facts.name].append(row_id)
        self.by_shape.setdefault(bare(facts.name), facts.name)
        if facts.domain:
            self.by_domain.setdefault(facts.domain, row_id)

    def root(self, row_id: bytes) -> bytes:
        """The account that stands for a merged one."""
        return _root(self.merged, row_id)

    def named(self, name: str) -> bytes | None:
        """The account of that name; of several the first that came in."""
        found = self.by_name.get(name_key(name))
        return self.root(found[0]) if found else None

    def near(self, name: str) -> str | None:
        """Another spelling of the name that is known already."""
        folded = name_key(name)
        other = self.by_shape.get(bare(folded))
        return other if other and other != folded else None


class People:
    """Contacts by id, by e-mail, by folded name."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.account: dict[bytes, bytes | None] = {}
        self.name: dict[bytes, str] = {}
        self._by_mail: dict[str, list[bytes]] = defaultdict(list)
        self._has_mail: set[bytes] = set()
        self._mails: list[tuple[bytes, str]] = []
        self.by_name: dict[str, list[bytes]] = defaultdict(list)
        self.hidden: set[bytes] = set()
        self.merged: dict[bytes, bytes] = {}
        for row in reads.people(db):
            if row.merged_into:
                self.merged[row.id] = row.merged_into
            if row.is_hidden:
                self.hidden.add(row.id)
            else:
                self.add(row.id, name_key(row.name), row.email, row.account_id)
        for contact_id, mail in reads.further_emails(db):
            self.add_mail(contact_id, mail)

    def add(self, row_id: bytes, folded: str, email: str | None, account_id: bytes | None) -> None:
        """Make a person findable."""
        self.account[row_id] = account_id
        self.name[row_id] = folded
        self.hidden.discard(row_id)
        self.by_name[folded].append(row_id)
        if email:
            self.add_mail(row_id, email)

    def add_mail(self, row_id: bytes, email: str) -> None:
        """Make a person findable by one more e-mail."""
        self._mails.append((row_id, email))

    def _look_up(self) -> None:
        """Enter the e-mails that wait: many an import never asks for one."""
        for row_id, email in self._mails:
            self._has_mail.add(row_id)
            self._by_mail[mail_key(email)].append(row_id)
        self._mails.clear()

    def has_mail(self, row_id: bytes) -> bool:
        """Whether an e-mail of the person is known."""
        self._look_up()
        return row_id in self._has_mail

    def root(self, row_id: bytes) -> bytes:
        """The person who stands for a merged one."""
        return _root(self.merged, row_id)

    def with_mail(self, email: str) -> list[bytes]:
        """Everybody with that e-mail."""
        self._look_up()
        return self._by_mail.get(mail_key(email), _NOBODY)


class Refs:
    """The references of the sources in use, by (source, kind, external id)."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._by_source: dict[str, dict[tuple[str, str], RefRow]] = {}
        self._targets: dict[str, set[bytes]] = {}
        self._added: dict[str, list[RefRow]] = {}

    def of(self, source: str) -> dict[tuple[str, str], RefRow]:
        """The references of one source by (kind, external id), read at first use."""
        found = self._by_source.get(source)
        if found is None:
            rows = [row for row in reads.refs(self._db, source_id(source)) if not row.is_hidden]
            found = self._by_source[source] = {(row.kind, row.external_id): row for row in rows}
            self._targets[source] = set()
            self._added[source] = rows
        return found

    def add(self, source: str, row: RefRow) -> None:
        """Make a planned reference findable."""
        self.of(source)[row.kind, row.external_id] = row
        self._added[source].append(row)

    def is_target(self, source: str, row_id: bytes) -> bool:
        """Whether a row of that source stands for this record already."""
        self.of(source)
        added, targets = self._added[source], self._targets[source]
        if added:
            # Entered when it is first asked for: many an import never asks.
            targets.update(row.target_id for row in added if not row.kind.endswith("_name"))
            added.clear()
        return row_id in targets


@cache
def source_id(name: str) -> bytes:
    """The id of a source row, from its name."""
    return derived_id("source", name)


def shape_id(name: str) -> bytes:
    """The id of what is kept about a shape of files, from its name."""
    return derived_id("import_shape", name)


def facts_of(
    name: str, city: object = None, website: object = None, phone: object = None, *, is_fresh: bool = True
) -> AccountFacts:
    """The comparable facts of an account."""
    digits = "".join(letter for letter in str(phone or "") if letter.isdigit())
    domain = normal_domain(str(website or "")) if website else ""
    return AccountFacts(name_key(name), name_key(str(city or "")), domain, digits, is_fresh=is_fresh)


def _root(merged: dict[bytes, bytes], row_id: bytes) -> bytes:
    seen = {row_id}
    while row_id in merged:
        row_id = merged[row_id]
        if row_id in seen:
            return min(seen)
        seen.add(row_id)
    return row_id
