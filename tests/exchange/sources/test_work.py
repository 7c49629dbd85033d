"""Accounts, deals and activities of each source: status, class, money, dates, outcomes."""

import pytest

from repcockpit.exchange.sources import Link, Reject
from tests.exchange.sources.sheets import one, read


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Customer", "customer"),
        ("Customer - Direct", "customer"),
        ("Prospect", "prospect"),
        ("Customer Candidate", "prospect"),
        ("Old Customer", "former"),
        ("Partner", None),
    ],
)
def test_account_status(word: str, status: str | None) -> None:
    found = one(f"Id,Name,Type,BillingCity\n001f4000009wJD7AAM,Nissan,{word},NY")
    assert found.fields.get("status") == status
    assert found.custom == {"Type": word}


@pytest.mark.parametrize(
    ("word", "segment"),
    [("A", "A"), ("Class b", "B"), ("Tier C", "C"), ("Hot", None), ("1", None), ("High", None)],
)
def test_segment_only_where_it_is_plain(word: str, segment: str | None) -> None:
    found = one(f"Id,Name,BillingCity,CustomerPriority__c\n001f4000009wJD7AAM,Nissan,NY,{word}")
    assert found.fields.get("segment") == segment
    assert found.fields.get("segment_by") == ("hand" if segment else None)


def test_turnover_of_the_customer_is_a_custom_field() -> None:
    found = one("Id,Name,AnnualRevenue,BillingCity\n001f4000009wJD7AAM,Nissan,41600000000,NY")
    assert "revenue" not in found.fields
    assert found.custom == {"AnnualRevenue": "41600000000"}


def test_maven_tables() -> None:
    account = one(
        "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n"
        "Bluth Company,technolgy,1993,1242.32,3027,United States,Acme Corporation"
    )
    assert account.fields == {"name": "Bluth Company", "sector": "technolgy", "country": "United States"}
    assert account.links["parent"].name == "Acme Corporation"
    deal = one(
        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
        "1C1I7A6R,Moses Frase,GTX,Cancity,Won,2016-10-20,2017-03-01,1054.0"
    )
    assert deal.fields == {
        "name": "Cancity",
        "stage": "won",
        "stage_name": "Won",
        "amount": 1054,
        "closed_on": "2017-03-01",
        "source_created_on": "2016-10-20",
    }
    assert deal.links["owner"].name == "Moses Frase"
    rep = one("sales_agent,manager,regional_office\nAnna Snelling,Dustin Brinkmann,Central")
    assert rep.fields == {"name": "Anna Snelling", "region": "Central"}
    assert rep.links["manager"].name == "Dustin Brinkmann"


def test_open_deal_has_no_closing_day() -> None:
    found = one(
        "Id,AccountId,Name,StageName,Amount,CloseDate,IsWon,IsClosed\n006A,001A,System,Prospecting,24710,2024-06-14,,"
    )
    assert (found.fields["stage"], found.fields.get("closed_on")) == ("open", None)
    assert found.custom == {"Expected close": "2024-06-14"}


def test_dynamics_deal_takes_the_actual_revenue_once_won() -> None:
    found = one(
        "Topic,Potential Customer,Est. close date,Est. revenue,Actual Revenue,Actual Close Date,Status,Rating\n"
        'Sand,Acme,28/02/2025,"$7,450,000.00 ","$7,000,000.00 ",27/02/2025,Won,Hot'
    )
    assert found.fields["amount"] == 7_000_000
    assert found.fields["closed_on"] == "2025-02-27"
    assert found.custom["Rating"] == "Hot"


def test_decimal_commas_are_decided_by_the_column() -> None:
    rows = read('Deal name,Amount,Stage,Company\nA,1.234,Open,X\nB,"1.234,50 €",Won,X')
    amounts = [row.fields["amount"] for row in rows if not isinstance(row, Reject)]
    assert amounts == [1234, 1234.5]
    assert rows[1].fields["currency"] == "EUR"  # type: ignore[union-attr]


