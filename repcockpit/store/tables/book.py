"""Customers and the people who work there. Declares shapes, and does nothing."""

from repcockpit.store.tables.base import SyncedRow


class Account(SyncedRow, table=True):
    """A customer organisation; prospects and former ones too."""

    __tablename__ = "account"

    name: str | None = None
    segment: str | None = None
    segment_by: str | None = None
    status: str | None = None
    sector: str | None = None
    street: str | None = None
    city: str | None = None
    postal_code: str | None = None
    region: str | None = None
    country: str | None = None
    timezone: str | None = None
    hours: str | None = None
    parent_id: bytes | None = None
    owner_id: bytes | None = None
    interval_days: int | None = None
    revenue: float | None = None
    currency: str | None = None
    potential: str | None = None
    phone: str | None = None
    website: str | None = None
    note: str | None = None
    primary_contact_id: bytes | None = None
    source_created_on: str | None = None
    tracking_started_on: str | None = None
    merged_into: bytes | None = None
    root_id: bytes | None = None
    folded: str | None = None
    last_touch_on: str | None = None
    last_mail_on: str | None = None
    due_on: str | None = None
    cadence_days: int | None = None
    cadence_rule: str | None = None
    attempts: int | None = None
    last_attempt_on: str | None = None


class Contact(SyncedRow, table=True):
    """A person."""

    __tablename__ = "contact"

    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    title: str | None = None
    department: str | None = None
    role: str | None = None
    support: str | None = None
    status: str | None = None
    do_not_contact: int | None = None
    do_not_mail: int | None = None
    interval_days: int | None = None
    owner_id: bytes | None = None
    primary_account_id: bytes | None = None
    reports_to_id: bytes | None = None
    email: str | None = None
    phone: str | None = None
    birthday: str | None = None
    level: str | None = None
    role_confirmed_on: str | None = None
    support_on: str | None = None
    support_note: str | None = None
    new_employer: str | None = None
    left_on: str | None = None
    preferred_channel: str | None = None
    preferred_hours: str | None = None
    note: str | None = None
    source_created_on: str | None = None
    tracking_started_on: str | None = None
    merged_into: bytes | None = None
    root_id: bytes | None = None
    folded: str | None = None
    keeper_id: bytes | None = None
    last_touch_on: str | None = None
    last_mail_on: str | None = None
    due_on: str | None = None
    cadence_days: int | None = None
    cadence_rule: str | None = None
    attempts: int | None = None
    last_attempt_on: str | None = None


class ContactAccount(SyncedRow, table=True):
    """A further account of a person."""

    __tablename__ = "contact_account"

    contact_id: bytes | None = None
    account_id: bytes | None = None
    role: str | None = None


class ContactRole(SyncedRow, table=True):
    """A further buying role of a person."""

    __tablename__ = "contact_role"

    contact_id: bytes | None = None
    role: str | None = None


class ContactPoint(SyncedRow, table=True):
    """A further e-mail address or phone number of a person."""

    __tablename__ = "contact_point"

    contact_id: bytes | None = None
    kind: str | None = None
    value: str | None = None
    label: str | None = None
