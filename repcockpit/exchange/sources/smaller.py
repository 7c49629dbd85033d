"""Maven's CRM tables, Pipedrive, Zoho, Atomic CRM and LinkedIn."""

from typing import Final

from repcockpit.exchange.sources.activities import finish_activity
from repcockpit.exchange.sources.finishing import (
    finish_account,
    finish_contact,
    finish_deal,
    finish_lead,
    finish_rep,
)
from repcockpit.exchange.sources.record import Source
from repcockpit.exchange.sources.shared import ACTIVITY, COMPANY, DEAL, PERSON, REP, columns, refused, words


def _prefixed(prefix: str, *tables: dict[str, str]) -> dict[str, str]:
    return {prefix + name: meaning for known in tables for name, meaning in known.items()}


_PIPEDRIVE_PERSON = (
    {"organizationname": "@account.name", "organizationid": "@account.id", "id": "id"}
    | _prefixed("person", PERSON)
    | _prefixed("person", columns(
        ("id", "id systemid pipedrivesystemid"),
        ("+phone", "phonework"),
        ("@account.name", "organization"),
        ("=", "title1 marketingstatus"),
        ("+tag", "label labels"),
        ("source_created_on:date", "personcreated created"),
    ))
)  # fmt: skip
_PIPEDRIVE_COMPANY = (
    {"id": "id"}
    | _prefixed("organization", COMPANY)
    | _prefixed(
        "organization",
        columns(
            ("id", "id systemid pipedrivesystemid"),
            ("+tag", "label labels"),
            ("source_created_on:date", "organizationcreated created"),
            ("street", "address addressstreetroadname"),
            ("city", "addresscitytownvillagelocality"),
            ("postal_code", "addresszippostalcode"),
            ("country", "addresscountry"),
            ("region", "addressstatecounty"),
        ),
    )
)
_PIPEDRIVE_DEAL = (
    {"organizationname": "@account.name", "personname": "@people.name", "organization": "@account.name",
     "contactperson": "@people.name", "id": "id"}
    | _prefixed("deal", DEAL)
    | _prefixed("deal", columns(
        ("id", "id systemid pipedrivesystemid"),
        ("@people.name", "contactperson person"),
        ("?amount:money", "value"),
        ("=", "pipeline probability weightedvalue lostreason label"),
        ("source_created_on:date", "dealcreated"),
        ("?close:date", "expectedclosedate"),
    ))
)  # fmt: skip
_PIPEDRIVE_ACTIVITY = (
    {"organizationname": "@account.name", "personname": "@people.name", "id": "id"}
    | _prefixed("activity", ACTIVITY)
    | _prefixed("activity", columns(("?closed", "done"), ("@people.name", "contactperson person"),
                                    ("?due:instant", "duedate"), ("@owner.name", "assignedtouser")))
)  # fmt: skip
_ZOHO = columns(
    ("id", "recordid"),
    ("-", "modifiedbyid modifiedby createdbyid createdby modifiedtime locked lastactivitytime tag1"),
    ("@account.id", "accountnameid"),
    ("@account.name", "accountname"),
    ("@owner.id", "contactownerid accountownerid leadownerid dealownerid"),
    ("@owner.name", "contactowner accountowner leadowner dealowner"),
    ("?mail_opt_out", "emailoptout"),
    ("+tag", "tag"),
)
_ZOHO_PERSON = {**PERSON, **_ZOHO} | columns(
    ("?full_name", "contactname fullname leadname"), ("@reports_to.name", "reportingto reportsto"),
    ("@reports_to.id", "reportingtoid"), ("=", "salutation"),
)  # fmt: skip
_ZOHO_LEAD = {**_ZOHO_PERSON} | columns(("@account.name", "company"), ("?converted", "isconverted converted"))
_ZOHO_ACCOUNT = {**COMPANY, **_ZOHO} | columns(
    ("name", "accountname"), ("=", "annualrevenue employees"), ("id", "recordid"), ("@parent.id", "parentaccountid"),
    ("-", "accountnameid"),
)  # fmt: skip
_ZOHO_DEAL = {**DEAL, **_ZOHO} | columns(
    ("@people.name", "contactname"), ("@people.contact", "contactnameid"), ("=", "type probability"),
)  # fmt: skip
_ZOHO_ACTIVITY = {**ACTIVITY, **_ZOHO} | columns(
    ("@owner.name", "taskowner callowner host activityowner"), ("@people.name", "contactname"),
    ("@regarding.name", "relatedto"), ("?when:instant", "callstarttime"), ("?minutes", "callduration"),
    ("@people.contact", "contactnameid"), ("?call_direction", "calltype"),
)  # fmt: skip
_ATOMIC = {**PERSON} | columns(
    ("id", "id"),
    ("@account.name", "company companyname"),
    ("@account.id", "companyid"),
    ("@owner.name", "sales"),
    ("@owner.id", "salesid"),
    ("-", "nbtasks"),
    ("=", "gender status hasnewsletter lastseen linkedinurl"),
)
_LINKEDIN = {**PERSON} | columns(("source_created_on:date", "connectedon"), ("=", "url"))

