"""What a merge with other devices keeps on this one: frames, and what does not fit into a row. Declares shapes, and does nothing."""

from sqlmodel import Field, SQLModel


class SyncFrame(SQLModel, table=True):
    """A frame as it was read or sealed; every frame ever seen is kept."""

    __tablename__ = "sync_frame"

    no: int | None = Field(default=None, primary_key=True)
    stream: int = Field(sa_column_kwargs={"server_default": "0"})
    replica: bytes
    seq: int
    identity: bytes
    prev: bytes | None = None
    body_hash: bytes | None = None
    state: int | None = None
    n_first: int | None = None
    n_last: int | None = None
    flags: int | None = None
    seen_at: int | None = None
    bytes_: bytes | None = Field(default=None, sa_column_kwargs={"name": "bytes"})


class _Dotted(SQLModel):
    """What is kept by row, field and dot."""

    table_no: int = Field(primary_key=True)
    row_id: bytes = Field(primary_key=True)
    field_no: int = Field(primary_key=True)
    stamp: int = Field(primary_key=True)
    replica_no: int = Field(primary_key=True)


class SyncHead(_Dotted, table=True):
    """A value that nobody replaced and that is not the current one."""

    __tablename__ = "sync_head"

    value: bytes | None = None
    differs: int | None = None


class SyncNamed(_Dotted, table=True):
    """A dot that was replaced before it was met."""

    __tablename__ = "sync_named"


class SyncUnknown(_Dotted, table=True):
    """A value of a field that only a newer program knows."""

    __tablename__ = "sync_unknown"

    value: bytes | None = None


class SyncDelete(SQLModel, table=True):
    """A delete of a row, with the dots that it saw."""

    __tablename__ = "sync_delete"

    table_no: int = Field(primary_key=True)
    row_id: bytes = Field(primary_key=True)
    stamp: int = Field(primary_key=True)
    replica_no: int = Field(primary_key=True)
    dots: bytes | None = None
    is_open: int | None = None
