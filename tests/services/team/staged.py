"""A team for tests: Ana, whose device it is, Jon who synced, and Petra who leads; rows in few words."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from repcockpit.domain.team import iso_week
from repcockpit.domain.views.team import TeamRow, TeamSpan, TeamView
from repcockpit.services.book import Book
from repcockpit.services.team.reading import ALL, team_view
from tests.services.seeding import Seed, fresh_book

NOW = "2026-11-25T09:00"
WEEK = iso_week("2026-W48")


class Team(NamedTuple):
    """Ana, Jon and Petra; nobody owns an account yet."""

    book: Book
    seed: Seed
    ana: bytes
    jon: bytes
    petra: bytes

    def view(self, span: TeamSpan | None = WEEK, parts: str = ALL) -> TeamView:
        """The team over the week of the tests."""
        return team_view(self.book, span, parts=parts)

    def row(self, rep: bytes, span: TeamSpan | None = WEEK, parts: str = ALL) -> TeamRow:
        """The row of one of us."""
        return next(one for one in self.view(span, parts).rows if one.id == rep)

    def names(self) -> list[str]:
        """Who has a row, in order."""
        return [one.name for one in self.view(parts="first").rows]

    def heard(self, rep: bytes, at: str, zone: str = "Europe/Madrid") -> None:
        """A device of `rep` told at that local time that it synced."""
        ms = int(datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)
        self.book.db.execute(
            "insert into replica (id, person_id, synced_at) values (?, ?, ?)", (f"{at}{rep.hex()}".encode(), rep, ms)
        )  # fmt: skip
        self.book.db.commit()


@pytest.fixture
def team(database: Path) -> Team:
    book = fresh_book(database, NOW)
    seed = Seed(book)
    jon = seed.row("rep", {"name": "Jon Etxea", "role": "rep"})
    petra = seed.row("rep", {"name": "Petra Lang", "role": "manager"})
    assert book.author_id is not None
    found = Team(book, seed, book.author_id, jon, petra)
    found.heard(jon, "2026-11-25T08:00")
    return found
