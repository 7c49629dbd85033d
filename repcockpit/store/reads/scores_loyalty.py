"""What retention and loyalty, surveys, promises and deliveries are computed from, for many accounts at once."""

from datetime import date

from repcockpit.domain.deliveries import Delivered
from repcockpit.domain.promises import Promise
from repcockpit.domain.surveys import Answer
from repcockpit.store.reads.scores import Houses
from repcockpit.store.reads.values import day

By = dict[bytes, list[tuple[bytes, str, str, date]]]


def facts_said(houses: Houses, since: date, until: date) -> dict[bytes, dict[str, tuple[bytes, str, date]]]:
    """The last answer of each kind from `since` to `until` by account: (row, value, day)."""
    found: dict[bytes, dict[str, tuple[bytes, str, date]]] = {}
    rows = houses.rows(
        "select account_id, kind, id, value, on_date from fact where account_id in ({}) and _hidden = 0"
        " and on_date >= ? and on_date <= ? order by on_date, id",
        (since.isoformat(), until.isoformat()),
    )
    for account, kind, row_id, value, on in rows:
        found.setdefault(account, {})[str(kind)] = (
            row_id,
            str(value or ""),
            date.fromisoformat(str(on)),
        )
    return found


def usages(houses: Houses, since: date, until: date) -> dict[bytes, dict[str, tuple[bytes, int]]]:
    """The last usage of each topic given from `since` to `until` by account: (training, 0 to 3)."""
    found: dict[bytes, dict[str, tuple[bytes, int]]] = {}
    rows = houses.rows(
        "select account_id, lower(coalesce(topic, '')), id, usage from training where account_id in ({})"
        " and _hidden = 0 and usage is not null and given_on >= ? and given_on <= ? order by given_on, id",
        (since.isoformat(), until.isoformat()),
    )
    for account, topic, row_id, usage in rows:
        found.setdefault(account, {})[str(topic)] = (row_id, int(usage))
    return found


def orders(houses: Houses, until: date) -> dict[bytes, list[tuple[date, str, bytes]]]:
    """(day, kind of the row, row) of every order by `until`: won deals, else the orders of the deliveries."""
    found: dict[bytes, list[tuple[date, str, bytes]]] = {}
    rows = houses.rows(
        "select account_id, closed_on, id from deal where account_id in ({}) and _hidden = 0 and stage = 'won'"
        " and closed_on is not null and closed_on <= ? order by closed_on, id",
        (until.isoformat(),),
    )
    for account, on, row_id in rows:
        found.setdefault(account, []).append((date.fromisoformat(str(on)), "deal", row_id))
    rows = houses.rows(
        "select account_id, min(promised_on), id from delivery where account_id in ({}) and _hidden = 0"
        " and promised_on is not null and order_no is not null group by account_id, order_no"
        " having min(promised_on) <= ? order by 2, 3",
        (until.isoformat(),),
    )
    for account, on, row_id in rows:
        known = found.setdefault(account, [])
        if not known or known[0][1] != "deal":
            known.append((date.fromisoformat(str(on)), "delivery", row_id))
    return found


def answers(houses: Houses, since: date, until: date) -> dict[str, dict[bytes, list[Answer]]]:
    """The answers in (since, until] by kind (nps, csat) and account; `by` is the shown person."""
    found: dict[str, dict[bytes, list[Answer]]] = {"nps": {}, "csat": {}}
    rows = houses.rows(
        "select f.account_id, f.kind, f.id, coalesce(c.root_id, f.contact_id), f.asked_on, f.score from feedback f"
        " left join contact c on c.id = f.contact_id where f.account_id in ({}) and f._hidden = 0"
        " and f.score is not null and f.asked_on > ? and f.asked_on <= ?",
        (since.isoformat(), until.isoformat()),
    )
    for account, kind, row_id, by, on, score in rows:
        own = found.setdefault(str(kind), {}).setdefault(account, [])
        own.append(Answer(row_id, by, date.fromisoformat(str(on)), int(score)))
    return found


def promises(houses: Houses, since: date) -> dict[bytes, list[Promise]]:
    """Promises first given for a day after `since`, or for none."""
    found: dict[bytes, list[Promise]] = {}
    rows = houses.rows(
        "select account_id, id, coalesce(first_due_on, due_on), done_on from task where account_id in ({})"
        " and kind = 'promise' and _hidden = 0 and coalesce(first_due_on, due_on, '9999') > ?",
        (since.isoformat(),),
    )
    for account, row_id, due, done in rows:
        found.setdefault(account, []).append(Promise(row_id, day(due), day(done)))  # type: ignore[arg-type]
    return found


def deliveries(houses: Houses, since: date) -> dict[bytes, list[Delivered]]:
    """Rows of the order system promised for a day after `since`, or for none."""
    found: dict[bytes, list[Delivered]] = {}
    rows = houses.rows(
        "select account_id, id, coalesce(order_no, ''), coalesce(line, ''), promised, delivered, promised_on,"
        " delivered_on from delivery where account_id in ({}) and _hidden = 0"
        " and (promised_on > ? or promised_on is null) order by promised_on, order_no, line, id",
        (since.isoformat(),),
    )
    for account, *rest in rows:
        row = (*rest[:5], day(rest[5]), day(rest[6]))  # type: ignore[arg-type]
        found.setdefault(account, []).append(Delivered(*row))  # type: ignore[arg-type]
    return found
