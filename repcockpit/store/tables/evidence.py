"""What else is known of a customer: dated facts, and what was promised and delivered. Declares shapes, and does nothing."""

from repcockpit.store.tables.base import SyncedRow


class Fact(SyncedRow, table=True):
    """A dated answer: maintenance plan, share, intent, reference, referral."""

    __tablename__ = "fact"

    account_id: bytes | None = None
    kind: str | None = None
    value: str | None = None
    on_date: str | None = None


class Delivery(SyncedRow, table=True):
    """One delivery against a line of an order."""

    __tablename__ = "delivery"

    account_id: bytes | None = None
    order_no: str | None = None
    line: str | None = None
    product: str | None = None
    promised: float | None = None
    delivered: float | None = None
    unit: str | None = None
    promised_on: str | None = None
    delivered_on: str | None = None
