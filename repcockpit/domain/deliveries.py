"""What was promised and what was delivered, line by line of an order: in full, and on time (rules.md 2.22)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from repcockpit.domain.settings import DEFAULTS, RuleNumbers


class Delivered(NamedTuple):
    """One row of the order system; several may belong to one (order, line)."""

    id: bytes
    order: str
    line: str
    promised: float | None
    delivered: float | None
    promised_on: date | None
    delivered_on: date | None


class LineVerdict(NamedTuple):
    """How one line of an order went; both None where it cannot be judged yet, or at all."""

    order: str
    line: str
    promised_on: date | None
    is_in_full: bool | None
    is_on_time: bool | None
    ids: tuple[bytes, ...]
    promised: float = 0.0
    delivered: float = 0.0
    delivered_on: date | None = None


class Otif(NamedTuple):
    """Lines in full and lines on time, of those judged; `left_out` could not be."""

    in_full: int = 0
    on_time: int = 0
    lines: int = 0
    left_out: int = 0


def line_verdicts(
    rows: Iterable[Delivered], today: date, numbers: RuleNumbers = DEFAULTS
) -> list[LineVerdict]:
    """One verdict per (order, line), in the order in which they first come; a row without either stands alone."""
    lines: dict[object, list[Delivered]] = {}
    for row in rows:
        key = (row.order, row.line) if row.order or row.line else row.id
        lines.setdefault(key, []).append(row)
    return [_verdict(several, today, numbers) for several in lines.values()]


def _verdict(rows: list[Delivered], today: date, numbers: RuleNumbers) -> LineVerdict:
    promised = sum(row.promised or 0.0 for row in rows)
    due = max((row.promised_on for row in rows if row.promised_on), default=None)
    came = [row for row in rows if row.delivered and (row.delivered_on is None or row.delivered_on <= today)]
    arrived = sum(row.delivered or 0.0 for row in came)
    last = max((row.delivered_on for row in came if row.delivered_on), default=None)
    full, timely = _judged(came, promised, due, today, numbers)
    first = rows[0]
    return LineVerdict(
        first.order, first.line, due, full, timely, tuple(row.id for row in rows), promised, arrived, last
    )


def _judged(
    came: list[Delivered],
    promised: float,
    due: date | None,
    today: date,
    numbers: RuleNumbers,
) -> tuple[bool | None, bool | None]:
    """(in full, on time) of one line."""
    if due is None or promised <= 0 or any(row.delivered_on is None for row in came):
        return None, None
    by_then = sum(row.delivered or 0.0 for row in came if row.delivered_on and row.delivered_on <= due)
    # A hair less than the share, for quantities that decimals cannot hold.
    is_full = by_then >= numbers.delivery_full * promised - 1e-9 * promised
    if not is_full and today <= due:
        return None, None
    return is_full, bool(came) and all(row.delivered_on and row.delivered_on <= due for row in came)


def otif(verdicts: Iterable[LineVerdict]) -> Otif:
    """The counts over several lines."""
    full = timely = lines = left_out = 0
    for one in verdicts:
        if one.is_in_full is None:
            left_out += 1
            continue
        lines += 1
        full += one.is_in_full
        timely += bool(one.is_on_time)
    return Otif(full, timely, lines, left_out)
