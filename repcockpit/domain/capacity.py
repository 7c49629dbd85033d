"""What the cadences promise a day against what is really made (product.md "Today", the set-up line)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from repcockpit.domain.businesstime import Calendar, is_working_day
from repcockpit.domain.settings import NUMBERS

_DAYS_A_WEEK: Final = 7


class Load(NamedTuple):
    """One cadence of the book: of an account, or of one of its people.

    `number` is the name in `settings.NUMBERS` that set the interval, blank where a person set it.
    """

    account_id: bytes | None
    is_account: bool
    interval_days: int
    number: str = ""


class Lowering(NamedTuple):
    """What doubling one interval would leave: `promised` touches a working day."""

    number: str
    interval_days: int
    longer_days: int
    promised: float


def working_weekdays(cal: Calendar) -> int:
    """The number of weekdays with working windows, 0 to 7."""
    return sum(bool(windows) for windows in cal.hours)


def promised_per_day(loads: Iterable[Load], weekdays: int = 5) -> float:
    """The touches a working day that keep every cadence, in a week of `weekdays` working days.

    A touch of a person is one of the account too, so an account counts as the larger of its own rate and
    its people's together. Without a working day nothing can be promised: 0.
    """
    if not weekdays:
        return 0.0
    own: dict[bytes | None, float] = defaultdict(float)
    people: dict[bytes | None, float] = defaultdict(float)
    alone = 0.0
    for load in loads:
        rate = 1 / load.interval_days
        if load.account_id is None:
            alone += rate
        elif load.is_account:
            own[load.account_id] += rate
        else:
            people[load.account_id] += rate
    a_day = alone + sum(max(own.get(key, 0), people.get(key, 0)) for key in own.keys() | people.keys())
    return a_day * _DAYS_A_WEEK / weekdays


def made_per_day(touches: int, working_days: int) -> float | None:
    """Touches a working day; None where there was no working day yet."""
    return touches / working_days if working_days else None


def window_start(cal: Calendar, today: date, count: int, started_on: date | None = None) -> tuple[date, int]:
    """The first of the last `count` working days before `today`, and how many there are since `started_on`.

    Looks back ten weeks beyond the count at most.
    """
    day, first, found = today, today, 0
    for _ in range(count * 2 + 70):
        day -= timedelta(days=1)
        if found == count or (started_on is not None and day < started_on):
            break
        if is_working_day(cal, day):
            first, found = day, found + 1
    return first, found


def lowerings(loads: Sequence[Load], weekdays: int = 5) -> tuple[Lowering, ...]:
    """What doubling each interval in use would leave, the greatest relief first."""
    intervals = {load.number: load.interval_days for load in loads if load.number}
    offers = []
    for number, interval in intervals.items():
        eased = (
            load._replace(interval_days=interval * 2) if load.number == number else load for load in loads
        )
        offers.append(Lowering(number, interval, interval * 2, promised_per_day(eased, weekdays)))
    return tuple(sorted(offers, key=lambda offer: (offer.promised, offer.number)))


def capacity_sentence(promised: float, made: float | None) -> str:
    """The set-up line: "you promise 23.9 touches a day, you make 6"."""
    promise = f"you promise {_plain(promised)} touches a day"
    return promise if made is None else f"{promise}, you make {_plain(made)}"


def lowering_sentence(offer: Lowering) -> str:
    """An offer in words: "every 104 d instead of 52: 14.2 a day (every other person, …)"."""
    meaning = NUMBERS[offer.number].meaning
    days = f"every {offer.longer_days} d instead of {offer.interval_days}"
    return f"{days}: {_plain(offer.promised)} a day ({meaning})"


def _plain(amount: float) -> str:
    return f"{amount:.1f}".removesuffix(".0")
