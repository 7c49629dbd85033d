"""A team as tests need it: two reps who need help or not, one away, one stale, one who left."""

from datetime import UTC, date, datetime

from repcockpit.domain.team import span_before, this_week
from repcockpit.domain.views.team import (
    HelpLine,
    QbrLine,
    QbrPipeline,
    Share,
    SilentAccount,
    TeamFigures,
    TeamRow,
    TeamView,
    TierCounts,
)

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
FULL = TeamFigures(
    touches=12, total=15, attainment=1.04, attainment_capped=0.87, frequency=0.5, expected=0.4,
    overdue=TierCounts(A=9, B=12, C=10), overdue_of=160, catch_up_now=2, catch_up_before=4,
    requests=Share(17, 21), callbacks=Share(3, 6), qbrs=QbrPipeline(4, 1, 1, 1), broad=2, mapped=7,
    flags=(("single_threaded", 3),), ideas=1, trainings=2, kept=5, promises_due=7,
)  # fmt: skip
LESS = FULL._replace(touches=15, attainment_capped=0.9, overdue=TierCounts(A=5), ideas=0)
SPAN = this_week(DAY)


def row(number: int, name: str, **more: object) -> TeamRow:
    """One of us, synced today."""
    made = TeamRow(
        bytes([number]) * 16, name, "rep", NOW, False, None, None, None, 27, 160, FULL, LESS,
        (8, 8, 8, 5, 5, 3, 2, 2), 1, 0, DAY,
    )  # fmt: skip
    return made._replace(**more)  # type: ignore[arg-type]


def team(*rows: TeamRow, is_whole: bool = True, bad: str = "Finhigh") -> TeamView:
    """Those rows with one of everything below them; `bad` stands wherever a name of somebody else does."""
    first = rows[0]
    total = first._replace(id=b"", name="", stale=False, left_on=None, away_until=None)
    help_lines = (
        HelpLine(
            first.id, first.name, 0, "callback", "2 missed", f"call-backs: {bad} 3 d", "request", b"q" * 16
        ),
        HelpLine(first.id, first.name, 0, "overdue", "31 over", "9 of them tier A", "rep", first.id),
        HelpLine(first.id, first.name, 1, "clock", "1h20 left", bad, "request", b"r" * 16),
    )
    qbrs = (
        QbrLine(
            first.id,
            first.name,
            b"b" * 16,
            b"a" * 16,
            bad,
            "A",
            "at_risk",
            "at risk",
            59,
            date(2026, 11, 25),
            True,
        ),
        QbrLine(first.id, first.name, b"c" * 16, b"a" * 16, bad, "A", "late", "9 d late", None, None, False),
    )
    silent = SilentAccount(b"a" * 16, bad, "A", first.id, first.name, 0, None, date(2026, 11, 1))
    return TeamView(
        NOW, SPAN, span_before(SPAN), rows, total, help_lines, qbrs, (silent,), (silent,), (), is_whole
    )
