"""Where rows came from, and what was erased. Declares shapes, and does nothing."""

from repcockpit.store.tables.base import SyncedRow


class Source(SyncedRow, table=True):
    """A system that rows came from."""

    __tablename__ = "source"

    name: str | None = None


class ExternalRef(SyncedRow, table=True):
    """What another system calls a row."""

    __tablename__ = "external_ref"

    source_id: bytes | None = None
    kind: str | None = None
    external_id: str | None = None
    target_id: bytes | None = None
    row_hash: bytes | None = None


class ImportBatch(SyncedRow, table=True):
    """One import."""

    __tablename__ = "import_batch"

    at: int | None = None
    label: str | None = None
    files: str | None = None


class ImportShape(SyncedRow, table=True):
    """How the columns of files of one shape were mapped."""

    __tablename__ = "import_shape"

    name: str | None = None
    value: str | None = None


class Erased(SyncedRow, table=True):
    """A row whose personal values are gone for good."""

    __tablename__ = "erased"

    table_no: int | None = None
    row_id: bytes | None = None
    txn_no: int | None = None
    match: bytes | None = None
    fields: bytes | None = None
