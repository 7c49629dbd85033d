"""The numbers of the rule set as records: what each is, whom it is about, and changing one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.domain.errors import InvalidValueError, UsageError
from repcockpit.domain.ids import derived_id
from repcockpit.domain.settings import NUMBERS, checked_number
from repcockpit.domain.views.machine import NumberView
from repcockpit.domain.views.records import SettingView
from repcockpit.domain.words import KEY_ROLES, spoken
from repcockpit.services.record_edits import Written
from repcockpit.store.reads.calendar import ruled_by
from repcockpit.store.reads.device import setting_values
from repcockpit.store.reads.records_held import is_shown

if TYPE_CHECKING:
    from repcockpit.services.book import Book


_ACTS_ON = {
    "cadence.segment": "the due days of accounts",
    "cadence.role": "the due days of people",
    "cadence": "the words and colours of every due day",
    "pace": "the pace of every person, seven touches a year being a relationship",
    "touch": "which mails and messages count as a contact",
    "retry": "when somebody who was not reached comes back on Today",
    "today": "what stands on Today",
    "capacity": "the comparison of what the cadences promise with what is really made",
    "rank": "the points that order Due and Catch-up",
    "segment": "the proposed segments",
    "plan": "the plan that attainment on Team is measured by",
    "team": "which rows of Team are marked as not heard of for long",
    "qbr.interval": "the due days of QBRs, by segment",
    "qbr": "when a QBR is due, ready, at risk and followed up",
    "training": "the gaps and proposals of training",
    "news": "which items of the library are still news",
    "score": "the scorecard of every account and rep",
    "loyalty": "retention and loyalty of every account",
    "survey": "NPS and satisfaction on the scorecard",
    "delivery": "what counts as delivered in full",
    "guard": "the contact bar, and the warning while a touch is logged",
    "avoidance": "the accounts that are said to be avoided",
    "duplicate": "the pairs that are shown as duplicates",
    "retention": "who is listed as due to be erased; nobody is erased by it",
}
"""By family: what changes with a number."""


def numbers_view(book: "Book") -> tuple[NumberView, ...]:
    """Every number of the rule set in the order of the rules; an own value that no rule can use counts as none."""
    own: dict[str, float] = {}
    for name, text in setting_values(book.db).items():
        if name in NUMBERS:
            try:
                own[name] = checked_number(name, text)
            except InvalidValueError:
                continue
    return tuple(
        NumberView(name, one.meaning, one.unit, one.default, own.get(name), one.low, one.high, one.is_whole)
        for name, one in NUMBERS.items()
    )


def acts_on(book: "Book", name: str) -> tuple[str, ...]:
    """What changes with a number, a sentence each; whom a cadence is about is counted."""
    families = (name.rpartition(".")[0], name.partition(".")[0])
    family = next(one for one in families if one in _ACTS_ON)
    said = [f"It changes {_ACTS_ON[family]}."]
    last = name.rpartition(".")[2]
    if family == "cadence.segment":
        words = "no segment" if last == "none" else f"segment {last}"
        count = ruled_by(book.db, "account", (words,))
        said.append(f"{count:,} accounts follow it now; accounts with an interval of their own do not.")
    elif name == "cadence.role.key":
        count = ruled_by(book.db, "contact", tuple(f"role {spoken(role)}" for role in sorted(KEY_ROLES)))
        said.append(f"{count:,} people follow it now; people with an interval of their own do not.")
    return tuple(said)


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
