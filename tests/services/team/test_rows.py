"""Who has a row, what it speaks of, and whose a touch is."""

from datetime import date, datetime

import pytest

from repcockpit.domain.team import days_between, has_left, iso_week, this_month
from repcockpit.domain.views.team import Share
from repcockpit.services.records import show_record
from repcockpit.services.team.members import as_of_sync
from repcockpit.services.team.reading import FIRST, span_called, team_view
from repcockpit.services.team.rows import rows_behind
from repcockpit.services.viewer import viewer_of
from repcockpit.store.migrations import SCHEMA
from tests.services.seeding import at
from tests.services.team.staged import WEEK, Team


def test_rows_stand_a_to_z_and_others_only_with_something_to_say(team: Team) -> None:
    assert team.names() == ["Ana Ruiz", "Jon Etxea"]
    konex = team.seed.account("Konex", owner_id=team.petra)
    assert team.names() == ["Ana Ruiz", "Jon Etxea", "Petra Lang"]
    team.book.db.execute("update account set owner_id = ? where id = ?", (team.ana, konex))
    assert team.names() == ["Ana Ruiz", "Jon Etxea"]
    team.seed.met("2026-11-24", konex, rep_id=team.petra, type="note", outcome=None)
    row = team.row(team.petra)
    assert (row.role, row.figures.touches, row.accounts) == ("manager", None, 0)


def test_two_of_one_name_are_two_rows(team: Team) -> None:
    other = team.seed.row("rep", {"name": "Ana Ruiz", "role": "rep"})
    team.seed.met("2026-11-24", team.seed.account("Konex"), rep_id=other)
    assert team.names() == ["Ana Ruiz", "Ana Ruiz", "Jon Etxea"]
    assert (team.row(other).figures.touches, team.row(team.ana).figures.touches) == (1, 0)
    only = team_view(team.book, WEEK, only=other)
    assert [one.id for one in only.rows] == [other]


def test_who_left_is_shown_while_there_is_something_of_theirs(team: Team) -> None:
    gone = team.seed.row("rep", {"name": "Zoe Gone", "role": "rep", "left_on": "2026-11-01"})
    assert "Zoe Gone" not in team.names()
    konex = team.seed.account("Konex")
    team.seed.met("2026-10-20", konex, rep_id=gone)
    assert "Zoe Gone" not in team.names()
    october = team.view(this_month(date(2026, 10, 1)), FIRST)
    assert [one.name for one in october.rows] == ["Ana Ruiz", "Jon Etxea", "Zoe Gone"]
    team.seed.account("Isdom", owner_id=gone)
    assert team.row(gone).left_on == date(2026, 11, 1)
    coming = team.seed.row("rep", {"name": "Zoe Leaves", "role": "rep", "left_on": "2026-12-24"})
    assert team.row(coming).left_on == date(2026, 12, 24)


def test_a_touch_is_that_of_who_logged_it_and_stands_in_total_for_the_owner(team: Team) -> None:
    konex = team.seed.account("Konex")
    isdom = team.seed.account("Isdom", owner_id=team.jon)
    team.seed.met("2026-11-23", konex)
    team.seed.met("2026-11-24", konex, rep_id=team.jon)
    team.seed.met("2026-11-24", isdom, rep_id=team.jon)
    team.seed.met("2026-11-24", konex, type="note", outcome=None)
    team.seed.met("2026-11-24", konex, outcome="no_answer")
    team.seed.met("2026-11-22", konex)
    team.seed.met("2026-11-26", konex, status="planned", outcome=None)
    ana, jon = team.row(team.ana).figures, team.row(team.jon).figures
    assert (ana.touches, ana.total, jon.touches, jon.total) == (1, 2, 2, 1)
    total = team.view().total.figures
    assert (total.touches, total.total) == (3, 3)
    assert team.row(team.ana).previous.touches == 1
    assert team.row(team.ana).trend == (0, 0, 0, 0, 0, 0, 1, 1)


def test_touches_of_a_merged_duplicate_are_those_of_who_it_was_merged_into(team: Team) -> None:
    konex = team.seed.account("Konex", owner_id=team.jon)
    twin = team.seed.account("Konex S.A.", merged_into=konex)
    team.seed.met("2026-11-23", twin, rep_id=team.jon)
    assert team.book.db.execute("select root_id from account where id = ?", (twin,)).fetchone() == (konex,)
    row = team.row(team.jon)
    assert (row.accounts, row.figures.total, team.row(team.ana).accounts) == (1, 1, 0)
    assert row.figures.attainment == pytest.approx(1 / (3 * 7 / 30.44))


