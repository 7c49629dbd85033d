"""What the row under the cursor is about: dialogs and deeds act on it, whichever screen shows the row."""

from typing import NamedTuple

from repcockpit.domain.views.today import TodayItem

QUESTIONS = frozenset(("setup", "old_tasks", "approvals"))
"""Kinds of rows that are no record but a question: enter opens it."""


class Subject(NamedTuple):
    """A record with the person and the account it belongs to.

    `kind` is the kind of the record (contact, account, interaction, task, request, deal, …), `id` 16 bytes;
    `name` is who: the person, else the account; `place` the account beside a person.
    """

    kind: str
    id: bytes
    contact_id: bytes | None = None
    account_id: bytes | None = None
    name: str = ""
    place: str = ""
    phone: str = ""
    title: str = ""

    @property
    def key(self) -> tuple[str, bytes]:
        """What makes it the same one after a refill."""
        return self.kind, self.id


def subject_of_item(item: TodayItem) -> Subject:
    """What a row of Today is about."""
    person, account = item.contact_name or "", item.account_name or ""
    return Subject(
        item.subject_kind,
        item.subject_id,
        item.contact_id,
        item.account_id,
        person or account,
        account if person else "",
        item.phone or "",
        item.title,
    )


def detailed(subject: Subject) -> tuple[str, bytes]:
    """Which detail a row opens: a person's or an account's own, else that of its account, else its person."""
    if subject.kind in {"account", "contact"}:
        return subject.kind, subject.id
    if subject.account_id is not None:
        return "account", subject.account_id
    return ("contact", subject.contact_id) if subject.contact_id is not None else ("account", subject.id)
