"""Salesforce: exports with API names (Data Loader, sfdx) and reports with labels."""

import re
from typing import Final

from repcockpit.exchange.sources.activities import finish_activity
from repcockpit.exchange.sources.finishing import (
    finish_account,
    finish_contact,
    finish_deal,
    finish_lead,
    finish_relation,
    finish_rep,
)
from repcockpit.exchange.sources.record import Draft, Finish, Link, Reading, Record, Source
from repcockpit.exchange.sources.shared import (
    ACTIVITY,
    COMPANY,
    DEAL,
    NOISE,
    PERSON,
    REP,
    columns,
    refused,
    words,
)
from repcockpit.exchange.sources.tickets import TICKET, finish_ticket

_ID = re.compile(r"[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?")
_SUFFIX: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_PREFIXES: Final = {"001": "account", "003": "contact", "00Q": "lead", "006": "deal", "005": "rep"}


_OTHERS: Final = frozenset(
    (
        "record id",
        "customerid",
        "employeeid",
        "employeekey",
        "parentemployeekey",
        "prospectivebuyerkey",
        "record_id",
    )
)
"""Columns that no Salesforce contact or lead has."""


def full_id(text: str) -> str:
    """The 18-character form of a Salesforce id (a 15-character one gets its checksum); other text unchanged."""
    if len(text) != 15 or not _ID.fullmatch(text):
        return text
    groups = (text[start : start + 5] for start in (0, 5, 10))
    return text + "".join(
        _SUFFIX[sum(1 << place for place, letter in enumerate(group) if letter.isupper())] for group in groups
    )


def kind_of_id(text: str) -> str | None:
    """account, contact, lead, deal or rep by the id's prefix; None for another object or no id."""
    return _PREFIXES.get(text[:3]) if _ID.fullmatch(text) else None


def _with_ids(finish: Finish) -> Finish:
    """Bring every id to 18 characters, and a company column that holds an account's id to a link."""

    def finished(draft: Draft, reading: Reading) -> Record | str:
        if draft.external_id and len(draft.external_id) == 15:
            draft.external_id = full_id(draft.external_id)
        for kind, parts in draft.links.items():
            named = parts.get("name")
            if named and kind_of_id(named) == ("rep" if kind == "owner" else kind):
                parts.setdefault("id", parts.pop("name"))
            found = parts.get("id")
            if found and len(found) == 15:
                parts["id"] = full_id(found)
        if draft.raw:
            _related(draft)
        return finish(draft, reading)

    return finished


def _related(draft: Draft) -> None:
    """WhoId is a contact or a lead by its prefix; WhatId an account or a deal."""
    for key in ("who", "who_2"):
        who = draft.raw.get(key)
        if who:
            draft.people.append(_person(who))
    what = draft.raw.get("what")
    if what:
        kind = kind_of_id(what)
        if kind in ("account", "deal"):
            draft.links.setdefault(kind, {}).setdefault("id", full_id(what))
        elif what.startswith("@"):
            draft.links.setdefault("account", {}).setdefault("id", what)


def _person(word: str) -> Link:
    return Link(kind_of_id(word) or "contact", external_id=full_id(word))


_CONTACT = {**PERSON, **NOISE} | columns(
    ("id", "id contactid"),
    ("?full_name", "name contactfullname fullname"),
    ("@owner.name", "contactowner owner"),
    ("-", "accountid1"),
)
_ACCOUNT = {**COMPANY, **NOISE} | columns(("?class", "classificationc"), ("-", "billingaddress address"))
_LEAD = {**_CONTACT} | columns(
    ("id", "leadid id"),
    ("@account.name", "company companyaccount"),
    ("?converted", "isconverted converted"),
    ("@owner.name", "leadowner owner"),
    ("=", "status industry annualrevenue numberofemployees website rating"),
    ("-", "address"),
)
_DEAL = {**DEAL, **NOISE} | columns(("=", "expectedrevenue status type"))
_TASK = {**ACTIVITY, **NOISE} | columns(
    ("?who", "whoid"),
    ("?what", "whatid"),
    ("?subtype", "tasksubtype eventsubtype"),
    ("?type", "type typec"),
    ("?seconds", "calldurationinseconds"),
    ("?call_direction", "calltype"),
    ("?call_outcome", "calldisposition"),
    ("?minutes", "durationinminutes"),
    ("?start:instant", "startdatetime activitydatetime"),
    ("?end:instant", "enddatetime"),
    ("-", "callobject activityid1"),
    ("=", "location"),
)
_CASE = columns(
    ("?type", "type reason casereason"),
    ("-", ("parentid businesshoursid entitlementid slastartdate slaexitdate assetid productid sourceid milestonestatus"
     " hascommentsunreadbyowner hasselfservicecomments contactphone contactmobile contactfax")),
    ("@account.name", "accountname suppliedcompany"),
)  # fmt: skip
_RELATION = {**NOISE} | columns(
    ("id", "id"),
    ("@account.id", "accountid"),
    ("@people.contact", "contactid"),
    ("+role", "roles role"),
    ("-", "isdirect isactive startdate enddate createddate isdeleted"),
)


