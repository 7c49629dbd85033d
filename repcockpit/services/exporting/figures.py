"""What is computed over the book: coverage, scorecards, the digest of ideas."""

from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from repcockpit.domain.coverage import SEAT_WEIGHTS
from repcockpit.domain.errors import UsageError
from repcockpit.domain.money import Rate, sum_words, summed
from repcockpit.domain.scorecard import ACTIVITIES
from repcockpit.domain.views.coverage import AccountCoverage
from repcockpit.domain.views.coverage_shape import coverage_shape
from repcockpit.domain.views.plain import as_json
from repcockpit.domain.views.score_shape import index_shape, scorecard_shape
from repcockpit.exchange.writers.json import write_json_records
from repcockpit.exchange.writers.sheets import Report, Sheet
from repcockpit.exchange.writers.values import Cell
from repcockpit.services.exporting.cells import key, name
from repcockpit.services.exporting.columns import typed
from repcockpit.services.exporting.figure_charts import coverage_charts, score_charts
from repcockpit.services.exporting.order import ExportOrder
from repcockpit.services.exporting.removed import taken_away
from repcockpit.services.exporting.spans import span_words
from repcockpit.store.reads.rates import rates_of

if TYPE_CHECKING:
    from repcockpit.domain.ideas import Money
    from repcockpit.domain.views.learning import DigestGroup, IdeaRow
    from repcockpit.domain.views.scores import IndexRow, Scorecard
    from repcockpit.services.book import Book

COVERAGE: Final = (
    "id", "name", "segment", "owner_id", "owner", "mapped", "index", "band", "seats", "functions", "levels", "our_side",
    "threads", "flags", "gaps", "people",
)  # fmt: skip
"""The columns of coverage; the person of each of the eight seats follows as `seat.ROLE`."""
SCORECARDS: Final = ("id", "name", "segment", "owner_id", "owner", "index", "known_share", *ACTIVITIES)
"""The columns of scorecards, the seven activities 0 to 100."""
IDEAS: Final = (
    "id", "product", "title", "status", "status_on", "age_days", "told_on", "account_id", "account", "contact_id", "contact",
    "note", "revenue", "product_accounts", "product_revenue",
)  # fmt: skip
"""The columns of ideas: each with what its account bought in 12 months, and everybody with such an idea."""


def _no_days(order: ExportOrder) -> None:
    if order.since or order.until:
        raise UsageError(
            f"{order.what} have no range of days", "leave --since and --until out; --now says as of when"
        )


def _of_rep(book: "Book", order: ExportOrder) -> "Book":
    """The same book, narrowed to the rep of the order."""
    from repcockpit.services.book import Book  # noqa: PLC0415 -- a type elsewhere

    return Book(book.db, book.path, book.clock, book.device, order.rep_id)


def _names(book: "Book") -> dict[bytes, str]:
    from repcockpit.store.reads.device import reps_named  # noqa: PLC0415 -- with rows only

    return dict(reps_named(book.db))


def _head(book: "Book", total: int) -> dict[str, object]:
    return {"schema_version": 1, "as_of": as_json(book.now()), "total": total}


def _coverage(book: "Book", order: ExportOrder) -> list[AccountCoverage]:
    from repcockpit.services.coverage.reading import coverage_of_accounts, coverage_of_rep  # noqa: PLC0415 -- here only

    _no_days(order)
    if order.only is not None:
        return coverage_of_accounts(book, sorted(order.only))
    return coverage_of_rep(_of_rep(book, order))


def coverage_json(book: "Book", order: ExportOrder, out: BinaryIO) -> int:
    """The accounts by risk, in the shape of `coverage`; gives their number."""
    rows = _coverage(book, order)
    write_json_records(_head(book, len(rows)), map(coverage_shape, rows), out, key="accounts")
    return len(rows)


def coverage_report(book: "Book", order: ExportOrder) -> Report:
    """One row for each account, by risk; charts of bands and flags."""
    rows, names = _coverage(book, order), _names(book)
    columns = typed((*COVERAGE, *(f"seat.{role}" for role in SEAT_WEIGHTS)))
    sheet = Sheet("coverage", columns, lambda: (_coverage_cells(row, names) for row in rows), len(rows))
    return Report(
        "Coverage",
        book.now(),
        (sheet,),
        charts=coverage_charts(rows),
        left_out=taken_away(book, order, "account"),
    )


def _coverage_cells(row: AccountCoverage, names: dict[bytes, str]) -> tuple[Cell, ...]:
    held = {seat.role: seat.contact_name for seat in row.seats}
    return (
        row.id, row.name, row.segment, row.owner_id, names.get(row.owner_id or b""), row.is_mapped, _number(row.index),
        row.band, *(_number(part) for part in row.parts), row.threads, [flag.flag for flag in row.flags],
        [f"{gap.kind}: {gap.name}" for gap in row.gaps], len(row.people), *(held.get(role) for role in SEAT_WEIGHTS),
    )  # fmt: skip


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _scores(book: "Book", order: ExportOrder) -> "tuple[Scorecard, list[IndexRow]]":
    from repcockpit.services.scores.cards import rep_sheets  # noqa: PLC0415 -- here only

    _no_days(order)
    card, rows = rep_sheets(book, order.rep_id)
    return card, [row for row in rows if order.only is None or row.id in order.only]


