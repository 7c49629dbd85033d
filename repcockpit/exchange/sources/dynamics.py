"""Dynamics 365 Sales: exported views, with or without the `(Do Not Modify)` columns."""

from typing import Final

from repcockpit.exchange.sources.activities import finish_activity
from repcockpit.exchange.sources.finishing import (
    finish_account,
    finish_contact,
    finish_deal,
    finish_lead,
    finish_rep,
)
from repcockpit.exchange.sources.record import Draft, Finish, Reading, Record, Source
from repcockpit.exchange.sources.shared import ACTIVITY, COMPANY, DEAL, PERSON, REP, columns, words

_MACHINERY = columns(("-", "donotmodifyrowchecksum donotmodifymodifiedon modifiedon"))
_CONTACT = {**PERSON, **_MACHINERY} | columns(
    ("id", "donotmodifycontact contactid"),
    ("?full_name", "fullname name"),
    ("@account.name", "companyname accountname account"),
    ("+role", "decisioninfluence decisioninfluencelabel role influence"),
    ("=", "status"),
)
_ACCOUNT = {**COMPANY, **_MACHINERY} | columns(
    ("id", "donotmodifyaccount accountid"),
    ("=", "primarycontact emailprimarycontact status accountnumber annualrevenue"),
    ("region", "territory address1stateprovince stateprovince"),
    ("?type", "relationshiptype category"),
)
_LEAD = {**_CONTACT} | columns(("id", "donotmodifylead leadid"), ("=", "topic subject status statusreason"))
_DEAL = {**DEAL, **_MACHINERY} | columns(
    ("id", "donotmodifyopportunity opportunityid"),
    ("@account.name", "potentialcustomer account accountname companyname"),
    ("=", "rating probability statusreason salesstage pipelinephase"),
    ("?state", "status"),
    ("?stage", "pipelinephase salesstage statusreason"),
)
_ACTIVITY = {**ACTIVITY, **_MACHINERY} | columns(
    ("id", ("donotmodifyactivity donotmodifyappointment donotmodifyphonecall donotmodifytask donotmodifyemail"
     " donotmodifyemailmessage activityid")),
    ("@regarding.name", "regarding"),
    ("@people.name", "requiredattendees optionalattendees callto to recipient"),
    ("=", "from callfrom location organizer cc"),
    ("?status", "activitystatus status"),
    ("=", "statusreason"),
)  # fmt: skip
_USER = {**REP, **_MACHINERY} | columns(
    ("id", "donotmodifyuser userid"), ("=", "title position businessunit")
)


def _as(kind: str) -> Finish:
    def finished(draft: Draft, reading: Reading) -> Record | str:
        draft.raw.setdefault("default_type", kind)
        return finish_activity(draft, reading)

    return finished


SOURCES: Final = (
    Source(
        "dynamics365", "rep", "rep",
        words("(do not modify) user", "full name|business unit", "full name|manager|territory", "full name|user name"),
        _USER, finish_rep,
    ),
    Source(
        "dynamics365", "lead", "lead",
        words("(do not modify) lead", "topic|first name|last name", "name|topic|status reason"),
        _LEAD, finish_lead,
    ),
    Source(
        "dynamics365", "deal", "deal",
        words("(do not modify) opportunity", "topic|potential customer", "est. revenue", "potential customer",
              "topic|est. close date", "actual revenue"),
        _DEAL, finish_deal,
    ),
    Source(
        "dynamics365", "meeting", "activity",
        words("(do not modify) appointment", "subject|required attendees", "subject|regarding|start time",
              "subject|start time|end time|regarding", "subject|actual start|regarding", "subject|scheduled start"),
        _ACTIVITY, _as("meeting"),
    ),
    Source(
        "dynamics365", "email", "activity",
        words("(do not modify) email", "(do not modify) email message", "subject|date sent", "subject|to|regarding"),
        _ACTIVITY, _as("email"),
    ),
    Source(
        "dynamics365", "call", "activity",
        words("(do not modify) phone call", "subject|call to", "subject|call from"),
        _ACTIVITY, _as("call"),
    ),
    Source(
        "dynamics365", "task", "activity",
        words("(do not modify) task", "subject|regarding|due date", "subject|regarding|priority"),
        _ACTIVITY, _as("task"),
    ),
    Source(
        "dynamics365", "activity", "activity",
        words("(do not modify) activity", "subject|regarding|activity type", "subject|regarding|activity status"),
        _ACTIVITY, finish_activity,
    ),
    Source(
        "dynamics365", "contact", "contact",
        words("(do not modify) contact", "full name|company name|business phone", "first name|company name|business phone",
              "full name|business phone|email", "full name|job title|company name", "decision influence",
              "company name|first name|address 1: city", "company name|first name|address 1: country/region"),
        _CONTACT, finish_contact, unless=frozenset({"e-mail address", "connected on", "record id"}),
    ),
    Source(
        "dynamics365", "account", "account",
        words("(do not modify) account", "account name|main phone", "account name|address 1: city",
              "account name|address 1: country/region", "account name|primary contact", "account name|owner|territory",
              "account name|annual revenue|owner"),
        _ACCOUNT, finish_account, unless=frozenset({"first name", "last name", "record id"}),
    ),
)  # fmt: skip