def test_a_row_speaks_of_the_day_on_which_it_was_heard_of(team: Team) -> None:
    team.seed.account("Konex", tracking="2026-11-01", owner_id=team.jon)
    lost = team.seed.row("rep", {"name": "Lost", "role": "rep"})
    team.seed.account("Isdom", tracking="2026-11-01", owner_id=lost)
    quiet = team.seed.row("rep", {"name": "Quiet", "role": "rep"})
    team.heard(quiet, "2026-11-18T18:00")
    team.seed.account("Labdrill", tracking="2026-11-10", owner_id=quiet)
    jon, other, silent = team.row(team.jon), team.row(lost), team.row(quiet)
    assert (jon.stale, jon.day, jon.as_of_sync) == (
        False, date(2026, 11, 25), datetime.fromisoformat("2026-11-25T08:00+01:00"),
    )  # fmt: skip
    assert (other.stale, other.as_of_sync, other.day) == (True, None, date(2026, 11, 25))
    assert (silent.stale, silent.day) == (True, date(2026, 11, 18))
    # Ten days after the tenth is the 20th: by the 18th nothing is late, and nothing is known of this week.
    assert silent.figures.overdue is not None
    assert silent.figures.overdue.all == 0
    assert (silent.figures.touches, silent.figures.attainment, silent.trend[-1]) == (None, None, None)
    assert (silent.previous.touches, silent.trend[-2]) == (0, 0)
    assert other.figures.overdue is not None
    # Nothing ever came from the other: what the record holds stands, and no 0 is made of what nobody knows.
    assert (other.figures.overdue.A, other.figures.touches, set(other.trend)) == (1, None, {None})


def test_this_device_is_here_now_and_the_newest_word_of_another_counts(team: Team) -> None:
    team.heard(team.ana, "2026-10-01T08:00")
    team.heard(team.jon, "2026-11-20T08:00")
    team.heard(team.petra, "2027-05-01T08:00")
    found = as_of_sync(team.book)
    assert found[team.ana] == team.book.now()
    assert found[team.jon].isoformat() == "2026-11-25T08:00:00+01:00"
    assert found[team.petra] == team.book.now()
    rep = show_record(team.book, "rep", "Jon Etxea")
    assert rep.as_of_sync == found[team.jon]
    assert SCHEMA >= 5


def test_a_transaction_tells_of_its_rep_too(team: Team) -> None:
    lost = team.seed.row("rep", {"name": "Lost", "role": "rep"})
    team.heard(lost, "2026-11-02T08:00")
    (no,) = team.book.db.execute("select no from replica where person_id = ?", (lost,)).fetchone()
    written = int(datetime.fromisoformat("2026-11-24T10:00+01:00").timestamp() * 1000)
    team.book.db.execute("insert into txn (id, replica_no, n, at) values (x'01', ?, 1, ?)", (no, written))
    assert team.row(lost).as_of_sync == datetime.fromisoformat("2026-11-24T10:00+01:00")


def test_the_day_is_that_of_the_reps_zone(team: Team) -> None:
    team.book.db.execute("update rep set timezone = 'Asia/Tokyo' where id = ?", (team.jon,))
    team.book.db.execute("delete from replica where person_id = ?", (team.jon,))
    team.heard(team.jon, "2026-11-24T20:00")
    assert team.row(team.jon, parts=FIRST).day == date(2026, 11, 25)


def test_an_empty_range_and_an_empty_book(team: Team) -> None:
    view = team.view(iso_week("2019-W01"))
    assert [one.figures.touches for one in view.rows] == [0, 0]
    assert (view.total.figures.requests, view.help, view.left_out) == (Share(0, 0), (), ())
    assert view.total.figures.attainment is None
    ahead = team.view(iso_week("2030-W01"), FIRST)
    assert [one.figures.touches for one in ahead.rows] == [None, None]
    assert len(ahead.rows[0].trend) == 8
    bare = team_view(team.book, days_between(date.min, date.max), parts=FIRST)
    assert bare.rows[0].figures.touches == 0


