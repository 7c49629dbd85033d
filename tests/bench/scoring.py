"""The scorecard of all accounts, against the plain SELECTs of the rows it is made of.

The SELECTs give, over all customers in one statement each, the accounts and key people with their touches of 90
days, the requests of a year with their events, the people of mapped accounts with their touches of 180 days, the
reviews with what their readiness looks at, the people with their trainings, news and ideas.
"""

from datetime import timedelta
from pathlib import Path

from repcockpit.services.book import Book, open_book
from repcockpit.services.scores.values import index_of_all
from repcockpit.store.reads.records_cadence import key_contacts
from repcockpit.store.reads.scores import customers
from tests.bench.big import NOW, TODAY
from tests.bench.measure import Figure, in_turn, ratio_figure

_RUNS = 3
_STANDING = "x.id, x.cadence_days, x.tracking_started_on, x.last_touch_on, x.due_on"
_KEY = "('decision_maker', 'budget_holder', 'economic_buyer', 'champion', 'executive_sponsor')"
_MAPPED = "(select primary_account_id from contact where role_confirmed_on is not null)"
_SELECTS = (
    (
        f"select {_STANDING}, (select max(until) from snooze where target_id = x.id), (select count(*) from interaction"
        " where account_id = x.id and occurred_on > :d90 and occurred_on <= :today and is_touch = 1)"
        " from account x where x._hidden = 0"
    ),
    (
        f"select {_STANDING}, (select max(until) from snooze where target_id in (x.id, x.primary_account_id)),"
        " (select count(*) from participant where contact_id = x.id and occurred_on > :d90 and occurred_on <= :today"
        f" and is_touch = 1) from contact x where x._hidden = 0 and x.role in {_KEY}"
    ),
    (
        "select x.id, x.type, x.title, x.impact, x.urgency, x.opened_at, a.id, a.name, c.id, c.name, o.id, o.name, x.note,"
        " x.due_on, x.via, x.handed_to, x.handed_due_on, (select min(t.due_on) from task t where t.request_id = x.id)"
        " from request x left join account a on a.id = x.account_id"
        " left join contact c on c.id = x.contact_id left join rep o on o.id = x.owner_id where x._hidden = 0"
        " and x.opened_at > :ms365"
    ),
    (
        "select e.request_id, e.at, e.kind, e.note, e.by_id, e.id, e.after from request x join request_event e"
        " on e.request_id = x.id where x.opened_at > :ms365 order by e.at"
    ),
    (
        "select c.primary_account_id, c.id, c.name, c.title, c.department, c.role, c.status, c.level, c.support,"
        " c.support_on, c.role_confirmed_on, c.last_touch_on, c.cadence_days, c.tracking_started_on from contact c"
        f" where c.primary_account_id in {_MAPPED} and c._hidden = 0"
    ),
    (
        "select p.contact_id, i.rep_id, count(*), sum(i.type in ('visit', 'meeting')), sum(p.occurred_on > :d90),"
        " sum(iif(p.occurred_on > :d90, case i.type when 'visit' then 40 when 'call' then 15 else 5 end, 0)),"
        " sum(i.direction is 'inbound'), sum(i.direction is 'outbound'), max(p.occurred_on) from contact c"
        " join participant p on p.contact_id = c.id and p.is_touch = 1 and p.occurred_on > :d180"
        " and p.occurred_on <= :today join interaction i on i.id = p.interaction_id"
        f" where c.primary_account_id in {_MAPPED} and c._hidden = 0 group by 1, 2"
    ),
    "select * from qbr where _hidden = 0",
    "select * from qbr_item where _hidden = 0",
    "select p.*, c.name, c.role, c.status from qbr_person p join contact c on c.id = p.contact_id where p._hidden = 0",
    "select id, account_id, status, occurred_on, occurred_at, qbr_id from interaction where type = 'qbr'",
    "select id, account_id, qbr_id, due_on, done_on, owner_id, noted_on from task where qbr_id is not null",
    "select id, account_id, asked_on from feedback where _hidden = 0",
    "select id, account_id, occurred_on from interaction where note_kind is not null",
    "select c.primary_account_id, c.id, c.name from contact c where c._hidden = 0",
    (
        "select t.id, t.topic, t.kind, t.given_on, t.due_on, t.expires_on, t.usage, p.contact_id from training t"
        " join training_person p on p.training_id = t.id where t._hidden = 0"
    ),
    "select account_id, max(brought_on) from info where brought_on <= :today group by account_id",
    "select account_id, max(brought_on) from share where brought_on <= :today group by account_id",
    (
        "select x.account_id, x.id, x.title, x.status, x.status_on, i.occurred_on from idea x"
        " left join interaction i on i.id = x.interaction_id where x._hidden = 0"
    ),
)


def scorecard_figure(path: Path, runs: int) -> Figure:
    """Every customer's seven parts and index."""
    with open_book(path, now=NOW) as book:
        found = index_of_all(book, None)
        times = in_turn(lambda: index_of_all(book, None), lambda: _plain(book), min(runs, _RUNS))
        figure = ratio_figure("scorecard of all accounts, against the SELECTs of its rows", *times, 5.0, 4.0)
        keys = len(key_contacts(book.db, [one.id for one in customers(book.db, None)]))
        known = sum(row.value is not None for row in found)
        return figure._replace(
            note=f"{figure.note}; {len(found):,} accounts, {keys:,} key people, {known:,} with an index"
        )


def _plain(book: Book) -> int:
    values = {
        "today": TODAY.isoformat(),
        "d90": (TODAY - timedelta(days=90)).isoformat(),
        "d180": (TODAY - timedelta(days=180)).isoformat(),
        "ms365": int((book.now() - timedelta(days=365)).timestamp() * 1000),
    }
    return sum(len(book.db.execute(text, values).fetchall()) for text in _SELECTS)
