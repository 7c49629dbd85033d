"""What a person may decide about a file before it is written: the options, and what choosing one means. No widget here."""

from typing import Final

from repcockpit.domain.views.importing import ColumnFate, OwnerFound, TablePreview
from repcockpit.services.importing.options import Said
from repcockpit.tui.dialogs.choosing import Option
from repcockpit.tui.importing_rows import said_owner

KINDS: Final = (
    ("accounts", "customers, companies, sites"),
    ("contacts", "people"),
    ("interactions", "what happened: calls, visits, mails"),
    ("tasks", "what is to be done"),
    ("deals", "opportunities, orders"),
    ("requests", "tickets and cases of customers"),
    ("feedback", "answers of surveys"),
    ("deliveries", "what an order promised, and what came"),
)
_ORDERS: Final = (("dmy", "day first"), ("mdy", "month first"))
NOBODY: Final = "\0nobody"
LATER: Final = "\0later"


def said_of(table: TablePreview) -> Said:
    """What was said of the table so far."""
    orders = tuple((name, order) for name, order in table.orders if order in ("dmy", "mdy", "ymd"))
    return Said(table.said_kind, table.map, orders)  # type: ignore[arg-type] # the words were just checked


def column_options(table: TablePreview, fate: ColumnFate) -> tuple[list[Option], int]:
    """What a column may become, and the option that holds now."""
    options: list[Option] = []
    if fate.is_unclear:
        options += [Option(f"order:{word}", said, _read_as(fate.sample, word)) for word, said in _ORDERS]
    options += [Option(offer.word, offer.title, _now(offer.word, fate)) for offer in table.offers]
    options += [
        Option("custom", "kept as extra", _now("custom", fate)),
        Option("ignore", "left out", _now("ignore", fate)),
    ]
    if _is_mapped(table, fate.name):
        options.append(Option("", "as the file's kind says", "forget what was chosen"))
    if fate.is_unclear:
        return options, 1 if fate.order == "mdy" else 0
    return options, next((at for at, one in enumerate(options) if one.word == fate.word), 0)


def _now(word: str, fate: ColumnFate) -> str:
    return "now" if word == fate.word else ""


def _read_as(sample: str, order: str) -> str:
    """`03/11/2026 is 3 Nov`: what a choice makes of the value that is unclear."""
    parts = [part for part in sample.replace(".", "/").replace("-", "/").split("/") if part]
    if len(parts) < 2 or not (parts[0].isdigit() and parts[1].isdigit()):
        return ""
    from repcockpit.tui.words import MONTHS  # noqa: PLC0415 -- needed only here

    day, month = (parts[0], parts[1]) if order == "dmy" else (parts[1], parts[0])
    return f"{sample[:20]} is {int(day)} {MONTHS[int(month) - 1]}" if 1 <= int(month) <= 12 else ""


def _is_mapped(table: TablePreview, name: str) -> bool:
    return any(_column(pair) == _fold(name) for pair in table.map)


def _column(pair: str) -> str:
    return _fold(pair.rpartition("=")[0])


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()


def with_column(table: TablePreview, fate: ColumnFate, word: str) -> Said:
    """What is said of the table once a column has become `word` of `column_options`."""
    said = said_of(table)
    if word.startswith("order:"):
        orders = {**dict(said.orders), fate.name: word.removeprefix("order:")}
        return said._replace(orders=tuple(orders.items()))  # type: ignore[arg-type] # one of _ORDERS
    pairs = tuple(pair for pair in said.map if _column(pair) != _fold(fate.name))
    return said._replace(map=(*pairs, f"{fate.name}={word}") if word else pairs)


def kind_options(table: TablePreview) -> tuple[list[Option], int]:
    """What the rows of a table may be, and what they are taken for."""
    options = [Option(word, word, about) for word, about in KINDS]
    return options, next((at for at, one in enumerate(options) if one.word == table.kind), 0)


def with_kind(table: TablePreview, kind: str) -> Said:
    """What is said of the table once its kind is chosen; another kind has other fields."""
    said = said_of(table)
    return said._replace(kind=kind, map=() if kind != table.kind else said.map)


def owner_options(owners: tuple[OwnerFound, ...]) -> list[Option]:
    """Which of the owners is at the keyboard."""
    known = [Option(owner.name, owner.name, said_owner(owner)) for owner in owners]
    return [
        *known,
        Option(NOBODY, "none of these, I am …", "type your name"),
        Option(LATER, "not now", "asked again later"),
    ]


def is_a_name(text: str) -> bool:
    """Whether an owner's word can be a person's name: not an address, not a key of a database."""
    letters = sum(char.isalpha() for char in text)
    digits = sum(char.isdigit() for char in text)
    return "@" not in text and letters > 1 and (" " in text or not digits)


def name_of(word: str) -> str:
    """A name to begin with: an owner's own, else what an address suggests."""
    if is_a_name(word):
        return word
    if "@" not in word:
        return ""
    parts = [part for part in word.partition("@")[0].replace("_", ".").split(".") if part.isalpha()]
    return " ".join(part.capitalize() for part in parts)
