"""Amounts of several currencies: each by itself, and summed only where a dated rate says what one is in the other."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

Money = tuple[tuple[str, float], ...]
"""Amounts by currency."""


class Rate(NamedTuple):
    """`per` units of `currency` for one of the reporting currency, from the day `on`."""

    currency: str
    per: float
    on: date


class InReporting(NamedTuple):
    """A sum in the reporting currency, with the rates that made it (none where all of it was in that currency)."""

    amount: float
    currency: str
    rates: tuple[Rate, ...]


def reporting_currency(rates: Iterable[Rate]) -> str | None:
    """The currency whose rate is exactly 1, the first that was said; None where there is none, or two of one day."""
    units = sorted({(rate.on, rate.currency) for rate in rates if rate.per == 1})
    if not units or (len(units) > 1 and units[0][0] == units[1][0]):
        return None
    return units[0][1]


def in_reporting(
    amount: float, currency: str | None, on: date, rates: Iterable[Rate]
) -> tuple[float, Rate] | None:
    """The amount in the reporting currency by the rate in force on the day, and that rate.

    None without a reporting currency, without a currency, and before its first rate.
    """
    known = list(rates)
    unit = reporting_currency(known)
    if unit is None or not currency:
        return None
    in_force = [one for one in known if one.currency == currency and one.on <= on and one.per > 0]
    if not in_force:
        return None
    rate = max(in_force, key=lambda one: (one.on, -one.per))
    return amount / rate.per, rate


def summed(money: Money, on: date, rates: Iterable[Rate]) -> InReporting | None:
    """The amounts as one; None where a single one has no rate on the day, or there is nothing to sum."""
    known = list(rates)
    unit = reporting_currency(known)
    if unit is None or not money:
        return None
    total, used = 0.0, []
    for currency, amount in money:
        found = in_reporting(amount, currency, on, known)
        if found is None:
            return None
        total += found[0]
        if currency != unit:
            used.append(found[1])
    return InReporting(total, unit, tuple(sorted(used)))


def rate_words(found: InReporting) -> str:
    """`at 1.09 USD/EUR of 2026-11-20`; empty where nothing was converted."""
    if not found.rates:
        return ""
    said = [f"{one.per:g} {one.currency}/{found.currency} of {one.on.isoformat()}" for one in found.rates]
    return "at " + ", ".join(said)


def sum_words(money: Money, on: date, rates: Iterable[Rate]) -> str:
    """`1,475.23 EUR in all, at 1.09 USD/EUR of 2026-11-20`; empty for one currency, and where a rate is missing."""
    found = summed(money, on, rates) if len(money) > 1 else None
    return f"{found.amount:,.2f} {found.currency} in all, {rate_words(found)}" if found else ""
