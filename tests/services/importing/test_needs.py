"""Tickets, surveys and deliveries of other programs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from repcockpit.domain.views.importing import ImportReport
from repcockpit.services.book import Book
from repcockpit.services.history import undo
from repcockpit.services.importing import ImportOptions, import_files
from repcockpit.services.records import view_of
from tests.services.importing.asking import column, count, value
from tests.services.seeding import Seed

Write = Callable[[str, str], Path]
TICKETS = "Ticket ID,Ticket name,Pipeline,Ticket status,Priority,Create date,Close date,Category,Source,Ticket owner,Associated Company,Associated Contact\n"
OPEN = "11,Pump stops,Support,Waiting on us,High,2026-11-20 10:00,,Product Issue,Phone,Ana Ruiz,Acme,Maria\n"
CLOSED = "12,Late sand,Support,Closed,Urgent,2026-10-01 09:30,2026-10-02 11:00,Shipping,Email,Ana Ruiz,Acme,Maria\n"


@pytest.fixture
def house(book: Book) -> dict[str, bytes]:
    seed = Seed(book)
    acme = seed.account("Acme")
    return {"acme": acme, "maria": seed.contact("Maria", acme, email="maria@acme.example")}


def bring(book: Book, path: Path, **more: object) -> ImportReport:
    return import_files(book, [path], ImportOptions(**more))  # type: ignore[arg-type]


def steps(book: Book, title: str) -> list[str]:
    return column(
        book,
        "select e.kind from request_event e join request q on q.id = e.request_id"
        f" where q.title = '{title}' order by e.at, e.kind <> 'opened', e.rowid",
    )


def test_hubspot_tickets_become_requests_with_their_steps(
    book: Book, write: Write, house: dict[str, bytes]
) -> None:
    report = bring(book, write("tickets.csv", TICKETS + OPEN + CLOSED))
    assert (report.files[0].source, report.files[0].kind, report.totals.created) == ("hubspot", "requests", 2)
    first, second = (
        view_of(book, "request", value(book, f"select id from request where title = '{title}'"))
        for title in ("Pump stops", "Late sand")
    )
    assert (first.priority, first.type, first.via, first.status) == (
        "P2",
        "quality",
        "call",
        "waiting_internal",
    )
    assert (first.account.id, first.contact.id) == (house["acme"], house["maria"])
    assert first.opened_at.isoformat() == "2026-11-20T10:00:00+01:00"
    assert (second.priority, second.type, second.status) == ("P1", "wrong_delivery", "closed")
    assert steps(book, "Late sand") == ["opened", "closed"]
    assert count(book, "task") == 0
    assert count(book, "custom_field", "name like '.%'") == 0
    assert bring(book, write("again.csv", TICKETS + CLOSED + OPEN)).txn is None


def test_a_ticket_that_ends_in_the_source_asks_for_its_call_back(
    book: Book, write: Write, house: dict[str, bytes]
) -> None:
    bring(book, write("tickets.csv", TICKETS + OPEN))
    done = OPEN.replace("Waiting on us", "Closed").replace("10:00,,", "10:00,2026-11-23 15:00,")
    report = bring(book, write("later.csv", TICKETS + done))
    assert report.totals.updated == 1
    assert steps(book, "Pump stops")[-1] == "resolved"
    task = book.db.execute("select kind, due_on, account_id, contact_id from task").fetchall()
    assert [(row[0], row[2], row[3]) for row in task] == [("callback", house["acme"], house["maria"])]
    assert task[0][1] >= "2026-11-24"
    view = view_of(book, "request", value(book, "select id from request"))
    assert view.status == "callback_due"
    assert bring(book, write("last.csv", TICKETS + done)).txn is None


def test_salesforce_cases(book: Book, write: Write) -> None:
    account = write("Account.csv", "Id,Name,BillingCity\n0015g00000AAAAAAA1,Acme,Lyon\n")
    case = write(
        "Case.csv",
        "Id,CaseNumber,Subject,Status,Priority,Origin,Type,CreatedDate,ClosedDate,IsClosed,AccountId,ContactId,SuppliedEmail\n"
        "5005g00000AAAAAAA1,00001001,Broken,Working,Low,Phone,Electrical,2026-11-20T08:00:00.000+0000,,false,0015g00000AAAAAAA1,,\n"
        "5005g00000AAAAAAA2,00001002,Old,Closed,High,Web,,2025-01-10T08:00:00.000+0000,2025-01-11T08:00:00.000+0000,true,0015g00000AAAAAAA1,,\n"
        "5005g00000AAAAAAA3,00001003,Nothing,New,High,Web,,,,false,0015g00000AAAAAAA1,,\n",
    )
    report = import_files(book, [account, case])
    assert [one.kind for one in report.files] == ["accounts", "requests"]
    assert [one.reason for one in report.rejects] == ["no day on which it was opened"]
    rows = book.db.execute(
        "select title, type, impact, urgency, via, account_id from request order by title"
    ).fetchall()
    acme = value(book, "select id from account")
    assert rows == [
        ("Broken", "technical", "low", "medium", "call", acme),
        ("Old", "other", "medium", "high", None, acme),
    ]
    assert steps(book, "Broken") == ["opened", "started"]


def test_the_last_nps_of_a_hubspot_contact(book: Book, write: Write) -> None:
    head = "Record ID,First Name,Last Name,Email,Lifecycle Stage,Associated Company,Last NPS survey rating,Last NPS survey comment,Last NPS survey date\n"
    path = write(
        "contacts.csv",
        head
        + "1,Maria,L,m@a.example,customer,Acme,9,good sand,2026-10-01\n2,Jon,P,j@a.example,customer,Acme,,,\n",
    )
    bring(book, path)
    row = book.db.execute(
        "select kind, score, asked_on, note, contact_id is not null, account_id is not null from feedback"
    ).fetchall()
    assert row == [("nps", 9, "2026-10-01", "good sand", 1, 1)]
    assert bring(book, path).txn is None


def test_an_undone_import_comes_in_again_whole(
    book: Book, write: Write, house: dict[str, bytes], tmp_path: Path
) -> None:
    head = "Record ID,First Name,Email,Lifecycle Stage,Last NPS survey rating,Last NPS survey date\n"
    paths = [
        write("tickets.csv", TICKETS + OPEN + CLOSED),
        write("orders.csv", ENGLISH),
        write("people.csv", head + "7,Maria,maria@acme.example,customer,9,2026-10-01\n"),
        write(
            "a.ics",
            "BEGIN:VEVENT\nUID:1\nDTSTART:20261120T090000Z\nATTENDEE:mailto:maria@acme.example\nEND:VEVENT\n",
        ),
    ]
    tables = ("request", "request_event", "delivery", "feedback", "interaction", "participant")
    import_files(book, paths)
    first = [count(book, table) for table in tables]
    assert first == [2, 4, 3, 1, 1, 1]
    undo(book)
    assert [count(book, table) for table in tables] == [0] * len(tables)
    import_files(book, paths)
    assert [count(book, table) for table in tables] == first


def test_surveys(book: Book, write: Write, house: dict[str, bytes]) -> None:
    text = (
        "Email,Score,Date,Comment\nmaria@acme.example,8,2026-11-02,fine\nmaria@acme.example,12,2026-11-03,\n"
        "who@else.example,3,2026-11-03,\nmaria@acme.example,,2026-11-03,\n"
    )
    path = write("survey.csv", text)
    report = bring(book, path)
    assert (report.files[0].kind, report.totals.created) == ("feedback", 1)
    assert [one.reason for one in report.rejects] == [
        "NPS '12' is not 0 to 10", "nobody of the book said it: no person and no account fits", "no score",
    ]  # fmt: skip
    assert column(book, "select contact_id from feedback") == [house["maria"]]
    assert bring(book, path).txn is None
    bring(book, write("csat.csv", "Customer,CSAT,Date\nAcme,4,2026-11-02\n"))
    assert column(
        book,
        "select kind || score from feedback where account_id = x'" + house["acme"].hex() + "' order by 1",
    ) == ["csat4", "nps8"]


ENGLISH = "Order,Line,Product,Promised qty,Delivered qty,Promised date,Delivered date,Customer\nO1,10,Sand,100,60,2026-10-05,2026-10-05,Acme\nO1,10,Sand,0,40,2026-10-05,2026-10-08,Acme\nO2,10,Sand,50,,2026-12-01,,Acme\n"
GERMAN = "Auftrag;Position;Material;Auftragsmenge;Liefermenge;VME;Wunschlieferdatum;Istlieferdatum;Kunde\n4711;10;Quarzsand;1.000,5;1.000,5;KG;05.10.2026;04.10.2026;Acme\n"
SPANISH = "Pedido;Línea;Producto;Cantidad pedida;Cantidad entregada;Fecha prometida;Fecha de entrega;Cliente\nP-1;1;Arena;20;20;05/10/2026;15/10/2026;Acme\n"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            ENGLISH,
            [("O1", "10", 100, 60, "2026-10-05", "2026-10-05"), ("O1", "10", 0, 40, "2026-10-05", "2026-10-08"),
             ("O2", "10", 50, None, "2026-12-01", None)],
        ),
        (GERMAN, [("4711", "10", 1000.5, 1000.5, "2026-10-05", "2026-10-04")]),
        (SPANISH, [("P-1", "1", 20, 20, "2026-10-05", "2026-10-15")]),
    ],
)  # fmt: skip
def test_deliveries_of_order_systems(
    book: Book, write: Write, house: dict[str, bytes], text: str, rows: list[object]
) -> None:
    path = write("deliveries.csv", text)
    report = bring(book, path, date_order="dmy")
    assert (report.files[0].kind, report.totals.created) == ("deliveries", len(rows))
    found = book.db.execute(
        "select order_no, line, promised, delivered, promised_on, delivered_on from delivery order by 1, 2, delivered_on is null, delivered_on"
    ).fetchall()
    assert found == rows
    assert bring(book, path, date_order="dmy").txn is None


def test_a_later_export_fills_what_was_open_and_adds_what_came(
    book: Book, write: Write, house: dict[str, bytes]
) -> None:
    bring(book, write("one.csv", ENGLISH))
    later = ENGLISH.replace(
        "O2,10,Sand,50,,2026-12-01,,Acme",
        "O2,10,Sand,50,30,2026-12-01,2026-12-01,Acme\nO2,10,Sand,0,20,2026-12-01,2026-12-03,Acme",
    )
    later = (
        later.replace("Customer\n", "Customer,Plant\n")
        .replace(",Acme\n", ",Acme,Lyon\n")
        .replace(",Acme,Lyon,Lyon", ",Acme,Lyon")
    )
    report = bring(book, write("two.csv", later))
    assert (report.totals.created, report.totals.updated) == (1, 1)
    assert count(book, "delivery") == 4


def test_rows_of_unknown_customers_and_broken_ones_stay_out(
    book: Book, write: Write, house: dict[str, bytes]
) -> None:
    text = (
        "Order,Promised qty,Delivered qty,Promised date,Delivered date,Customer\nO1,1,1,2026-10-05,2026-10-05,Nobody\n"
        ",1,1,2026-10-05,2026-10-05,Acme\nO2,many,1,2026-10-05,2026-10-05,Acme\nO3,-4,0,2026-10-05,2026-10-05,Acme\n"
        "O4,1,1,soon,2026-10-05,Acme\nO5,1,1,2026-10-05,2026-10-05,\n"
    )
    report = bring(book, write("bad.csv", text))
    assert [one.reason for one in report.rejects] == [
        "no account 'Nobody' in the book", "no order number", "Promised qty: 'many' is not what it should be",
        "a quantity below nothing (-4)", "Promised date: 'soon' is not what it should be", "no customer",
    ]  # fmt: skip
    assert (count(book, "delivery"), count(book, "account")) == (0, 1)


def test_other_headers_are_mapped(book: Book, write: Write, house: dict[str, bytes]) -> None:
    path = write("odd.csv", "Ref,Soll,Ist,Bis,Am,Wer\nX1,5,5,2026-10-05,2026-10-04,Acme\n")
    pairs = (
        "Ref=order",
        "Soll=promised",
        "Ist=delivered",
        "Bis=promised_on",
        "Am=delivered_on",
        "Wer=account",
    )
    report = bring(book, path, kind="deliveries", map=pairs)
    assert report.totals.created == 1
    assert column(book, "select order_no from delivery") == ["X1"]
