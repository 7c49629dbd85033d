"""Weeks as a person counts them: they begin on the weekday that the person says."""

from datetime import date, timedelta
from typing import NamedTuple


class Week(NamedTuple):
    """Seven days, both ends included."""

    first_on: date
    last_on: date


def week_around(day: date, first_weekday: int = 0) -> Week:
    """The week that `day` lies in; `first_weekday` is 0 (Monday) to 6 (Sunday).

    At the ends of the calendar it stops at the first or last day there is.
    """
    back = (day.weekday() - first_weekday) % 7
    first = day - timedelta(days=min(back, (day - date.min).days))
    return Week(first, day + timedelta(days=min(6 - back, (date.max - day).days)))
