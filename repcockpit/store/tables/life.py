"""What happens with them: interactions, tasks, ideas, trainings, information, feedback, deals, snoozes. Declares shapes, and does nothing."""

from repcockpit.store.tables.base import SyncedRow


class Interaction(SyncedRow, table=True):
    """What happened, or is planned, with an account."""

    __tablename__ = "interaction"

    type: str | None = None
    outcome: str | None = None
    status: str | None = None
    direction: str | None = None
    occurred_on: str | None = None
    occurred_at: int | None = None
    zone: str | None = None
    minutes: int | None = None
    subject: str | None = None
    note: str | None = None
    account_id: bytes | None = None
    rep_id: bytes | None = None
    source: str | None = None
    logged_at: int | None = None
    request_id: bytes | None = None
    qbr_id: bytes | None = None
    solicited: int | None = None
    note_kind: str | None = None
    is_touch: int | None = None


class AlsoRep(SyncedRow, table=True):
    """A further one of our people who took part in an interaction."""

    __tablename__ = "also_rep"

    interaction_id: bytes | None = None
    rep_id: bytes | None = None


class Participant(SyncedRow, table=True):
    """A person who took part in an interaction."""

    __tablename__ = "participant"

    interaction_id: bytes | None = None
    contact_id: bytes | None = None
    occurred_on: str | None = None
    is_touch: int | None = None
    touch_rep_id: bytes | None = None
    touch_type: str | None = None
    touch_direction: str | None = None


class Task(SyncedRow, table=True):
    """Something to do: task, promise, next step, call-back, action, tell, plan."""

    __tablename__ = "task"

    kind: str | None = None
    title: str | None = None
    note: str | None = None
    status: str | None = None
    priority: str | None = None
    due_on: str | None = None
    done_on: str | None = None
    outcome: str | None = None
    owner_id: bytes | None = None
    account_id: bytes | None = None
    contact_id: bytes | None = None
    request_id: bytes | None = None
    interaction_id: bytes | None = None
    qbr_id: bytes | None = None
    idea_id: bytes | None = None
    first_due_on: str | None = None
    noted_on: str | None = None
    carried_to_id: bytes | None = None
    source_created_on: str | None = None
    tracking_started_on: str | None = None


class Idea(SyncedRow, table=True):
    """An idea of a customer."""

    __tablename__ = "idea"

    title: str | None = None
    status: str | None = None
    status_on: str | None = None
    note: str | None = None
    product: str | None = None
    account_id: bytes | None = None
    contact_id: bytes | None = None
    interaction_id: bytes | None = None
    owner_id: bytes | None = None


class Training(SyncedRow, table=True):
    """A training given, or planned while `given_on` is null."""

    __tablename__ = "training"

    topic: str | None = None
    kind: str | None = None
    given_on: str | None = None
    due_on: str | None = None
    expires_on: str | None = None
    usage: int | None = None
    account_id: bytes | None = None
    interaction_id: bytes | None = None


class TrainingPerson(SyncedRow, table=True):
    """A person who was trained."""

    __tablename__ = "training_person"

    training_id: bytes | None = None
    contact_id: bytes | None = None


class Info(SyncedRow, table=True):
    """Information brought to somebody; without `brought_on` an item of the library."""

    __tablename__ = "info"

    title: str | None = None
    kind: str | None = None
    path: str | None = None
    url: str | None = None
    note: str | None = None
    writer_id: bytes | None = None
    due_on: str | None = None
    brought_on: str | None = None
    contact_id: bytes | None = None
    account_id: bytes | None = None
    reaction: str | None = None
    interaction_id: bytes | None = None


class Feedback(SyncedRow, table=True):
    """A satisfaction figure that a customer gave."""

    __tablename__ = "feedback"

    kind: str | None = None
    score: int | None = None
    asked_on: str | None = None
    contact_id: bytes | None = None
    account_id: bytes | None = None
    note: str | None = None
    interaction_id: bytes | None = None


class Deal(SyncedRow, table=True):
    """A deal of the former system, kept as history."""

    __tablename__ = "deal"

    name: str | None = None
    stage: str | None = None
    stage_name: str | None = None
    amount: float | None = None
    currency: str | None = None
    closed_on: str | None = None
    account_id: bytes | None = None
    contact_id: bytes | None = None
    owner_id: bytes | None = None
    source_created_on: str | None = None


class Snooze(SyncedRow, table=True):
    """A reason not to be reminded of somebody before a day."""

    __tablename__ = "snooze"

    target_id: bytes | None = None
    until: str | None = None
    reason: str | None = None
    set_on: str | None = None
    rep_id: bytes | None = None
