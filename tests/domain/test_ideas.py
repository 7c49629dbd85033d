from repcockpit.domain import words
from repcockpit.domain.ideas import (
    NO_PRODUCT,
    STATES,
    behind,
    by_product,
    is_open,
    is_to_tell,
    next_state,
    tell_title,
)

A, B = b"a" * 16, b"b" * 16


def test_the_states_are_those_of_the_vocabulary() -> None:
    assert STATES == words.IDEA_STATUSES


def test_an_idea_moves_up_to_done_and_only_telling_is_left() -> None:
    walked = ["new"]
    while (after := next_state(walked[-1])) is not None:
        walked.append(after)
    assert walked == ["new", "sent", "under_review", "planned", "done"]
    assert next_state(None) == "sent"
    assert next_state("declined") is None
    assert is_open("done")
    assert not is_open("customer_told")


def test_done_and_declined_ask_to_tell() -> None:
    assert [status for status in STATES if is_to_tell(status)] == ["done", "declined"]


def test_the_task_says_what_to_tell() -> None:
    assert tell_title("done", "bags") == "tell that the idea is done: bags"
    assert tell_title("declined", "") == "tell that the idea was declined"


def test_the_digest_groups_by_product_and_never_adds_currencies() -> None:
    revenue = {A: {"EUR": 100.0, "USD": 5.0}, B: {"EUR": 50.0}}
    ideas = [("Sand", A), ("sand ", B), ("sand", A), ("pumps", None), (None, A), ("", B)]
    found = by_product(ideas, revenue)
    assert [one.product for one in found] == ["Sand", "pumps", NO_PRODUCT]
    assert found[0].places == (0, 1, 2)
    assert found[0].accounts == (A, B)
    assert found[0].revenue == (("EUR", 150.0), ("USD", 5.0))
    assert found[1].revenue == ()
    assert behind([A, A], revenue) == (("EUR", 100.0), ("USD", 5.0))
