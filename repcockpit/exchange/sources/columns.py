"""Columns into drafts: each column's meaning compiled to one small function, once per table.

A meaning is a short word: `title` (a field), `birthday:date` (with a reader), `id`, `@owner.name` (a link),
`@people.email`, `&city` (a fact about the account that is only named), `+email`, `+phone:mobile`, `+tag`,
`+role`, `?start` (kept for the finish), `*` (a label of the next value), `=` (a custom field), `-` (left out).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from repcockpit.exchange.sources import values
from repcockpit.exchange.sources.dates import DateOrder, day, order_of
from repcockpit.exchange.sources.record import Draft, Link, Source

Put = Callable[[Draft, str], None]
Convert = Callable[[str], str | int | float | None]

_REPEATED = 1 << 15
"""How many different values of a column that names others are remembered as they were read."""
OWN_CUSTOM = "custom."
"""What a column of a custom field begins with in our own lists; it is kept under its whole name."""
_COMPOUND = re.compile(r'\s*\{\s*"')
_MAIL = re.compile(r"[^\s;,<>|\"']+@[^\s;,<>|\"']+")


class Orders(NamedTuple):
    """How ambiguous dates are read: what the person said, of one column too, and what this machine's language writes."""

    wanted: DateOrder | None = None
    fallback: DateOrder = "dmy"
    by_column: tuple[tuple[str, DateOrder], ...] = ()

    def wanted_of(self, column: str) -> DateOrder | None:
        """What the person said about a column, else about all."""
        return next((order for name, order in self.by_column if name == column), self.wanted)


class Column(NamedTuple):
    """A column that means something: its place, name, meaning and the function that takes a cell."""

    place: int
    name: str
    meaning: str
    put: Put


class Plan(NamedTuple):
    """The columns of one table; `custom` are the names kept as custom fields, `orders` by place."""

    columns: tuple[Column, ...]
    custom: tuple[str, ...]
    orders: dict[int, DateOrder]


def meaning_of(source: Source, header: str, mapping: dict[str, str]) -> str:
    """What a column means: said by the person, else by the source's table, else a custom field."""
    said = mapping.get(header) or mapping.get(values.plain(header))
    if said:
        return said
    if source.is_own and header.startswith(OWN_CUSTOM):
        return OWN_CUSTOM
    key = values.squash(header)
    found = source.columns.get(key)
    if found:
        return found
    for pattern, meaning in source.patterns:
        if re.fullmatch(pattern, key):
            return meaning
    return "="


def compile_plan(
    source: Source,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    mapping: dict[str, str],
    orders: Orders,
    warnings: list[str],
) -> Plan:
    """Compile the columns of a table; dates and decimal commas are decided from all values of each column."""
    columns: list[Column] = []
    custom: list[str] = []
    found_orders: dict[int, DateOrder] = {}
    for place, name in enumerate(header):
        meaning = meaning_of(source, name, mapping)
        if meaning == "-":
            continue
        order = _column_order(meaning, name, (row[place] for row in rows), orders, warnings)
        found_orders[place] = order
        comma = meaning.endswith((":number", ":money")) and values.has_decimal_comma(
            row[place] for row in rows
        )
        put = _putter(meaning, name, order, comma=comma)
        if meaning == "=":
            custom.append(name)
        columns.append(Column(place, name, meaning, put))
    return Plan(tuple(columns), tuple(custom), found_orders)


def _column_order(
    meaning: str, name: str, cells: Iterable[str], orders: Orders, warnings: list[str]
) -> DateOrder:
    if not meaning.endswith((":date", ":instant")):
        return orders.wanted or orders.fallback
    found = order_of(cells, orders.wanted_of(name), orders.fallback)
    if found.clashes:
        warnings.append(
            f"{name}: some dates are day first and some month first; read as {_said(found.order)}"
        )
    elif found.example:
        warnings.append(
            f"{name}: {found.example} fits both day first and month first; read as {_said(found.order)}"
            " (--date-order says which)"
        )
    return found.order


def _said(order: DateOrder) -> str:
    return {"dmy": "day/month/year", "mdy": "month/day/year", "ymd": "year/month/day"}[order]


def _putter(meaning: str, name: str, order: DateOrder, *, comma: bool) -> Put:
    if meaning == OWN_CUSTOM:
        return _kept(name, "", name)
    body, _, reader = meaning.partition(":")
    sign = body[0]
    if sign == "=":
        return _custom(name)
    if sign == "@":
        return _link(body[1:], name)
    if sign == "&":
        return _about_account(body[1:], name)
    if sign == "+":
        return _several(body[1:], reader or None, name)
    if sign == "*":
        return _label
    if sign == "?":
        suffix = f"\0{order}" if reader in ("date", "instant") else "\0comma" if comma else ""
        return _kept(body[1:], suffix, name)
    if body == "id":
        return _external_id
    return _field(body, _converter(reader, order, comma=comma), name)


