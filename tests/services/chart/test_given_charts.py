"""Real reporting lines, and invented ones that are worse, as customers' charts: nobody is lost."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repcockpit.domain.views.chart import ChartView
from repcockpit.services.book import Book
from repcockpit.services.chart.chart import account_chart
from repcockpit.services.importing import import_files
from repcockpit.services.importing.options import ImportOptions
from tests.exchange.given import given as given_set
from tests.services.importing.test_given_sets import _EMPLOYEE
from tests.services.seeding import Seed, fresh_book


def walked(chart: ChartView) -> None:
    """Everybody once, each below their manager, levels without a jump, the lines as deep as the level."""
    assert all(count == 1 for count in Counter(one.id for one in chart.people).values())
    levels: dict[bytes, int] = {}
    for one in chart.people:
        if one.parent_id is None:
            assert one.level == 0
        else:
            assert one.level == levels[one.parent_id] + 1
        assert len(one.lines) == one.level
        levels[one.id] = one.level
    below = Counter(one.parent_id for one in chart.people)
    assert all(one.people_count == below[one.id] for one in chart.people)


def people_of(book: Book, account: bytes) -> set[bytes]:
    rows = book.db.execute(
        "select id from contact where primary_account_id = ? and _hidden = 0 and root_id is null", (account,)
    ).fetchall()
    return {row[0] for row in rows}


def test_the_employees_of_a_bicycle_maker(database: Path) -> None:
    book = fresh_book(database)
    source = given_set("orgchart", "adventureworks-dw-employee", "DimEmployee.csv")
    path = database.parent / "employees.csv"
    path.write_text(
        "\n".join(f"{line}|Adventure Works" for line in source.read_text("utf-8").splitlines()), "utf-8"
    )
    report = import_files(book, [path], ImportOptions(columns=(*_EMPLOYEE, "Company")))
    assert (report.totals.rows, report.totals.rejected) == (296, 0)
    (account,) = book.db.execute("select id from account where name = 'Adventure Works'").fetchone()
    chart = account_chart(book, account)
    walked(chart)
    assert {one.id for one in chart.people} | {one.id for one in chart.departed} == people_of(book, account)
    assert len(people_of(book, account)) == report.totals.created
    assert max(one.level for one in chart.people) == 4


def test_the_reporting_lines_of_a_salesforce_export(database: Path) -> None:
    book = fresh_book(database)
    folder = given_set("crm", "salesforce-export-mashmatrix")
    report = import_files(book, sorted(folder.glob("*.csv")))
    assert report.totals.rejected == 0
    accounts = [row[0] for row in book.db.execute("select id from account where _hidden = 0")]
    charts = [account_chart(book, one) for one in accounts]
    for account, chart in zip(accounts, charts, strict=True):
        walked(chart)
        assert {one.id for one in chart.people} | {one.id for one in chart.departed} == people_of(
            book, account
        )
    assert sum(len(chart.people) for chart in charts) == 133
    assert sum(one.parent_id is not None for chart in charts for one in chart.people) == 30
    assert not any(one.note for chart in charts for one in chart.people)


WHO = st.integers(0, 11)
PEOPLE = st.lists(
    st.tuples(
        st.none() | WHO,
        st.sampled_from(["active", "left", "moved", "on_leave", None]),
        st.sampled_from(["Ana", "Bo", "", "Ana "]),
        st.sampled_from(["here", "here", "here", "other", "both"]),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return fresh_book(tmp_path_factory.mktemp("invented") / "book.db")


def key(number: int, round_: int) -> bytes:
    return bytes([7]) + round_.to_bytes(7, "big") + number.to_bytes(8, "big")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PEOPLE, st.lists(st.tuples(WHO, st.booleans()), max_size=4))
def test_any_lines_show_everybody_once(
    invented: Book, people: list[tuple[int | None, str | None, str, str]], seats: list[tuple[int, bool]]
) -> None:
    seed = Seed(invented)
    here, other = seed.account("Here"), seed.account("Other")
    turn = invented.db.execute("select count(*) from account").fetchone()[0]
    with invented.write("people") as unit:
        for number, (boss, status, name, where) in enumerate(people):
            person = key(number, turn)
            first = other if where in {"other", "both"} else here
            unit.insert(
                "contact",
                {"id": person, "name": name, "status": status, "primary_account_id": first,
                 "reports_to_id": None if boss is None else key(boss, turn)},
            )  # fmt: skip
            if where == "both":
                unit.insert("contact_account", {"contact_id": person, "account_id": here})
        for number, (boss, is_seat) in enumerate(seats):
            above = key(100 + boss, turn) if is_seat else key(boss, turn)
            unit.insert(
                "seat",
                {"id": key(100 + number, turn), "account_id": here, "title": "x", "reports_to_id": above},
            )
    chart = account_chart(invented, here)
    walked(chart)
    there = {key(number, turn) for number, one in enumerate(people) if one[3] != "other"}
    assert {one.id for one in chart.people if not one.is_seat} | {one.id for one in chart.departed} == there
    assert sum(one.is_seat for one in chart.people) == len(seats)
