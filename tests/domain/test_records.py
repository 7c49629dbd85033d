"""FIELD=VALUE words: what each field takes, and what it says to what it does not."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain.errors import InvalidValueError, UsageError
from repcockpit.domain.records import (
    FIELDS,
    REQUIRED,
    Direction,
    Value,
    assignments,
    check_required,
    fields_of,
    looks_like_assignment,
    value_of,
)

DAY = date(2026, 11, 24)


def _day(text: str, looks: Direction) -> date:
    return DAY if looks == "forward" else date(2026, 1, 1)


def _moment(text: str) -> tuple[date, datetime | None]:
    return DAY, None


def _value(kind: str, word: str) -> Value:
    (one,) = assignments(kind, [word])
    return value_of(one, _day, _moment)


@pytest.mark.parametrize(
    ("kind", "word", "value"),
    [
        ("account", "name=Goldman, Sachs & Co.", "Goldman, Sachs & Co."),
        ("account", "name=a=b", "a=b"),
        ("account", "name=", None),
        ("account", "name=  ", None),
        ("account", "segment=b", "B"),
        ("account", "interval_days=45", 45),
        ("account", "revenue=1_250.5", 1250.5),
        ("account", "country=es", "ES"),
        ("account", "country=Spain", "Spain"),
        ("account", "currency=eur", "EUR"),
        ("account", "timezone=Europe/Paris", "Europe/Paris"),
        ("contact", "role=Decision Maker", "decision_maker"),
        ("contact", "role=decision-maker", "decision_maker"),
        ("contact", "do_not_contact=yes", True),
        ("contact", "do_not_contact=OFF", False),
        ("task", "due_on=fri", DAY),
        ("deal", "closed_on=fri", date(2026, 1, 1)),
        ("interaction", "occurred_on=today", (DAY, None)),
        ("deal", "amount=-5", -5.0),
        ("rep", "hours=mon-fri 09:00-17:00", "mon-fri 09:00-17:00"),
    ],
)
def test_a_value_becomes_what_the_field_holds(kind: str, word: str, value: Value) -> None:
    assert _value(kind, word) == value


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("account", "segment=E"),
        ("account", "interval_days=1.5"),
        ("account", "interval_days=0"),
        ("account", "interval_days=3651"),
        ("account", "revenue=-1"),
        ("account", "revenue=nan"),
        ("account", "revenue=1e400"),
        ("account", "revenue=much"),
        ("account", "currency=euro"),
        ("account", "timezone=Mars"),
        ("account", "timezone=../etc/passwd"),
        ("contact", "do_not_contact=perhaps"),
        ("rep", "hours=whenever"),
        ("account", "note=" + "x" * 1_000_001),
    ],
)
def test_what_a_field_cannot_hold_is_refused_with_what_it_can(kind: str, word: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        _value(kind, word)
    assert refused.value.hint


@pytest.mark.parametrize(
    "word", ["name", "colour=red", "=x", "custom=x", "name.x=1", "segment+=A", "1name=x"]
)
def test_a_word_that_is_no_assignment_lists_the_fields(word: str) -> None:
    with pytest.raises(UsageError) as refused:
        assignments("account", [word])
    assert refused.value.hint


def test_custom_fields_keep_their_names() -> None:
    (one,) = assignments("account", ["custom.ERP number=K 12"])
    assert (one.field.name, one.custom, one.text) == ("custom", "ERP number", "K 12")


def test_sets_take_plus_and_minus() -> None:
    found = assignments("contact", ["emails+=a@b.example", "tags-=key", "roles=champion"])
    assert [one.op for one in found] == ["+=", "-=", "="]
    assert all(one.field.is_many for one in found)


def test_an_unknown_kind_lists_the_kinds() -> None:
    with pytest.raises(UsageError, match="unicorn"):
        fields_of("unicorn")


@pytest.mark.parametrize("kind", REQUIRED)
def test_a_new_record_says_what_it_needs(kind: str) -> None:
    with pytest.raises(UsageError):
        check_required(kind, [])
    check_required(kind, assignments(kind, [f"{group[0]}=x" for group in REQUIRED[kind]]))


def test_an_empty_value_is_not_given() -> None:
    with pytest.raises(UsageError):
        check_required("account", assignments("account", ["name="]))


def test_the_tables_agree() -> None:
    assert set(REQUIRED) == set(FIELDS) - {"request", "qbr"}
    for kind, fields in FIELDS.items():
        names = [field.name for field in fields]
        assert len(names) == len(set(names)), kind
        assert {name for group in REQUIRED.get(kind, ()) for name in group} <= set(names)
        assert all(field.target in (*FIELDS, "team") for field in fields if field.type in ("link", "links"))
        assert all(field.allowed for field in fields if field.type in ("word", "words"))


def test_what_looks_like_an_assignment() -> None:
    assert looks_like_assignment("name=x")
    assert looks_like_assignment("tags+=x")
    assert not looks_like_assignment("Maria")
    assert not looks_like_assignment("=x")


@given(kind=st.sampled_from(sorted(FIELDS)), word=st.text(max_size=40))
def test_no_word_breaks_it(kind: str, word: str) -> None:
    try:
        found = assignments(kind, [word])
    except UsageError:
        return
    assert looks_like_assignment(word)
    assert found[0].field in fields_of(kind)
