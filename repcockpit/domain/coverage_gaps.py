"""Holes of a network that are no flags: empty seats, levels and functions that nobody of us reaches."""

from collections.abc import Mapping, Sequence
from typing import Final

from repcockpit.domain.coverage import NEEDED_LEVELS, REACHED, STAFF_LEVELS, threads_of
from repcockpit.domain.names import fold
from repcockpit.domain.views.coverage import Cell, Gap, PersonCoverage, Seat
from repcockpit.domain.words import spoken

NO_LEVEL: Final = "unknown"
NO_FUNCTION: Final = ""
_WHOM: Final = {
    "exec": "an executive",
    "director": "a director",
    "manager": "a manager",
    "staff": "those who use it",
}


def gaps_of(
    people: Sequence[PersonCoverage],
    seats: Sequence[Seat],
    levels: Mapping[str, bool],
    functions: Mapping[str, bool],
) -> tuple[Gap, ...]:
    """Empty seats by weight, then levels, then functions not reached, each with what to do."""
    threads = threads_of(people)
    ask = threads[0].name if threads else ""
    found = [_empty_seat(seat, ask) for seat in seats if seat.contact_id is None]
    found += [
        Gap(
            "level",
            level,
            f"no {level_word(level)} reached",
            _way(f"an introduction to {_WHOM[level]}", ask),
        )
        for level, is_reached in levels.items()
        if not is_reached
    ]
    found += [
        Gap("function", name, f"nobody in {name} reached", _way(f"a name in {name}", ask))
        for name, is_reached in functions.items()
        if not is_reached
    ]
    return tuple(found)


def _empty_seat(seat: Seat, ask: str) -> Gap:
    role = spoken(seat.role)
    who = "buys" if seat.role == "procurement" else f"is {role}"
    found = "who buys" if seat.role == "procurement" else f"the {role}"
    return Gap("seat", seat.role, f"{role} unknown", f"ask {ask} who {who}" if ask else f"find {found}")


def _way(wanted: str, ask: str) -> str:
    return f"ask {ask} for {wanted}" if ask else f"find {wanted}"


def level_word(level: str) -> str:
    """A level as a person reads it."""
    return "executive" if level == "exec" else level


def cells_of(people: Sequence[PersonCoverage]) -> tuple[Cell, ...]:
    """Level by function: how many are known there and how many reached; levels from the top, functions by name."""
    found: dict[tuple[int, str], list[int]] = {}
    names: dict[str, str] = {}
    for one in people:
        if not one.is_active:
            continue
        key = fold(one.department or NO_FUNCTION)
        names.setdefault(key, one.department or NO_FUNCTION)
        counts = found.setdefault((_rank(one.level), key), [0, 0])
        counts[0] += 1
        counts[1] += one.depth in REACHED
    ordered = (*NEEDED_LEVELS, NO_LEVEL)
    return tuple(Cell(ordered[rank], names[key], *counts) for (rank, key), counts in sorted(found.items()))


def _rank(level: str | None) -> int:
    if level is None:
        return len(NEEDED_LEVELS)
    return NEEDED_LEVELS.index("staff" if level in STAFF_LEVELS else level)
