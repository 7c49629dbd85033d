"""A book with hostile text in every field that holds text, and what of it must never be seen."""

import json
from collections.abc import Sequence
from pathlib import Path

from rich.cells import cell_len

from repcockpit.services.book import Book
from repcockpit.store.unit import Unit
from repcockpit.tui.cockpit import Cockpit
from tests.exchange.given import FOLDER
from tests.services.seeding import Seed, fresh_book
from tests.tui.stage import strips

NOW = "2026-11-24T09:12"
BAD = (
    "Bad [/red] tag [bold]B[/bold] [@click=app.quit]x[/] $x {y}",
    "\x1b[31mred\x1b]0;title\x07 \x9b2J\x1bP+q\x1b\\",
    "abc\u202edef\u2066ghi\u200b\u2028\u2029jkl\ufeff",
    "株式会社日本材料試験研究所東京営業所第二課",
    "👩‍👩‍👧‍👦 🇪🇸 é Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴ ✈️ 1️⃣",
    "nul\x00 tab\t line\nbreak\r\nreturn\x85 del\x7f",
    " ",
    "\u200b\u00a0\u3000",
    "=HYPERLINK('x') %s %d \\x1b \\n",
    "ﷺ" * 5 + "𝒳" * 30,
    "العربية עברית\u200f mixed",
    "x" * 32_767,
    "wide字" * 400 + "\n" * 300,
)
"""Markup, escapes, bidi, wide, joined, NUL and line ends, blank, nothing to see, formulas, right to left, very long."""
FORBIDDEN = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u2028\u2029\ufeff\u200b"
)


def naughty() -> list[str]:
    """The naughty strings given beside the project; none where they are absent. SQLite holds no lone surrogates."""
    place = FOLDER / "parser" / "blns" / "blns.json"
    found: list[str] = json.loads(place.read_text("utf-8")) if place.exists() else []
    return [text for text in found if text.strip() and not any(0xD800 <= ord(c) < 0xE000 for c in text)]


def check(app: Cockpit, size: tuple[int, int], where: str) -> list[str]:
    """Nothing acts on the terminal, no line is wider or shorter than the screen; the lines."""
    drawn = strips(app)
    assert len(drawn) == size[1], where
    for strip in drawn:
        line = strip.text
        line.encode()
        acting = {char for char in line if ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char in FORBIDDEN}
        assert not acting, (where, line)
        width = sum(cell_len(segment.text) for segment in strip)
        is_split = (
            "\u200d" in line
        )  # rich divides joined emoji one cell off where a dialog covers their second half
        assert abs(width - size[0]) <= is_split, (where, line)
    return [strip.text for strip in drawn]


def texts_of(book: Book) -> dict[str, list[tuple[object, ...]]]:
    """Everything the shown tables hold, to compare byte for byte."""
    names = [
        name
        for (name,) in book.db.execute("select name from sqlite_master where type = 'table' order by name")
        if book.db.execute(f"select 1 from pragma_table_info('{name}') where name = '_dots'").fetchone()
    ]
    return {name: book.db.execute(f"select * from {name} order by id").fetchall() for name in names}


def hostile_book(path: Path, more: Sequence[str] = ()) -> Book:
    """One account per hostile text, and everything that can hang on it, each field that text."""
    book = fresh_book(path, NOW)
    seed = Seed(book)
    with book.write("seed [/red] \x1b[31m") as unit:
        unit.update("rep", book.author_id or b"", {"name": BAD[0], "email": BAD[1], "region": BAD[2]})
        colleague = unit.insert("rep", {"name": BAD[1] + BAD[2], "country": BAD[0]})
        unit.insert("team", {"name": BAD[1]})
        field = [unit.insert("custom_field", {"name": f"{number} {bad}"}) for number, bad in enumerate(BAD)]
        tags = [unit.insert("tag", {"name": f"{number} {bad}"}) for number, bad in enumerate(BAD)]
        unit.insert("holiday", {"on_date": "2026-11-25", "title": BAD[1]})
        unit.insert("source", {"name": BAD[1]})
        unit.insert(
            "target", {"rep_id": colleague, "since": "2026-11-01", "until": "2026-11-30", "planned": 3.0}
        )
        unit.insert("rate", {"currency": BAD[1], "per": 1.1, "on_date": "2026-11-01"})
        unit.insert("import_batch", {"at": 0, "label": BAD[1], "files": BAD[2]})
        for number, bad in enumerate(BAD):
            for kind in ("accounts", "contacts"):
                unit.insert("setting", {"name": f"filter.{kind}.{number}{bad}", "value": bad})
    for number, bad in enumerate(BAD):
        _fill(seed, bad, number, colleague, tags[number], field[number])
    with book.write("more") as unit:
        for text in more:
            house = unit.insert("account", {"name": text, "city": text, "status": "prospect", "note": text})
            unit.insert("contact", {"name": text, "title": text, "primary_account_id": house, "email": text})
    return book.refreshed()


