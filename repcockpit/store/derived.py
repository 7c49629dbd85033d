"""Columns that follow from others: touches, last touch, roots, keepers, due dates. Never logged.

`refresh` brings up to date what one transaction changed; `rebuild` does the same for every row. Both use the
rules of the domain, so a rule is written once.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from repcockpit.domain.settings import NUMBERS, RuleNumbers
from repcockpit.domain.touches import is_attempt, is_touch
from repcockpit.store.due_days import DueDays
from repcockpit.store.formerly import Former, places_left
from repcockpit.store.groups import groups_of, join_groups
from repcockpit.store.newcomers import Settled
from repcockpit.store.reads.numbers import numbers_in_force
from repcockpit.store.roots import refresh_roots
from repcockpit.store.touches_anew import write_touches

_CHUNK = 500
_MANY = 2_000
_MAIL = "('email', 'message')"
_REPLY_DAYS = "touch.reply_days"
_EVERYBODY = frozenset({"setting", "leave", "holiday", "rep"})
_FOLLOWED = _EVERYBODY | {"account", "contact", "contact_role", "interaction", "participant"}
"""Tables that a derived column follows from."""

_SET_TOUCH = f"""
update interaction set is_touch = case when _hidden then 0 else rule_is_touch(type, status, outcome, direction,
  case when type not in {_MAIL} then 0
  when exists (select 1 from participant where interaction_id = interaction.id and _hidden = 0) then exists (
    select 1 from participant p join participant q on q.contact_id = p.contact_id
      and q.occurred_on between date(interaction.occurred_on, :back) and date(interaction.occurred_on, :ahead)
    join interaction n on n.id = q.interaction_id
    where p.interaction_id = interaction.id and p._hidden = 0 and q._hidden = 0 and n._hidden = 0
      and n.type in {_MAIL} and n.status = 'completed' and n.direction <> interaction.direction)
  else exists (
    select 1 from interaction n where n.account_id = interaction.account_id and n._hidden = 0
      and n.occurred_on between date(interaction.occurred_on, :back) and date(interaction.occurred_on, :ahead)
      and n.type in {_MAIL} and n.status = 'completed' and n.direction <> interaction.direction)
  end) end
where """
_NEIGHBOURS = f"""
select distinct n.id from interaction m join participant p on p.interaction_id = m.id
  join participant q on q.contact_id = p.contact_id
    and q.occurred_on between date(m.occurred_on, :back) and date(m.occurred_on, :ahead)
  join interaction n on n.id = q.interaction_id and n.type in {_MAIL}
  where m.type in {_MAIL} and m.id in (%s)
union select n.id from interaction m join interaction n on n.account_id = m.account_id and n.type in {_MAIL}
    and n.occurred_on between date(m.occurred_on, :back) and date(m.occurred_on, :ahead)
  where m.type in {_MAIL} and m.id in (%s)
"""
_COPY_DAY = (
    "update participant set (occurred_on, touch_rep_id, touch_type, touch_direction) ="
    " (select occurred_on, rep_id, type, direction from interaction where id = interaction_id) where "
)
_COPY_TOUCH = (
    "update participant set is_touch = (1 - _hidden) *"
    " coalesce((select is_touch from interaction where id = interaction_id), 0) where "
)
_ACCOUNT_LAST = """
update account set
  last_touch_on = (select occurred_on from interaction where account_id = account.id and is_touch = 1
    order by occurred_on desc limit 1)
where """
_ACCOUNT_MAIL = f"""
update account set last_mail_on = iif(last_touch_on is not null, null, (select max(occurred_on) from interaction
  where account_id = account.id and type in {_MAIL} and _hidden = 0))
where """
_ACCOUNT_ATTEMPTS = """
update account set (attempts, last_attempt_on) = (select nullif(count(*), 0), max(occurred_on) from interaction
  where account_id = account.id and occurred_on >= coalesce(account.last_touch_on, '') and _hidden = 0
  and rule_is_attempt(type, status, outcome))
where """
_CONTACT_LAST = """
update contact set
  last_touch_on = (select occurred_on from participant where contact_id = contact.id and is_touch = 1
    order by occurred_on desc limit 1)
where """
_CONTACT_MAIL = f"""
update contact set last_mail_on = iif(last_touch_on is not null, null, (select max(p.occurred_on)
  from participant p join interaction i on i.id = p.interaction_id
  where p.contact_id = contact.id and i.type in {_MAIL} and i._hidden = 0 and p._hidden = 0))
