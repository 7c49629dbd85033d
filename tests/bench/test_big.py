"""The bench stays runnable: a tiny big book, one pair of each writing figure, the table's lines."""

from pathlib import Path

from repcockpit.store.database import open_database
from repcockpit.sync.merge.proof import differences
from tests.bench import exports, reading, team, writing
from tests.bench.activities import write_activities
from tests.bench.big import Size, big_book
from tests.bench.measure import Figure, line_of
from tests.bench.team_book import team_book

TINY = Size(2, 10, 30, 400, 150)


def test_a_tiny_book_is_built_once_and_agrees_with_its_log(tmp_path: Path) -> None:
    said: list[str] = []
    path = tmp_path / "tiny.db"
    big_book(path, TINY, said.append)
    big_book(path, TINY, said.append)
    assert len(said) == 2
    write_activities(path, said.append)
    write_activities(path, said.append)
    assert len(said) == 3
    db = open_database(path)
    assert list(differences(db)) == []
    assert db.execute("select count(*) from interaction").fetchone()[0] == TINY.interactions + 600
    assert db.execute("select count(*) from contact where last_touch_on is not null").fetchone()[0] > 20
    db.close()
    assert len(list(reading.overdue_figures(path, 1))) == 2


def test_a_tiny_team_has_a_row_for_each_rep_and_both_sides_read_it(tmp_path: Path) -> None:
    path, said = tmp_path / "team.db", list[str]()
    team_book(path, TINY, said.append)
    team_book(path, TINY, said.append)
    assert len(said) == 4
    db = open_database(path)
    assert list(differences(db)) == []
    assert (
        db.execute("select count(*) from replica where synced_at is not null").fetchone()[0] == TINY.reps - 1
    )
    db.close()
    figures = list(team.reading_figures(path, 1))
    assert f"{TINY.reps} rows" in figures[0].note
    (written,) = exports.csv_figures(path, 1)
    assert written.value > 0


def test_both_sides_of_the_writing_figures_write_the_same_rows(tmp_path: Path) -> None:
    rows = writing.Rows(writing.DEAL)
    inserts, updates = rows.inserts(20), rows.updates(30)
    read = f"select id, {', '.join(writing.DEAL.fields)} from deal order by id"
    with writing.two_databases(tmp_path) as (ours, plain):
        writing.write_logged(ours, "deal", inserts, updates)
        writing.write_plain(plain, "deal", inserts, updates)
        assert ours.execute("select count(*) from deal").fetchone() == (20,)
        assert len(ours.execute(read).fetchall()) == len(plain.execute(read).fetchall())


def test_a_line_says_whether_a_limit_is_held() -> None:
    verdicts = [line_of(Figure("x", value, value, value, 3, 2)) for value in (1.0, 2.5, 3.5)]
    assert "beyond 2         beyond" in verdicts[0]
    assert "held" in verdicts[1]
    assert "MISSED" in verdicts[2]
