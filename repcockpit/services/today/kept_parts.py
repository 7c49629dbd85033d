"""What gaps were found from, for the next process: the flags of networks and the rows of training.

Each part says as of which transaction it was found; those who use it ask what was written since.
"""

import json
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from repcockpit import __version__
from repcockpit.domain.views.coverage import Flag
from repcockpit.services.today.gaps import TRAININGS
from repcockpit.services.today.kept_gaps import fields_of, item_of
from repcockpit.store.reads.gaps import is_anybody_mapped

if TYPE_CHECKING:
    from repcockpit.domain.views.today import TodayItem
    from repcockpit.services.book import Book

_Flags = dict[bytes, tuple[Flag, ...]]


class State(NamedTuple):
    """What gaps are found from: the last transaction, the day, the day shown, whose."""

    txn_no: int
    today: date
    day: date
    rep_id: bytes | None


def parts_text(book: "Book") -> str:
    """The parts that the book remembers, as one line."""
    held: dict[str, object] = {"version": __version__}
    if is_anybody_mapped(book.db):
        held["networks"] = _networks_fields(book)
    trainings = book.memory.get(TRAININGS)
    if isinstance(trainings, tuple):
        state, items = trainings
        days = state.today.isoformat(), state.day.isoformat()
        held["trainings"] = [[state.txn_no, *days, _hex(state.rep_id)], [fields_of(item) for item in items]]
    return json.dumps(held, ensure_ascii=False)


def recall_parts(book: "Book", text: str) -> None:
    """Let the book remember what was kept; what cannot be read is found anew."""
    with suppress(ValueError, TypeError, KeyError):
        held = json.loads(text)
        if held["version"] != __version__:
            return
        if "networks" in held:
            _recall_networks(book, *held["networks"])
        if "trainings" in held:
            (txn_no, today, shown, rep), rows = held["trainings"]
            state = State(int(txn_no), date.fromisoformat(today), date.fromisoformat(shown), _bytes(rep))
            items: list[TodayItem] = [item_of(fields) for fields in rows]
            book.memory[TRAININGS] = (state, items)


def _networks_fields(book: "Book") -> list[object]:
    from repcockpit.services.coverage.worst import MEMORY, Kept  # noqa: PLC0415 -- only where somebody is mapped

    one = book.memory.get(MEMORY)
    if not isinstance(one, Kept):
        return []
    return [
        one.txn_no,
        one.day.isoformat(),
        _hex(one.rep_id),
        _flags_fields(one.standing),
        _flags_fields(one.threads),
    ]


def _recall_networks(book: "Book", *fields: Any) -> None:
    from repcockpit.services.coverage.worst import MEMORY, Kept  # noqa: PLC0415 -- only where somebody is mapped

    txn_no, day, rep, standing, threads = fields
    book.memory[MEMORY] = Kept(
        int(txn_no), date.fromisoformat(day), _bytes(rep), _flags(standing), _flags(threads)
    )


def _hex(value: bytes | None) -> str | None:
    return None if value is None else value.hex()


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else bytes.fromhex(text)


def _flags_fields(found: _Flags) -> dict[str, object]:
    return {
        account.hex(): [
            [one.flag, [each.hex() for each in one.evidence_ids], one.next_action, one.fact, _hex(one.who)]
            for one in flags
        ]
        for account, flags in found.items()
    }


def _flags(held: dict[str, list[Any]]) -> _Flags:
    return {
        bytes.fromhex(account): tuple(
            Flag(flag, tuple(map(bytes.fromhex, evidence)), action, fact, _bytes(who))
            for flag, evidence, action, fact, who in flags
        )
        for account, flags in held.items()
    }