_HUBSPOT = (
    "Activity ID,Activity Type,Activity Date,Activity Owner,Notes/Description,Call/Meeting Title/Subject,Call Outcome,"
    "Meeting Outcome,Task Status,Task Due Date,Associated Contact Email\n"
)


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        ("1,Call,2024-05-01,o@x.com,Hi,Call with Ana,Left Voicemail,,,,a@x.com",
         {"type": "call", "status": "completed", "outcome": "left_voicemail", "occurred_on": "2024-05-01",
          "subject": "Call with Ana", "note": "Hi"}),
        ("1,Call,2024-05-01,o@x.com,Hi,,,,,,a@x.com",
         {"type": "call", "status": "completed", "outcome": "connected", "occurred_on": "2024-05-01", "note": "Hi"}),
        ("1,Call,2024-05-01,o@x.com,Hi,,a4c4c377-d246-4b32-a13b-75a56a4cd0ff,,,,a@x.com",
         {"type": "call", "status": "completed", "outcome": "left_live_message", "occurred_on": "2024-05-01",
          "note": "Hi"}),
        ("1,Meeting,2024-05-01,o@x.com,Hi,M,,No Show,,,a@x.com",
         {"type": "meeting", "status": "not_held", "occurred_on": "2024-05-01", "subject": "M", "note": "Hi"}),
        ("1,Meeting,2024-05-01,o@x.com,Hi,M,,Scheduled,,,a@x.com",
         {"type": "meeting", "status": "planned", "occurred_on": "2024-05-01", "subject": "M", "note": "Hi"}),
        ("1,Meeting,2027-05-01,o@x.com,Hi,M,,,,,a@x.com",
         {"type": "meeting", "status": "planned", "occurred_on": "2027-05-01", "subject": "M", "note": "Hi"}),
        ("1,Note,2024-05-01,o@x.com,Hi,,,,,,a@x.com",
         {"type": "note", "status": "completed", "occurred_on": "2024-05-01", "note": "Hi"}),
        ("1,Email,2024-05-01,o@x.com,Hi,,,,,,a@x.com",
         {"type": "email", "status": "completed", "outcome": "connected", "occurred_on": "2024-05-01", "note": "Hi"}),
        ("1,Task,2024-05-01,o@x.com,Hi,Follow up,,,Deferred,2026-12-01,a@x.com",
         {"kind": "task", "title": "Follow up", "status": "deferred", "note": "Hi", "due_on": "2026-12-01"}),
        ("1,Task,2024-05-01,o@x.com,Hi,Follow up,,,Completed,,a@x.com",
         {"kind": "task", "title": "Follow up", "status": "completed", "note": "Hi", "due_on": "2024-05-01",
          "done_on": "2024-05-01"}),
    ],
)  # fmt: skip
def test_hubspot_activity(row: str, fields: dict[str, str]) -> None:
    found = one(_HUBSPOT + row)
    assert found.fields == fields
    assert found.people == (Link("contact", email="a@x.com"),)
    assert found.links["owner"].email == "o@x.com"


def test_hubspot_call_properties() -> None:
    found = one(
        "hs_object_id,hs_timestamp,hs_call_title,hs_call_body,hs_call_duration,hs_call_direction,hs_call_disposition,"
        "hs_call_status\n7,2024-05-01T10:00:00Z,Hello,<p>One<br>Two &amp; 3</p>,180000,INBOUND,"
        "73a0d17f-1163-4015-bdd5-ec830791da20,COMPLETED"
    )
    assert found.fields == {
        "type": "call",
        "status": "completed",
        "outcome": "no_answer",
        "direction": "inbound",
        "minutes": 3,
        "subject": "Hello",
        "note": "One\nTwo & 3",
        "occurred_on": "2024-05-01",
        "occurred_at": 1714557600000,
        "zone": "Europe/Madrid",
    }


