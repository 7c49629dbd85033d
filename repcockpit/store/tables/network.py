"""Empty seats of a customer's organisation. Declares shapes, and does nothing."""

from repcockpit.store.tables.base import SyncedRow


class Seat(SyncedRow, table=True):
    """A seat whose holder is unknown; `reports_to_id` is a person or another seat."""

    __tablename__ = "seat"

    account_id: bytes | None = None
    role: str | None = None
    title: str | None = None
    level: str | None = None
    department: str | None = None
    reports_to_id: bytes | None = None
