"""Headers as the sources write them, and what they are taken for."""

import pytest

from repcockpit.exchange.sources import guess, recognise

_KNOWN = [
    ("Id,IsDeleted,AccountId,LastName,FirstName,Name,ReportsToId,Email", "salesforce", "contact"),
    ("FirstName,LastName,Email,Phone,Title", "salesforce", "contact"),
    ("First Name,Last Name,Account Name,Mailing Street,Mailing City,Contact Owner", "salesforce", "contact"),
    ("First Name,Last Name,Account Name,Reports To,Lead Source,Email", "salesforce", "contact"),
    ("Contact Full Name,Account Name,Business Phone,Asst. Phone", "salesforce", "contact"),
    ("Id,Name,Type,ParentId,BillingStreet,BillingCity,Industry,OwnerId", "salesforce", "account"),
    ("Id,Name,Industry", "salesforce", "account"),
    ("Account Name,Parent Account,Billing Street,Annual Revenue,Account Owner", "salesforce", "account"),
    ("Account Name,Billing State/Province,Type,Last Activity", "salesforce", "account"),
    ("Id,LastName,FirstName,Company,Status,LeadSource,IsConverted", "salesforce", "lead"),
    ("First Name,Last Name,Company / Account,Lead Owner,Lead Status", "salesforce", "lead"),
    ("Id,WhoId,WhatId,Subject,ActivityDate,Status,TaskSubtype", "salesforce", "task"),
    ("Id,WhoId,Subject,ActivityDateTime,DurationInMinutes", "salesforce", "event"),
    ("Subject,StartDateTime,EndDateTime,WhatId", "salesforce", "event"),
    ("Id,AccountId,Name,StageName,Amount,CloseDate,IsWon", "salesforce", "deal"),
    ("Opportunity Name,Account Name,Stage,Amount,Close Date,Opportunity Owner", "salesforce", "deal"),
    ("Id,AccountId,ContactId,Roles,IsDirect", "salesforce", "account_contact"),
    ("Id,Username,LastName,FirstName,Email,ManagerId,IsActive", "salesforce", "rep"),
    ("Id,Name,Email,ManagerId", "salesforce", "rep"),
    ("Id,Name,BudgetedCost,NumberSent", "salesforce", "campaign"),
    ("Record ID,First Name,Last Name,Email,Lifecycle Stage,Contact owner", "hubspot", "contact"),
    ("Record ID,First Name,Last Name,Associated Company,Buying Role", "hubspot", "contact"),
    ("Contact ID,First Name,Last Name,Email,Lifecycle Stage,Associated Company Domain", "hubspot", "contact"),
    ("Company ID,Company Name,Company Domain Name,Industry,Company Owner", "hubspot", "account"),
    ("Record ID,Company name,Company owner,Create Date", "hubspot", "account"),
    ("Deal ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Deal Owner", "hubspot", "deal"),
    ("Activity ID,Activity Type,Activity Date,Activity Owner,Associated Contact Email", "hubspot", "activity"),
    ("hs_call_title,hs_call_body,hs_call_disposition,hs_timestamp", "hubspot", "call"),
    ("Call outcome,Call duration,Activity date,Call notes", "hubspot", "call"),
    ("Meeting outcome,Meeting start time,Meeting name", "hubspot", "meeting"),
    ("Note body,Activity date,Activity assigned to", "hubspot", "activity"),
    ("Ticket ID,Ticket Name,Ticket Status", "hubspot", "request"),
    ("(Do Not Modify) Account,Account Name,Main Phone,Address 1: City", "dynamics365", "account"),
    ("Account Name,Territory,Owner,Annual Revenue,Address 1: Country/Region", "dynamics365", "account"),
    ("First Name,Last Name,Job Title,Company Name,Business Phone,Email", "dynamics365", "contact"),
    ("(Do Not Modify) Contact,Full Name,Email,Company Name,Decision influence", "dynamics365", "contact"),
    ("Topic,Potential Customer,Est. revenue,Actual Revenue,Status,Rating", "dynamics365", "deal"),
    ("Subject,Regarding,Required Attendees,Start Time,End Time,Status", "dynamics365", "meeting"),
    ("Subject,From,To,Regarding,Date Sent,Status", "dynamics365", "email"),
    ("Full Name,Title,Business Unit,Manager,Territory", "dynamics365", "rep"),
    ("account,sector,year_established,revenue,employees,office_location,subsidiary_of", "maven", "account"),
    ("opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value", "maven", "deal"),
    ("sales_agent,manager,regional_office", "maven", "rep"),
    ("Person - Name,Person - Organization,Person - Email - Work,Person - Owner", "pipedrive", "contact"),
    ("Organization - Name,Organization - Address,Organization - Owner", "pipedrive", "account"),
    ("Deal - Title,Deal - Stage,Deal - Value,Deal - Organization,Person - Name", "pipedrive", "deal"),
    ("First Name,Phonetic First Name,E-mail 1 - Label,E-mail 1 - Value,Organization Name", "google", "contact"),
    ("Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value", "google", "contact"),
    ("Title,First Name,Last Name,Company,Business Country/Region,E-mail Address", "outlook", "contact"),
    ("First Name,Last Name,Web Page,Internet Free Busy,Business Country", "outlook", "contact"),
    ("First Name,Last Name,Display Name,Primary Email,Secondary Email,Screen Name", "thunderbird", "contact"),
    ("First Name,Last Name,URL,Email Address,Company,Position,Connected On", "linkedin", "contact"),
    ("Record Id,First Name,Last Name,Account Name.id,Account Name,Email", "zoho", "contact"),
    ("Record Id,Account Name,Account Owner,Phone,Website", "zoho", "account"),
    ("Record Id,Deal Name,Closing Date,Account Name,Stage", "zoho", "deal"),
    ("Record Id,Lead Owner,First Name,Last Name,Company", "zoho", "lead"),
    ("first_name,last_name,gender,title,background,first_seen,company,email_work", "atomic-crm", "contact"),
    ("Post Unique Reference,Name,Grade (or equivalent),Job Title,Reports to Senior Post", "orgchart", "contact"),
    ("Parent Department,Organisation,Unit,Reporting Senior Post,Grade", "orgchart", "post"),
    ("EmployeeKey,ParentEmployeeKey,FirstName,LastName,Title", "orgchart", "contact"),
    ("employee_id,name,manager_id,title", "orgchart", "contact"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "source", "kind"), _KNOWN)
