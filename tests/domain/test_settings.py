import pytest

from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.settings import DEFAULTS, NUMBERS, RuleNumbers, checked_number, rule_numbers


def test_every_number_has_its_attribute() -> None:
    assert tuple(name.replace(".", "_").lower() for name in NUMBERS) == RuleNumbers._fields
    for value, number in zip(DEFAULTS, NUMBERS.values(), strict=True):
        assert value == number.default
        assert isinstance(value, int) or not number.is_whole


def test_every_default_is_allowed_and_explained() -> None:
    for name, number in NUMBERS.items():
        assert checked_number(name, number.default) == number.default
        assert number.meaning


def test_an_override_is_taken() -> None:
    numbers = rule_numbers({"cadence.segment.A": 7, "cadence.grace": 1.5})
    assert (numbers.cadence_segment_a, numbers.cadence_grace) == (7, 1.5)
    assert numbers.cadence_segment_b == 15
    assert checked_number("cadence.grace", "1.5") == 1.5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cadence.segment.E", 3),
        ("cadence.segment.A", "often"),
        ("cadence.segment.A", 0),
        ("cadence.segment.A", 2.5),
        ("cadence.segment.A", float("nan")),
        ("rank.silence", 101),
    ],
)
def test_a_wrong_number_is_refused(name: str, value: float | str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        checked_number(name, value)
    assert caught.value.hint
