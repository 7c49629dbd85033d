"""Contacts, leads and posts of each source: names, e-mails, consent, links, what stays a custom field."""

import pytest

from repcockpit.exchange.sources import Link, Record, Reject
from tests.exchange.sources.sheets import one, read


def test_salesforce_contact() -> None:
    found = one(
        "Id,AccountId,LastName,FirstName,Phone,MobilePhone,ReportsToId,Email,Birthdate,OwnerId,HasOptedOutOfEmail,"
        "DoNotCall,MailingAddress,MailingCity,CreatedDate,Level__c\n"
        "003f4000003d6Ah,001f4000003NkdeAAC,Brown ,Emma,1-572,+34 600,003f4000003d69wAAA,emma@x.com,1990-02-01,"
        '005f4000000VrDDAA0,1,0,"{""city"":null}",Lake,2017-08-04T23:09:50.000+0000,Primary'
    )
    assert found.external_id == "003f4000003d6AhAAI"
    assert found.fields == {
        "name": "Emma Brown",
        "first_name": "Emma",
        "last_name": "Brown",
        "email": "emma@x.com",
        "phone": "1-572",
        "birthday": "1990-02-01",
        "source_created_on": "2017-08-04",
        "do_not_mail": 1,
    }
    assert found.links["account"] == Link("account", "001f4000003NkdeAAC")
    assert found.links["reports_to"].external_id == "003f4000003d69wAAA"
    assert found.phones == (("+34 600", "mobile"),)
    assert found.custom == {"MailingCity": "Lake", "Level__c": "Primary"}


def test_not_to_be_called_is_a_tag_and_with_mail_it_is_leave_alone() -> None:
    header = "Id,LastName,HasOptedOutOfEmail,DoNotCall\n"
    only_call = one(header + "003000000000001AAA,Gil,0,1")
    assert only_call.tags == ("do not call",)
    assert "do_not_contact" not in only_call.fields
    both = one(header + "003000000000001AAA,Gil,true,true")
    assert both.fields["do_not_contact"] == 1
    assert both.fields["do_not_mail"] == 1


def test_lead_is_a_contact_with_status_lead() -> None:
    found = one(
        "Id,LastName,FirstName,Company,Status,IsConverted\n00QEc00000BBaeXMAT,Lee,Will,Acme,Qualified,0"
    )
    assert (found.kind, found.ref_kind, found.fields["status"]) == ("contact", "lead", "lead")
    assert found.links["account"].name == "Acme"
    assert found.custom == {"Status": "Qualified"}


def test_company_that_is_an_account_id_is_a_link() -> None:
    found = one("Id,LastName,Company,LeadSource\n00QEc00000BBaeXMAT,Lee,001Ec00000GINb1IAH,Web")
    assert found.links["account"] == Link("account", "001Ec00000GINb1IAH")


def test_converted_lead_stays_out() -> None:
    (found,) = read("Id,LastName,Company,IsConverted\n00QEc00000BBaeXMAT,Lee,Acme,1")
    assert isinstance(found, Reject)
    assert "converted" in found.reason


def test_hubspot_contact() -> None:
    found = one(
        "Contact ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Job Title,Lifecycle Stage,Buying Role,"
        "Contact Owner,Unsubscribed from all email,Associated Company Domain,Create Date\n"
        "CONT-1,Ana,Gil,ana@x.com,001-555,+1 (2),QA,Customer,DECISION_MAKER;END_USER,jim@example.com,true,x.com,2022-05-01"
    )
    assert found.fields["role"] == "decision_maker"
    assert found.roles == ("decision_maker", "end_user")
    assert found.fields["do_not_mail"] == 1
    assert found.links["owner"] == Link("rep", None, None, "jim@example.com")
    assert found.links["account"].domain == "x.com"
    assert "segment" not in found.fields
    assert found.custom["Lifecycle Stage"] == "Customer"


def test_google_contact() -> None:
    found = one(
        "First Name,Middle Name,Last Name,Phonetic First Name,Organization Name,Organization Title,Birthday,Notes,Labels,"
        "E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,"
        "Address 1 - City,Address 1 - Country\n"
        'Ana,M.,Gil,,Acme,QA,--04-15,"line 1\nline 2",* myContacts ::: Steel,* Work,a@x.com ::: b@x.com,Home,c@x.com,'
        "Mobile,+34 600 ::: +34 601,Bilbao,Spain"
    )
    assert found.fields["name"] == "Ana M. Gil"
    assert found.fields["email"] == "a@x.com"
    assert found.emails == ("b@x.com", "c@x.com")
    assert found.fields["phone"] == "+34 600"
    assert found.tags == ("Steel",)
    assert found.fields["note"] == "line 1\nline 2"
    assert found.custom["Birthday"] == "--04-15"
    assert found.account == {"city": "Bilbao", "country": "Spain"}


def test_legacy_google_contact() -> None:
    found = one(
        "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Organization 1 - Name,"
        "Organization 1 - Title,Organization 1 - Department\nAna Gil,Ana,Gil,* My Contacts,* Work,a@x.com,Acme,QA,Lab"
    )
    assert (found.fields["name"], found.fields["title"], found.fields["department"]) == (
        "Ana Gil",
        "QA",
        "Lab",
    )
    assert found.links["account"].name == "Acme"
    assert found.tags == ()