def test_known_header(header: str, source: str, kind: str) -> None:
    found = recognise(header.split(","), "csv")
    assert found is not None
    assert (found.name, found.kind) == (source, kind)


@pytest.mark.parametrize(("header", "source", "kind"), _KNOWN)
def test_header_in_another_case_and_order(header: str, source: str, kind: str) -> None:
    names = [f" {name}  " for name in reversed(header.split(","))]
    found = recognise(names, "csv")
    assert found is not None
    if source != "pipedrive":
        assert (found.name, found.kind) == (source, kind)


def test_vcard_goes_by_its_form() -> None:
    found = recognise(("UID", "FN", "N.family"), "vcard")
    assert found is not None
    assert found.name == "vcard"
    assert recognise(("UID", "FN", "N.family"), "csv") is None


@pytest.mark.parametrize(
    ("sheet", "kind"),
    [
        ("Account", "account"),
        ("Contact", "contact"),
        ("Opportunity", "deal"),
        ("Lead", "lead"),
        ("Task", "task"),
    ],
)
def test_json_tree_goes_by_its_type(sheet: str, kind: str) -> None:
    found = recognise(("attributes.type", "Name"), "json", sheet)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Name,Email,Phone,Company", "contact"),
        ("Vorname,Nachname,Firma,Telefon", "contact"),
        ("Company,City,Sector", "account"),
        ("Firma,PLZ,Ort,Branche", "account"),
        ("Date,Type,Contact,Notes", "interaction"),
        ("Task,Due Date,Owner,Title", "task"),
        ("Deal name,Amount,Stage,Company", "deal"),
        ("Latitude,Longitude,Altitude", None),
        ("column 1,column 2", None),
    ],
)
def test_guess_of_the_kind(header: str, kind: str | None) -> None:
    assert guess(header.split(",")) == kind
