"""What a sync did and when, in a person's words."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from repcockpit.clock import wall_ms
from repcockpit.domain.errors import UsageError
from repcockpit.tui import words

if TYPE_CHECKING:
    from repcockpit.domain.views.syncing import SyncReport
    from repcockpit.tui.glyphs import Glyphs

OLD_DAYS = 14
"""After so many days without a word a device is worth a look."""
ENDINGS = "end it with .rcsync for one file, with / for a folder"


def real_now(like: datetime | None = None) -> datetime:
    """The real time, in the zone of another one: syncs know no `--now`."""
    return datetime.fromtimestamp(wall_ms() / 1000, like.tzinfo if like is not None else UTC)


def when(at: datetime | None, now: datetime) -> str:
    """`10:32` today, `Mon 18:02` in the last week, then the day."""
    if at is None:
        return "never"
    at = at.astimezone(now.tzinfo)
    days = (now.date() - at.date()).days
    if days == 0:
        return words.hour(at)
    if 0 < days < 7:
        return f"{words.WEEKDAYS[at.weekday()]} {words.hour(at)}"
    return words.short_date(at.date(), now.date())


def ago(at: datetime | None, now: datetime) -> str:
    """`12m ago`, in nine cells; a time ahead of this device's clock is `ahead`."""
    if at is None:
        return "never"
    seconds = (now - at).total_seconds()
    if seconds < -60:
        return "ahead"
    return words.ago(seconds) if seconds < 90 * 86_400 else words.short_date(at.date(), at.date())


def report_words(report: "SyncReport", at: datetime, glyphs: "Glyphs") -> str:
    """`↓ 12 received, ↑ 4 seen on the share at 10:32`."""
    down, up = ("", "") if glyphs.is_ascii else ("↓ ", f"{glyphs.unsent} ")
    parts = []
    if report.received:
        parts.append(f"{down}{report.received:,} received")
    if report.sent:
        parts.append(f"{up}{report.sent:,} seen on the share at {words.hour(at)}")
    if report.conflicts_new:
        parts.append(f"{report.conflicts_open:,} to settle: C")
    if report.removals:
        parts.append(f"{words.counted(report.removals, 'record')} removed: S")
    if report.damaged_frames:
        parts.append(f"{words.counted(report.damaged_frames, 'damaged place')} read around")
    return ", ".join(parts) or f"Nothing new at {words.hour(at)}"


def has_news(report: "SyncReport") -> bool:
    """Whether a sync that nobody asked for is worth a word."""
    return bool(report.received or report.conflicts_new or report.damaged_frames)


def form_of(text: str) -> str:
    """`file` or `folder` by how a path ends, blank where only the disk can tell. Raises UsageError for no path."""
    path = text.strip()
    if not path:
        raise UsageError("no path yet", ENDINGS)
    if path.endswith((".rcsync.d", "/", "\\")):
        return "folder"
    return "file" if path.endswith(".rcsync") else ""