def _event(draft: Draft, reading: Reading) -> Record | str:
    draft.raw.setdefault("default_type", "meeting")
    return _activity(draft, reading)


def _to_do(draft: Draft, reading: Reading) -> Record | str:
    draft.raw["is_to_do"] = "1"
    return _activity(draft, reading)


_activity = _with_ids(finish_activity)


SOURCES: Final = (
    Source(
        "salesforce", "account_contact", "relation",
        words("accountid|contactid|roles", "accountid|contactid|isdirect"),
        _RELATION, _with_ids(finish_relation),
    ),
    Source(
        "salesforce", "request", "ticket",
        words("casenumber", "case number", "case owner", "case id"), {**TICKET, **NOISE} | _CASE, _with_ids(finish_ticket),
    ),
    Source(
        "salesforce", "campaign", "campaign",
        words("budgetedcost", "numbersent", "campaignid|contactid|status"), {}, refused,
        refusal="a campaign is no record that repcockpit keeps",
    ),
    Source(
        "salesforce", "rep", "rep",
        words("username|lastname", "profileid|name", "userroleid|name", "id|name|managerid|email", "username|email"),
        {**REP, **NOISE}, _with_ids(finish_rep), unless=frozenset({"accountid", "first name"}),
    ),
    Source(
        "salesforce", "deal", "deal",
        words("stagename", "opportunity name|stage", "opportunity name|close date", "opportunity owner|stage"),
        _DEAL, _with_ids(finish_deal),
    ),
    Source(
        "salesforce", "event", "activity",
        words("subject|activitydatetime", "subject|startdatetime", "subject|durationinminutes"),
        _TASK, _event,
    ),
    Source(
        "salesforce", "task", "activity",
        words("whoid", "whatid|subject", "subject|activitydate", "tasksubtype", "subject|assigned|company / account"),
        _TASK, _to_do,
    ),
    Source(
        "salesforce", "lead", "lead",
        words("lastname|isconverted", "lastname|company|leadsource", "lastname|company|status",
               "lead owner|company / account", "lead owner|first name|last name", "lastname|convertedaccountid"),
        _LEAD, _with_ids(finish_lead), unless=_OTHERS | {"accountid"},
    ),
    Source(
        "salesforce", "contact", "contact",
        words("lastname", "account name|mailing street", "account name|mailing city", "account name|contact owner",
               "account name|reports to", "contact full name", "account name|contact id",
               "account name|first name|last name|business phone (+ext.)", "account name|lead source|last name"),
        _CONTACT, _with_ids(finish_contact),
        unless=_OTHERS,
    ),
    Source(
        "salesforce", "account", "account",
        words("name|billingstreet", "name|billingcity", "name|billingcountry", "name|billingstate", "name|parentid",
               "name|annualrevenue", "name|numberofemployees", "name|ownerid", "name|accountsource", "id|name|industry",
               "account name|billing street", "account name|billing city", "account name|parent account",
               "account name|account owner", "account name|billing state/province", "account name|billing country",
               "account name|account id", "account name|last activity|type"),
        _ACCOUNT, _with_ids(finish_account),
        unless=frozenset({"record id", "last name", "lastname", "first name"}),
    ),
)  # fmt: skip
