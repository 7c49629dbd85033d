"""Any other table: the kind and the meaning of columns guessed from plain names, or said with --kind and --map."""

from collections.abc import Iterable, Sequence
from typing import Final

from repcockpit.domain.errors import InvalidValueError, UsageError
from repcockpit.exchange.sources import deliveries, surveys, tickets
from repcockpit.exchange.sources.activities import finish_activity
from repcockpit.exchange.sources.finishing import (
    finish_account,
    finish_contact,
    finish_deal,
    finish_rep,
)
from repcockpit.exchange.sources.record import Draft, Finish, Reading, Record, Source
from repcockpit.exchange.sources.shared import ACTIVITY, COMPANY, DEAL, PERSON, REP, columns
from repcockpit.exchange.sources.values import plain, squash

KINDS: Final = {
    "accounts": "account",
    "contacts": "contact",
    "interactions": "interaction",
    "tasks": "task",
    "deals": "deal",
    "reps": "rep",
    "requests": "request",
    "feedback": "feedback",
    "deliveries": "delivery",
    "calendar": "appointment",
}
"""--kind words and our kinds."""

_LINKS: Final = {
    "account": "@account.name",
    "account_id": "@account.id",
    "account_domain": "@account.domain",
    "owner": "@owner.name",
    "owner_id": "@owner.id",
    "owner_email": "@owner.email",
    "id": "id",
    "external_id": "id",
    "ignore": "-",
    "skip": "-",
    "custom": "=",
    "tags": "+tag",
    "tag": "+tag",
    "note": "note:note",
    "source_created_on": "source_created_on:date",
    "created_on": "source_created_on:date",
}
_CONTACT_FIELDS: Final = _LINKS | {
    "name": "name", "first_name": "first_name", "last_name": "last_name", "title": "title",
    "department": "department", "email": "+email", "emails": "+email", "phone": "+phone", "phones": "+phone",
    "mobile": "+phone:mobile", "role": "+role", "roles": "+role", "reports_to": "@reports_to.name",
    "reports_to_id": "@reports_to.id", "birthday": "birthday:date", "interval_days": "interval_days:int",
    "do_not_mail": "?mail_opt_out", "do_not_contact": "do_not_contact:yes", "status": "status",
    "company": "@account.name", "organisation": "@account.name",
}  # fmt: skip
_ACCOUNT_FIELDS: Final = _LINKS | {
    "name": "name", "account": "name", "segment": "?class", "sector": "sector", "street": "street", "city": "city",
    "postal_code": "postal_code", "region": "region", "country": "country", "timezone": "timezone",
    "parent": "@parent.name", "parent_id": "@parent.id", "phone": "+phone", "website": "website",
    "revenue": "revenue:money", "currency": "currency", "potential": "potential", "status": "?type",
    "interval_days": "interval_days:int", "domain": "?domain", "email": "=",
}  # fmt: skip
_ACTIVITY_FIELDS: Final = _LINKS | {
    "type": "?type", "outcome": "?call_outcome", "status": "?status", "direction": "?call_direction",
    "occurred_on": "?when:instant", "occurred_at": "?when:instant", "date": "?when:instant", "minutes": "?minutes",
    "subject": "?subject", "title": "?subject", "note": "?note", "contact": "@people.name", "contacts": "@people.name",
    "contact_email": "@people.email", "contact_id": "@people.contact", "rep": "@owner.name", "due_on": "?due:instant",
    "done_on": "?completed_at:instant", "priority": "?priority", "done": "?closed",
    "created_on": "?created:instant", "source_created_on": "?created:instant",
}  # fmt: skip
_DEAL_FIELDS: Final = _LINKS | {
    "name": "name", "stage": "?stage", "status": "?state", "amount": "?amount:money", "currency": "currency",
    "closed_on": "?close:date", "contact": "@people.name", "contact_email": "@people.email", "note": "=",
}  # fmt: skip
_REP_FIELDS: Final = {
    "name": "name", "first_name": "first_name", "last_name": "last_name", "email": "+email", "manager": "@manager.name",
    "region": "region", "country": "country", "timezone": "timezone", "id": "id", "ignore": "-", "role": "role",
}  # fmt: skip
_MEETING_FIELDS: Final = {"ignore": "-"}
FIELDS: Final = {
    "account": _ACCOUNT_FIELDS,
    "contact": _CONTACT_FIELDS,
    "interaction": _ACTIVITY_FIELDS,
    "task": _ACTIVITY_FIELDS,
    "deal": _DEAL_FIELDS,
    "rep": _REP_FIELDS,
    "request": _LINKS | tickets.FIELDS,
    "feedback": _LINKS | surveys.FIELDS,
    "delivery": _LINKS | deliveries.FIELDS,
    "appointment": _MEETING_FIELDS,
}
"""What --map may name, by kind."""

