"""Whom a row means: ids, e-mail and name, name and account; owners; what is made and what is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from repcockpit.domain.errors import BadFileError, InvalidValueError, UsageError
from repcockpit.services.book import Book
from repcockpit.services.importing import ImportOptions, import_files
from tests.services.importing.asking import column, count, value
from tests.services.seeding import Seed, fresh_book

Write = Callable[[str, str], Path]

_PLAIN = "Name,Email,Company,Phone\n"


def test_hand_made_contact_is_found_by_e_mail_and_name(book: Book, write: Write) -> None:
    with book.write("seed") as unit:
        unit.insert("contact", {"name": "Ana Gil", "email": "ANA@x.com", "title": "Chief"})
    report = import_files(book, [write("a.csv", _PLAIN + "ana  gíl,ana@x.com,Acme,94")])
    assert report.totals.updated == 1
    assert count(book, "contact") == 1
    assert value(book, "select title from contact") == "Chief"
    assert value(book, "select phone from contact") == "94"


def test_hand_made_contact_is_found_by_name_and_account(book: Book, write: Write) -> None:
    seed = Seed(book)
    acme = seed.account("Acme")
    with book.write("seed") as unit:
        unit.insert("contact", {"name": "Ana Gil", "primary_account_id": acme})
    import_files(book, [write("a.csv", _PLAIN + "Ana Gil,,ACME,94")])
    assert count(book, "contact") == 1
    assert count(book, "account") == 1


def test_a_shared_name_alone_is_nobody(book: Book, write: Write) -> None:
    with book.write("seed") as unit:
        unit.insert("contact", {"name": "Ana Gil", "email": "ana@y.com"})
    path = write("a.csv", _PLAIN + "Ana Gil,ana@x.com,,\nAna Gil,,,1\nAna Gil,,,2")
    report = import_files(book, [path])
    assert report.totals.created == 3
    assert import_files(book, [path]).txn is None


def test_one_e_mail_for_several_people(book: Book, write: Write) -> None:
    rows = "".join(f"Person {number},info@x.com,Acme,\n" for number in range(20))
    assert import_files(book, [write("a.csv", _PLAIN + rows)]).totals.created == 20


def test_company_is_made_once_and_a_near_spelling_is_named(book: Book, write: Write) -> None:
    path = write("a.csv", _PLAIN + "Ana,a@x.com,GTX Pro,\nJon,j@x.com,gtx  pro,\nEva,e@x.com,GTXPro,")
    report = import_files(book, [path])
    assert sorted(column(book, "select name from account")) == ["GTX Pro", "GTXPro"]
    assert any("spelled nearly like" in text for text in report.files[0].warnings)


def test_duplicate_companies_of_a_source_stay_two(book: Book, write: Write) -> None:
    text = "Id,Name,BillingCity\n001Ec00000GGw3hIAD,Acme,Bilbao\n001Ec00000GGw3iIAD,Acme,Bilbao"
    assert import_files(book, [write("Account.csv", text)]).totals.created == 2


def test_first_export_finds_accounts_made_by_hand(book: Book, write: Write) -> None:
    acme = Seed(book).account("Acme", city="Bilbao")
    text = "Id,Name,BillingCity,Industry\n001Ec00000GGw3hIAD,ACME,,Steel\n001Ec00000GGw3iIAD,Acme,Lyon,Sand"
    report = import_files(book, [write("Account.csv", text)])
    assert (report.totals.created, report.totals.updated) == (1, 1)
    assert value(book, f"select sector from account where id = x'{acme.hex()}'") == "Steel"


def test_known_person_at_another_company_gets_a_further_account(book: Book, write: Write) -> None:
    import_files(book, [write("a.csv", _PLAIN + "Ana Gil,a@x.com,Acme,")])
    import_files(book, [write("LinkedIn.csv", "First Name,Last Name,Email Address,Company,Position,Connected On\n"
                                              "Ana,Gil,a@x.com,Globex,Buyer,15 Jan 2024")])  # fmt: skip
    assert count(book, "contact") == 1
    assert (
        value(book, "select a.name from contact_account c join account a on a.id = c.account_id") == "Globex"
    )


def test_colleague_of_that_name_is_this_devices_rep(book: Book, write: Write) -> None:
    report = import_files(book, [write("a.csv", "Name,Email,Company,Owner\nAna,a@x.com,Acme,ana ruiz")])
    assert report.owners[0].rep_id == book.author_id
    assert count(book, "rep") == 1


def test_me_by_id_and_only_mine(book: Book, write: Write) -> None:
    accounts = write("Account.csv", "Id,Name,BillingCity,OwnerId\n001Ec00000GGw3hIAD,Acme,B,005Ec000004oBPNIA2\n"
                                    "001Ec00000GGw3iIAD,Globex,C,005Ec000004oBPMIA2")  # fmt: skip
    people = write("Contact.csv", "Id,LastName,AccountId,OwnerId\n003Ec00000Cz310IAB,Gil,001Ec00000GGw3hIAD,\n"
                                  "003Ec00000Cz31VIAR,Diaz,001Ec00000GGw3iIAD,005Ec000004oBPMIA2")  # fmt: skip
    report = import_files(book, [people, accounts], ImportOptions(me="005Ec000004oBPN", only_mine=True))
    assert column(book, "select name from account") == ["Acme"]
    assert column(book, "select name from contact") == ["Gil"]
    assert (report.totals.rows, report.totals.created) == (2, 2)
    assert [one.rep_id for one in report.owners] == [book.author_id]
    assert count(book, "rep") == 1
    assert all("rows of other owners were left out" in one.warnings[0] for one in report.files)


def test_me_said_later_takes_over_what_came_in_before(book: Book, write: Write) -> None:
    path = write("Account.csv", "Id,Name,BillingCity,OwnerId\n001Ec00000GGw3hIAD,Acme,B,005Ec000004oBPNIA2")
    import_files(book, [path])
    assert value(book, "select owner_id from account") != book.author_id
    import_files(book, [path], ImportOptions(me="005Ec000004oBPNIA2"))
    assert value(book, "select owner_id from account") == book.author_id
    assert import_files(book, [path]).txn is None


def test_me_that_nobody_is(book: Book, write: Write) -> None:
    path = write("a.csv", "Name,Email,Company,Owner\nAna,a@x.com,Acme,Jon")
    with pytest.raises(UsageError, match="no row has that owner") as caught:
        import_files(book, [path], ImportOptions(me="Bo"))
    assert "Jon" in caught.value.hint
    assert count(book, "contact") == 0


def test_me_before_init(tmp_path: Path, write: Write) -> None:
    with (
        fresh_book(tmp_path / "b" / "b.db", rep=None) as book,
        pytest.raises(UsageError, match="who you are"),
    ):
        import_files(book, [write("a.csv", _PLAIN + "Ana,a@x.com,,")], ImportOptions(me="Bo"))


def test_user_file_names_the_owner_that_was_an_id(book: Book, write: Write) -> None:
    accounts = write(
        "Account.csv", "Id,Name,BillingCity,OwnerId\n001Ec00000GGw3hIAD,Acme,B,005Ec000004oBPNIA2"
    )
    import_files(book, [accounts])
    users = write("User.csv", "Id,Username,FirstName,LastName,Email,ManagerId\n"
                              "005Ec000004oBPNIA2,j@x,Jon,Diaz,jon@x.com,005Ec000004oBPMIA2\n"
                              "005Ec000004oBPMIA2,p@x,Pat,Boss,pat@x.com,")  # fmt: skip
    report = import_files(book, [users])
    assert report.totals.rejected == 0
    jon = "select r.name, m.name from rep r join rep m on m.id = r.manager_id"
    assert book.db.execute(jon).fetchall() == [("Jon Diaz", "Pat Boss")]
    assert import_files(book, [users, accounts]).txn is None


def test_map_and_what_is_kept_for_the_next_file(book: Book, write: Write) -> None:
    text = "Wer,Wo,Post,Was\nAna Gil,Acme,a@x.com,Buyer"
    options = ImportOptions(kind="contacts", map=("Wer=name", "Wo=account", "Post=email"))
    report = import_files(book, [write("one.csv", text)], options)
    assert report.unmapped_columns == ("Was",)
    assert value(book, "select email from contact") == "a@x.com"
    assert (
        value(book, "select v.value from custom_value v join custom_field f on f.id = v.field_id") == "Buyer"
    )
    again = import_files(book, [write("two.csv", text.replace("Ana Gil", "Jon Diaz").replace("a@", "j@"))])
    assert (again.totals.created, again.totals.rejected) == (1, 0)
    assert sorted(column(book, "select email from contact")) == ["a@x.com", "j@x.com"]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (ImportOptions(map=("Name",)), UsageError),
        (ImportOptions(map=("Nome=name",)), UsageError),
        (ImportOptions(map=("Name=shoe_size",)), InvalidValueError),
        (ImportOptions(kind="people"), UsageError),
    ],
)
def test_options_that_fit_nothing(
    book: Book, write: Write, options: ImportOptions, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        import_files(book, [write("a.csv", _PLAIN + "Ana,a@x.com,,")], options)
    assert count(book, "contact") == 0


def test_unreadable_file_beside_a_good_one_writes_nothing(book: Book, write: Write, tmp_path: Path) -> None:
    with pytest.raises(BadFileError):
        import_files(book, [write("a.csv", _PLAIN + "Ana,a@x.com,,"), tmp_path / "missing.csv"])
    assert count(book, "contact") == 0


def test_table_nobody_knows(book: Book, write: Write) -> None:
    unknown = write("geo.csv", "Latitude,Longitude\n1.5,2.5")
    with pytest.raises(UsageError, match="nobody knows this table"):
        import_files(book, [unknown])
    report = import_files(book, [unknown, write("a.csv", _PLAIN + "Ana,a@x.com,,")])
    assert (report.totals.created, report.totals.rejected) == (1, 1)


def test_rejects_as_a_file(book: Book, write: Write, tmp_path: Path) -> None:
    out = tmp_path / "rejects.csv"
    path = write("a.csv", _PLAIN + "Ana,a@x.com,Acme,\n,,=cmd|x,")
    report = import_files(book, [path], ImportOptions(rejects_path=out))
    assert [(one.line, one.reason, one.row) for one in report.rejects] == [
        (3, "no name and no e-mail", ("", "", "=cmd|x", ""))
    ]
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("file,line,reason,cell 1")
    assert lines[1].endswith(",3,no name and no e-mail,,,'=cmd|x,")


def test_reports_of_a_vacant_post_answer_to_the_post_above(book: Book, write: Write) -> None:
    header = "Post Unique Reference,Name,Job Title,Organisation,Unit,Reports to Senior Post\n"
    rows = "1,Ada,Chief,Agency,Office,XX\n2,Vacant,Director,Agency,Lab,1\n3,Bob,Head,Agency,Lab,2\n4,Eve,Head,Agency,Lab,4\n"
    report = import_files(book, [write("senior.csv", header + rows)])
    assert (report.totals.created, report.totals.rejected) == (3, 1)
    assert value(book, "select b.name from contact a join contact b on b.id = a.reports_to_id") == "Ada"
    assert any("report to themselves" in text for text in report.files[0].warnings)


def test_cycle_of_reporting_lines_comes_in_as_it_is(book: Book, write: Write) -> None:
    text = "employee_id,name,manager_id,title\n1,Ada,2,A\n2,Bob,1,B"
    import_files(book, [write("org.csv", text)])
    assert count(book, "contact", "reports_to_id is not null") == 2


def test_manager_by_name_at_the_same_company(book: Book, write: Write) -> None:
    header = "First Name,Last Name,Company,Business Phone,E-mail Address,Manager's Name\n"
    rows = "Ana,Gil,Acme,1,a@x.com,Jon Diaz\nJon,Diaz,Acme,2,j@x.com,\nJon,Diaz,Globex,3,k@x.com,Pat"
    import_files(book, [write("outlook.csv", header + rows)])
    found = "select b.email from contact a join contact b on b.id = a.reports_to_id where a.name = 'Ana Gil'"
    assert value(book, found) == "j@x.com"
    assert value(book, "select value from custom_value") == "Pat"


def test_salesforce_task_on_a_deal_belongs_to_the_deals_account(book: Book, write: Write) -> None:
    paths = [
        write("Task.csv", "Id,WhatId,Subject,ActivityDate,Status,TaskSubtype\n00T1,006Ec00000AieKFIAZ,Hi,2026-01-02,Completed,Call"),
        write("Opp.csv", "Id,AccountId,Name,StageName,CloseDate\n006Ec00000AieKFIAZ,001Ec00000GGw3hIAD,D,Open,2027-01-01"),
        write("Account.csv", "Id,Name,BillingCity\n001Ec00000GGw3hIAD,Acme,B"),
    ]  # fmt: skip
    import_files(book, paths)
    assert value(book, "select a.name from interaction i join account a on a.id = i.account_id") == "Acme"


def test_wide_text_is_kept_whole(book: Book, write: Write) -> None:
    note = "<p>" + "Ñandú <b>ok</b> " * 1_800 + "</p>"
    path = write("a.csv", f'Name,Email,Notes\nAna,a@x.com,"{note}"')
    import_files(book, [path])
    assert value(book, "select length(note) from contact") > 14_000
    assert "<b>" not in value(book, "select note from contact")


def test_person_in_several_companies_of_hubspot(book: Book, write: Write) -> None:
    header = (
        "Record ID,First Name,Last Name,Email,Lifecycle Stage,Associated Company,Associated Company IDs\n"
    )
    path = write("contacts.csv", header + "1,Ana,Gil,a@x.com,Customer,Acme;Globex,11;12")
    import_files(book, [path])
    assert sorted(column(book, "select name from account")) == ["Acme", "Globex"]
    assert value(book, "select a.name from contact c join account a on a.id = c.primary_account_id") == "Acme"
    assert (
        value(book, "select a.name from contact_account c join account a on a.id = c.account_id") == "Globex"
    )
    assert import_files(book, [path]).txn is None


def test_only_mine_without_a_word_who_that_is(book: Book, write: Write) -> None:
    path = write("a.csv", "Name,Email,Company,Owner\nAna,a@x.com,Acme,Jon")
    with pytest.raises(UsageError, match="no row is yours") as caught:
        import_files(book, [path], ImportOptions(only_mine=True))
    assert "Jon" in caught.value.hint
    assert count(book, "contact") == 0


def test_pipedrive_files_together(book: Book, write: Write) -> None:
    paths = [
        write("deals.csv", "Deal - ID,Deal - Title,Deal - Organization,Deal - Contact person,Deal - Value,Deal - Currency,"
                           "Deal - Status,Deal - Stage,Deal - Won time,Deal - Owner\n"
                           "5,Sand,Acme,Ana Gil,1200,EUR,Won,Closing,2025-02-03 10:00:00,Ana Ruiz"),
        write("people.csv", "Person - ID,Person - Name,Person - Organization,Person - Email - Work\n7,Ana Gil,Acme,a@x.com"),
        write("orgs.csv", "Organization - ID,Organization - Name,Organization - Address,Organization - Owner\n3,Acme,Main 1,Ana Ruiz"),
    ]  # fmt: skip
    report = import_files(book, paths)
    assert [one.kind for one in report.files] == ["deals", "contacts", "accounts"]
    found = "select d.stage, d.amount, d.currency, d.closed_on, a.name, c.name from deal d join account a on a.id ="
    found += " d.account_id join contact c on c.id = d.contact_id"
    assert book.db.execute(found).fetchall() == [("won", 1200.0, "EUR", "2025-02-03", "Acme", "Ana Gil")]
    assert count(book, "rep") == 1
    assert import_files(book, paths).txn is None


def test_maven_tables_together(book: Book, write: Write) -> None:
    paths = [
        write("sales_pipeline.csv", "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
                                    "1C1I7A6R,Moses Frase,GTX,Cancity,Won,2016-10-20,2017-03-01,1054.0\n"
                                    "Z063OYW0,Moses Frase,GTXPro,,Prospecting,,,"),
        write("accounts.csv", "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n"
                              "Cancity,retail,2001,718.62,2448,United States,Acme Corporation\n"
                              "Acme Corporation,technolgy,1996,1100.04,2822,United States,"),
        write("sales_teams.csv", "sales_agent,manager,regional_office\nMoses Frase,Dustin Brinkmann,Central"),
    ]  # fmt: skip
    report = import_files(book, paths)
    assert (report.totals.created, report.totals.rejected) == (5, 0)
    assert (
        value(book, "select p.name from account a join account p on p.id = a.parent_id") == "Acme Corporation"
    )
    assert value(book, "select m.name from rep r join rep m on m.id = r.manager_id") == "Dustin Brinkmann"
    assert count(book, "deal", "account_id is null") == 1
    assert import_files(book, paths).txn is None


def test_dynamics_appointment_finds_people_and_account_by_name(book: Book, write: Write) -> None:
    paths = [
        write("Appointments.csv", "Subject,Regarding,Required Attendees,Start Time,End Time,Status,Owner\n"
                                  "Review,Acme,Ana Gil; Ana Ruiz; Nobody,2026-03-11 13:00,2026-03-11 14:00,Completed,Ana Ruiz"),
        write("Contacts.csv", "First Name,Last Name,Company Name,Business Phone\nAna,Gil,Acme,94"),
        write("Accounts.csv", "Account Name,Main Phone,Owner\nAcme,94,Ana Ruiz"),
    ]  # fmt: skip
    report = import_files(book, paths)
    assert value(book, "select c.name from participant p join contact c on c.id = p.contact_id") == "Ana Gil"
    assert value(book, "select a.name from interaction i join account a on a.id = i.account_id") == "Acme"
    assert value(book, "select last_touch_on from contact") == "2026-03-11"
    assert report.files[0].warnings == ("links to people who are not in the book: 1 (first: Nobody)",)
    assert import_files(book, paths).txn is None


def test_reporting_lines_of_columns_named_by_hand_may_be_keys(book: Book, write: Write) -> None:
    columns = ("id", "reports_to", "first_name", "last_name")
    import_files(
        book,
        [write("staff.csv", "7,,Ada,Ames\n8,7,Bob,Bell\n")],
        ImportOptions(kind="contacts", columns=columns),
    )
    assert value(book, "select b.name from contact a join contact b on b.id = a.reports_to_id") == "Ada Ames"
