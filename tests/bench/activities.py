"""The life of the seven activities in the big book: roles, requests, reviews, trainings, news, ideas, deliveries."""

import random
import sqlite3
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from repcockpit.domain.ids import derived_id
from repcockpit.store import derived
from repcockpit.store.database import immediate, open_database
from repcockpit.store.unit import Unit
from tests.bench.big import TODAY, ZONE, Row

CHART_PEOPLE = 300
CHART_NAME = "Chart Works"
_DONE = "bench_activities"
_DAY = 86_400_000
_ROLES = ("decision_maker", "champion", "procurement", "technical_evaluator", "end_user")
_DEPARTMENTS = ("Management", "Production", "Purchasing", "Quality", "Production")


def write_activities(path: Path, say: Callable[[str], None]) -> None:
    """Add it to the big book at `path`, once."""
    db = open_database(path)
    try:
        if db.execute("select 1 from meta where key = ?", (_DONE,)).fetchone():
            return
        started = time.perf_counter()
        _Life(db).write()
        with immediate(db):
            db.execute("insert into meta values (?, 1)", (_DONE,))
        db.execute("pragma wal_checkpoint(truncate)")
        say(f"the activities written in {time.perf_counter() - started:.0f} s")
    finally:
        db.close()


def _on(ago: int) -> str:
    return (TODAY - timedelta(days=ago)).isoformat()