_PERSON_SIGNS: Final = frozenset(
    [
        "firstname",
        "lastname",
        "givenname",
        "familyname",
        "surname",
        "vorname",
        "nachname",
        "jobtitle",
        "fullname",
        "contactname",
        "mobilephone",
        "mobile",
        "reportsto",
        "birthday",
        "birthdate",
        "position",
        "prénom",
        "nombre",
        "apellidos",
        "displayname",
        "title",
        "prospectivebuyerkey",
    ]
)
_COMPANY_SIGNS: Final = frozenset(
    [
        "sector",
        "industry",
        "website",
        "city",
        "country",
        "street",
        "billingcity",
        "revenue",
        "annualrevenue",
        "employees",
        "zip",
        "postalcode",
        "domain",
        "numberofemployees",
        "segment",
        "branche",
        "plz",
        "ort",
        "numberemployees",
        "addressline1",
        "state",
        "address",
        "homepage",
    ]
)
_ACTIVITY_SIGNS: Final = frozenset(
    [
        "activitytype",
        "interactiontype",
        "subject",
        "outcome",
        "calloutcome",
        "direction",
        "minutes",
        "duration",
        "attendees",
        "participants",
        "activitydate",
        "calldate",
        "meetingdate",
        "notes",
        "note",
        "starttime",
        "comments",
    ]
)
_DEAL_SIGNS: Final = frozenset(
    [
        "amount",
        "dealstage",
        "stage",
        "stagename",
        "closedate",
        "dealname",
        "opportunityname",
        "dealvalue",
        "value",
    ]
)


_DAYS: Final = frozenset(
    [
        "date",
        "datetime",
        "when",
        "activitydate",
        "calldate",
        "meetingdate",
        "datum",
        "starttime",
        "occurredon",
    ]
)
_DUE_DAYS: Final = frozenset(("duedate", "dueon", "due", "deadline"))
_TASK_NAMES: Final = frozenset(("title", "subject", "task", "name", "tasktitle"))
_PERSON_NAMES: Final = frozenset(
    ["name", "firstname", "lastname", "fullname", "contactname", "displayname", "vorname", "nachname"]
)
_COMPANY_NAMES: Final = frozenset(("company", "companyname", "accountname", "organization", "organisation"))


def guess_kind(header: Iterable[str]) -> str | None:
    """The kind a table without a known signature holds, from its plain column names; None where nothing tells."""
    keys = {_bare(name) for name in header}
    if deliveries.is_of_deliveries(keys):
        return "delivery"
    if surveys.is_of_survey(keys):
        return "feedback"
    is_of_person = bool(keys & {"firstname", "lastname"})
    is_activity = keys & _DAYS and keys & (_ACTIVITY_SIGNS | {"type"})
    if is_activity and not is_of_person and not keys & {"stage", "amount"}:
        return "interaction"
    if keys & _DUE_DAYS and keys & _TASK_NAMES:
        return "task"
    if len(keys & _DEAL_SIGNS) >= 2 and not is_of_person:
        return "deal"
    has_mail = any(PERSON.get(key) == "+email" for key in keys)
    signs = len(keys & _PERSON_SIGNS) + has_mail
    if signs and (has_mail or (keys & _PERSON_NAMES and (signs >= 2 or "name" in keys))):
        return "contact"
    if keys & _COMPANY_SIGNS and any(COMPANY.get(key) == "name" for key in keys):
        return "account"
    if keys & {"firstname", "lastname", "fullname", "contactname"}:
        return "contact"
    return "account" if keys & _COMPANY_NAMES else None


