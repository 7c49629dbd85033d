"""What a manager sets, decides and hands over: targets, rates, approvals, handovers. Declares shapes, and does nothing."""

from repcockpit.store.tables.base import SyncedRow


class Target(SyncedRow, table=True):
    """How many touches a rep plans in a range of days, at one account or in all."""

    __tablename__ = "target"

    rep_id: bytes | None = None
    account_id: bytes | None = None
    since: str | None = None
    until: str | None = None
    planned: float | None = None


class Rate(SyncedRow, table=True):
    """Units of a currency for one of the reporting currency, from a day on; the reporting currency is the one at 1."""

    __tablename__ = "rate"

    currency: str | None = None
    per: float | None = None
    on_date: str | None = None


class Approval(SyncedRow, table=True):
    """Something a manager is asked for; `asked` is the value asked for, where there is one."""

    __tablename__ = "approval"

    kind: str | None = None
    subject_id: bytes | None = None
    account_id: bytes | None = None
    asked: str | None = None
    asked_by_id: bytes | None = None
    asked_on: str | None = None
    reason: str | None = None
    state: str | None = None
    decided_by_id: bytes | None = None
    decided_on: str | None = None
    note: str | None = None


class Handover(SyncedRow, table=True):
    """An account on its way to another rep; with `cover_until` it comes back after that day."""

    __tablename__ = "handover"

    account_id: bytes | None = None
    from_id: bytes | None = None
    to_id: bytes | None = None
    started_on: str | None = None
    done_on: str | None = None
    cover_until: str | None = None


class HandoverItem(SyncedRow, table=True):
    """A tick of its list; open while `done_on` is null; `note` says who told the customer."""

    __tablename__ = "handover_item"

    handover_id: bytes | None = None
    item: str | None = None
    done_on: str | None = None
    note: str | None = None