SOURCES: Final = (
    Source("maven", "account", "account", words("account|sector|office_location", "account|subsidiary_of",
                                               "account|year_established"),
           {**COMPANY} | columns(("=", "revenue employees yearestablished")), finish_account),
    Source("maven", "deal", "deal", words("opportunity_id|deal_stage", "sales_agent|deal_stage",
                                         "sales_agent|close_value"),
           {**DEAL} | columns(("=", "product"), ("-", "")), finish_deal),
    Source("maven", "rep", "rep", words("sales_agent|manager|regional_office", "sales_agent|regional_office"),
           REP, finish_rep),
    Source("maven", "product", "product", words("product|series|sales_price"), {}, refused,
           refusal="a price list is no record that repcockpit keeps"),
    Source("zoho", "deal", "deal", words("record id|deal name|closing date", "record id|account name.id|stage",
                                        "record id|deal name|account name"),
           _ZOHO_DEAL, finish_deal),
    Source("zoho", "lead", "lead", words("record id|lead owner", "record id|lead owner.id"), _ZOHO_LEAD, finish_lead),
    Source("zoho", "contact", "contact",
           words("record id|first name|account name.id", "record id|first name|account name",
                 "record id|contact owner.id", "record id|contact name", "record id|first name|mailing street"),
           _ZOHO_PERSON, finish_contact),
    Source("zoho", "account", "account", words("record id|account name"), _ZOHO_ACCOUNT, finish_account),
    Source("zoho", "activity", "activity",
           words("record id|task owner", "record id|call owner", "record id|call type", "record id|event title",
                 "record id|call start time", "record id|related to"),
           _ZOHO_ACTIVITY, finish_activity),
    Source("atomic-crm", "contact", "contact",
           words("first_name|last_name|gender|title|background", "first_name|last_name|first_seen|last_seen",
                 "first_name|email_work|phone_work", "first_name|has_newsletter"),
           _ATOMIC, finish_contact),
    Source("linkedin", "contact", "contact", words("connected on|first name", "connected on|position"),
           _LINKEDIN, finish_contact, has_ids=False),
)  # fmt: skip

PIPEDRIVE: Final = {
    "deal - ": Source("pipedrive", "deal", "deal", (), _PIPEDRIVE_DEAL, finish_deal),
    "person - ": Source("pipedrive", "contact", "contact", (), _PIPEDRIVE_PERSON, finish_contact),
    "organization - ": Source("pipedrive", "account", "account", (), _PIPEDRIVE_COMPANY, finish_account),
    "activity - ": Source("pipedrive", "activity", "activity", (), _PIPEDRIVE_ACTIVITY, finish_activity),
}
"""Recognised by the prefix of their columns."""