def _fill_work(unit: Unit, bad: str, house: bytes, person: bytes, me: bytes | None) -> None:
    about: dict[str, object] = {"account_id": house, "contact_id": person}
    mine = about | {"owner_id": me, "tracking_started_on": "2026-01-01"}
    for kind, due in (("task", "2026-11-24"), ("promise", "2026-11-20"), ("call_back", "2026-11-24")):
        unit.insert("task", {"kind": kind, "title": bad, "note": bad, "due_on": due} | mine)
    asked = unit.insert(
        "request",
        about | {"title": bad, "type": bad, "note": bad, "opened_at": 1_763_000_000_000, "due_on": "2026-11-24"}
        | {"owner_id": me, "impact": "high", "urgency": "high", "via": bad, "handed_to": bad}
        | {"handed_due_on": "2026-11-20", "executive_who": bad, "executive_due_on": "2026-11-20"},
    )  # fmt: skip
    unit.insert("request_event", {"request_id": asked, "kind": bad, "note": bad, "at": 1_763_000_000_001})
    for number, kind in enumerate(("opened", "acknowledged", "waiting_internal")):
        step = {"request_id": asked, "kind": kind, "note": bad, "at": 1_763_000_000_002 + number}
        unit.insert("request_event", step)
    review = unit.insert(
        "qbr", {"account_id": house, "owner_id": me, "due_on": "2026-11-10", "note": bad, "decisions": bad}
    )
    _fill_approvals(unit, bad, house, review, person)
    held = {
        "account_id": house,
        "due_on": "2026-08-10",
        "held_on": "2026-11-01",
        "skip_reason": None,
        "note": bad,
    }
    last = unit.insert("qbr", held | {"owner_id": me})
    unit.insert("task", {"kind": "qbr_action", "title": bad, "qbr_id": last, "due_on": "2026-12-01"} | mine)
    unit.insert(
        "interaction",
        {"type": "note", "note_kind": "challenge", "note": bad, "status": "completed"}
        | {"occurred_on": "2026-11-20", "account_id": house, "rep_id": me},
    )
    unit.insert("idea", about | {"title": bad, "product": bad, "status": "open", "owner_id": me})
    unit.insert("training", {"topic": bad, "kind": bad, "given_on": "2025-11-01", "account_id": house})
    unit.insert("info", about | {"title": bad, "kind": bad, "brought_on": "2026-10-01", "reaction": bad})
    unit.insert("feedback", about | {"kind": bad, "note": bad, "asked_on": "2026-10-01"})
    unit.insert(
        "deal", about | {"name": bad, "stage": "open", "stage_name": bad, "currency": bad, "amount": 1.0}
    )


def _fill_approvals(unit: Unit, bad: str, house: bytes, review: bytes, person: bytes) -> None:
    unit.insert("qbr_person", {"qbr_id": review, "contact_id": person})
    for kind, subject in (("tier_change", house), ("handover", house), (bad, review)):
        unit.insert(
            "approval", {"kind": kind, "subject_id": subject, "account_id": house, "asked": bad, "reason": bad}
            | {"asked_on": "2026-11-20", "state": "open" if kind == "handover" else bad, "note": bad}
        )  # fmt: skip


def _fill(seed: Seed, bad: str, number: int, colleague: bytes, tag: bytes, field: bytes) -> None:
    me = seed.book.author_id
    owner = me if number % 3 else colleague
    house = seed.account(
        bad, segment="ABC"[number % 3], owner_id=owner,
        **dict.fromkeys(("sector", "street", "city", "postal_code", "phone", "website", "note", "region"), bad),
    )  # fmt: skip
    fields = dict.fromkeys(("first_name", "last_name", "title", "department", "email", "phone", "note"), bad)
    person = seed.contact(bad, house, "decision_maker" if number % 2 else bad, owner_id=owner, **fields)
    twin = seed.contact(bad, house, None, reports_to_id=person, **fields)
    gone = seed.contact(bad + "gone", house, None, **fields)
    with seed.book.write(bad) as unit:
        unit.hide("contact", gone)
        for kind in ("email", "phone"):
            unit.insert("contact_point", {"contact_id": person, "kind": kind, "value": bad, "label": bad})
        unit.insert("contact_role", {"contact_id": person, "role": bad})
        unit.insert("tagging", {"tag_id": tag, "target_id": person})
        unit.insert("tagging", {"tag_id": tag, "target_id": house})
        for target in (person, house):
            unit.insert("custom_value", {"field_id": field, "target_id": target, "value": bad})
        _fill_work(unit, bad, house, person, me)
        if number % 4 == 0:
            away: dict[str, object] = {"target_id": twin, "until": "2026-12-24", "reason": bad}
            unit.insert("snooze", away | {"set_on": "2026-11-20", "rep_id": me})
    seed.met("2026-09-01", house, person, note=bad, subject=bad)
    seed.met("2026-08-01", house, person, note=bad, type=bad, outcome=bad)
    seed.met("2026-11-24", house, person, status="planned", outcome=None, subject=bad, type="visit", note=bad)
    seed.met("2026-11-20", house, person, status="planned", outcome=None, subject=bad, type="visit", note=bad)
