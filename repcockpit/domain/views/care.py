"""The care of data and machine. Field names are the keys of the JSON."""

from datetime import datetime
from typing import NamedTuple


class BackupView(NamedTuple):
    """A copy of the database; `at` by the real clock."""

    path: str
    bytes: int
    at: datetime


class RestoreView(NamedTuple):
    """What was restored, and where the database of before is kept (None: there was none)."""

    db: str
    source: str
    kept: str | None


class CheckView(NamedTuple):
    """One thing that was looked at: whether it is well, and what was found in words."""

    name: str
    ok: bool
    detail: str


class DoctorView(NamedTuple):
    """Everything that was looked at; `ok` where all of it is well."""

    db: str
    ok: bool
    checks: tuple[CheckView, ...]


class DrillView(NamedTuple):
    """What a backup holds and whether it is well; `ok` where it can be restored.

    `last_at` is when it was last written to (None: never), `age_days` whole days since, `rows` counts by kind.
    """

    source: str
    bytes: int
    encrypted: bool
    ok: bool
    last_at: datetime | None
    age_days: int | None
    rows: dict[str, int]
    checks: tuple[CheckView, ...]


class PathsView(NamedTuple):
    """Where files live on this machine; `cloud` is the client that copies the database elsewhere (None: none)."""

    db: str
    backups: str
    data: str
    settings: str
    state: str
    log: str
    cloud: str | None = None
