"""The team's numbers of the sample book are those that `overdue`, `requests`, `qbrs` and `coverage` give for the rep."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from repcockpit.domain.cadence import is_key
from repcockpit.domain.team import days_between, span_before, this_month
from repcockpit.services.book import Book, open_book
from repcockpit.services.coverage.reading import coverage_of_rep
from repcockpit.services.demo import build_demo
from repcockpit.services.requests.reading import requests_view
from repcockpit.services.reviews.reading import qbr_list
from repcockpit.services.team.members import book_of, members
from repcockpit.services.team.reading import FIRST, team_view
from repcockpit.services.team.rows import rows_behind
from repcockpit.services.today.overdue import overdue_view

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    path: Path = tmp_path_factory.mktemp("team") / "demo.db"
    build_demo(path, DAY)
    with open_book(path, now="2026-11-24T09:12") as book:
        yield book


def test_each_row_says_what_the_reps_own_lists_say(sample: Book) -> None:
    span = days_between(DAY - timedelta(days=29), DAY)
    view = team_view(sample, span)
    owner = dict(sample.db.execute("select id, owner_id from account"))
    keeper = dict(sample.db.execute("select id, keeper_id from contact"))
    by_id = {one.id: one for one in members(sample)}
    assert len(view.rows) >= 6
    for row in view.rows:
        own, found = book_of(sample, by_id[row.id]), row.figures
        late = overdue_view(own)
        past = [one for one in late.accounts if owner[one.id] == row.id]
        past += [one for one in late.contacts if keeper[one.id] == row.id and is_key([one.role])]
        assert found.overdue is not None
        assert found.overdue.all == sum(not one.is_catch_up for one in past)
        assert sum(not one.is_catch_up and one.account_segment == "A" for one in past) == found.overdue.A
        assert found.catch_up_now == sum(one.is_catch_up for one in past)
        reviews = [one for one in qbr_list(own).rows if owner[one.account_id] == row.id]
        assert found.qbrs is not None
        assert found.qbrs == (
            len(reviews), sum(one.is_ready for one in reviews), sum(one.is_at_risk for one in reviews),
            sum(one.state == "late" for one in reviews),
        )  # fmt: skip
        covered = [one for one in coverage_of_rep(own) if one.is_mapped]
        assert (found.mapped, found.broad) == (len(covered), sum(one.band == "broad" for one in covered))
        flagged = {flag for one in covered for flag in {each.flag for each in one.flags}}
        assert {flag for flag, _ in found.flags or ()} == flagged
        if own.today() != DAY:
            continue
        closed = [
            one
            for one in requests_view(own).closed
            if one.life.ended_at is not None and one.life.ended_at.astimezone(own.now().tzinfo).date() >= span.since
            and one.view.owner is not None and one.view.owner.id == row.id
        ]  # fmt: skip
        assert found.requests is not None
        assert found.requests.whole == len(closed)


def test_the_rows_behind_a_number_are_as_many_as_it_says(sample: Book) -> None:
    span = this_month(DAY)
    view = team_view(sample, span)
    for behind, which in ((span, "figures"), (span_before(span), "previous")):
        for row in (*view.rows, view.total):
            one = getattr(row, which)
            said = {
                "touches": one.touches or 0, "total": one.total or 0, "overdue": one.overdue.all,
                "overdue.A": one.overdue.A, "catch_up": one.catch_up_now, "requests": one.requests.whole,
                "callbacks": one.callbacks.whole, "qbrs": one.qbrs.due, "coverage": one.mapped, "ideas": one.ideas,
                "trainings": one.trainings, "kept": one.promises_due,
            }  # fmt: skip
            found = {what: rows_behind(sample, row.id or None, what, behind).total for what in said}
            assert found == said, (row.name, which)


def test_the_first_numbers_are_those_of_the_whole_view(sample: Book) -> None:
    first, whole = team_view(sample, parts=FIRST), team_view(sample)
    names = ("touches", "total", "attainment", "overdue", "overdue_of", "catch_up_now", "catch_up_before", "requests", "callbacks")  # fmt: skip
    for one, other in zip((*first.rows, first.total), (*whole.rows, whole.total), strict=True):
        assert [getattr(one.figures, name) for name in names] == [
            getattr(other.figures, name) for name in names
        ]
        assert one.trend == other.trend