def scorecards_json(book: "Book", order: ExportOrder, out: BinaryIO) -> int:
    """The card over all customers, then every customer's index with its parts; gives their number."""
    card, rows = _scores(book, order)
    head = _head(book, len(rows)) | {"card": scorecard_shape(card)}
    write_json_records(head, (index_shape(row, ACTIVITIES) for row in rows), out, key="scorecards")
    return len(rows)


def scorecards_report(book: "Book", order: ExportOrder) -> Report:
    """One row for each customer, the lowest index first; charts of the seven activities and of the indexes."""
    card, rows = _scores(book, order)
    names = _names(book)
    columns = typed(SCORECARDS, **dict.fromkeys(ACTIVITIES, "number"))
    sheet = Sheet("scorecards", columns, lambda: (_score_cells(row, names) for row in rows), len(rows))
    return Report(
        "Scorecards",
        book.now(),
        (sheet,),
        charts=score_charts(card, rows),
        left_out=taken_away(book, order, "account"),
    )


def _score_cells(row: "IndexRow", names: dict[bytes, str]) -> tuple[Cell, ...]:
    return (
        row.id, row.name, row.segment, row.owner_id, names.get(row.owner_id or b""), _number(row.value),
        _number(row.known_share), *map(_number, row.values),
    )  # fmt: skip


def _digest(book: "Book", order: ExportOrder) -> "list[tuple[DigestGroup, IdeaRow]]":
    from repcockpit.services.learning.digest import idea_digest  # noqa: PLC0415 -- here only

    found = [
        (group, _said(one)) for group in idea_digest(book, order.since, order.until) for one in group.ideas
    ]
    return [pair for pair in found if order.only is None or pair[1].id in order.only]


def _said(one: "IdeaRow") -> "IdeaRow":
    """Without a day that nobody wrote down: an import would."""
    return one if one.is_dated else one._replace(status_on=None)


def ideas_json(book: "Book", order: ExportOrder, out: BinaryIO) -> int:
    """The digest for product development: the products with what stands behind each, then the ideas."""
    pairs = _digest(book, order)
    products: dict[str, dict[str, Any]] = {}
    rates = rates_of(book.db)
    for group, _ in pairs:
        product = products.setdefault(
            group.product,
            {
                "product": group.product or None,
                "ideas": 0,
                "accounts": as_json(group.accounts),
                "revenue": as_json(group.revenue),
                "revenue_in_all": _in_all(group, rates, book.today()),
            },
        )
        product["ideas"] += 1
    head = _head(book, len(pairs)) | {"products": list(products.values())}
    write_json_records(head, (as_json(one) for _, one in pairs), out, key="ideas")
    return len(pairs)


def _in_all(group: "DigestGroup", rates: tuple[Rate, ...], on: date) -> dict[str, Any] | None:
    """The revenue behind a product in the reporting currency, with the rates; None where one is missing."""
    found = summed(group.revenue, on, rates)
    return None if found is None else as_json(found)


class _Told(NamedTuple):
    """How amounts of several currencies are said."""

    rates: tuple[Rate, ...]
    on: date

    def money(self, sums: "Money") -> list[str]:
        """`1200.00 EUR`, each currency by itself; behind several what they are together, where rates say it."""
        each = [f"{amount:.2f} {currency}".strip() for currency, amount in sums]
        total = sum_words(sums, self.on, self.rates)
        return [*each, total] if total else each


def ideas_report(book: "Book", order: ExportOrder) -> Report:
    """One row for each idea, by product, the one with the largest revenue behind it first."""
    pairs = _digest(book, order)
    columns = typed(IDEAS, revenue="moneys", product_revenue="moneys")
    told = _Told(rates_of(book.db), book.today())
    sheet = Sheet(
        "ideas", columns, lambda: (_idea_cells(group, one, told) for group, one in pairs), len(pairs)
    )
    return Report(
        "Ideas", book.now(), (sheet,), (span_words(order),), left_out=taken_away(book, order, "idea")
    )


def _idea_cells(group: "DigestGroup", one: "IdeaRow", told: _Told) -> tuple[Cell, ...]:
    return (
        one.id, one.product or None, one.title, one.status, one.status_on, one.age_days, one.told_on, key(one.account),
        name(one.account), key(one.contact), name(one.contact), one.note or None, told.money(one.revenue),
        len(group.accounts), told.money(group.revenue),
    )  # fmt: skip