class _Life:
    """Rows of each kind, from one seed."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._chance = random.Random(11)
        self._accounts = db.execute("select id, owner_id, segment from account order by rowid").fetchall()
        people: dict[bytes, list[bytes]] = {}
        for account, person in db.execute("select primary_account_id, id from contact order by rowid"):
            people.setdefault(account, []).append(person)
        self._people = people
        self._now = int(time.mktime((TODAY.year, TODAY.month, TODAY.day, 9, 0, 0, 0, 0, -1))) * 1000

    def _unit(self, label: str) -> Unit:
        return Unit(self._db, label, zone=ZONE, kind="import", defer_derived=True)

    def write(self) -> None:
        """Everything, a transaction a kind."""
        with self._unit("roles") as unit:
            self._roles(unit)
        with self._unit("requests") as unit:
            self._requests(unit)
        with self._unit("reviews") as unit:
            self._reviews(unit)
        with self._unit("learning") as unit:
            self._learning(unit)
        with self._unit("evidence") as unit:
            self._evidence(unit)
        with self._unit("chart") as unit:
            self._chart(unit)
        with immediate(self._db):
            derived.rebuild(self._db)

    def _pick(self, count: int) -> list[tuple[bytes, bytes, str]]:
        return [self._accounts[int(self._chance.random() * len(self._accounts))] for _ in range(count)]

    def _person(self, account: bytes) -> bytes | None:
        people = self._people.get(account)
        return people[int(self._chance.random() * len(people))] if people else None

    def _roles(self, unit: Unit) -> None:
        """Half of the accounts are mapped: roles confirmed, who reports to whom."""
        changes: list[tuple[bytes, Row]] = []
        for number, (account, _, _) in enumerate(self._accounts):
            if number // 25 % 2:
                continue
            people = self._people.get(account, [])
            for place, person in enumerate(people):
                boss = people[(place - 1) // 2] if place else None
                role, department = _ROLES[place % 5], _DEPARTMENTS[place % 5]
                changes.append(
                    (
                        person,
                        {
                            "role": role, "department": department, "reports_to_id": boss,
                            "role_confirmed_on": _on(5 + number % 200), "support": "supporter", "support_on": _on(number % 220),
                        },
                    )
                )  # fmt: skip
        unit.update_many("contact", changes)

    def _requests(self, unit: Unit) -> None:
        requests: list[Row] = []
        events: list[Row] = []
        for number, (account, owner, _) in enumerate(self._pick(2 * len(self._accounts))):
            ago = number % 700
            opened = self._now - ago * _DAY
            request = derived_id("bench request", str(number))
            requests.append(
                {
                    "id": request, "title": "late sand", "type": "quality", "impact": "medium", "urgency": "high",
                    "opened_at": opened, "zone": ZONE, "owner_id": owner, "account_id": account,
                    "contact_id": self._person(account),
                }
            )  # fmt: skip
            steps = [("opened", 0), ("acknowledged", 1)]
            if ago > 6:
                steps += [("resolved", 20), ("callback_works", 30), ("closed", 30)]
            events += [
                {"request_id": request, "kind": kind, "at": opened + hours * 3_600_000, "by_id": owner}
                for kind, hours in steps
            ]
        unit.insert_many("request", requests)
        unit.insert_many("request_event", events)

    def _reviews(self, unit: Unit) -> None:
        rows: list[Row] = []
        invited: list[Row] = []
        for number, (account, owner, segment) in enumerate(self._accounts):
            if segment not in {"A", "B"}:
                continue
            base = {"account_id": account, "owner_id": owner, "zone": ZONE}
            for ago in (200, 100):
                due = _on(ago + number % 40)
                rows.append(
                    {
                        "id": derived_id(account, "qbr", due),
                        "due_on": due,
                        "held_on": due,
                        "minutes_sent_on": due,
                    }
                    | base
                )
            if number % 3 == 0:
                due = _on(-(number % 60))
                review = derived_id(account, "qbr", due)
                at = self._now + number % 60 * _DAY
                rows.append({"id": review, "due_on": due, "scheduled_at": at, "proposed_on": _on(20)} | base)
                invited += [
                    {
                        "id": derived_id(review, person),
                        "qbr_id": review,
                        "contact_id": person,
                        "accepted_on": _on(3),
                    }
                    for person in self._people.get(account, ())[:2]
                ]
        unit.insert_many("qbr", rows)
        unit.insert_many("qbr_person", invited)

    def _learning(self, unit: Unit) -> None:
        """Topics and trainings, a library and who has it, ideas and answers."""
        self._trainings(unit)
        self._library(unit)
        self._answers(unit)

    def _trainings(self, unit: Unit) -> None:
        count = len(self._accounts)
        unit.insert_many("topic", [{"title": f"topic {number}", "valid_months": 12} for number in range(8)])
        given = self._pick(count)
        trainings = unit.insert_many(
            "training",
            [
                {
                    "topic": f"topic {number % 8}",
                    "kind": "ongoing",
                    "given_on": _on(number % 700),
                    "account_id": account,
                }
                for number, (account, _, _) in enumerate(given)
            ],
        )
        unit.insert_many(
            "training_person",
            [
                {"id": derived_id(training, person), "training_id": training, "contact_id": person}
                for training, (account, _, _) in zip(trainings, given, strict=True)
                for person in self._people.get(account, ())[:3]
            ],
        )

    def _library(self, unit: Unit) -> None:
        items = unit.insert_many(
            "info",
            [
                {"title": f"study {number}", "kind": "study", "url": "https://x.example"}
                for number in range(40)
            ],
        )
        unit.insert_many(
            "share",
            [
                {
                    "info_id": items[number % 40], "account_id": account, "contact_id": self._person(account),
                    "brought_on": _on(number % 500), "reaction": "useful",
                }
                for number, (account, _, _) in enumerate(self._pick(2 * len(self._accounts)))
            ],
        )  # fmt: skip

    def _answers(self, unit: Unit) -> None:
        count = len(self._accounts)
        states = ("new", "sent", "planned", "done", "declined", "customer_told")
        unit.insert_many(
            "idea",
            [
                {
                    "title": f"idea {number}", "status": states[number % 6], "status_on": _on(number % 300), "product": "bags",
                    "account_id": account, "contact_id": self._person(account), "owner_id": owner,
                }
                for number, (account, owner, _) in enumerate(self._pick(count))
            ],
        )  # fmt: skip
        unit.insert_many(
            "feedback",
            [
                {"kind": "nps", "score": number % 11, "asked_on": _on(number % 500), "account_id": account,
                 "contact_id": self._person(account)}
                for number, (account, _, _) in enumerate(self._pick(2 * count))
            ],
        )  # fmt: skip

    def _evidence(self, unit: Unit) -> None:
        """Deliveries, facts, promises."""
        count = len(self._accounts)
        unit.insert_many(
            "delivery",
            [
                {
                    "account_id": account, "order_no": f"A{number}", "line": "10", "promised": 40.0, "delivered": 40.0,
                    "unit": "t", "promised_on": _on(number % 400), "delivered_on": _on(number % 400 - number % 9 // 8),
                }
                for number, (account, _, _) in enumerate(self._pick(10 * count))
            ],
        )  # fmt: skip
        unit.insert_many(
            "fact",
            [
                {"account_id": account, "kind": ("intent", "maintenance")[number % 2], "value": "yes", "on_date": _on(number % 500)}
                for number, (account, _, _) in enumerate(self._pick(count))
            ],
        )  # fmt: skip
        unit.insert_many(
            "task",
            [
                {
                    "kind": "promise", "title": "certificate", "status": "completed", "due_on": _on(number % 600),
                    "first_due_on": _on(number % 600), "done_on": _on(number % 600), "owner_id": owner, "account_id": account,
                }
                for number, (account, owner, _) in enumerate(self._pick(2 * count))
            ],
        )  # fmt: skip

    def _chart(self, unit: Unit) -> None:
        """One customer with 300 people of one rep, some of them met."""
        owner = self._accounts[0][1]
        account = unit.insert(
            "account",
            {
                "name": CHART_NAME,
                "segment": "A",
                "status": "customer",
                "owner_id": owner,
                "tracking_started_on": _on(700),
            },
        )
        ids = [derived_id("chart", str(number)) for number in range(CHART_PEOPLE)]
        unit.insert_many(
            "contact",
            [
                {
                    "id": ids[number], "name": f"Person {number:03}", "title": "Engineer", "department": _DEPARTMENTS[number % 5],
                    "role": _ROLES[number % 5] if number < 40 else None, "status": "active", "primary_account_id": account,
                    "reports_to_id": ids[(number - 1) // 6] if number else None, "tracking_started_on": _on(700),
                    "role_confirmed_on": _on(30) if number < 40 else None,
                }
                for number in range(CHART_PEOPLE)
            ],
        )  # fmt: skip
        self._met(unit, account, owner, ids[:90])

    def _met(self, unit: Unit, account: bytes, owner: bytes, ids: list[bytes]) -> None:
        met = unit.insert_many(
            "interaction",
            [
                {
                    "type": "visit", "status": "completed", "outcome": "connected", "occurred_on": _on(number % 360),
                    "zone": ZONE, "account_id": account, "rep_id": owner, "note": "walked the batch house",
                }
                for number in range(600)
            ],
        )  # fmt: skip
        unit.insert_many(
            "participant",
            [
                {"interaction_id": row, "contact_id": ids[number % len(ids)]}
                for number, row in enumerate(met)
            ],
        )  # fmt: skip