where """
_CONTACT_ATTEMPTS = """
update contact set (attempts, last_attempt_on) = (select nullif(count(distinct p.interaction_id), 0), max(p.occurred_on)
  from participant p join interaction i on i.id = p.interaction_id
  where p.contact_id = contact.id and p.occurred_on >= coalesce(contact.last_touch_on, '')
  and p._hidden = 0 and i._hidden = 0 and rule_is_attempt(i.type, i.status, i.outcome))
where """
_NEVER_SUMMED = "last_touch_on is null and last_mail_on is null and attempts is null"
_MET_ACCOUNTS = (
    f"select id from account where id in (%s) and {_NEVER_SUMMED}"
    " and exists (select 1 from interaction where account_id = account.id)"
)
_MET_PEOPLE = (
    f"select id from contact where id in (%s) and {_NEVER_SUMMED}"
    " and exists (select 1 from participant where contact_id = contact.id)"
)
_OF_ACCOUNT = (_ACCOUNT_LAST, _ACCOUNT_MAIL, _ACCOUNT_ATTEMPTS)
_OF_CONTACT = (_CONTACT_LAST, _CONTACT_MAIL, _CONTACT_ATTEMPTS)


def refresh(
    db: sqlite3.Connection,
    touched: Mapping[str, Iterable[bytes]],
    settled: Settled = Settled(),  # noqa: B008 -- an immutable tuple
    former: Iterable[Former] = (),
) -> None:
    """Bring the derived columns up to date after one transaction's writes to the `touched` rows.

    `settled` are new accounts and people whose own columns gave them right ones already (`newcomers`),
    `former` the values before of interactions and participants that the log of this device does not tell.
    """
    if not _FOLLOWED & touched.keys():
        return
    if _changes_touches(db, touched.get("setting", ())) or _are_most(db, touched.get("interaction", ())):
        rebuild(db)
        return
    numbers = numbers_in_force(db)
    _register(db)
    accounts, contacts = set(touched.get("account", ())), set(touched.get("contact", ()))
    with_roles = _column(
        db, "select contact_id from contact_role where id in (%s)", touched.get("contact_role", ())
    )
    roots = refresh_roots(db, accounts, contacts | with_roles)
    met_before = (
        roots[0] | _met_before(db, _MET_ACCOUNTS, accounts),
        roots[1] | _met_before(db, _MET_PEOPLE, contacts),
    )
    held = _refresh_touches(db, touched, met_before, numbers, former)
    if _concerns_everybody(db, touched):
        DueDays(db, numbers).write(None, None)
        return
    accounts -= settled.accounts
    people = (contacts | _people_of(db, accounts)) - settled.people
    people |= settled.waiting | _people_of(db, roots[0]) | with_roles | roots[1] | held[1]
    DueDays(db, numbers).write(accounts | roots[0] | held[0], people)


def _met_before(db: sqlite3.Connection, text: str, ids: set[bytes]) -> set[bytes]:
    """Those of these accounts or people that were met before they came: another device's frames come in any order."""
    return _column(db, text, ids) if ids else set()


def _people_of(db: sqlite3.Connection, accounts: set[bytes]) -> set[bytes]:
    """Everybody at these accounts and at those merged into them."""
    houses = accounts | _column(db, "select id from account where root_id in (%s)", accounts)
    return _column(db, "select id from contact where primary_account_id in (%s)", houses)


def _concerns_everybody(db: sqlite3.Connection, touched: Mapping[str, Iterable[bytes]]) -> bool:
    """Whether a calendar or a number of the rules was written; other settings (saved filters) move no due day."""
    if (_EVERYBODY - {"setting"}) & touched.keys():
        return True
    names = _column(db, "select name from setting where id in (%s)", touched.get("setting", ()))
    return not names.isdisjoint(NUMBERS)


def _changes_touches(db: sqlite3.Connection, settings: Iterable[bytes]) -> bool:
    names = _column(db, "select name from setting where id in (%s)", settings) if settings else set()
    return _REPLY_DAYS in names


def _are_most(db: sqlite3.Connection, interactions: Iterable[bytes]) -> bool:
    """Whether they are so many of all that computing everything anew is quicker."""
    count = len(set(interactions))
    if count < _MANY:
        return False
    every: int = db.execute("select count(*) from interaction").fetchone()[0]
    return count * 2 >= every


