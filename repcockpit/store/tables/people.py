"""Who works with this book, and when they do not. Declares shapes, and does nothing."""

from repcockpit.store.tables.base import SyncedRow


class Rep(SyncedRow, table=True):
    """Somebody who works with this book."""

    __tablename__ = "rep"

    name: str | None = None
    role: str | None = None
    manager_id: bytes | None = None
    team_id: bytes | None = None
    email: str | None = None
    timezone: str | None = None
    country: str | None = None
    region: str | None = None
    hours: str | None = None
    left_on: str | None = None


class Team(SyncedRow, table=True):
    """The team."""

    __tablename__ = "team"

    name: str | None = None


class Leave(SyncedRow, table=True):
    """Days a rep is away."""

    __tablename__ = "leave"

    rep_id: bytes | None = None
    since: str | None = None
    until: str | None = None
    cover_id: bytes | None = None


class Holiday(SyncedRow, table=True):
    """Days the team, a rep or an account does not work."""

    __tablename__ = "holiday"

    on_date: str | None = None
    until: str | None = None
    title: str | None = None
    account_id: bytes | None = None
    rep_id: bytes | None = None
