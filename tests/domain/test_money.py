from datetime import date

import pytest

from repcockpit.domain.money import (
    Money,
    Rate,
    in_reporting,
    rate_words,
    reporting_currency,
    sum_words,
    summed,
)

ON = date(2026, 11, 24)
EUR = Rate("EUR", 1.0, date(2026, 1, 1))
USD = Rate("USD", 1.09, date(2026, 11, 20))
LATER = Rate("USD", 1.2, date(2026, 12, 1))
BEFORE = Rate("USD", 1.05, date(2026, 3, 1))
PAR = Rate("CHF", 1.0, date(2026, 6, 1))
RATES = (EUR, BEFORE, USD, LATER)


@pytest.mark.parametrize(
    ("rates", "unit"),
    [
        ((), None),
        ((USD,), None),
        (RATES, "EUR"),
        ((EUR, PAR), "EUR"),
        ((EUR, PAR._replace(on=EUR.on)), None),
        ((EUR, EUR), "EUR"),
    ],
)
def test_the_reporting_currency_is_the_first_at_one(rates: tuple[Rate, ...], unit: str | None) -> None:
    assert reporting_currency(rates) == unit


@pytest.mark.parametrize(
    ("amount", "currency", "on", "rates", "found"),
    [
        (109.0, "USD", ON, RATES, (100.0, USD)),
        (105.0, "USD", date(2026, 11, 19), RATES, (100.0, BEFORE)),
        (120.0, "USD", date(2027, 1, 1), RATES, (100.0, LATER)),
        (109.0, "USD", USD.on, RATES, (100.0, USD)),
        (7.0, "EUR", ON, RATES, (7.0, EUR)),
        (109.0, "USD", date(2026, 2, 28), RATES, None),
        (109.0, "GBP", ON, RATES, None),
        (109.0, "", ON, RATES, None),
        (109.0, None, ON, RATES, None),
        (109.0, "USD", ON, (USD,), None),
        (109.0, "USD", ON, (EUR, Rate("USD", 0.0, ON)), None),
    ],
)
def test_an_amount_by_the_rate_in_force(
    amount: float, currency: str | None, on: date, rates: tuple[Rate, ...], found: tuple[float, Rate] | None
) -> None:
    given = in_reporting(amount, currency, on, rates)
    assert (given is None) is (found is None)
    if given is not None and found is not None:
        assert (round(given[0], 9), given[1]) == found


@pytest.mark.parametrize(
    ("money", "said"),
    [
        ((("EUR", 1000.0), ("USD", 109.0)), "1,100.00 EUR in all, at 1.09 USD/EUR of 2026-11-20"),
        ((("EUR", 1000.0), ("GBP", 5.0)), ""),
        ((("EUR", 1000.0), ("", 5.0)), ""),
        ((("USD", 109.0),), ""),
        ((), ""),
    ],
)
def test_a_sum_over_currencies_shows_its_rates(money: Money, said: str) -> None:
    assert sum_words(money, ON, RATES) == said
    assert sum_words(money, ON, ()) == ""


def test_one_currency_that_is_not_the_reporting_one_is_converted_with_its_rate() -> None:
    found = summed((("USD", 109.0),), ON, RATES)
    assert found is not None
    assert (round(found.amount, 6), rate_words(found)) == (100.0, "at 1.09 USD/EUR of 2026-11-20")
    assert rate_words(found._replace(rates=())) == ""
