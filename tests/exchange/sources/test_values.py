"""Cells into values: empties, numbers, yes and no, HTML, ids, words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.exchange.sources import meanings
from repcockpit.exchange.sources.salesforce import full_id, kind_of_id
from repcockpit.exchange.sources.values import (
    currency_of,
    has_decimal_comma,
    is_empty,
    is_vacant,
    listed,
    number,
    plain,
    plain_text,
    squash,
    yes,
)


@pytest.mark.parametrize("cell", ["", "  ", "NULL", "-", "N/D", "N/A", "000000000000000AAA", "0/0/00"])
def test_spellings_of_nothing(cell: str) -> None:
    assert is_empty(cell)


@pytest.mark.parametrize("cell", ["0", "none of them", "NA", "--x", "null island"])
def test_what_is_something(cell: str) -> None:
    assert not is_empty(cell)


def test_vacant_is_a_name_of_nobody() -> None:
    assert is_vacant(" Vacant ")
    assert is_vacant("VACANT POST")
    assert not is_vacant("Ana Vacant")


@pytest.mark.parametrize(
    ("cell", "comma", "value"),
    [
        ("$7,450,000.00 ", False, 7_450_000),
        ("1,124,741.15", False, 1_124_741.15),
        ("1.234,56 €", True, 1234.56),
        ("1 234,56", True, 1234.56),
        ("1'234.50", False, 1234.5),
        ("(1,200)", False, -1200),
        ("-12.5", False, -12.5),
        ("-$3", False, -3),
        ("12%", False, 12),
        ("0", False, 0),
        ("abc", False, None),
        ("1-800-555", False, None),
        ("", False, None),
        ("1e999", False, None),
    ],
)
def test_number(cell: str, comma: bool, value: float | None) -> None:
    assert number(cell, decimal_comma=comma) == value


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_number_reads_what_python_writes(value: float) -> None:
    text = f"{value:.2f}"
    assert number(text) == pytest.approx(float(text))
    assert number(f"{value:,.2f}") == pytest.approx(float(text))


@given(st.text())
def test_number_of_any_text_is_a_number_or_nothing(text: str) -> None:
    for comma in (False, True):
        found = number(text, decimal_comma=comma)
        assert found is None or isinstance(found, int | float)


def test_decimal_comma_is_a_property_of_the_column() -> None:
    assert has_decimal_comma(["1.234", "12,5"])
    assert has_decimal_comma(["1.234,00"])
    assert not has_decimal_comma(["1,234", "12.5", "1,234,567.80"])


def test_currency() -> None:
    assert currency_of("1.234,56 €") == "EUR"
    assert currency_of("CHF 12") == "CHF"
    assert currency_of("$12") is None


@pytest.mark.parametrize(
    ("cell", "said"), [("1", True), ("TRUE", True), ("no", False), ("0", False), ("maybe", None)]
)
def test_yes(cell: str, said: bool | None) -> None:
    assert yes(cell) is said


def test_html_becomes_text_and_text_stays() -> None:
    page = "<html><head><style>p {}</style></head><body><p>One &amp; two</p><ul><li>three</li></ul>four</body></html>"
    assert plain_text(page) == "One & two\nthree\nfour"
    assert plain_text("a < b and b > c\r\nnext") == "a < b and b > c\nnext"
    assert plain_text("mail <ana@x.com>") == "mail <ana@x.com>"


@given(st.text(max_size=300))
def test_text_without_markup_is_kept(text: str) -> None:
    if "<" not in text:
        assert plain_text(text) == text.replace("\r\n", "\n").replace("\r", "\n").strip()


def test_lists() -> None:
    assert listed("a@x.com ::: b@x.com; c@x.com\nd") == ["a@x.com", "b@x.com", "c@x.com", "d"]


@given(st.text(max_size=40))
def test_names_of_columns_lose_case_and_spaces(name: str) -> None:
    assert squash(squash(name)) == squash(name)
    assert plain(plain(name)) == plain(name)


def test_salesforce_ids() -> None:
    assert full_id("003f4000003d6Ah") == "003f4000003d6AhAAI"
    assert full_id("003f4000003d6AhAAI") == "003f4000003d6AhAAI"
    assert full_id("ada@example.com") == "ada@example.com"
    assert kind_of_id("00QEc00000BBaeXMAT") == "lead"
    assert kind_of_id("001 Main Street") is None


@pytest.mark.parametrize(
    ("word", "ours"),
    [
        ("INCOMING_EMAIL", "email"), ("WHATS_APP", "message"), ("Phone Call", "call"), ("Face_to_face_vod", "visit"),
        ("Sales call", "call"), ("Prep", "task"), ("Lunch", "meeting"), ("PHYSICAL_MAIL", "mailing"), ("Zorb", None),
    ],
)  # fmt: skip
def test_interaction_type(word: str, ours: str | None) -> None:
    assert meanings.interaction_type(word) == ours


def test_roles_and_stages() -> None:
    assert meanings.roles(["Economic Decision Maker", "END_USER", "???"]) == ["decision_maker", "end_user"]
    assert meanings.deal_stage("Closed Won", "", is_won=None, is_closed=None) == "won"
    assert meanings.deal_stage("closedlost", "", is_won=None, is_closed=None) == "lost"
    assert meanings.deal_stage("Closing", "Open", is_won=None, is_closed=None) == "open"
    assert meanings.deal_stage("", "", is_won=False, is_closed=True) == "lost"