def test_outlook_contact() -> None:
    found = one(
        "Title,First Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,Business Country/Region,"
        "Business Phone,Mobile Phone,Birthday,E-mail Address,E-mail Display Name,Manager's Name,Notes,Categories\n"
        "Dr.,Ana,Gil,Jr.,Acme,Lab,QA,Main 1,Bilbao,Spain,+34 94,+34 6,0/0/00,a@x.com,Ana Gil (a@x.com),Jon Diaz,Hi,Steel;VIP"
    )
    assert found.fields["title"] == "QA"
    assert found.fields["name"] == "Ana Gil Jr."
    assert found.links["reports_to"] == Link("contact", None, "Jon Diaz")
    assert found.account["country"] == "Spain"
    assert found.custom == {"Title": "Dr."}
    assert found.tags == ("Steel", "VIP")
    assert "birthday" not in found.fields


def test_linkedin_contact() -> None:
    found = one(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ana,Gil,https://www.linkedin.com/in/ana,,Acme,Buyer,15 Jan 2024"
    )
    assert found.external_id is None
    assert found.fields["title"] == "Buyer"
    assert found.fields["source_created_on"] == "2024-01-15"
    assert found.custom == {"URL": "https://www.linkedin.com/in/ana"}


def test_pipedrive_person() -> None:
    found = one(
        "Person - ID,Person - Name,Person - Organization,Person - Email - Work,Person - Email - Home,Person - Phone - Work,"
        "Person - Phone - Mobile,Person - Labels,Person - Owner,Person - Person created\n"
        "17,Ana Gil,Acme,a@x.com,b@x.com,94,6,Hot,Jon Diaz,2024-01-19 09:42:24"
    )
    assert found.external_id == "17"
    assert found.fields["name"] == "Ana Gil"
    assert found.fields["email"] == "a@x.com"
    assert found.emails == ("b@x.com",)
    assert found.links["owner"].name == "Jon Diaz"
    assert found.tags == ("Hot",)
    assert found.fields["source_created_on"] == "2024-01-19"


def test_zoho_contact() -> None:
    found = one(
        "Record Id,Contact Owner.id,Contact Owner,First Name,Last Name,Account Name.id,Account Name,Email,Email Opt Out\n"
        "zcrm_1,zcrm_9,Jon,Ana,Gil,zcrm_5,Acme,a@x.com,true"
    )
    assert found.links["account"] == Link("account", "zcrm_5", "Acme")
    assert found.links["owner"] == Link("rep", "zcrm_9", "Jon")
    assert found.fields["do_not_mail"] == 1


def test_dynamics_contact() -> None:
    found = one(
        "First Name,Last Name,Job Title,Company Name,Business Phone,Email,Owner,Decision influence,Modified On\n"
        "Ana,Gil,Buyer,Acme,+34,a@x.com,Jon Diaz,Decision maker,3/11/2025 13:00"
    )
    assert found.fields["role"] == "decision_maker"
    assert found.links["owner"] == Link("rep", None, "Jon Diaz")
    assert "Modified On" not in found.custom


_POSTS = (
    "Post Unique Reference,Name,Grade (or equivalent),Job Title,Parent Department,Organisation,Unit,Contact Phone,"
    "Contact E-mail,Reports to Senior Post,Notes,Valid?\n"
)


def test_post_with_a_name() -> None:
    found = one(_POSTS + "12,Ana Gil,SCS2,Director,Dept,Agency,Lab,020,a@x.uk,CEO,,1")
    assert found.external_id == "Agency/12"
    assert found.links["reports_to"].external_id == "Agency/CEO"
    assert (found.fields["department"], found.fields["title"]) == ("Lab", "Director")
    assert found.account == {"parent_name": "Dept"}
    assert found.custom == {"Grade (or equivalent)": "SCS2"}


def test_root_post_reports_to_nobody() -> None:
    found = one(_POSTS + "CEO,Bob Smith,SCS3,Chief,Dept,Agency,Office,,,XX,,1")
    assert "reports_to" not in found.links


def test_withheld_name_is_shown_as_withheld() -> None:
    found = one(_POSTS + "13,N/D,SCS1,Deputy Director,Dept,Agency,Lab,,,12,,1")
    assert found.fields["name"] == "Deputy Director (name withheld)"


def test_vacant_post_stays_out_and_names_the_post_above() -> None:
    (found,) = read(_POSTS + "14,Vacant,SCS1,Deputy Director,Dept,Agency,Lab,,,12,,1")
    assert isinstance(found, Reject)
    assert found.external_id == "Agency/14"
    assert found.instead == Link("contact", external_id="Agency/12")


def test_person_without_a_name_has_the_e_mail_as_name() -> None:
    found = one("First Name,Last Name,Email,Company\n,,a@x.com,Acme")
    assert found.fields["name"] == "a@x.com"


@pytest.mark.parametrize("row", [",,,Acme", "NULL,-,N/A,"])
def test_row_without_anybody_is_rejected(row: str) -> None:
    (found,) = read("First Name,Last Name,Email,Company\n" + row)
    assert isinstance(found, Reject)
    assert found.reason.startswith("no name")


def test_last_comma_first() -> None:
    found = one('Name,Email,Company\n"Gil, Ana",a@x.com,Acme')
    assert (found.fields["name"], found.fields["first_name"], found.fields["last_name"]) == (
        "Ana Gil",
        "Ana",
        "Gil",
    )


def test_digest_tells_rows_apart_and_ignores_what_is_left_out() -> None:
    header = "Id,LastName,FirstName,LastViewedDate\n"
    first, second, third = (
        one(header + row)
        for row in ("003A,Gil,Ana,2024-01-01", "003A,Gil,Ana,2025-01-01", "003A,Gil,Anna,2025-01-01")
    )
    assert first.digest == second.digest != third.digest
    assert isinstance(first, Record)