def _converter(reader: str, order: DateOrder, *, comma: bool) -> Convert:
    if reader == "date":
        return lambda cell: day(cell, order)
    if reader in ("number", "money"):
        return lambda cell: values.number(cell, decimal_comma=comma)
    if reader == "int":
        return _whole
    if reader == "yes":
        return _truth
    if reader == "note":
        return values.plain_text
    return values.one_line


def _whole(cell: str) -> int | None:
    value = values.number(cell)
    return int(value) if value is not None and abs(value) <= 1_000_000 else None


def _truth(cell: str) -> int | None:
    said = values.yes(cell)
    return None if said is None else int(said)


def _custom(name: str) -> Put:
    def put(draft: Draft, cell: str) -> None:
        if not _COMPOUND.match(cell):
            draft.custom[name] = cell

    return put


def _link(path: str, name: str) -> Put:
    link, _, part = path.partition(".")
    if link == "people":
        return _people(part)

    @lru_cache(maxsize=_REPEATED)
    def said(cell: str) -> str:
        return "" if values.is_vacant(cell) else values.one_line(cell)

    def put(draft: Draft, cell: str) -> None:
        text = said(cell)
        if not text:
            return
        parts = draft.links.get(link)
        if parts is None:
            parts = draft.links[link] = {}
        parts.setdefault(part, text)
        draft.named.setdefault(link, name)

    return put


def _people(part: str) -> Put:
    def put(draft: Draft, cell: str) -> None:
        for word in values.listed(cell.replace(",", ";") if part != "name" else cell):
            if part == "name":
                draft.people.append(person_link(word))
            elif part == "email":
                draft.people.append(Link("contact", email=word))
            else:
                draft.people.append(Link(part, external_id=word))

    return put


def person_link(word: str) -> Link:
    """The person meant by `Ana Gil`, `Ana Gil <ana@x.es>` or `ana@x.es`."""
    found = _MAIL.search(word)
    if not found:
        return Link("contact", name=values.one_line(word))
    rest = values.one_line(word.replace(found.group(), "").strip("<>()[]\"' "))
    return Link("contact", name=rest or None, email=found.group())


def _about_account(field: str, name: str) -> Put:
    def put(draft: Draft, cell: str) -> None:
        draft.account.setdefault(field, values.one_line(cell))
        draft.named.setdefault(field, name)

    return put


def _several(kind: str, label: str | None, name: str) -> Put:
    if kind == "email":
        return _email(name)
    if kind == "phone":
        return _phone(label)

    def put(draft: Draft, cell: str) -> None:
        words = values.listed(cell.replace(",", ";"))
        if kind == "tag":
            draft.tags.extend(word.strip('"').removeprefix("* ") for word in words)
        else:
            draft.roles.extend(words)

    return put


def _email(name: str) -> Put:
    def put(draft: Draft, cell: str) -> None:
        found = _MAIL.findall(cell)
        if found:
            draft.emails += [mail.removeprefix("mailto:") for mail in found]
        else:
            draft.custom[name] = cell

    return put


def _phone(label: str | None) -> Put:
    def put(draft: Draft, cell: str) -> None:
        said = label or draft.label
        draft.phones += [(part, said) for part in cell.split(" ::: ")]
        draft.label = None

    return put


def _label(draft: Draft, cell: str) -> None:
    draft.label = cell.removeprefix("* ")


def _kept(key: str, suffix: str, name: str) -> Put:
    def put(draft: Draft, cell: str) -> None:
        draft.raw.setdefault(key, cell + suffix)
        draft.named.setdefault(key, name)

    return put


def _external_id(draft: Draft, cell: str) -> None:
    if draft.external_id is None:
        draft.external_id = cell
    else:
        draft.aliases.append(cell)


def _field(field: str, convert: Convert, name: str) -> Put:
    def put(draft: Draft, cell: str) -> None:
        if field in draft.fields:
            if field == "note":
                draft.fields["note"] = f"{draft.fields['note']}\n{convert(cell)}"
            elif field == "street":
                draft.fields["street"] = f"{draft.fields['street']}, {convert(cell)}"
            return
        value = convert(cell)
        if value is None or value == "":
            draft.custom[name] = cell
        else:
            draft.fields[field] = value

    return put
