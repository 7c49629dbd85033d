"""What the set-up questions ask about."""

import sqlite3

from repcockpit.domain.words import KEY_ROLES


def owners_by_size(db: sqlite3.Connection) -> list[str]:
    """Names of the reps that own accounts, the largest book first."""
    rows = db.execute(
        "select coalesce(r.name, '?') from account a join rep r on r.id = a.owner_id where a._hidden = 0 and a.root_id is null"
        " group by r.id order by count(*) desc, r.name"
    ).fetchall()
    return [str(row[0]) for row in rows]


def owners_counted(db: sqlite3.Connection) -> list[tuple[bytes, str, int, int]]:
    """(rep, name, accounts, contacts) of the reps that own any, the largest book first."""
    return db.execute(
        "with had as (select owner_id as rep, 1 as account, 0 as contact from account"
        " where _hidden = 0 and root_id is null and owner_id is not null"
        " union all select owner_id, 0, 1 from contact where _hidden = 0 and owner_id is not null)"
        " select r.id, coalesce(r.name, '?'), sum(account), sum(contact) from had join rep r on r.id = had.rep"
        " where r._hidden = 0 group by r.id order by sum(account) desc, sum(contact) desc, r.name"
    ).fetchall()


def loads(db: sqlite3.Connection, rep_id: bytes | None) -> list[tuple[bytes | None, bool, int, str]]:
    """(account, is it the account's own, interval in days, number that set it) of every cadence kept."""
    found: list[tuple[bytes | None, bool, int, str]] = []
    for table, account, owner in (
        ("account", "id", "owner_id"),
        ("contact", "primary_account_id", "keeper_id"),
    ):
        text = (
            f"select coalesce((select root_id from account where id = x.{account}), x.{account}), cadence_days,"
            f" cadence_rule from {table} x where due_on is not null"
        )
        if rep_id is not None:
            text += f" and ({owner} = :rep or {owner} is null)"
        rows = db.execute(text, {"rep": rep_id}).fetchall()
        found += [(row[0], table == "account", int(row[1]), _number(str(row[2] or ""))) for row in rows]
    return found


def _number(rule: str) -> str:
    """The setting behind a rule's words; blank where a person set the interval."""
    if rule.startswith("segment "):
        return f"cadence.segment.{rule[-1]}"
    if rule == "no segment":
        return "cadence.segment.none"
    if " at segment " in rule:
        return "cadence.role.low_segment_user"
    if rule == "no role":
        return "cadence.role.other"
    if rule.startswith("role "):
        is_key = rule.removeprefix("role ").replace(" ", "_") in KEY_ROLES
        return "cadence.role.key" if is_key else "cadence.role.other"
    return ""
