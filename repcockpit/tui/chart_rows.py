"""The rows of an org chart: flags, people and holes, seats, gaps, changes. Pure: what was read in, a sheet out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.coverage_flags import FLAG_WORDS
from repcockpit.domain.names import fold
from repcockpit.domain.views.chart import ChartChange, ChartPerson
from repcockpit.domain.views.coverage import Flag, Gap, PersonCoverage, Seat
from repcockpit.tui import words
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.subject import Subject

if TYPE_CHECKING:
    from repcockpit.tui.desks.chart import ChartSheet

SHORT_ROLES = {
    "executive_sponsor": "exec sponsor",
    "technical_evaluator": "technical",
    "legal_compliance": "legal",
}
NOT_MAPPED = Flag("not_mapped", (), "R says who decides here", "no role is confirmed yet")
"""Stands where the flags would be."""
TWO_SEATS_FROM = 76
"""The cells of a list in which two seats stand side by side."""


class SeatPair(NamedTuple):
    """One or two of the eight seats on a line."""

    first: Seat
    second: Seat | None = None


Item = Flag | Gap | ChartPerson | SeatPair | ChartChange


class ChartRow(NamedTuple):
    """A row with its section and what makes it the same one after a refill."""

    section: str
    key: object
    item: Item


def role_words(role: str | None) -> str:
    """A role in at most fifteen cells."""
    return SHORT_ROLES.get(role or "") or words.plain(role)


def roles_shown(roles: Sequence[str]) -> str:
    """`champion +1`."""
    if not roles:
        return ""
    return role_words(roles[0]) + (f" +{len(roles) - 1}" if len(roles) > 1 else "")


def person_rows(people: Sequence[ChartPerson]) -> list[ChartRow]:
    """Rows of the tree."""
    return [ChartRow("people", one.id, one) for one in people]


def chart_sheet(sheet: "ChartSheet", width: int, *, is_airy: bool) -> Sheet[ChartRow]:
    """All sections that have rows; the tree is always there."""
    covered = sheet.coverage.coverage
    flags = list(covered.flags) if covered.is_mapped else [NOT_MAPPED]
    tally = f"{len(covered.flags):,}" if covered.is_mapped else ""
    pairs = _pairs(covered.seats, is_pair=width >= TWO_SEATS_FROM and not is_airy)
    points = sum(seat.points for seat in covered.seats)
    groups = [
        Group(Heading("FLAGS", tally), [ChartRow("flags", one.flag, one) for one in flags]),
        Group(Heading("PEOPLE", people_tally(sheet.view.people)), person_rows(sheet.view.people)),
        Group(
            Heading("SEATS", f"{points:.1f} of 100"),
            [ChartRow("seats", one.first.role, one) for one in pairs],
        ),
        Group(
            Heading("GAPS", f"{len(covered.gaps):,}"),
            [ChartRow("gaps", (one.kind, one.name), one) for one in covered.gaps],
        ),
        Group(
            Heading("CHANGED", "last 90 days"),
            [ChartRow("changed", number, one) for number, one in enumerate(sheet.changes)],
        ),
    ]
    return Sheet(groups, is_airy=is_airy)


def people_tally(people: Sequence[ChartPerson]) -> str:
    """`7 of 9 seats known`, and how many lines up are odd."""
    known = sum(1 for one in people if not one.is_seat)
    odd = sum(1 for one in people if one.flag)
    said = f"{known:,} of {len(people):,} seats known" if known < len(people) else f"{known:,}"
    return said + (f", {words.counted(odd, 'manager')} unclear" if odd else "")


def _pairs(seats: Sequence[Seat], *, is_pair: bool) -> list[SeatPair]:
    if not is_pair:
        return [SeatPair(seat) for seat in seats]
    return [
        SeatPair(seats[at], seats[at + 1] if at + 1 < len(seats) else None) for at in range(0, len(seats), 2)
    ]


def filtered_sheet(sheet: "ChartSheet", known: dict[bytes, PersonCoverage], text: str) -> Sheet[ChartRow]:
    """The people and holes whose words hold each word of the filter, without the tree."""
    wanted = fold(text).split()
    kept = [
        one._replace(level=0, lines=(), is_last=False)
        for one in sheet.view.people
        if all(word in _searched(one, known.get(one.id)) for word in wanted)
    ]
    tally = f"{len(kept):,} of {len(sheet.view.people):,}"
    return Sheet([Group(Heading("PEOPLE", tally), person_rows(kept))])


def _searched(one: ChartPerson, covered: PersonCoverage | None) -> str:
    depth = covered.depth if covered is not None else "unknown"
    roles = " ".join(f"{words.plain(role)} {role_words(role)}" for role in one.roles)
    return fold(f"{one.name} {one.title} {one.department} {roles} {words.plain(depth)} {one.note}")


def subject_of(row: ChartRow, sheet: "ChartSheet") -> Subject:
    """What a row is about: a person, an empty seat, else the account."""
    account = sheet.view.account
    place = account.name or ""
    about = Subject("account", account.id, None, account.id, place)
    item = row.item
    if isinstance(item, ChartPerson):
        if item.is_seat:
            said = item.title or item.department or (words.plain(item.roles[0]) if item.roles else "")
            return Subject("seat", item.id, None, account.id, place, "", "", said)
        reach = item.phone or item.email
        return Subject("contact", item.id, item.id, account.id, item.name, place, reach, item.title)
    who = _who(item)
    person = next((one for one in sheet.view.people if one.id == who), None) if who is not None else None
    if person is not None and not person.is_seat:
        return Subject(
            "contact", person.id, person.id, account.id, person.name, place, person.phone, person.title
        )
    if isinstance(item, ChartChange) and item.contact_id is not None:
        return Subject("contact", item.contact_id, item.contact_id, account.id, item.who, place)
    return about


def _who(item: Item) -> bytes | None:
    match item:
        case Flag():
            return item.who
        case SeatPair():
            return item.first.contact_id or (item.second.contact_id if item.second is not None else None)
        case ChartChange():
            return item.contact_id
    return None


def copied(row: ChartRow) -> str:
    """A row as one line of text."""
    match row.item:
        case Flag() as item:
            return f"{FLAG_WORDS.get(item.flag, words.plain(item.flag))}: {item.fact}; {item.next_action}"
        case Gap() as item:
            return f"{item.name}: {item.fact}; {item.next_action}"
        case ChartPerson() as item:
            parts = (
                item.name,
                item.title or item.department,
                *map(words.plain, item.roles),
                item.phone or item.email,
            )
            return ", ".join(part for part in parts if part)
        case SeatPair() as item:
            both = [item.first, *([item.second] if item.second is not None else [])]
            return "; ".join(
                f"{words.plain(one.role)} {words.plain(one.depth)} {one.points:.1f}" for one in both
            )
        case ChartChange() as item:
            return f"{item.on.isoformat()} {item.who}: {item.said}"
