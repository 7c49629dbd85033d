"""Gaps as text say what is missing, and nothing twice."""

from datetime import date
from pathlib import Path

from repcockpit.cli.today_text import item_line
from repcockpit.services.book import open_book
from repcockpit.services.demo import build_demo
from repcockpit.services.today.day import today_view

DAY = date(2026, 11, 24)


def test_a_gap_says_what_is_missing_and_nothing_twice(tmp_path: Path) -> None:
    build_demo(tmp_path / "demo.db", DAY)
    with open_book(tmp_path / "demo.db", now=f"{DAY}T09:12") as book:
        view = today_view(book)
    gaps = [item for item in view.items if item.group == "gaps"]
    lines = [item_line(item, view) for item in gaps]
    assert {line[:11].strip() for line in lines} >= {"ask now", "expired", "network"}
    assert all(line[11] == " " for line in lines)
    assert all(line.count(item.title) == 1 for item, line in zip(gaps, lines, strict=True))
