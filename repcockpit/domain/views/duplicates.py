"""Pairs of records that may be one. Field names are the keys of the JSON."""

from typing import NamedTuple


class Twin(NamedTuple):
    """One of a pair; `account` says where a person works."""

    id: bytes
    name: str | None
    account: str | None


class DuplicatePair(NamedTuple):
    """Two accounts or two contacts, the score (from 50 on; 80 is probable) and the parts that made it."""

    kind: str
    a: Twin
    b: Twin
    score: float
    why: tuple[str, ...]
