"""The pack from the record: each figure from its rows, then and now, and nothing that is ours alone."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from repcockpit.domain.errors import ExistsError, InvalidValueError, UsageError
from repcockpit.domain.views.pack import PackView, Share
from repcockpit.services.book import Book
from repcockpit.services.reviews.pack import build_pack
from repcockpit.services.reviews.pack_file import format_of, pack_name, write_pack
from tests.services.seeding import Seed, fresh_book

MADRID = ZoneInfo("Europe/Madrid")


def _ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=MADRID).timestamp() * 1000)


class Stage:
    """An account with a review held on 25 August and one due, and something of everything."""

    def __init__(self, book: Book) -> None:
        seed = self.seed = Seed(book)
        self.book = book
        self.house = seed.account("Northglass", city="Köln")
        self.maria = seed.contact("Maria López", self.house, title="Head of purchasing")
        mine: dict[str, object] = {"account_id": self.house, "owner_id": book.author_id}
        self.last = seed.row("qbr", mine | {"due_on": "2026-08-20", "held_on": "2026-08-25"})
        seed.met("2026-08-25", self.house, self.maria, type="qbr", qbr_id=self.last)
        self.next = seed.row(
            "qbr",
            mine
            | {"due_on": "2026-11-24", "scheduled_at": _ms("2026-12-09T10:30"), "zone": "Europe/Madrid"}
            | {"decisions": "Move the order\n\nTrial of Silica 40"},
        )
        seed.row("qbr_person", {"qbr_id": self.next, "contact_id": self.maria, "accepted_on": "2026-11-20"})
        for title, due, done in (("sheet", "2026-10-01", "2026-09-30"), ("carrier", "2026-10-10", None)):
            seed.row(
                "task",
                mine
                | {"kind": "qbr_action", "qbr_id": self.last, "title": title, "due_on": due, "done_on": done},
            )
        self._deliver()
        self._ask(mine)
        self._talk(mine)

    def _deliver(self) -> None:
        for number, (promised_on, came_on, amount) in enumerate(
            (
                ("2026-10-01", "2026-10-01", 10.0),
                ("2026-10-02", "2026-10-05", 10.0),
                ("2026-07-01", "2026-07-01", 5.0),
            )
        ):
            self.seed.row(
                "delivery",
                {"account_id": self.house, "order_no": str(number), "line": "1", "promised": 10.0}
                | {"delivered": amount, "promised_on": promised_on, "delivered_on": came_on},
            )

    def _ask(self, mine: dict[str, object]) -> None:
        asked = self.seed.row(
            "request",
            mine | {"title": "pallet", "type": "emergency_shipment", "impact": "high", "urgency": "high"}
            | {"contact_id": self.maria, "opened_at": _ms("2026-11-16T09:00")},
        )  # fmt: skip
        steps = (
            ("opened", "16T09:00"),
            ("acknowledged", "16T09:30"),
            ("resolved", "16T12:00"),
            ("closed", "17T10:00"),
        )
        for kind, at in steps:
            self.seed.row("request_event", {"request_id": asked, "kind": kind, "at": _ms(f"2026-11-{at}")})
        self.seed.row("request", mine | {"title": "later", "opened_at": _ms("2026-12-24T09:00")})
        for due, done in (("2026-11-01", "2026-11-01"), ("2026-11-02", None), ("2026-12-20", None)):
            self.seed.row(
                "task",
                mine
                | {
                    "kind": "promise",
                    "title": "sheet",
                    "first_due_on": due,
                    "due_on": "2026-12-30",
                    "done_on": done,
                },
            )

    def _talk(self, mine: dict[str, object]) -> None:
        seed, house = self.seed, self.house
        seed.met(
            "2026-11-04", house, self.maria, type="note", note="kiln stands still", note_kind="challenge"
        )
        seed.met("2026-07-09", house, self.maria, type="note", note="a forecast", note_kind="need")
        seed.met(
            "2026-11-05", house, self.maria, type="note", note="Rival GmbH is cheaper", note_kind="competitor"
        )
        seed.row("training", {"account_id": house, "topic": "Silica", "given_on": "2026-10-12"})
        seed.row("training", {"account_id": house, "topic": "Storage", "due_on": "2027-01-10"})
        told = seed.met("2026-09-02", house, self.maria)
        seed.row(
            "idea",
            mine
            | {"title": "bigger bags", "status": "done", "status_on": "2026-11-02", "interaction_id": told},
        )
        seed.row("feedback", {"account_id": house, "kind": "nps", "score": 6, "asked_on": "2026-07-02"})
        seed.row("feedback", {"account_id": house, "kind": "nps", "score": 8, "asked_on": "2026-11-13"})
        item = seed.row("info", {"title": "Energy prices", "kind": "trend", "url": "https://example.org/e"})
        seed.row("qbr_info", {"qbr_id": self.next, "info_id": item})


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    book = fresh_book(tmp_path / "book.db")
    yield Stage(book)
    book.close()


def _figures(view: PackView) -> dict[str, tuple[Share, Share]]:
    return {one.name: (one.now, one.then) for one in view.figures}


def test_the_pack_is_made_from_the_record(stage: Stage) -> None:
    view = build_pack(stage.book, stage.next)
    assert (view.account, view.city, view.last_on) == ("Northglass", "Köln", date(2026, 8, 25))
    assert view.decisions == ("Move the order", "Trial of Silica 40")
    assert [(one.name, one.title, one.answer) for one in view.people] == [
        ("Maria López", "Head of purchasing", "accepted")
    ]
    assert sorted((one.title, one.state) for one in view.actions) == [("carrier", "late"), ("sheet", "done")]
    assert [(one.text, one.is_new) for one in view.notes] == [
        ("kiln stands still", True),
        ("a forecast", False),
    ]
    assert [(one.title, one.answered, one.called_back) for one in view.requests] == [
        ("pallet", "in time", "in time")
    ]
    assert [(one.title, one.status, one.is_new) for one in view.ideas] == [("bigger bags", "done", True)]
    assert [one.title for one in view.items] == ["Energy prices"]
    assert [one.about for one in view.ahead] == ["Storage"]
    assert [(one.now, one.then) for one in view.ratings] == [(8, 6), (None, None)]
    assert "Need: a forecast" in view.difference.still_open
    assert "Action: sheet" in view.difference.closed


def test_every_figure_counts_its_own_period(stage: Stage) -> None:
    found = _figures(build_pack(stage.book, stage.next))
    assert found["Delivered in full"] == (Share(1, 2), Share(0, 1))
    assert found["Delivered on time"] == (Share(1, 2), Share(1, 1))
    assert found["Problem answered in time"] == (Share(1, 1), Share(0, 0))
    assert found["Call-back made in time"] == (Share(1, 1), Share(0, 0))
    assert found["Promises kept"] == (Share(1, 2), Share(0, 0))
    assert found["Trainings given"] == (Share(1, 1), Share(0, 0))
    assert found["Ideas done"] == (Share(1, 1), Share(0, 0))


def test_the_customer_reads_nothing_that_is_ours(stage: Stage, tmp_path: Path) -> None:
    for form in ("html", "md"):
        path = tmp_path / f"pack.{form}"
        write_pack(stage.book, stage.next, form, path, notes=False)
        page = path.read_text("utf-8")
        assert "Rival" not in page
        assert "decision" not in page.replace("Decisions", "").replace("2 decisions", "")
        before = path.read_bytes()
        write_pack(stage.book, stage.next, form, path, force=True, notes=False)
        assert path.read_bytes() == before
        with pytest.raises(ExistsError):
            write_pack(stage.book, stage.next, form, path, notes=False)
    with pytest.raises(InvalidValueError):
        write_pack(stage.book, stage.next, "docx", tmp_path / "x", notes=False)


def test_a_file_is_named_by_customer_and_day() -> None:
    assert pack_name("Söhne & Co. <x>", "2026-11-24", "md") == "qbr-sohne-co-x-2026-11-24.md"
    assert pack_name("株式会社", "2026-11-24", "html") == "qbr-customer-2026-11-24.html"
    assert format_of(Path("a.MD")) == "md"
    assert format_of(Path("a.htm")) == "html"
    for name in ("a.pdf", "a", ".html", "a.md.docx"):
        with pytest.raises(UsageError, match="cannot be written as"):
            format_of(Path(name))
