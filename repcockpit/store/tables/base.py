"""What every shared row has: its key, its dots, and whether it is in the bin."""

from sqlmodel import Field, SQLModel


class SyncedRow(SQLModel):
    """A row that the log writes and a team shares; `dots` and `hidden` are kept by Unit alone."""

    id: bytes = Field(primary_key=True)
    dots: bytes | None = Field(default=None, sa_column_kwargs={"name": "_dots"})
    hidden: int = Field(default=0, sa_column_kwargs={"name": "_hidden", "server_default": "0"})
