"""Every export read back: into the book it came from with nothing changed, into another one with all it holds."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit.domain.errors import BadFileError, RefusedError
from repcockpit.exchange.sources.ours import BY_WHAT
from repcockpit.services.book import Book, open_book
from repcockpit.services.device import init_device
from repcockpit.services.exporting import WHATS, ExportOrder, export_document
from repcockpit.services.importing import import_files
from tests.services.exported import exported
from tests.services.payloads import LONG, SAMPLES, check_all, export_every
from tests.services.seeding import Seed, fresh_book
from tests.services.test_exporting import small_life
from tests.services.test_exporting_activities import life

NOW = "2026-11-24T09:00"
READ = ("html", "md")
"""Forms that are read by people alone."""
TOGETHER = ("accounts", "contacts", "activity", "tasks", "deals", "deliveries", "trainings")


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    with fresh_book(database) as opened:
        small_life(opened)
        life(opened)
        _undated_idea(Seed(opened))
        yield opened


def _undated_idea(seed: Seed) -> None:
    """An idea whose day is known only by the talk that it came from."""
    konex = seed.account("Konex of old")
    talk = seed.met("2026-11-02", konex)
    seed.row("idea", {"title": "bags of 20", "status": "new", "account_id": konex, "interaction_id": talk})


def test_every_export_changes_nothing_where_it_came_from(book: Book, tmp_path: Path) -> None:
    before = exported(book, "all", "json")
    refused = set()
    for what, form, path in export_every(book, tmp_path):
        try:
            report = import_files(book, [path])
        except BadFileError:
            refused.add((what, form))
            continue
        except RefusedError as problem:
            refused.add((what, form if what in problem.message else problem.message))
            continue
        sums = report.totals
        assert (report.txn, sums.unchanged, sums.rejected) == (None, sums.rows, 0), (path.name, report)
        assert sums.rows, path.name
    assert exported(book, "all", "json") == before
    comes_back = {*BY_WHAT, "all", "contacts", "agenda"}
    lists = {(what, form) for what in comes_back for form in WHATS[what] if form not in READ} - {
        ("agenda", form) for form in ("csv", "json", "xlsx")
    }
    assert not refused & lists
    assert {(what, form) for what in WHATS for form in READ if form in WHATS[what]} <= refused
    assert {(what, "csv") for what in ("qbrs", "coverage", "scorecards", "agenda", "team")} <= refused


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_lists_together_make_the_same_lists_in_another_book(book: Book, tmp_path: Path, form: str) -> None:
    paths = []
    for what in TOGETHER:
        paths.append(tmp_path / f"{what}.{form}")
        export_document(book, ExportOrder(what, form), paths[-1])
    with fresh_book(tmp_path / "other.db", rep="Bea Sol") as other:
        report = import_files(other, paths)
        assert (report.totals.created, report.totals.rejected) == (report.totals.rows, 0)
        assert import_files(other, paths).txn is None
    with open_book(tmp_path / "other.db", now=NOW) as other:
        for what, path in zip(TOGETHER, paths, strict=True):
            if form == "json" and what in ("activity", "tasks"):
                continue  # names requests and reviews, which these lists do not hold
            assert exported(other, what, form) == path.read_bytes(), what


def test_cards_make_the_same_cards_in_another_book(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "contacts.vcf"
    export_document(book, ExportOrder("contacts", "vcf"), path)
    with fresh_book(tmp_path / "other.db", rep=None) as other:
        import_files(other, [path])
        assert exported(other, "contacts", "vcf") == path.read_bytes()
        assert other.db.execute("select count(*) from external_ref").fetchone() == (0,)


def edited(path: Path, at: dict[str, str], **fields: str) -> None:
    """Change the cells of the row in which `at` is so, as a spreadsheet does."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row | fields if at.items() <= row.items() else row for row in csv.DictReader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_what_was_edited_in_a_spreadsheet_comes_in_and_nothing_else(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "promises.csv"
    export_document(book, ExportOrder("promises", "csv"), path)
    edited(path, {"title": "Certificate"}, title="'=1; two\nlines", due_on="2026-12-01")
    report = import_files(book, [path])
    assert (report.totals.updated, report.totals.created) == (1, 0)
    title, due_on, first = book.db.execute(
        "select title, due_on, first_due_on from task where due_on = '2026-12-01'"
    ).fetchone()
    assert (title, due_on, first) == ("=1; two\nlines", "2026-12-01", None)
    edited(path, {"due_on": "2026-12-01"}, due_on="in spring")
    assert import_files(book, [path]).rejects[0].reason == "due_on: 'in spring' is no day"


def test_ids_tell_people_reps_and_accounts_of_one_name_apart(tmp_path: Path, database: Path) -> None:
    with fresh_book(database) as book:
        seed = Seed(book)
        twin = seed.row("rep", {"name": "Ana Ruiz", "role": "rep"})
        houses = [seed.account("Acme"), seed.account("Acme", owner_id=twin)]
        for house in houses:
            seed.contact("Maria Sol", house, tracking="2026-02-01")
        paths = [tmp_path / "accounts.csv", tmp_path / "contacts.csv"]
        for path in paths:
            export_document(book, ExportOrder(path.stem, "csv"), path)
    with fresh_book(tmp_path / "other.db", rep=None) as other:
        init_device(other, "Someone", timezone="Europe/Madrid")
        for path in reversed(paths):
            import_files(other, [path])
    with open_book(tmp_path / "other.db", now=NOW) as other:
        assert [exported(other, path.stem, "csv") for path in paths] == [path.read_bytes() for path in paths]


def test_a_removed_row_stays_in_the_bin(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "contacts.json"
    export_document(book, ExportOrder("contacts", "json"), path)
    with book.write("remove") as unit:
        unit.hide("contact", book.db.execute("select id from contact where name = 'Jon Park'").fetchone()[0])
    report = import_files(book, [path])
    assert (report.txn, report.totals.unchanged) == (None, report.totals.rows)


@pytest.mark.slow
def test_texts_that_act_elsewhere_act_nowhere_and_come_back(tmp_path: Path) -> None:
    assert check_all(SAMPLES, tmp_path) == []


@pytest.mark.slow
def test_texts_longer_than_a_cell_come_back_whole(tmp_path: Path) -> None:
    assert check_all(LONG, tmp_path) == []


def test_a_rate_that_divides_nothing_is_rejected_with_its_reason(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    path.write_bytes(exported(book, "all", "json"))
    document = json.loads(path.read_text("utf-8"))
    given = (0, -1.5, "0", "much", 1.08)
    document["records"] += [
        {"kind": "rate", "id": f"{number:032x}", "currency": "EUR", "per": per, "on_date": "2026-11-01"}
        for number, per in enumerate(given, 1)
    ]
    path.write_text(json.dumps(document), "utf-8")
    report = import_files(book, [path])
    assert (report.totals.created, report.totals.rejected) == (1, 4)
    assert book.db.execute("SELECT per FROM rate WHERE currency = 'EUR'").fetchall() == [(1.08,)]
    reasons = [one.reason for one in report.rejects]
    assert reasons[:2] == ["per 0 is no rate", "per -1.5 is no rate"]
