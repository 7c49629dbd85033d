"""Reporting lines as a tree that survives whatever an import brings: cycles, self-reports, lost managers."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class OrgNode(NamedTuple):
    """One person, or one empty seat, and whom they report to."""

    id: bytes
    reports_to: bytes | None
    name: str
    is_seat: bool = False


class OrgRow(NamedTuple):
    """One line of the chart, managers before their people.

    `is_last` among its siblings; `lines` says for each level above whether more siblings follow there;
    `flag` is `self` (reports to themselves), `cycle` (the line up was cut here), `missing` (the manager is
    not in the chart), or blank.
    """

    id: bytes
    depth: int
    parent_id: bytes | None
    is_last: bool
    lines: tuple[bool, ...]
    people_count: int
    flag: str = ""


def tree(nodes: Iterable[OrgNode]) -> tuple[OrgRow, ...]:
    """Every node exactly once, siblings by name then id, empty seats after people.

    The first of a cycle by name becomes its top.

    `people_count` counts direct reports. A repeated id counts once, the first time.
    """
    known: dict[bytes, OrgNode] = {}
    for node in nodes:
        known.setdefault(node.id, node)
    ordered = sorted(known.values(), key=lambda node: (node.is_seat, node.name.casefold(), node.id))
    flags = {node.id: flag for node in ordered if (flag := _lost(node, known))}
    flags.update(dict.fromkeys(_cycle_tops(ordered, known, flags), "cycle"))
    reports: dict[bytes | None, list[bytes]] = {}
    for node in ordered:
        reports.setdefault(None if node.id in flags else node.reports_to, []).append(node.id)
    return _rows(reports, flags)


def bridged(boss: bytes | None, stands_for: Mapping[bytes, bytes | None]) -> bytes | None:
    """Who stands where `boss` stood: a merged person's record, the hole of one who left, else whom they reported to.

    None at the top, and where the stand-ins lead in a circle.
    """
    passed: set[bytes] = set()
    while boss is not None and boss in stands_for:
        if boss in passed:
            return None
        passed.add(boss)
        boss = stands_for[boss]
    return boss


def closes_a_circle(node: bytes, boss: bytes | None, parents: Mapping[bytes, bytes | None]) -> bool:
    """Whether `node` would be above itself with `boss` as its manager; `parents` are the lines as drawn."""
    passed: set[bytes] = set()
    while boss is not None and boss not in passed:
        if boss == node:
            return True
        passed.add(boss)
        boss = parents.get(boss)
    return False


def _lost(node: OrgNode, known: dict[bytes, OrgNode]) -> str:
    if node.reports_to == node.id:
        return "self"
    return "missing" if node.reports_to is not None and node.reports_to not in known else ""


def _cycle_tops(ordered: list[OrgNode], known: dict[bytes, OrgNode], flags: dict[bytes, str]) -> list[bytes]:
    """The member of each cycle whose line up is cut: the first by name."""
    rank = {node.id: number for number, node in enumerate(ordered)}
    settled: set[bytes] = set()
    tops: list[bytes] = []
    for node in ordered:
        path: dict[bytes, None] = {}
        here: bytes | None = node.id
        while here is not None and here not in settled and here not in path:
            path[here] = None
            here = None if here in flags else known[here].reports_to
        if here is not None and here in path:
            walked = list(path)
            tops.append(min(walked[walked.index(here) :], key=rank.__getitem__))
        settled.update(path)
    return tops


def _rows(reports: dict[bytes | None, list[bytes]], flags: dict[bytes, str]) -> tuple[OrgRow, ...]:
    rows: list[OrgRow] = []
    roots = reports.get(None, [])
    waiting: list[tuple[bytes, bytes | None, bool, tuple[bool, ...]]] = [
        (root, None, root == roots[-1], ()) for root in reversed(roots)
    ]
    while waiting:
        here, parent, is_last, lines = waiting.pop()
        people = reports.get(here, [])
        rows.append(OrgRow(here, len(lines), parent, is_last, lines, len(people), flags.get(here, "")))
        below = (*lines, not is_last)
        waiting.extend((one, here, one == people[-1], below) for one in reversed(people))
    return tuple(rows)
