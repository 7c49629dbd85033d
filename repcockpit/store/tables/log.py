"""The one log and this device's own rows; none of them is a shared row. Declares shapes, and does nothing."""

from sqlalchemy.types import NullType
from sqlmodel import Field, SQLModel


class Meta(SQLModel, table=True):
    """What this database knows of itself, by key."""

    __tablename__ = "meta"

    key: str = Field(primary_key=True)
    value: str | int | float | bytes | None = Field(default=None, sa_type=NullType)


class Replica(SQLModel, table=True):
    """The names under which this and other devices wrote."""

    __tablename__ = "replica"

    no: int | None = Field(default=None, primary_key=True)
    id: bytes
    person_id: bytes | None = None
    device_name: str | None = None
    created_at: int | None = None
    reason: str | None = None
    successor_of: bytes | None = None
    key: bytes | None = None
    retired: bytes | None = None
    synced_at: int | None = None
    dots: bytes | None = Field(default=None, sa_column_kwargs={"name": "_dots"})


class Txn(SQLModel, table=True):
    """A transaction."""

    __tablename__ = "txn"

    no: int | None = Field(default=None, primary_key=True)
    id: bytes
    replica_no: int | None = None
    n: int | None = None
    author_id: bytes | None = None
    at: int | None = None
    zone: str | None = None
    kind: str | None = None
    label: str | None = None
    undoes: bytes | None = None
    app: str | None = None
    schema_no: int | None = Field(default=None, sa_column_kwargs={"name": "schema"})
    stamp: int | None = None


class Change(SQLModel, table=True):
    """A part of a transaction: up to 1,000 records, packed."""

    __tablename__ = "change"

    no: int | None = Field(default=None, primary_key=True)
    txn_no: int | None = None
    part: int | None = None
    body: bytes | None = None
    old: bytes | None = None
    stream: int | None = None
    sealed_seq: int | None = None


class Touched(SQLModel, table=True):
    """Which transactions wrote to a row."""

    __tablename__ = "touched"

    row_id: bytes = Field(primary_key=True)
    txn_no: int = Field(primary_key=True)


class TableName(SQLModel, table=True):
    """The local number of a table or field."""

    __tablename__ = "table_name"

    no: int | None = Field(default=None, primary_key=True)
    name: str


class PublicHoliday(SQLModel, table=True):
    """Public holidays looked up before."""

    __tablename__ = "public_holiday"

    country: str = Field(primary_key=True)
    region: str = Field(primary_key=True)
    year: int | None = None
    on_date: str = Field(primary_key=True)
    name: str | None = None
