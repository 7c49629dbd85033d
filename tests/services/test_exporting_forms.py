"""Every export in every form that has rows: what is in it, how it is documented, how it ends."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from repcockpit.domain.errors import CockpitError, StoppedError, UsageError
from repcockpit.exchange.writers.sheets import TYPES
from repcockpit.services.book import Book
from repcockpit.services.exporting import WHATS, ExportOrder, export_document, form_of
from repcockpit.services.exporting.documented import columns_of, markdown_of
from repcockpit.services.exporting.watch import Watch
from tests.services.exported import exported, rows_of
from tests.services.seeding import Seed, at, fresh_book

ROOT = Path(__file__).parents[2]
LISTS = [what for what in WHATS if what not in ("all", "reps")]


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    with fresh_book(database) as opened:
        yield opened


def life(book: Book) -> dict[str, bytes]:
    """A customer with something of everything, over the end of a year and a change of the clocks."""
    seed = Seed(book)
    house = seed.account("Acme, Inc.", revenue=1000.0, currency="EUR", note="=1+1")
    maria = seed.contact("Maria López", house)
    jon = seed.row("rep", {"name": "Ana Ruiz", "role": "rep", "timezone": "Europe/Madrid"})
    gone = seed.row("rep", {"name": "Zoe Left", "role": "rep", "left_on": "2026-06-30"})
    for on, rep in (
        ("2026-01-01", book.author_id),
        ("2025-12-29", jon),
        ("2026-03-29", gone),
        ("2026-10-25", jon),
    ):
        seed.met(on, house, maria, minutes=30, rep_id=rep, logged_at=1_795_000_000_000)
    seed.met("2026-01-02", house, maria, outcome="no_answer", logged_at=1_795_000_000_000)
    seed.met("2026-11-25", house, maria, status="planned")
    seed.met("2026-01-03", None, rep_id=None)
    work(seed, house)
    return {"house": house, "maria": maria, "other_ana": jon, "gone": gone}


def work(seed: Seed, house: bytes) -> None:
    """What is owed to a customer and came from them."""
    for table, values in (
        ("request", {"title": "sand", "type": "quality", "opened_at": 1_795_000_000_000}),
        ("qbr", {"due_on": "2026-12-01"}),
        ("training", {"topic": "sand", "kind": "initial", "given_on": "2026-02-01"}),
        (
            "task",
            {
                "kind": "promise",
                "title": "sheets",
                "due_on": "2026-12-01",
                "tracking_started_on": "2026-01-01",
            },
        ),
        (
            "deal",
            {"name": "bags", "stage": "won", "amount": 1000.0, "currency": "EUR", "closed_on": "2026-10-01"},
        ),
        (
            "deal",
            {"name": "more", "stage": "won", "amount": 109.0, "currency": "USD", "closed_on": "2026-10-02"},
        ),
        ("delivery", {"order_no": "1", "line": "1", "promised": 10.5, "promised_on": "2026-11-01"}),
        ("idea", {"title": "bags", "product": "Sand", "status_on": "2026-11-01", "status": "new"}),
    ):
        seed.row(table, {"account_id": house, **values})


def test_every_form_holds_the_same_rows(book: Book) -> None:
    life(book)
    for what in LISTS:
        rows = list(csv.reader(io.StringIO(exported(book, what, "csv").decode())))
        assert len(rows) > 1, what
        whole = CalamineWorkbook.from_filelike(io.BytesIO(exported(book, what, "xlsx")))
        sheet = whole.get_sheet_by_name(what).to_python()
        assert sheet[0] == rows[0]
        assert len(sheet) == len(rows)
        assert whole.sheet_names[-1] == "about"
        page, text = exported(book, what, "html").decode(), exported(book, what, "md").decode()
        assert f'<span class="count">{len(rows) - 1:,}</span>' in page
        assert f"## {what} ({len(rows) - 1:,})" in text
        assert json.loads(exported(book, what, "json"))["total"] == len(rows) - 1


def test_nothing_to_write_is_a_header_and_no_error(book: Book) -> None:
    for what in LISTS:
        header, *rows = csv.reader(io.StringIO(exported(book, what, "csv").decode()))
        assert header
        assert not rows
        for form in ("xlsx", "md", "html"):
            assert exported(book, what, form)


def test_the_bytes_are_the_same_again(book: Book) -> None:
    life(book)
    for what in ("team", "coverage", "scorecards", "agenda"):
        for form in ("xlsx", "md", "html", "csv"):
            assert exported(book, what, form) == exported(book, what, form), what
    assert exported(book, "all", "xlsx") == exported(book, "all", "xlsx")


def test_every_column_is_documented_and_has_a_type(book: Book) -> None:
    documented = {one.what: one for one in columns_of()}
    assert set(documented) == {*LISTS, "reps", "person"}
    for what in LISTS:
        header = exported(book, what, "csv").decode().splitlines()[0].split(",")
        assert header == [one.name for one in documented[what].columns], what
    for one in documented.values():
        assert {column.type for column in one.columns} <= set(TYPES)
        assert all(column.meaning and column.since >= 1 for column in one.columns)
    with pytest.raises(UsageError):
        columns_of("nothing")


def test_the_committed_page_of_columns_is_what_the_command_says() -> None:
    page = (ROOT / "repcockpit/exchange/COLUMNS.md").read_text(encoding="utf-8")
    assert page == "\n".join(markdown_of(columns_of())) + "\n"


def test_the_team_by_iso_week(book: Book) -> None:
    ids = life(book)
    rows = [(row["rep_id"], row["rep"], row["week"], row["week_from"], row["count"], row["touches"]) for row in rows_of(book, "team")]  # fmt: skip
    own = (book.author_id or b"").hex()
    other = ids["other_ana"].hex()
    assert [row for row in rows if row[0] == own] == [
        (own, "Ana Ruiz", "2026-W01", "2025-12-29", "2", "1"),
    ]
    assert [row[2] for row in rows if row[0] == other] == ["2026-W01", "2026-W43"]
    assert (ids["gone"].hex(), "Zoe Left", "2026-W13", "2026-03-23", "1", "1") in rows
    assert rows[-1] == ("", "", "2026-W01", "2025-12-29", "1", "1")


def test_a_range_narrows_the_team_and_its_rows(book: Book) -> None:
    life(book)
    some = rows_of(book, "team", since=date(2026, 1, 2), until=date(2026, 10, 25))
    assert sum(int(row["count"]) for row in some) == 4
    assert not rows_of(book, "team", since=date(2026, 11, 1))
    whole = CalamineWorkbook.from_filelike(
        io.BytesIO(exported(book, "team", "xlsx", since=date(2026, 1, 2), until=date(2026, 10, 25)))
    )
    assert whole.sheet_names == ["team", "rows", "reps", "about"]
    assert len(whole.get_sheet_by_name("rows").to_python()) == 1 + 4


def test_the_rows_behind_the_team_are_as_many_as_it_counts(book: Book) -> None:
    life(book)
    whole = CalamineWorkbook.from_filelike(io.BytesIO(exported(book, "team", "xlsx")))
    team, rows = (whole.get_sheet_by_name(name).to_python() for name in ("team", "rows"))
    assert "logged_at" not in rows[0]
    assert sum(int(str(row[5]).partition(".")[0]) for row in team[1:]) == len(rows) - 1 == 6


def test_a_page_of_the_team_tells_two_of_one_name_apart_and_draws_everybody(book: Book) -> None:
    ids = life(book)
    page = exported(book, "team", "html").decode()
    both = sorted([book.author_id or b"", ids["other_ana"]])
    assert f"Ana Ruiz ({both[1].hex()[:6]})" in page
    assert page.count('class="small"') >= 2
    assert "not heard of yet" in page


def test_who_is_shown_no_attainment_gets_none(book: Book) -> None:
    life(book)
    with book.write("role") as unit:
        unit.update("rep", book.author_id or b"", {"role": "loyalty"})
    again = at(book, "2026-11-24T09:00")
    watch = Watch()
    whole = CalamineWorkbook.from_filelike(io.BytesIO(exported(again, "team", "xlsx", watch=watch)))
    head, *rows = whole.get_sheet_by_name("reps").to_python()
    assert {row[head.index("attainment")] for row in rows} <= {""}
    assert any("attainment" in line for line in watch.left_out)
    assert {one["attainment"] for one in json.loads(exported(again, "team", "json"))["reps"]} == {None}
    again.close()


def test_everything_is_a_sheet_for_each_list(book: Book) -> None:
    life(book)
    seed = Seed(book)
    gone = seed.account("Gone")
    with book.write("remove") as unit:
        unit.hide("account", gone)
    watch = Watch()
    whole = CalamineWorkbook.from_filelike(io.BytesIO(exported(book, "all", "xlsx", watch=watch)))
    assert set(whole.sheet_names) == {*LISTS, "about"}
    assert watch.left_out[0] == "1 removed record in the bin"


def test_amounts_of_two_currencies_are_summed_by_a_dated_rate_that_is_shown(book: Book) -> None:
    life(book)
    assert rows_of(book, "ideas")[0]["revenue"] == "1000.00 EUR; 109.00 USD"
    assert json.loads(exported(book, "ideas", "json"))["products"][0]["revenue_in_all"] is None
    seed = Seed(book)
    seed.row("rate", {"currency": "EUR", "per": 1.0, "on_date": "2026-01-01"})
    seed.row("rate", {"currency": "USD", "per": 1.09, "on_date": "2026-11-20"})
    assert rows_of(book, "ideas")[0]["revenue"] == (
        "1000.00 EUR; 109.00 USD; 1,100.00 EUR in all, at 1.09 USD/EUR of 2026-11-20"
    )
    found = json.loads(exported(book, "ideas", "json"))["products"][0]["revenue_in_all"]
    assert (found["amount"], found["currency"]) == (pytest.approx(1100), "EUR")
    assert found["rates"] == [{"currency": "USD", "per": 1.09, "on": "2026-11-20"}]


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "md", "html"])
def test_who_stops_an_export_finds_no_file(book: Book, tmp_path: Path, form: str) -> None:
    seed = Seed(book)
    house = seed.account("Acme")
    with book.write("many") as unit:
        unit.insert_many(
            "interaction", [{"type": "call", "occurred_on": "2026-11-20", "account_id": house}] * 600
        )
    seen: list[tuple[int, int]] = []
    watch = Watch(lambda done, total: seen.append((done, total)), lambda: len(seen) >= 2)
    path = tmp_path / f"out.{form}"
    with pytest.raises(StoppedError):
        export_document(book, ExportOrder("activity", form, watch=watch), path)
    assert seen == [(250, 600), (500, 600)]
    assert not list(tmp_path.glob("*out*"))
    assert not book.db.in_transaction


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.XLSX", "xlsx"), ("a.htm", "html"), ("a.markdown", "md"), ("a.txt", None), ("a", None)],
)
def test_the_end_of_a_path_says_the_form(name: str, form: str | None) -> None:
    assert form_of(Path(name)) == form


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said(book: Book) -> None:
    life(book)
    for form in ("csv", "xlsx", "json", "md", "html"):
        with pytest.raises(CockpitError) as found:
            export_document(book, ExportOrder("activity", form), Path("/dev/full"))
        assert found.value.code == "disk_full", form
