"""A report of every type of column, to be written in every form."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from repcockpit.exchange.writers.sheets import Column, Report, Sheet

ZONE = ZoneInfo("Europe/Madrid")
MADE = datetime(2026, 11, 24, 9, 12, tzinfo=ZONE)
COLUMNS = (
    Column("id", "id"), Column("name"), Column("on", "date"), Column("at", "instant"), Column("logged_at", "instant_ms"),
    Column("count", "whole"), Column("size", "number"), Column("revenue", "money"), Column("share", "share"),
    Column("ready", "yes"), Column("tags", "texts"), Column("note"), Column("never"),
)  # fmt: skip
HOSTILE = (
    "=1+1", "'=1", "@x", "+cmd|' /C calc'!A0", "-2+3", "<r><t>x</t></r>", "<r>", "_x0041_", "a\x00b\x01", "\x1b[31mred",
    "line\r\nline\ttab\rx", "a|b`c*d_e", "[x](http://x.example)", "<script>alert(1)</script>", "</td></table>", "&amp;",
    "\u202eabc", "\u2028sep\x85", "漢字 😀 é", '"quotes", ; and \\', " blank ", "http://x.example", "mailto:a@b.example",
    "\ufeff", "1e999", "0007", "2026-01-01", "TRUE", "-", "{=1}", "\t=1", "\ufffe",
)  # fmt: skip


def row(number: int = 1, **other: Any) -> tuple[Any, ...]:
    """A row of `COLUMNS`; `other` says what differs."""
    values: dict[str, Any] = {
        "id": bytes([number % 256]) * 16, "name": f"Acme {number}", "on": date(2026, 11, 24), "at": MADE,
        "logged_at": MADE.replace(microsecond=123_000), "count": 1234, "size": 0.5, "revenue": 1234.5, "share": 0.805,
        "ready": True, "tags": ["key", "new"], "note": "said", "never": None,
    }  # fmt: skip
    return tuple((values | other)[column.name] for column in COLUMNS)


def report(*rows: tuple[Any, ...], **other: Any) -> Report:
    """A report of one sheet, `accounts`."""
    sheet = Sheet("accounts", COLUMNS, lambda: iter(rows), len(rows))
    return Report("Accounts", MADE, (sheet,))._replace(**other)
