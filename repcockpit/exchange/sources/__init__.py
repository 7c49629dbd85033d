"""What files mean: a source recognised by its header, and its rows as records in our words. No database here."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter

from repcockpit.exchange.own import own_id
from repcockpit.exchange.readers.table import BadRow, Row
from repcockpit.exchange.sources import (
    addressbooks,
    calendar,
    dynamics,
    generic,
    hubspot,
    orgcharts,
    our_lists,
    ours,
    salesforce,
    smaller,
)
from repcockpit.exchange.sources.columns import Orders, Plan, compile_plan
from repcockpit.exchange.sources.orgcharts import stand_in
from repcockpit.exchange.sources.record import Draft, Link, Reading, Record, Reject, Source
from repcockpit.exchange.sources.values import EMPTY, plain

__all__ = [
    "Link",
    "Orders",
    "Plan",
    "Reading",
    "Record",
    "Reject",
    "Source",
    "plan_columns",
    "recognise",
    "records",
    "source_of",
]

_KNOWN = (
    *ours.SOURCES,
    *our_lists.SOURCES,
    *calendar.SOURCES,
    *smaller.SOURCES,
    *orgcharts.SOURCES,
    *addressbooks.SOURCES,
    *hubspot.SOURCES,
    *dynamics.SOURCES,
    *salesforce.SOURCES,
)


def recognise(header: Sequence[str], form: str, sheet: str | None = None) -> Source | None:
    """The source whose signature a header carries; None where nothing known fits.

    `sheet` is the record type of a JSON tree (`Contact`, `Broker__c`), the sheet of a workbook or, of our own JSON,
    the WHAT of its export.
    """
    if form == "listed":
        return ours.BY_WHAT.get(sheet or "") or our_lists.refusal_of(sheet or "")
    heads = frozenset(plain(name) for name in header)
    for head in (plain(name) for name in header):
        for prefix, source in smaller.PIPEDRIVE.items():
            if head.startswith(prefix):
                return source
    if form == "json" and sheet:
        return _of_type(sheet)
    for source in _KNOWN:
        if source.forms and form not in source.forms:
            continue
        if heads & source.unless:
            continue
        if any(need <= heads for need in source.needs):
            return source
    return None


_TYPES = {
    "Account": "account",
    "Contact": "contact",
    "Lead": "lead",
    "Task": "task",
    "Event": "event",
    "Opportunity": "deal",
    "User": "rep",
    "AccountContactRelation": "account_contact",
    "Campaign": "campaign",
}


def _of_type(sheet: str) -> Source | None:
    kind = _TYPES.get(sheet)
    return next((source for source in salesforce.SOURCES if source.kind == kind), None) if kind else None


def source_of(source: Source, record: Record, is_known: Callable[[bytes], bool]) -> Source:
    """The source of one row: a card that we wrote, or of a person `is_known` by its id, is ours."""
    row_id = own_id(record.external_id or "") if source is addressbooks.SOURCES[0] else None
    is_ours = row_id is not None and (addressbooks.OUR_CARD in record.custom or is_known(row_id))
    return addressbooks.OWN_CARD if is_ours else source


def plan_columns(
    source: Source,
    header: Sequence[str],
    rows: Sequence[Row],
    mapping: dict[str, str],
    orders: Orders,
    warnings: list[str],
) -> Plan:
    """Compile the columns of a table for `records`; what a person should know goes to `warnings`."""
    return compile_plan(source, header, [row.cells for row in rows], mapping, orders, warnings)


def records(
    source: Source, plan: Plan, rows: Sequence[Row | BadRow], reading: Reading
) -> Iterator[Record | Reject]:
    """Every row as a record, or as a reject with its reason; in the order of the file."""
    puts = [(column.place, column.put) for column in plan.columns]
    digest_of = _digester(plan)
    finish = source.finish
    is_exact = source.is_own and "vcard" not in source.forms
    for row in rows:
        if isinstance(row, BadRow):
            yield Reject(row.line, row.reason, row.row)
            continue
        cells = row.cells
        if source.refusal:
            yield Reject(row.line, source.refusal, cells)
            continue
        draft = Draft(row.line, digest_of(cells))
        for place, put in puts:
            cell = cells[place]
            if is_exact:
                if cell:
                    put(draft, cell)
            elif cell:
                cell = cell.strip()
                if cell not in EMPTY:
                    put(draft, cell)
        found = finish(draft, reading)
        if isinstance(found, str):
            yield Reject(row.line, found, cells, draft.external_id, stand_in(draft))
        else:
            yield found


def _digester(plan: Plan) -> Callable[[Sequence[str]], bytes]:
    """The hash of every cell that is read and of what its column means, 16 bytes."""
    chosen = _chosen([column.place for column in plan.columns])
    meanings = "\x1f".join(f"{column.name}\x1e{column.meaning}" for column in plan.columns)
    salt = hashlib.blake2b(meanings.encode("utf-8", "replace"), digest_size=16).digest()
    salted = hashlib.blake2b(digest_size=16, key=salt)

    def digest_of(cells: Sequence[str]) -> bytes:
        found = salted.copy()
        found.update("\x1f".join(chosen(cells)).encode("utf-8", "replace"))
        return found.digest()

    return digest_of


def _chosen(places: list[int]) -> Callable[[Sequence[str]], Sequence[str]]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: [cells[place] for place in places]


def guess(header: Sequence[str]) -> str | None:
    """The kind of an unknown table, from plain names of columns."""
    return generic.guess_kind(header)
