"""Quarterly business reviews: the meeting, its ticks, who is invited, what is brought. Declares shapes, and does nothing."""

from repcockpit.store.tables.base import SyncedRow


class Qbr(SyncedRow, table=True):
    """A quarterly business review; a due one is written at its first edit."""

    __tablename__ = "qbr"

    account_id: bytes | None = None
    owner_id: bytes | None = None
    due_on: str | None = None
    proposed_on: str | None = None
    scheduled_at: int | None = None
    zone: str | None = None
    held_on: str | None = None
    note: str | None = None
    decisions: str | None = None
    minutes_sent_on: str | None = None
    pack_made_on: str | None = None
    pack_sent_at: int | None = None
    skip_reason: str | None = None
    approver: str | None = None
    cancelled_on: str | None = None
    interaction_id: bytes | None = None


class QbrItem(SyncedRow, table=True):
    """A tick of its checklist; open while `done_on` is null."""

    __tablename__ = "qbr_item"

    qbr_id: bytes | None = None
    item: str | None = None
    done_on: str | None = None


class QbrPerson(SyncedRow, table=True):
    """Somebody invited to it, and when they accepted."""

    __tablename__ = "qbr_person"

    qbr_id: bytes | None = None
    contact_id: bytes | None = None
    accepted_on: str | None = None


class QbrInfo(SyncedRow, table=True):
    """Industry information chosen for it."""

    __tablename__ = "qbr_info"

    qbr_id: bytes | None = None
    info_id: bytes | None = None