def test_what_nobody_owns_is_left_out_and_said(team: Team) -> None:
    team.seed.account("Konex", owner_id=None)
    assert team.view(parts=FIRST).left_out == ("1 account that nobody owns stands in no row",)
    team.seed.account("Isdom", owner_id=None)
    assert team.view(parts=FIRST).left_out == ("2 accounts that nobody owns stand in no row",)
    team.seed.met("2026-11-24", None, rep_id=None)
    assert team.view(parts=FIRST).left_out[1] == "1 touch that nobody of us is named for counts in no row"


def test_leave_is_said_with_who_covers(team: Team) -> None:
    days = {"since": "2026-11-24", "until": "2026-11-30", "cover_id": team.jon}
    team.seed.row("leave", {"rep_id": team.ana, **days})
    row = team.row(team.ana)
    assert (row.away_until, row.cover_name) == (date(2026, 11, 30), "Jon Etxea")
    (line,) = team.view().help
    assert (line.state, line.text) == ("on leave", "back Tue 1 Dec, Jon Etxea covers")


def test_who_left_is_not_on_leave_and_what_is_still_theirs_is_said(team: Team) -> None:
    team.seed.row("leave", {"rep_id": team.jon, "since": "2026-11-24", "until": "2026-11-30"})
    team.seed.account("Konex", tracking="2026-11-20", owner_id=team.jon)
    for left_on, said in (
        ("2026-12-11", ("on leave", "back Tue 1 Dec, nobody covers")),
        ("2026-11-20", ("left", "1 account still theirs")),
    ):
        with team.book.write("left") as unit:
            unit.update("rep", team.jon, {"left_on": left_on})
        assert [(one.state, one.text) for one in team.view().help] == [said]
        assert has_left(team.row(team.jon).left_on, team.book.today()) is (left_on < "2026-11-25")


def test_a_viewer_is_who_the_device_says(team: Team) -> None:
    found = viewer_of(team.book)
    assert (found.rep_id, found.team_is_led) == (team.ana, True)
    team.book.db.execute("update rep set left_on = '2026-11-01' where id = ?", (team.petra,))
    assert not viewer_of(team.book).team_is_led


def test_a_week_holds_over_the_change_of_clocks_and_of_the_year(team: Team) -> None:
    konex = team.seed.account("Konex")
    for on in ("2026-10-25", "2026-10-26", "2026-12-31", "2027-01-01", "2027-01-03", "2027-01-04"):
        team.seed.met(on, konex)
    late = team._replace(book=at(team.book, "2027-01-05T09:00"))
    counts = {week: late.row(team.ana, iso_week(week), FIRST).figures.touches for week in ("2026-W43", "2026-W44", "2026-W53", "2027-W01")}  # fmt: skip
    assert counts == {"2026-W43": 1, "2026-W44": 1, "2026-W53": 3, "2027-W01": 1}
    assert span_called(late.book).title == "week 1"


def test_handed_tasks_and_what_is_put_off_are_counted(team: Team) -> None:
    konex = team.seed.account("Konex", owner_id=team.jon)
    team.seed.row("task", {"title": "call", "kind": "task", "owner_id": team.jon, "account_id": konex})
    team.seed.row("task", {"title": "own", "kind": "task", "owner_id": team.ana})
    team.seed.row(
        "snooze", {"target_id": konex, "until": "2026-12-01", "set_on": "2026-11-20", "reason": "closed"}
    )
    row = team.row(team.jon)
    assert (row.handed, row.snoozed, team.row(team.ana).handed) == (1, 1, 0)
    (task,) = rows_behind(team.book, team.jon, "handed", WEEK).rows
    (rest,) = rows_behind(team.book, team.jon, "snoozed", WEEK).rows
    assert (task.text, rest.text, rest.state, rest.on) == ("call", "Konex", "closed", date(2026, 12, 1))


def test_a_shared_view_speaks_of_this_device_as_of_any_other(team: Team) -> None:
    team.heard(team.ana, "2026-11-20T08:00")
    here = team.book.now()
    assert team_view(team.book, WEEK, parts=FIRST, is_shared=True).rows[0].as_of_sync == here
    team.book.db.execute("insert into meta values ('team_id', x'01')")
    row = team_view(team.book, WEEK, parts=FIRST, is_shared=True).rows[0]
    assert (row.as_of_sync, row.day) == (datetime.fromisoformat("2026-11-20T08:00+01:00"), date(2026, 11, 20))
    assert team.row(team.ana, parts=FIRST).as_of_sync == here
