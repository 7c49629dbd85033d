"""Confirming who somebody is: their buying role, and where they stand towards us, as of today."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from repcockpit.domain.errors import InvalidValueError, RefusedError, UsageError
from repcockpit.domain.words import BUYING_ROLES, SUPPORTS, spoken
from repcockpit.services.chart.editing import roles_of
from repcockpit.services.chart.written import Charted
from repcockpit.services.lookup import find
from repcockpit.services.record_edits import Written
from repcockpit.services.record_sets import SetChange
from repcockpit.services.records import view_of
from repcockpit.store.reads.records import titles_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book

FIELDS = ("role", "support", "note")


def confirm_named(book: "Book", name: str, values: Mapping[str, str]) -> Written:
    """Confirm the contact that `name` names, by the FIELDS given.

    Raises UsageError for another field, and what `find` and `confirm` raise.
    """
    odd = next((field for field in values if field not in FIELDS), None)
    if odd is not None:
        raise UsageError(f"there is no {odd!r} here", "fields: role, support, note")
    contact_id = find(book, "contact", name)
    done = confirm(book, contact_id, values.get("role"), values.get("support"), values.get("note", ""))
    return Written(view_of(book, "contact", contact_id), done.txn)


def confirm(
    book: "Book", contact_id: bytes, role: str | None = None, support: str | None = None, note: str = ""
) -> Charted:
    """Write that a person's role, and where given their support, is right today.

    `role` may name several, the first one primary; None keeps those there are. Raises InvalidValueError for
    a word that is none, RefusedError where there is nothing to confirm.
    """
    today = book.today().isoformat()
    held = [one for one in roles_of(book, "contact", contact_id) if one != "unknown"]
    wanted = held if role is None else _words(role)
    if not wanted and support is None:
        raise RefusedError("no role is known to be confirmed", "say which: role=decision_maker")
    name = titles_of(book.db, "contact", [contact_id]).get(contact_id) or "contact without a name"
    changes: dict[str, object] = {"role_confirmed_on": today} if wanted else {}
    said = [", ".join(map(spoken, wanted))] if wanted else []
    if support is not None:
        word = _support(support)
        changes |= {
            "support": word,
            "support_on": word and today,
            "support_note": " ".join(note.split()) or None,
        }
        said.append(spoken(support) if word else "support unknown")
    text = f"confirm {name}: {'; '.join(said)}"
    with book.write(text) as unit:
        if role is not None:
            SetChange("contact", "roles", "=", tuple(wanted)).write(unit, contact_id)
        unit.update("contact", contact_id, changes)
    return Charted(f"{name} confirmed: {'; '.join(said)}", unit.txn, contact_id)


def _words(text: str) -> list[str]:
    found = [part.strip().lower().replace(" ", "_") for part in text.split(",") if part.strip()]
    wrong = next((one for one in found if one not in BUYING_ROLES), None)
    if wrong is not None or not found:
        said = f"{wrong!r} is no role" if wrong else "which role?"
        raise InvalidValueError(said, "roles: " + ", ".join(BUYING_ROLES))
    return list(dict.fromkeys(found))


def _support(text: str) -> str | None:
    word = text.strip().lower().replace(" ", "_")
    if word not in SUPPORTS:
        raise InvalidValueError(f"{text!r} is no support", "one of: " + ", ".join(SUPPORTS))
    return None if word == "unknown" else word