def rebuild(db: sqlite3.Connection) -> None:
    """Compute every derived column anew, inside the caller's transaction."""
    numbers = numbers_in_force(db)
    _register(db)
    refresh_roots(db, None, None)
    write_touches(db, numbers.touch_reply_days)
    for text in (*_OF_ACCOUNT, *_OF_CONTACT):
        db.execute(text + "true")
    for table in ("account", "contact"):
        join_groups(db, table, groups_of(db, table, None))
    DueDays(db, numbers).write(None, None)


def _register(db: sqlite3.Connection) -> None:
    """Lend SQLite the domain's rules for the length of a statement."""
    db.create_function("rule_is_touch", 5, _touch_rule, deterministic=True)
    db.create_function("rule_is_attempt", 3, _attempt_rule, deterministic=True)


def _touch_rule(
    kind: str | None, status: str | None, outcome: str | None, direction: str | None, both: int
) -> int:
    return int(is_touch(kind or "", status or "", outcome, direction, is_two_way=bool(both)))


def _attempt_rule(kind: str | None, status: str | None, outcome: str | None) -> int:
    return int(is_attempt(kind or "", status or "", outcome))


def _window(numbers: RuleNumbers) -> dict[str, str]:
    return {"back": f"-{numbers.touch_reply_days} days", "ahead": f"+{numbers.touch_reply_days} days"}


def _chunks(ids: Iterable[bytes]) -> Iterator[list[bytes]]:
    every = list(ids)
    for start in range(0, len(every), _CHUNK):
        yield every[start : start + _CHUNK]


def _listed(ids: Iterable[bytes]) -> str:
    """Ids as SQL literals: they are bytes of ours, and named parameters stand beside them."""
    return ",".join(f"x'{row_id.hex()}'" for row_id in ids)


def _column(db: sqlite3.Connection, text: str, ids: Iterable[bytes]) -> set[Any]:
    found: set[Any] = set()
    for some in _chunks(ids):
        found.update(chain.from_iterable(db.execute(text % _listed(some)).fetchall()))
    found.discard(None)
    return found


def _refresh_touches(
    db: sqlite3.Connection,
    touched: Mapping[str, Iterable[bytes]],
    roots: tuple[set[bytes], set[bytes]],
    numbers: RuleNumbers,
    former: Iterable[Former],
) -> tuple[set[bytes], set[bytes]]:
    """Touches of the interactions written, then the last ones of who was met; gives those accounts and people."""
    interactions = set(touched.get("interaction", ()))
    interactions |= _column(
        db, "select interaction_id from participant where id in (%s)", touched.get("participant", ())
    )
    moved = _column(db, "select contact_id from participant where id in (%s)", touched.get("participant", ()))
    if not interactions and not roots[0] and not roots[1]:
        return set(), set()
    for some in _chunks(interactions):
        db.execute(f"{_COPY_DAY} interaction_id in ({_listed(some)})")
    window = _window(numbers)
    left = places_left(db, numbers.touch_reply_days, former)
    for some in _chunks(list(interactions)):
        listed = _listed(some)
        interactions.update(row[0] for row in db.execute(_NEIGHBOURS % (listed, listed), window).fetchall())
    interactions |= left.mails
    for some in _chunks(interactions):
        listed = _listed(some)
        db.execute(f"{_SET_TOUCH} id in ({listed})", window)
        db.execute(f"{_COPY_TOUCH} interaction_id in ({listed})")
    met = _column(db, "select account_id from interaction where id in (%s)", interactions)
    people = moved | _column(
        db, "select contact_id from participant where interaction_id in (%s)", interactions
    )
    met |= roots[0] | left.accounts
    people |= roots[1] | left.contacts
    return _refresh_last(db, met, people)


def _refresh_last(
    db: sqlite3.Connection, met: set[bytes], people: set[bytes]
) -> tuple[set[bytes], set[bytes]]:
    """Last touches, mails and attempts of accounts and people; gives them with the roots of their groups."""
    groups = groups_of(db, "account", met), groups_of(db, "contact", people)
    met |= groups[0]
    people |= groups[1]
    for some in _chunks(met):
        for text in _OF_ACCOUNT:
            db.execute(f"{text} id in ({_listed(some)})")
    for some in _chunks(people):
        for text in _OF_CONTACT:
            db.execute(f"{text} id in ({_listed(some)})")
    join_groups(db, "account", groups[0])
    join_groups(db, "contact", groups[1])
    return met, people
