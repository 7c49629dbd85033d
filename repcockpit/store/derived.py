"""Columns that follow from others: touches, last touch, roots, keepers, due dates. Never logged.

`refresh` brings up to date what one transaction changed; `rebuild` does the same for every row. Both use the
rules of the domain, so a rule is written once.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from repcockpit.domain.cadence import account_rule, contact_rule, due_on
from repcockpit.domain.names import fold
from repcockpit.domain.settings import RuleNumbers
from repcockpit.domain.touches import is_attempt, is_touch
from repcockpit.domain.words import KEY_ROLES
from repcockpit.store.calendars import Calendars
from repcockpit.store.groups import groups_of, join_groups
from repcockpit.store.reads.numbers import numbers_in_force
from repcockpit.store.roots import refresh_roots
from repcockpit.store.touches_anew import write_touches

_CHUNK = 500
_MAIL = "('email', 'message')"
_EVERYBODY = frozenset({"setting", "leave", "holiday", "rep"})

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
_COPY_DAY = "update participant set occurred_on = (select occurred_on from interaction where id = interaction_id) where "
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
update contact set (attempts, last_attempt_on) = (select nullif(count(*), 0), max(p.occurred_on)
  from participant p join interaction i on i.id = p.interaction_id
  where p.contact_id = contact.id and p.occurred_on >= coalesce(contact.last_touch_on, '')
  and p._hidden = 0 and i._hidden = 0 and rule_is_attempt(i.type, i.status, i.outcome))
where """
_OF_ACCOUNT = (_ACCOUNT_LAST, _ACCOUNT_MAIL, _ACCOUNT_ATTEMPTS)
_OF_CONTACT = (_CONTACT_LAST, _CONTACT_MAIL, _CONTACT_ATTEMPTS)
_KEEPER = """
update contact set keeper_id = coalesce(owner_id, (select coalesce(r.owner_id, a.owner_id) from account a
  left join account r on r.id = a.root_id where a.id = contact.primary_account_id)), folded = rule_fold(name)
where """


def refresh(db: sqlite3.Connection, touched: Mapping[str, Iterable[bytes]]) -> None:
    """Bring the derived columns up to date after one transaction's writes to the `touched` rows."""
    numbers = numbers_in_force(db)
    _register(db)
    accounts, contacts = set(touched.get("account", ())), set(touched.get("contact", ()))
    contacts.update(
        _column(db, "select contact_id from contact_role where id in (%s)", touched.get("contact_role", ()))
    )
    roots = refresh_roots(db, accounts, contacts)
    accounts |= roots[0]
    contacts |= roots[1]
    held = _refresh_touches(db, touched, roots, numbers)
    accounts |= held[0]
    contacts |= held[1]
    houses = set(touched.get("account", ())) | roots[0]
    houses |= _column(db, "select id from account where root_id in (%s)", houses)
    contacts.update(_column(db, "select id from contact where primary_account_id in (%s)", houses))
    if _EVERYBODY & touched.keys():
        _refresh_cadences(db, None, None, numbers)
    else:
        _refresh_cadences(db, accounts, contacts, numbers)


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
    _refresh_cadences(db, None, None, numbers)


def _register(db: sqlite3.Connection) -> None:
    """Lend SQLite the domain's rules for the length of a statement."""
    db.create_function("rule_is_touch", 5, _touch_rule, deterministic=True)
    db.create_function("rule_is_attempt", 3, _attempt_rule, deterministic=True)
    db.create_function("rule_fold", 1, lambda text: fold(text) if text else None, deterministic=True)


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


def _column(db: sqlite3.Connection, text: str, ids: Iterable[bytes]) -> set[bytes]:
    found: set[bytes] = set()
    for some in _chunks(ids):
        found.update(row[0] for row in db.execute(text % _listed(some)) if row[0] is not None)
    return found


