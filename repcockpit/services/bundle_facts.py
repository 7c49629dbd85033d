"""Numbers about a book for somebody who helps: rows, sizes, versions in the team, the sync, times. No name, no text."""

import sqlite3
from collections import Counter
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from repcockpit.clock import wall_ms
from repcockpit.domain.errors import CockpitError
from repcockpit.domain.versions import version_words
from repcockpit.services.book import Book, open_book
from repcockpit.services.cloud_folders import cloud_folder
from repcockpit.store.migrations import SCHEMA
from repcockpit.store.reads.sizes import row_counts

_REASONS = frozenset({"new", "restore", "copy", "fork"})


def facts(database: Path) -> dict[str, Any]:
    """What can be counted and timed; of a database that cannot be opened the kind of the error alone."""
    found = cloud_folder(database)
    told: dict[str, Any] = {"schema": SCHEMA, "cloud_client": found.client if found else None}
    begun = perf_counter()
    try:
        with open_book(database, create=False) as book:
            told["seconds"] = {"open": _since(begun)}
            told |= _of_book(book, told["seconds"])
    except (CockpitError, sqlite3.Error) as error:
        told["error"] = type(error).__name__
    return told


def _of_book(book: Book, seconds: dict[str, float]) -> dict[str, Any]:
    from repcockpit.services.today.day import today_view  # noqa: PLC0415 -- the slowest of a start, timed here

    begun = perf_counter()
    day = today_view(book, has_gaps=False)
    seconds["today"] = _since(begun)
    begun = perf_counter()
    rows = row_counts(book.db)
    seconds["count"] = _since(begun)
    return {
        "is_demo": book.device.is_demo,
        "has_rep": book.device.rep_id is not None,
        "today": {"shown": len(day.items), "counts": {name: day.counts[name] for name in sorted(day.counts)}},
        "rows": rows,
        "bytes": book.path.stat().st_size,
        "sync": _sync(book),
    }


def _sync(book: Book) -> dict[str, Any]:
    from repcockpit.services.syncing import sync_status  # noqa: PLC0415 -- loads the wire
    from repcockpit.services.syncing.versions import team_versions  # noqa: PLC0415 -- the same

    view, versions = sync_status(book), team_versions(book.db)
    remarks = Counter(one.reason if one.reason in _REASONS else "other" for one in view.replicas)
    return {
        "form": view.form,
        "is_encrypted": view.is_encrypted,
        "is_in_a_team": view.team_id is not None,
        "days_since_sync": _days(view.synced_at),
        "days_since_seen": _days(view.seen_at),
        "unsynced": view.unsynced,
        "conflicts": view.conflicts,
        "held_back": view.held_back,
        "quarantined": view.quarantined,
        "gaps": len(view.gaps),
        "warnings": len(view.warnings),
        "damaged": bool(view.damage),
        "devices": len(view.replicas),
        "retired": sum(one.is_retired for one in view.replicas),
        "clocks_ahead": sum(one.clock is not None for one in view.replicas),
        "devices_by_reason": {name: remarks[name] for name in sorted(remarks)},
        "versions": {
            "own": version_words(versions.own),
            "devices": {version_words(one): count for one, count in sorted(versions.devices.items())},
            "unheard": versions.unheard,
            "waiting_for_an_update": versions.waiting,
        },
    }


def _days(at: datetime | None) -> int | None:
    return None if at is None else int((wall_ms() / 1000 - at.timestamp()) // 86_400)


def _since(begun: float) -> float:
    return round(perf_counter() - begun, 3)
