"""Charts over the customers: bands and flags of coverage, the seven activities, how the indexes spread."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from repcockpit.domain.score_words import ACTIVITY_WORDS
from repcockpit.domain.words import spoken
from repcockpit.exchange.writers.sheets import Bar, Chart

if TYPE_CHECKING:
    from repcockpit.domain.views.coverage import AccountCoverage
    from repcockpit.domain.views.scores import IndexRow, Scorecard

_STEP: Final = 20


def coverage_charts(rows: Sequence["AccountCoverage"]) -> tuple[Chart, ...]:
    """Customers by band, and by flag where one stands; nothing where there are no rows."""
    if not rows:
        return ()
    bands = Counter(row.band or "unknown" for row in rows)
    flags = Counter(flag.flag for row in rows for flag in row.flags)
    bars = [Bar(spoken(band), float(bands[band])) for band in sorted(bands)]
    flagged = [Bar(spoken(flag), float(flags[flag])) for flag in sorted(flags)]
    full = float(len(rows))
    charts = [Chart("bars", "Accounts by band", tuple(bars), full)]
    if flagged:
        charts.append(Chart("bars", "Accounts by flag", tuple(flagged), full))
    return tuple(charts)


def score_charts(card: "Scorecard", rows: Sequence["IndexRow"]) -> tuple[Chart, ...]:
    """The seven activities 0 to 100 over all customers, and how many customers stand where."""
    if not rows:
        return ()
    parts = [
        Bar(ACTIVITY_WORDS.get(one.activity, spoken(one.activity)), one.value, "unknown" if one.value is None else f"{one.value:.0f}")
        for one in card.parts
    ]  # fmt: skip
    spread = Counter("unknown" if row.value is None else min(4, int(row.value // _STEP)) for row in rows)
    bars = [
        Bar(f"{step * _STEP} to {step * _STEP + (_STEP if step == 4 else _STEP - 1)}", float(spread[step]))
        for step in range(5)
    ]
    bars.append(Bar("unknown", float(spread["unknown"])))
    return (
        Chart("bars", "The seven activities", tuple(parts), 100.0),
        Chart("bars", "Customers by index", tuple(bars), float(len(rows))),
    )