def _refresh_touches(
    db: sqlite3.Connection,
    touched: Mapping[str, Iterable[bytes]],
    roots: tuple[set[bytes], set[bytes]],
    numbers: RuleNumbers,
) -> tuple[set[bytes], set[bytes]]:
    """Touches of the interactions written, then the last ones of who was met; gives those accounts and people."""
    interactions = set(touched.get("interaction", ()))
    interactions |= _column(
        db, "select interaction_id from participant where id in (%s)", touched.get("participant", ())
    )
    moved = _column(db, "select contact_id from participant where id in (%s)", touched.get("participant", ()))
    for some in _chunks(interactions):
        db.execute(f"{_COPY_DAY} interaction_id in ({_listed(some)})")
    window = _window(numbers)
    for some in _chunks(list(interactions)):
        listed = _listed(some)
        interactions.update(row[0] for row in db.execute(_NEIGHBOURS % (listed, listed), window).fetchall())
    for some in _chunks(interactions):
        listed = _listed(some)
        db.execute(f"{_SET_TOUCH} id in ({listed})", window)
        db.execute(f"{_COPY_TOUCH} interaction_id in ({listed})")
    met = _column(db, "select account_id from interaction where id in (%s)", interactions)
    people = moved | _column(
        db, "select contact_id from participant where interaction_id in (%s)", interactions
    )
    met |= roots[0]
    people |= roots[1]
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


def _refresh_cadences(
    db: sqlite3.Connection,
    accounts: Iterable[bytes] | None,
    contacts: Iterable[bytes] | None,
    numbers: RuleNumbers,
) -> None:
    calendars = Calendars(db)
    memos: dict[bytes | None, dict[date, date | None]] = {}
    for where in _conditions(accounts):
        db.execute(f"update account set folded = rule_fold(name) where {where}")
        _write_account_cadences(db, where, numbers, calendars, memos)
    for where in _conditions(contacts):
        db.execute(f"{_KEEPER} {where}")
        _write_contact_cadences(db, where, numbers, calendars, memos)


def _conditions(ids: Iterable[bytes] | None) -> Iterator[str]:
    if ids is None:
        yield "true"
        return
    for some in _chunks(ids):
        yield f"id in ({_listed(some)})"


Memos = dict[bytes | None, dict[date, date | None]]
_SET_CADENCE = "update {} set cadence_days = ?, cadence_rule = ?, due_on = ? where id = ?"


def _write_account_cadences(
    db: sqlite3.Connection, where: str, numbers: RuleNumbers, calendars: Calendars, memos: Memos
) -> None:
    rows = db.execute(
        "select id, interval_days, segment, status, owner_id, last_touch_on, tracking_started_on,"
        f" _hidden or root_id is not null from account where {where}"
    ).fetchall()
    written = []
    for row_id, own, segment, status, owner, last, tracking, gone in rows:
        rule = account_rule(own, segment, status, numbers)
        due = None if gone else _due(last or tracking, rule.interval_days, owner, calendars, memos)
        written.append((rule.interval_days, rule.words, due, row_id))
    db.executemany(_SET_CADENCE.format("account"), written)


def _write_contact_cadences(
    db: sqlite3.Connection, where: str, numbers: RuleNumbers, calendars: Calendars, memos: Memos
) -> None:
    rows = db.execute(
        "select c.id, c.interval_days, c.role, c.status, c.do_not_contact, c.keeper_id, c.last_touch_on,"
        " c.tracking_started_on, c._hidden or c.root_id is not null, a.interval_days, a.segment, a.status"
        " from (select * from contact where "
        + where
        + ") c left join account b on b.id = c.primary_account_id"
        " left join account a on a.id = coalesce(b.root_id, b.id)"
    ).fetchall()
    further = _further_roles(db, where)
    written = []
    for (
        row_id,
        own,
        role,
        status,
        silent,
        keeper,
        last,
        tracking,
        gone,
        account_own,
        segment,
        account_status,
    ) in rows:
        best = role if role in KEY_ROLES else further.get(row_id, role)
        rule = contact_rule(
            own,
            best,
            status,
            account_override=account_own,
            segment=segment,
            account_status=account_status,
            numbers=numbers,
        )
        stopped = gone or silent
        due = None if stopped else _due(last or tracking, rule.interval_days, keeper, calendars, memos)
        written.append((rule.interval_days, rule.words, due, row_id))
    db.executemany(_SET_CADENCE.format("contact"), written)


def _further_roles(db: sqlite3.Connection, where: str) -> dict[bytes, str]:
    """A key role among the further roles of people."""
    text = "select contact_id, role from contact_role where _hidden = 0 and "
    text += "true" if where == "true" else f"contact_{where}"
    return {row_id: role for row_id, role in db.execute(text) if role in KEY_ROLES}


def _due(
    base: str | None, interval: int | None, keeper: bytes | None, calendars: Calendars, memos: Memos
) -> str | None:
    if base is None or interval is None:
        return None
    day = due_on(date.fromisoformat(base), interval, calendars.of_rep(keeper), memos.setdefault(keeper, {}))
    return day.isoformat() if day else None
