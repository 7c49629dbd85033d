"""The org chart of 300 people to its last paint, against the detail of an account."""

from collections.abc import Iterator
from pathlib import Path

from repcockpit.store import derived
from repcockpit.store.database import immediate, open_database
from repcockpit.store.unit import Unit
from tests.bench.measure import Figure
from tests.bench.screens import _SETTLED, _median, _painted
from tests.bench.starting import command
from tests.bench.terminal import Terminal

PEOPLE = 300
_USUAL = 8
_TITLES = ("plant director", "production manager", "buyer", "maintenance lead", "shift lead", "laboratory")
_ROLES = ("decision_maker", "champion", "procurement", "technical_evaluator", "end_user", None)


def two_accounts(path: Path, people: int = PEOPLE) -> None:
    """A book of a usual account, which is listed first, and of one with many people; ten touches each."""
    db = open_database(path)
    with Unit(db, "book", zone="Europe/Madrid", kind="import", defer_derived=True) as unit:
        rep = unit.insert("rep", {"name": "Ana Ruiz", "role": "rep", "timezone": "Europe/Madrid"})
        for name, count in (("A usual customer", _USUAL), ("Big works", people)):
            _fill(unit, rep, name, count)
    with immediate(db):
        derived.rebuild(db)
        db.execute("insert or replace into meta values ('rep_id', ?)", (rep,))
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()


def _fill(unit: Unit, rep: bytes, name: str, count: int) -> None:
    house = unit.insert(
        "account",
        {
            "name": name,
            "segment": "A",
            "status": "customer",
            "owner_id": rep,
            "tracking_started_on": "2026-01-05",
        },
    )
    ids = [unit.new_id() for _ in range(count)]
    unit.insert_many(
        "contact",
        [
            {"id": one, "name": f"Person {at:03} Sample", "title": _TITLES[at % 6], "department": _TITLES[at % 5],
             "role": _ROLES[at % 6], "status": "active", "primary_account_id": house, "owner_id": rep,
             "role_confirmed_on": "2026-10-01", "tracking_started_on": "2026-01-05",
             "reports_to_id": ids[(at - 1) // 5] if at else None}
            for at, one in enumerate(ids)
        ],
    )  # fmt: skip
    days = [f"2026-{1 + at % 11:02}-{1 + at % 27:02}" for at in range(10 * count)]
    happened = unit.insert_many(
        "interaction",
        [
            {"type": ("call", "visit", "email")[at % 3], "status": "completed", "outcome": "connected",
             "direction": ("inbound", "outbound")[at % 2], "occurred_on": day, "account_id": house, "rep_id": rep,
             "note": "wants a forecast for the next quarter"}
            for at, day in enumerate(days)
        ],
    )  # fmt: skip
    unit.insert_many(
        "participant",
        [{"interaction_id": one, "contact_id": ids[at % count]} for at, one in enumerate(happened)],
    )


def chart_figures(folder: Path, runs: int) -> Iterator[Figure]:
    """Enter on the usual account and `o` on the large one, in turn, each from the list of accounts."""
    place = folder / "chart.db"
    two_accounts(place)
    times: dict[str, list[float | None]] = {"detail": [], "same": [], "chart": []}
    with Terminal(command(place)) as cockpit:
        cockpit.first_frame("Today")
        cockpit.type("", _SETTLED)
        cockpit.type("2", _SETTLED)
        for run in range(runs + 1):
            for name, move, key in (("detail", "g", "\r"), ("same", "G", "\r"), ("chart", "G", "o")):
                cockpit.type(move, 0.4)
                took = cockpit.key(key)
                cockpit.type("\x1b", 0.2)
                if run:
                    times[name].append(took)
    ours = _painted(times["chart"])
    for name, said in (("detail", "a usual account's detail"), ("same", "that account's detail")):
        base = _median(times[name])
        note = f"{_median(ours):.1f} ms against {base:.1f} ms"
        yield Figure(
            f"org chart of {PEOPLE} people, against {said}",
            _median(ours) / base, min(ours) / base, max(ours) / base, 2, None, "x", note,
        )  # fmt: skip
