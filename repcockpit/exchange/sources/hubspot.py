"""HubSpot: exports and import files of contacts, companies, deals and activities, by label or property name."""

from typing import Final

from repcockpit.exchange.sources.activities import finish_activity
from repcockpit.exchange.sources.finishing import finish_account, finish_contact, finish_deal
from repcockpit.exchange.sources.record import Draft, Finish, Reading, Record, Source
from repcockpit.exchange.sources.shared import ACTIVITY, COMPANY, DEAL, PERSON, columns, words
from repcockpit.exchange.sources.surveys import last_answer
from repcockpit.exchange.sources.tickets import TICKET, finish_ticket
from repcockpit.exchange.sources.values import listed

_CONTACT = {**PERSON} | columns(
    ("id", "recordid contactid recordidcontact vid hsobjectid"),
    ("@owner.name", "contactowner hubspotownerid"),
    ("@account.name", "companyname associatedcompany company primarycompany"),
    ("@account.id", "associatedcompanyids associatedcompanyid primaryassociatedcompanyid"),
    ("+email", "email workemail"),
    ("?lifecycle", "lifecyclestage"),
    ("?nps", "lastnpssurveyrating hsfeedbacklastnpsrating"),
    ("?nps_note", "lastnpssurveycomment hsfeedbacklastnpsfollowup"),
    ("?nps_on:instant", "lastnpssurveydate hsfeedbacklastsurveydate"),
    ("=", "status"),
)
_COMPANY = {**COMPANY} | columns(
    ("id", "recordid companyid hsobjectid"),
    ("@owner.name", "companyowner hubspotownerid"),
    ("=", "annualrevenue numberofemployees"),
)
_DEAL = {**DEAL} | columns(
    ("id", "recordid dealid hsobjectid"),
    ("=", "pipeline dealtype closedlostreason status"),
    ("@owner.name", "dealowner hubspotownerid"),
    ("?amount:money", "amount"),
    ("=", "expectedrevenue"),
)
_ACTIVITY = {**ACTIVITY} | columns(
    ("id", "activityid recordid callid meetingid noteid taskid emailid hsobjectid"),
    ("?subject", "callmeetingtitlesubject hscalltitle hsmeetingtitle hsemailsubject hstasksubject emailsubject"),
    ("?note", ("notesdescription hscallbody hsmeetingbody hsnotebody hsemailtext hstaskbody hsinternalmeetingnotes"
     " notebody callnotes emailbody")),
    ("?status", "hscallstatus callstatus hsemailstatus emailsendstatus"),
    ("?task_status", "hstaskstatus taskstatus"),
    ("?when:instant", "hstimestamp activitydate"),
    ("?start:instant", "hsmeetingstarttime meetingstarttime"),
    ("?end:instant", "hsmeetingendtime meetingendtime"),
    ("?milliseconds", "hscallduration callduration"),
    ("?call_outcome", "hscalldisposition calloutcome"),
    ("?meeting_outcome", "hsmeetingoutcome meetingoutcome"),
    ("?call_direction", "hscalldirection calldirection hsemaildirection emaildirection"),
    ("?created:instant", "hscreatedate createdate"),
    ("@owner.name", "activityassignedto hubspotownerid activityowner assignedto"),
    ("=", "hsactivitytype hsmeetinglocation"),
)  # fmt: skip


def _contact(draft: Draft, reading: Reading) -> Record | str:
    """A contact may stand in several companies, their ids and names joined by `;`."""
    parts = draft.links.get("account", {})
    ids, names = listed(parts.get("id", "")), listed(parts.get("name", ""))
    if len(ids) > 1:
        for number, external_id in enumerate(ids, start=1):
            one = {"id": external_id}
            if len(names) == len(ids):
                one["name"] = names[number - 1]
            draft.links["account" if number == 1 else f"account {number}"] = one
    answer = last_answer(draft, reading) if "nps" in draft.raw else None
    found = finish_contact(draft, reading)
    return found if answer is None or isinstance(found, str) else found._replace(answer=answer)


def _as(kind: str) -> Finish:
    def finished(draft: Draft, reading: Reading) -> Record | str:
        draft.raw.setdefault("default_type", kind)
        return finish_activity(draft, reading)

    return finished


SOURCES: Final = (
    Source(
        "hubspot", "request", "ticket",
        words("ticket id", "ticket name", "ticket status", "hs_pipeline_stage|subject", "hs_ticket_priority"),
        TICKET, finish_ticket,
    ),
    Source(
        "hubspot", "activity", "activity",
        words("activity id|activity type", "activity type|associated contact email", "activity type|activity date",
              "activity type|activity owner", "notes/description|activity date", "activity date|activity assigned to"),
        _ACTIVITY, finish_activity,
    ),
    Source(
        "hubspot", "meeting", "activity",
        words("meeting outcome", "hs_meeting_title", "hs_meeting_outcome", "hs_meeting_body", "hs_meeting_start_time"),
        _ACTIVITY, _as("meeting"),
    ),
    Source(
        "hubspot", "call", "activity",
        words("call outcome", "hs_call_title", "hs_call_body", "hs_call_disposition", "hs_call_direction",
              "hs_call_duration", "call title"),
        _ACTIVITY, _as("call"),
    ),
    Source("hubspot", "note", "activity", words("hs_note_body", "note body"), _ACTIVITY, _as("note")),
    Source(
        "hubspot", "email", "activity", words("hs_email_subject", "hs_email_text", "hs_email_direction",
                                              "email send status|email subject"),
        _ACTIVITY, _as("email"),
    ),
    Source(
        "hubspot", "task", "activity",
        words("hs_task_subject", "hs_task_status", "task title|task status", "task title|due date"),
        _ACTIVITY, _as("task"),
    ),
    Source(
        "hubspot", "deal", "deal",
        words("deal id|deal stage", "deal name|deal stage", "dealname|dealstage", "record id|deal stage",
              "deal name|deal owner|pipeline"),
        _DEAL, finish_deal, unless=frozenset({"closing date", "account name.id"}),
    ),
    Source(
        "hubspot", "contact", "contact",
        words("record id|first name|lifecycle stage", "record id|first name|associated company",
              "contact id|associated company domain", "contact id|lifecycle stage", "contact id|first name|email",
              "first name|contact owner|lifecycle stage", "record id|first name|email", "first name|lifecycle stage",
              "firstname|lifecyclestage", "first name|lead status|job title", "firstname|hubspot_owner_id",
              "email|associated company domain", "first name|company domain name",
              "first name|number of times contacted", "first name|unsubscribed from all email"),
        _CONTACT, _contact, unless=frozenset({"account name.id", "account name", "lead owner", "mailing street"}),
    ),
    Source(
        "hubspot", "account", "account",
        words("company id|company name", "company name|company domain name", "company domain name|company owner",
              "record id|company name", "record id|company owner", "company name|company owner"),
        _COMPANY, finish_account, unless=frozenset({"first name", "last name", "email"}),
    ),
)  # fmt: skip
