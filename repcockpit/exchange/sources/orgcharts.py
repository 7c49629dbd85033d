"""Org charts: UK government posts (senior and junior), employee tables with a parent key."""

from typing import Final

from repcockpit.exchange.sources.finishing import finish_contact
from repcockpit.exchange.sources.record import Draft, Link, Reading, Record, Source
from repcockpit.exchange.sources.shared import PERSON, columns, refused, words
from repcockpit.exchange.sources.values import is_vacant

_ROOTS = frozenset(("xx", "xxx", "0", "none", "root"))

_POSTS = {**PERSON} | columns(
    ("id", "postuniquereference"),
    ("name", "name"),
    ("title", "jobtitle"),
    ("department", "unit"),
    ("@account.name", "organisation organization"),
    ("&parent_name", "parentdepartment"),
    ("&sector", "professionaloccupationalgroup profession"),
    ("+phone", "contactphone"),
    ("+email", "contactemail"),
    ("@reports_to.id", "reportstoseniorpost"),
    ("-", "valid uri"),
)
_EMPLOYEES = {**PERSON} | columns(
    ("id", "employeekey employeeid empid staffid personid id employeenumber"),
    ("@reports_to.id", ("parentemployeekey managerid reportsto reportstoid manageremployeeid supervisorid"
     " managerkey parentid bossid lineManagerId")),
    ("?full_name", "name fullname employeename"),
    ("title", "title jobtitle position role designation"),
    ("department", "departmentname department unit orgunit team"),
    ("+email", "emailaddress email workemail"),
    ("source_created_on:date", "hiredate1"),
    ("-", "employeephoto photo"),
)  # fmt: skip


def _post(draft: Draft, reading: Reading) -> Record | str:
    """One post: a withheld name is shown as such; ids count within the organisation."""
    name = str(draft.fields.get("name") or "")
    organisation = draft.links.get("account", {}).get("name", "")
    if draft.external_id:
        draft.external_id = f"{organisation}/{draft.external_id}"
    boss = draft.links.get("reports_to", {})
    if boss.get("id", "").casefold() in _ROOTS:
        del draft.links["reports_to"]
    elif boss.get("id"):
        boss["id"] = f"{organisation}/{boss['id']}"
    if not name:
        if not draft.fields.get("title"):
            return "no name and no job title"
        draft.fields["name"] = f"{draft.fields['title']} (name withheld)"
    elif is_vacant(name):
        return "vacant post: nobody to contact"
    draft.account.pop("sector", None)
    return finish_contact(draft, reading)


def _employee(draft: Draft, reading: Reading) -> Record | str:
    boss = draft.links.get("reports_to", {})
    if boss.get("id", "").casefold() in _ROOTS:
        del draft.links["reports_to"]
    elif boss.get("id") and not any(letter.isdigit() for letter in boss["id"]) and " " in boss["id"]:
        boss["name"] = boss.pop("id")
    return finish_contact(draft, reading)


def stand_in(draft: Draft) -> Link | None:
    """Whom the reports of a vacant post answer to: the post above it."""
    boss = draft.links.get("reports_to", {}).get("id")
    return Link("contact", external_id=boss) if boss else None


SOURCES: Final = (
    Source(
        "orgchart", "contact", "contact",
        words("post unique reference", "reports to senior post"), _POSTS, _post,
    ),
    Source(
        "orgchart", "post", "post", words("reporting senior post"), {}, refused,
        refusal="a group of junior posts names nobody",
    ),
    Source(
        "orgchart", "contact", "contact",
        words("employeekey", "parentemployeekey", "employee id|manager id", "employee_id|manager_id",
              "employeeid|managerid", "employeeid|reportsto", "employee id|reports to", "employee_id|reports_to",
              "id|name|manager_id", "id|name|reports_to", "id|name|reportsto", "id|name|manager id",
              "employee_key|parent_employee_key", "employee_id|supervisor_id"),
        _EMPLOYEES, _employee, unless=frozenset({"accountid"}),
    ),
)  # fmt: skip
