"""The numbers of the rule set as records: what each is, and changing one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.domain.errors import UsageError
from repcockpit.domain.ids import derived_id
from repcockpit.domain.settings import NUMBERS, checked_number
from repcockpit.domain.views.records import SettingView
from repcockpit.services.record_edits import Written
from repcockpit.store.reads.records_held import is_shown

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def show_number(book: "Book", name: str) -> SettingView:
    """One number: its value in force, its default, unit and meaning. Raises InvalidValueError for no such name."""
    checked_number(name, NUMBERS[name].default if name in NUMBERS else 0)
    number = NUMBERS[name]
    value = float(getattr(book.numbers, name.replace(".", "_").lower()))
    return SettingView(derived_id("setting", name), name, value, number.default, number.unit, number.meaning)


def set_number(book: "Book", name: str, words: Sequence[str]) -> Written:
    """The number `name` set by one word `value=N`; an empty value brings the default back.

    Raises UsageError for other words, InvalidValueError for what the number cannot be.
    """
    field, equals, text = words[0].partition("=") if len(words) == 1 else ("", "", "")
    if field != "value" or not equals:
        raise UsageError("a setting holds one value", f"write: set setting {name} value=N")
    former = show_number(book, name)
    amount = checked_number(name, text) if text.strip() else None
    with book.write(f"set {name}") as unit:
        if amount is not None:
            unit.insert("setting", {"id": former.id, "name": name, "value": f"{amount:g}"})
        elif is_shown(book.db, "setting", former.id):
            unit.hide("setting", former.id)
    return Written(show_number(book, name), unit.txn)
