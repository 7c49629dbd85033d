"""Promises kept, by the day they were first promised for (rules.md 2.22)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Promise(NamedTuple):
    """A promise with the first day it was given, and when it was kept; moving it does not move that day."""

    id: bytes
    first_due_on: date | None
    done_on: date | None = None


class KeptRate(NamedTuple):
    """Promises kept, of those kept or past due."""

    kept: int = 0
    due: int = 0


def verdict(one: Promise, today: date) -> bool | None:
    """Whether it was kept; None while there is time, or where no day was promised."""
    if one.first_due_on is None:
        return None
    if one.done_on is not None and one.done_on <= min(one.first_due_on, today):
        return True
    return False if one.first_due_on < today else None


def kept_rate(promises: Iterable[Promise], today: date) -> KeptRate:
    """The counts over several promises."""
    kept = due = 0
    for one in promises:
        found = verdict(one, today)
        if found is not None:
            due += 1
            kept += found
    return KeptRate(kept, due)
