from itertools import pairwise
from uuid import UUID

import pytest

from repcockpit.domain.ids import derived_id, timed_id, transaction_id


def test_a_timed_id_sorts_by_time() -> None:
    ids = [timed_id(ms, bytes(10)) for ms in (0, 1, 255, 256, 1_795_000_000_000)]
    assert all(one < other for one, other in pairwise(ids))
    assert {len(one) for one in ids} == {16}


def test_the_same_parts_always_give_the_same_id() -> None:
    assert derived_id("salesforce", "contact", "003f").hex() == "a7438f7553c953469ad41c59e2400f07"
    assert UUID(bytes=derived_id("x")).version == 5


@pytest.mark.parametrize(
    ("one", "other"),
    [(("ab", "c"), ("a", "bc")), (("a",), ("a", "")), ((b"a", "b"), ("b", "a")), (("é",), ("e",))],
)
def test_other_parts_give_another_id(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert derived_id(*one) != derived_id(*other)


def test_bytes_and_text_of_the_same_bytes_are_the_same_part() -> None:
    assert derived_id(b"abc") == derived_id("abc")


def test_a_transaction_id_is_the_beginning_of_a_hash() -> None:
    found = transaction_id(bytes(16), 1, 2)
    assert len(found) == 16
    assert found != transaction_id(bytes(16), 2, 2)
