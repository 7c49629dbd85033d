"""The org chart of an account as it is drawn: people, empty seats, and whoever left."""

from collections.abc import Mapping, Sequence
from datetime import date

from repcockpit.domain.errors import NotFoundError
from repcockpit.domain.ids import derived_id
from repcockpit.domain.orgchart import OrgNode, OrgRow, bridged, tree
from repcockpit.domain.views.chart import ChartPerson, ChartView, Departed
from repcockpit.domain.views.record_requests import Link
from repcockpit.domain.words import BUYING_ROLES
from repcockpit.services.book import Book
from repcockpit.store.reads import charts as reads
from repcockpit.store.reads import details, parties
from repcockpit.store.reads.charts import Outsider, Post, SeatRow
from repcockpit.store.reads.records import survivor
from repcockpit.store.reads.records_links import further_roles_of

GONE = frozenset(("moved", "left", "erased"))
"""Statuses of people who are not drawn any more."""
_RANK = {role: place for place, role in enumerate(BUYING_ROLES)}


def seat_of(contact_id: bytes) -> bytes:
    """The id of the seat that stands where a person who left sat."""
    return derived_id(contact_id, "seat")


def is_gone(status: str | None, left_on: str | None, today: date) -> bool:
    """Whether somebody had left on a day."""
    return status in GONE and not (left_on is not None and left_on > today.isoformat())


def ordered_roles(roles: Sequence[str | None]) -> tuple[str, ...]:
    """Each role once, the most important first."""
    found = dict.fromkeys(role for role in roles if role)
    return tuple(sorted(found, key=lambda role: _RANK.get(role, len(_RANK))))


def account_chart(book: Book, account_id: bytes) -> ChartView:
    """The chart of an account, of all that was merged into it too. Raises NotFoundError for one in the bin."""
    record = survivor(book.db, "account", account_id)
    account = parties.account_row(book.db, record)
    if account is None or not details.is_there(book.db, "account", record):
        raise NotFoundError("that account is not there any more", "`B` shows the bin")
    group = details.group_ids(book.db, "account", record)
    today = book.today()
    everybody = reads.posts(book.db, group)
    empty = reads.seats(book.db, group)
    ids = [post.id for post in everybody]
    further = further_roles_of(book.db, ids) if ids else {}
    roles = {post.id: ordered_roles((post.role, *further.get(post.id, ()))) for post in everybody}
    gone = [post for post in everybody if is_gone(post.status, post.left_on, today)]
    left = {post.id for post in gone}
    here = [post for post in everybody if post.id not in left]
    people = _drawn(book, here, gone, empty, roles)
    departed = tuple(
        Departed(post.id, post.name, roles[post.id], _day(post.left_on), post.new_employer or "")
        for post in gone
    )
    return ChartView(Link(record, account.name), account.segment, people, departed, today)


def account_of(book: Book, contact_id: bytes) -> bytes | None:
    """The account whose chart a person is drawn in first."""
    row = next(iter(details.persons_by_id(book.db, [survivor(book.db, "contact", contact_id)])), None)
    return row.account_id if row is not None else None


def _drawn(
    book: Book,
    here: Sequence[Post],
    gone: Sequence[Post],
    empty: Sequence[SeatRow],
    roles: Mapping[bytes, tuple[str, ...]],
) -> tuple[ChartPerson, ...]:
    seats = {seat.id: seat for seat in empty}
    posts = {post.id: post for post in here}
    holes = {post.id: seat_of(post.id) for post in gone}
    stands_for = {post.id: holes[post.id] if holes[post.id] in seats else post.boss_id for post in gone}
    nodes = [OrgNode(post.id, _boss(post.id, post.boss_id, stands_for), post.name) for post in here]
    nodes += [
        OrgNode(seat.id, _boss(seat.id, seat.boss_id, stands_for), _said(seat), is_seat=True)
        for seat in empty
    ]
    known = posts.keys() | seats.keys()
    lost = [node.reports_to for node in nodes if node.reports_to is not None and node.reports_to not in known]
    outside = reads.outsiders(book.db, list(dict.fromkeys(lost))) if lost else {}
    names = {post.id: post.name for post in gone if holes[post.id] not in seats}
    since = {holes[post.id]: _day(post.left_on) for post in gone}
    bosses = {node.id: node.reports_to for node in nodes}
    drawn = []
    for row in tree(nodes):
        flag, note = _oddity(row, posts.get(row.id), bosses[row.id], names, outside)
        if row.id in posts:
            drawn.append(_person(row, posts[row.id], roles[row.id], flag, note))
        else:
            drawn.append(_seat(row, seats[row.id], flag, note, since.get(row.id)))
    return tuple(drawn)


def _boss(own: bytes, boss: bytes | None, stands_for: Mapping[bytes, bytes | None]) -> bytes | None:
    """Who is above in the drawing; whoever comes back to themselves over people who left is at the top."""
    if boss == own:
        return own
    found = bridged(boss, stands_for)
    return None if found == own else found


def _said(seat: SeatRow) -> str:
    return seat.title or seat.department or seat.role or ""


def _oddity(
    row: OrgRow,
    post: Post | None,
    boss: bytes | None,
    names: Mapping[bytes, str],
    outside: Mapping[bytes, Outsider],
) -> tuple[str, str]:
    """What is odd about the line up: a word, and how it is said."""
    if row.flag == "self":
        return "self", "reports to themselves"
    if row.flag == "cycle":
        return "cycle", "reporting lines go in a circle"
    if row.flag == "missing":
        return "missing", _outside(outside.get(boss or b""))
    former = names.get(post.boss_id or b"") if post is not None else None
    return ("left", f"reported to {former}, who left") if former else ("", "")


def _outside(boss: Outsider | None) -> str:
    if boss is None:
        return "manager unknown"
    if boss.is_hidden:
        return f"manager {boss.name} is in the bin"
    if boss.status in GONE:
        return f"reported to {boss.name}, who left"
    return (
        f"reports to {boss.name} at {boss.account}" if boss.account else f"reports to {boss.name}, no account"
    )


def _person(row: OrgRow, post: Post, roles: tuple[str, ...], flag: str, note: str) -> ChartPerson:
    said = note or ("on leave" if post.status == "on_leave" else "")
    return ChartPerson(
        "contact", post.id, post.name, post.title or "", post.department or "", roles, row.depth,
        row.parent_id, row.is_last, row.lines, row.people_count, flag, said, post.status, post.phone or "",
        post.email or "",
    )  # fmt: skip


def _seat(row: OrgRow, seat: SeatRow, flag: str, note: str, since: date | None) -> ChartPerson:
    return ChartPerson(
        "seat", seat.id, "(unknown)", seat.title or "", seat.department or "",
        (seat.role,) if seat.role else (), row.depth, row.parent_id, row.is_last, row.lines,
        row.people_count, flag, note, opened_on=since,
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