def _bare(name: str) -> str:
    key = squash(name)
    return key[:-1] if name.endswith("__c") and key.endswith("c") else key


def generic_source(name: str, kind: str, header: Sequence[str]) -> Source:
    """A source for a table nobody knows: our field names first, then the shared names of columns."""
    finish, shared = _BY_KIND[kind]
    table = {**shared}
    for field, meaning in FIELDS[kind].items():
        table.setdefault(squash(field), meaning)
    for column in header:
        bare = _bare(column)
        if bare != squash(column) and bare in table:
            table.setdefault(squash(column), table[bare])
    ref_kind = "activity" if kind in ("interaction", "task") else kind
    if kind == "delivery":
        name = (
            deliveries.NAME
        )  # whatever else a later export of the order system tells, the lines are the same
    # What tells nothing about a customer is no field of one.
    patterns = ((".*", "-"),) if kind in ("delivery", "feedback") else ()
    return Source(name, kind, ref_kind, (), table, finish, patterns, is_generic=True)


def mapping_of(pairs: Sequence[str], kind: str) -> dict[str, str]:
    """Meanings by column from `COLUMN=FIELD` words.

    Raises UsageError for a word without `=`, InvalidValueError for a field that the kind does not have.
    """
    known = FIELDS[kind]
    meanings: dict[str, str] = {}
    for pair in pairs:
        column, sign, field = pair.rpartition("=")
        if not sign or not column:
            raise UsageError(f"--map {pair!r} has no `=`", "write it like --map 'Firma=account'")
        meaning = known.get(field.strip().casefold())
        if meaning is None:
            raise InvalidValueError(
                f"--map: {kind}s have no field {field!r}", "fields: " + ", ".join(sorted(known))
            )
        meanings[plain(column)] = meaning
    return meanings


def _interaction(draft: Draft, reading: Reading) -> Record | str:
    if (
        "when" not in draft.raw
        and "start" not in draft.raw
        and "due" not in draft.raw
        and "created" not in draft.raw
    ):
        return "no date"
    if "type" not in draft.raw and "call_outcome" in draft.raw:
        draft.raw["default_type"] = "call"
    draft.raw.setdefault(
        "default_type", "note" if "note" in draft.raw and "type" not in draft.raw else "meeting"
    )
    return finish_activity(draft, reading)


def _task(draft: Draft, reading: Reading) -> Record | str:
    draft.raw["subtype"] = "task"
    draft.raw["default_type"] = "task"
    return finish_activity(draft, reading)


_PERSON_TABLE = {**PERSON} | columns(
    ("id", "id contactid recordid externalid personid customerid prospectivebuyerkey uid key employeeid"),
    ("?full_name", ""),
    ("&city", "companycity"),
    ("+phone", "phonec"),
)
_BY_KIND: dict[str, tuple[Finish, dict[str, str]]] = {
    "account": (finish_account, COMPANY),
    "contact": (finish_contact, _PERSON_TABLE),
    "interaction": (_interaction, ACTIVITY),
    "task": (_task, ACTIVITY),
    "deal": (finish_deal, DEAL),
    "rep": (finish_rep, REP),
    "request": (tickets.finish_ticket, tickets.TICKET),
    "feedback": (surveys.finish_survey, surveys.SURVEY),
    "delivery": (deliveries.finish_delivery, deliveries.DELIVERY),
}
