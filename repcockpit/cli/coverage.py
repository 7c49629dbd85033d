"""How broadly customers are covered: `coverage [NAME]`, and `confirm CONTACT [role= support=]`."""

import argparse
from typing import TYPE_CHECKING, Any

from repcockpit.cli import output
from repcockpit.cli.records import answer_written, split_words

if TYPE_CHECKING:
    from repcockpit.cli.call import Call
    from repcockpit.domain.views.coverage import AccountCoverage, Seat

_COLUMNS = ("account", "index", "band", "threads", "flags", "next")


def _configure_coverage(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="NAME", nargs="*", help="an account; all of the rep's without one")


def _configure_confirm(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words",
        metavar="CONTACT",
        nargs="+",
        help="the name or id, then role=… and support=… where they changed",
    )


def coverage(call: "Call") -> None:
    """Print the coverage of one account, or of all of the rep's, the riskiest first."""
    from repcockpit.services.coverage.reading import (  # noqa: PLC0415 -- opens SQLite
        coverage_of_account,
        coverage_of_rep,
    )
    from repcockpit.services.lookup import find  # noqa: PLC0415 -- the same

    book = call.book()
    name = " ".join(call.words)
    rows = [coverage_of_account(book, find(book, "account", name))] if name else coverage_of_rep(book)
    if call.as_json:
        from repcockpit.domain.views.coverage_shape import coverage_shape  # noqa: PLC0415 -- only with --json

        output.write_json(
            {"as_of": book.now().isoformat(timespec="seconds"), "accounts": [*map(coverage_shape, rows)]}
        )
    elif name:
        _write_one(rows[0])
    else:
        output.write_table(
            _COLUMNS, [_cells(row) for row in rows], len(rows), "accounts", spare=("band", "threads", "next")
        )


def _cells(row: "AccountCoverage") -> tuple[object, ...]:
    from repcockpit.domain.coverage_flags import FLAG_WORDS  # noqa: PLC0415 -- only as text

    if not row.is_mapped:
        return row.name, None, "not mapped", row.threads, None, "confirm who decides"
    flags = ", ".join(FLAG_WORDS[flag.flag] for flag in row.flags)
    action = row.flags[0].next_action if row.flags else None
    return row.name, f"{row.index:g}", row.band, row.threads, flags, action


def _write_one(row: "AccountCoverage") -> None:
    from repcockpit.domain.coverage_flags import FLAG_WORDS  # noqa: PLC0415 -- only as text
    from repcockpit.domain.words import spoken  # noqa: PLC0415 -- the same

    index = f"{row.index:g}, {row.band}" if row.is_mapped else "not mapped: confirm a role first"
    threads = "1 thread" if row.threads == 1 else f"{row.threads} threads"
    output.write_lines([f"{row.name}  {index}  {threads}", ""])
    risks: list[tuple[object, ...]] = [
        (FLAG_WORDS[flag.flag], flag.fact, flag.next_action) for flag in row.flags
    ]
    risks += [("gap", gap.fact, gap.next_action) for gap in row.gaps]
    if risks:
        output.write_table(("flag", "why", "next"), risks, len(risks), "flags")
        output.write_text("")
    seats = [_seat_cells(spoken(seat.role), seat) for seat in row.seats]
    output.write_table(("seat", "who", "depth", "points", "of"), seats, len(seats), "seats")
    parts: list[tuple[object, ...]] = [
        (name.replace("_", " "), "left out" if value is None else f"{value:g}")
        for name, value in row.parts._asdict().items()
    ]
    output.write_text("")
    output.write_table(("part of the index", "of 100"), parts, len(parts), "parts")


def _seat_cells(role: str, seat: "Seat") -> tuple[object, ...]:
    return role, seat.contact_name, seat.depth.replace("_", " "), f"{seat.points:g}", f"{seat.weight:g}"


def confirm(call: "Call") -> None:
    """Write that somebody's role, and support, is right today."""
    from repcockpit.services.coverage.confirming import confirm_named  # noqa: PLC0415 -- opens SQLite

    name, given = split_words(call.words)
    values: dict[str, Any] = {}
    for word in given:
        field, _, value = word.partition("=")
        values[field] = value
    answer_written(call, confirm_named(call.book(), name, values), "confirmed")


COMMANDS = {"coverage": (_configure_coverage, coverage), "confirm": (_configure_confirm, confirm)}
