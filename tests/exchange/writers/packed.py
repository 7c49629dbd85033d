"""An invented pack: everything filled, one text in every place that somebody can type into."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from repcockpit.domain.pack import completed
from repcockpit.domain.views.pack import (
    PackAction,
    PackFigure,
    PackIdea,
    PackItem,
    PackNote,
    PackPerson,
    PackRating,
    PackRequest,
    PackStep,
    PackView,
    Period,
    Share,
)

LAST_ON = date(2026, 8, 25)
TODAY = date(2026, 11, 24)


def pack(text: str = "Northglass", *, is_first: bool = False) -> PackView:
    """A pack in which `text` stands wherever a person typed."""
    at = datetime(2026, 12, 9, 10, 30, tzinfo=ZoneInfo("Europe/Madrid"))
    periods = Period(date(2026, 8, 26), TODAY), Period(date(2026, 5, 20), LAST_ON)
    people = (
        PackPerson("Maria López", "Head of purchasing", "accepted"),
        PackPerson(text, text, "invited"),
    )
    last_on = None if is_first else LAST_ON
    return completed(
        PackView(
            text, text, (text,), date(2026, 12, 9), at, TODAY, last_on, *periods, people,
            (text, "Move the weekly order to Wednesday"), _actions(text), _FIGURES, _RATINGS, _requests(text),
            _notes(text), _ideas(text), (PackItem(text, "trend", text),),
            (PackStep(date(2026, 12, 9), "Visit", ""), PackStep(None, "Training", text)),
        )
    )  # fmt: skip


_FIGURES = (
    PackFigure("Delivered in full", Share(31, 33), Share(28, 32), "order lines"),
    PackFigure("Delivered on time", Share(29, 33), Share(30, 32), "order lines"),
    PackFigure("Problem answered in time", Share(4, 4), Share(3, 5), "requests opened"),
    PackFigure("Call-back made in time", Share(0, 0), Share(4, 5), "requests solved"),
    PackFigure("Promises kept", Share(11, 12), Share(9, 12), "promises due"),
    PackFigure("Trainings given", Share(2, 2), Share(1, 1), "trainings", is_share=False),
    PackFigure("Ideas done", Share(1, 3), Share(0, 0), "your ideas"),
)
_RATINGS = (
    PackRating("NPS, 0 to 10", 8, date(2026, 11, 13), 6, date(2026, 7, 2)),
    PackRating("CSAT, 1 to 5", None, None, None, None),
)


def _actions(text: str) -> tuple[PackAction, ...]:
    return (
        PackAction(text, "Ana Ruiz", date(2026, 9, 30), date(2026, 9, 28), "done"),
        PackAction("Send the forecast sheet", text, date(2026, 10, 15), None, "late"),
        PackAction("Second carrier for Friday deliveries", "Luis Prado", date(2026, 12, 5), None, "open"),
    )


def _requests(text: str) -> tuple[PackRequest, ...]:
    day = date(2026, 8, 3)
    closed = PackRequest(
        b"2", "Wrong grain in two bags", "quality", "Jon Park", day, False, "Closed, works", "late", "in time"
    )
    day = date(2026, 11, 20)
    return (
        PackRequest(b"1", text, "emergency shipment", text, day, True, "In progress", "in time", ""),
        closed,
    )


def _notes(text: str) -> tuple[PackNote, ...]:
    return (
        PackNote(b"3", date(2026, 11, 4), "challenge", text, text, True),
        PackNote(b"4", date(2026, 7, 9), "need", "A forecast they can plan with", "Maria López", False),
    )


def _ideas(text: str) -> tuple[PackIdea, ...]:
    return (
        PackIdea(b"5", text, text, text, "under_review", date(2026, 10, 1), True),
        PackIdea(b"6", "Bigger bags", "Silica 40", "Maria López", "done", date(2026, 11, 2), False),
    )
