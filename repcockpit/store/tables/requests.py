"""What customers asked for, and the steps of each request. Declares shapes, and does nothing."""

from repcockpit.store.tables.base import SyncedRow


class Request(SyncedRow, table=True):
    """What a customer asked for."""

    __tablename__ = "request"

    title: str | None = None
    type: str | None = None
    impact: str | None = None
    urgency: str | None = None
    opened_at: int | None = None
    zone: str | None = None
    due_on: str | None = None
    owner_id: bytes | None = None
    account_id: bytes | None = None
    contact_id: bytes | None = None
    interaction_id: bytes | None = None
    note: str | None = None
    via: str | None = None
    handed_to: str | None = None
    handed_due_on: str | None = None
    executive_who: str | None = None
    executive_due_on: str | None = None
    executive_done_on: str | None = None


class RequestEvent(SyncedRow, table=True):
    """A step of a request; insert-only."""

    __tablename__ = "request_event"

    request_id: bytes | None = None
    kind: str | None = None
    at: int | None = None
    note: str | None = None
    by_id: bytes | None = None
    after: bytes | None = None
