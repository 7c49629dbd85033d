"""A request typed alone, with the time since when its clocks run: `17:40 pumps stopped`."""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from repcockpit.domain.dates import Order, parse_date, parse_time

_WORD = re.compile(r"\s*([^\s:]+(?::\d\d)?)(:?)(?=\s|$)")


class RequestLine(NamedTuple):
    """What is wrong and since when; `at` is aware, in the zone of now, or None where nothing was said."""

    at: datetime | None
    title: str


def parse_request(text: str, now: datetime, *, language: str = "en", order: Order = "dmy") -> RequestLine:
    """The request in `text`: a day and a time at its start, in either order, then its title.

    Both look back: a time later than now was yesterday's. A day needs a time beside it, else both are words
    of the title. `now` is aware, in the rep's zone. Text that is only a time is a title.
    """
    day: date | None = None
    at: time | None = None
    rest = 0
    while match := _WORD.match(text, rest):
        found_at = parse_time(match[1], language) if at is None else None
        found_day = None
        if found_at is None and day is None:
            found_day = parse_date(match[1], now.date(), direction="back", order=order, language=language)
        if found_at is None and found_day is None:
            break
        at, day, rest = found_at or at, found_day or day, match.end()
        if match[2]:
            break
    title = text[rest:].strip()
    if at is None or not title:
        return RequestLine(None, text.strip())
    moment = datetime.combine(day or now.date(), at, tzinfo=now.tzinfo)
    if day is None and moment > now:
        moment = datetime.combine(now.date() - timedelta(days=1), at, tzinfo=now.tzinfo)
    return RequestLine(moment, title)
