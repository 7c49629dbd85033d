"""Words of the team's own: tags, custom fields, settings. Declares shapes, and does nothing."""

from repcockpit.store.tables.base import SyncedRow


class Tag(SyncedRow, table=True):
    """A word rows are marked with."""

    __tablename__ = "tag"

    name: str | None = None


class Tagging(SyncedRow, table=True):
    """A tag on a row."""

    __tablename__ = "tagging"

    tag_id: bytes | None = None
    target_id: bytes | None = None


class CustomField(SyncedRow, table=True):
    """A field the team added."""

    __tablename__ = "custom_field"

    name: str | None = None


class CustomValue(SyncedRow, table=True):
    """The value of such a field in one row."""

    __tablename__ = "custom_value"

    field_id: bytes | None = None
    target_id: bytes | None = None
    value: str | None = None


class Setting(SyncedRow, table=True):
    """A number or word of the rule set that differs from its default."""

    __tablename__ = "setting"

    name: str | None = None
    value: str | None = None