_TASKS = (
    "Id,WhoId,WhatId,Subject,ActivityDate,Status,Priority,IsClosed,TaskSubtype,Type__c,CallDurationInSeconds,CallType,"
    "CompletedDateTime,CreatedDate\n"
)


def test_open_salesforce_task_is_a_task_whatever_its_type() -> None:
    found = one(
        _TASKS + "00T1,00QEc00000BBaeXMAT,,Hi,2023-12-25,Not Started,Normal,,Task,Meeting,,,,2024-01-23"
    )
    assert found.fields == {
        "kind": "task",
        "title": "Hi",
        "status": "not_started",
        "priority": "normal",
        "due_on": "2023-12-25",
        "source_created_on": "2024-01-23",
    }
    assert found.people == (Link("lead", "00QEc00000BBaeXMAT"),)
    assert found.custom == {"Type": "meeting"}


def test_completed_salesforce_call_is_an_interaction() -> None:
    found = one(
        _TASKS
        + "00T1,003Ec00000Cz310IAB,001Ec00000GGw3hIAD,Hi,2023-12-25,Completed,High,1,Call,,95,Outbound,,2024-01-23"
    )
    assert found.fields["type"] == "call"
    assert found.fields["outcome"] == "connected"
    assert found.fields["direction"] == "outbound"
    assert found.fields["minutes"] == 2
    assert found.links["account"].external_id == "001Ec00000GGw3hIAD"
    assert found.people == (Link("contact", "003Ec00000Cz310IAB"),)


def test_completed_salesforce_task_is_done() -> None:
    found = one(
        _TASKS
        + "00T1,,,Send samples,2023-12-25,Completed,Low,1,Task,,,,2023-12-20T08:00:00.000+0000,2023-12-01"
    )
    assert found.fields["done_on"] == "2023-12-20"
    assert found.fields["status"] == "completed"


def test_salesforce_event() -> None:
    header = "Id,WhoId,Subject,ActivityDateTime,DurationInMinutes,Type\n"
    past = one(header + "00U1,003Ec00000Cz310IAB,Visit,2024-05-01T10:00:00.000+0000,90,Visit")
    assert (past.fields["type"], past.fields["status"], past.fields["minutes"]) == ("visit", "completed", 90)
    future = one(header + "00U1,003Ec00000Cz310IAB,Plan,2027-05-01T10:00:00.000+0000,60,")
    assert (future.fields["type"], future.fields["status"]) == ("meeting", "planned")
    assert "outcome" not in future.fields


def test_dynamics_appointment() -> None:
    found = one(
        "Subject,Regarding,Required Attendees,Start Time,End Time,Status,Owner,Description\n"
        "Review,Acme,Ana Gil; Jon Diaz,3/11/2025 13:00,3/11/2025 14:30,Completed,Bo,<html><body>Hi</body></html>"
    )
    assert found.fields["type"] == "meeting"
    assert found.fields["occurred_on"] == "2025-11-03"
    assert found.fields["minutes"] == 90
    assert found.fields["note"] == "Hi"
    assert [link.name for link in found.people] == ["Ana Gil", "Jon Diaz"]
    assert found.links["regarding"].name == "Acme"


def test_cancelled_meeting() -> None:
    found = one(
        "Subject,Regarding,Required Attendees,Start Time,Status\nReview,Acme,,2025-11-03 13:00,Canceled"
    )
    assert found.fields["status"] == "cancelled"
    assert "outcome" not in found.fields


def test_activity_without_a_date_is_rejected() -> None:
    (found,) = read(_HUBSPOT + "1,Call,,o@x.com,Hi,,,,,,a@x.com")
    assert isinstance(found, Reject)
    assert found.reason == "no date that can be read"


def test_relation() -> None:
    found = one(
        "Id,AccountId,ContactId,Roles,IsDirect\n07k1,001Ec00000GGw3h,003Ec00000Cz310IAB,Decision Maker,1"
    )
    assert found.kind == "account_contact"
    assert found.fields == {"role": "decision_maker"}
    assert found.links["account"].external_id == "001Ec00000GGw3hIAD"
