"""What customers are trained in and shown: topics, sectors of the library, who got what. Declares shapes, and does nothing."""

from repcockpit.store.tables.base import SyncedRow


class Topic(SyncedRow, table=True):
    """A topic of training, and for how long it holds."""

    __tablename__ = "topic"

    title: str | None = None
    valid_months: int | None = None


class InfoSector(SyncedRow, table=True):
    """A sector that an item of the library is for."""

    __tablename__ = "info_sector"

    info_id: bytes | None = None
    sector: str | None = None


class Share(SyncedRow, table=True):
    """An item of the library brought to somebody."""

    __tablename__ = "share"

    info_id: bytes | None = None
    contact_id: bytes | None = None
    account_id: bytes | None = None
    brought_on: str | None = None
    reaction: str | None = None
    interaction_id: bytes | None = None
