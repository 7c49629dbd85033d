"""50,000 contacts from CSV, against csv and sqlite3 into the same columns and indexes."""

import csv
import itertools
import os
import sqlite3
from pathlib import Path

from repcockpit.services.book import open_book
from repcockpit.services.importing import import_files
from repcockpit.store.database import open_database
from tests.bench.measure import Figure, in_turn, ratio_figure

COUNT, ACCOUNTS = 50_000, 10_000
_HEADER = ("First Name", "Last Name", "Account Name", "Title", "Email", "Phone")
_FIRST = ("Ana", "Jon", "María", "Aiko", "Bo", "Rita", "Owen", "Ingrid", "Luis", "Claire", "Åsa", "Zoë")
_LAST = ("Ruiz", "Park", "López", "Mori", "Lind", "Schmidt", "Reed", "Dahl", "Prado", "Morel", "Özil", "Nagy")


def write_csv(path: Path) -> None:
    """50,000 people at 10,000 accounts."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(_HEADER)
        for no in range(COUNT):
            first, last = _FIRST[no % 12], f"{_LAST[no // 12 % 12]}-{no}"
            rows.writerow(
                (
                    first,
                    last,
                    f"Glassworks {no % ACCOUNTS:05}",
                    "Plant manager",
                    f"p{no}@glass.example",
                    f"+34 600 {no:06}",
                )
            )


def _ours(source: Path, target: Path) -> None:
    with open_book(target) as book:
        report = import_files(book, [source])
    assert report.totals.created >= COUNT, report.totals


def _plain(source: Path, target: Path) -> None:
    db = sqlite3.connect(target, isolation_level=None)
    db.execute("pragma synchronous = full")
    accounts: dict[str, bytes] = {}
    people = []
    with source.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for first, last, account, title, email, phone in rows:
            house = accounts.get(account)
            if house is None:
                house = accounts[account] = os.urandom(16)
            people.append((os.urandom(16), f"{first} {last}", first, last, title, email, phone, house))
    db.execute("begin immediate")
    db.executemany(
        "insert into account (id, name) values (?, ?)", [(one, name) for name, one in accounts.items()]
    )
    db.executemany(
        "insert into contact (id, name, first_name, last_name, title, email, phone, primary_account_id)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        people,
    )
    db.execute("commit")
    db.close()


def import_figure(folder: Path, runs: int) -> Figure:
    """Each run into a database of its own, made beforehand."""
    source = folder / "contacts.csv"
    write_csv(source)
    numbers = itertools.count()
    here: list[Path] = []

    def prepare() -> None:
        for file in folder.glob("import-*"):
            file.unlink()
        no = next(numbers)
        here[:] = [folder / f"import-{no}-ours.db", folder / f"import-{no}-plain.db"]
        for path in here:
            open_database(path).close()

    times = in_turn(lambda: _ours(source, here[0]), lambda: _plain(source, here[1]), runs, prepare)
    return ratio_figure("50,000 contacts from CSV, against csv + executemany", *times, 8, 5)
