"""What a line could have meant, and the line once an offer is taken."""

import pytest

from repcockpit.domain.capture import Person, parse
from repcockpit.domain.capture.offers import offers
from tests.domain.capture import book as b


def offered(text: str, row: Person | None = None) -> list[tuple[str, str]]:
    at = b.context(row)
    return [(one.name, one.taken(text, at).text) for one in offers(text, parse(text, at), at)]


def test_an_unclear_name_offers_whom_it_could_mean() -> None:
    found = offered("call maria: late")
    assert [name for name, _ in found] == ["Maria López", "Maria Gil", "Maria Lekue"]
    assert found[1][1] == "call Maria Gil: late"


def test_an_unknown_name_offers_somebody_new() -> None:
    assert offered("call zzz: late") == [("new Zzz", "call new Zzz: late")]
    assert offered("call maria gil, zoe quill: late")[-1] == (
        "new Zoe Quill",
        "call maria gil, new Zoe Quill: late",
    )
    assert offered("call Zzz")[-1][1] == "call new Zzz: "
    assert not parse("call new Zzz: ", b.context()).problems
    assert offered("call @nowhere") == []


@pytest.mark.parametrize(
    ("text", "row", "taken"),
    [
        ("no answer again", b.MARIA, "na: no answer again"),
        ("call maria gil: no answer", None, "call maria gil na: no answer"),
        ("visit 25m no answer", b.MARIA, "visit 25m na: no answer"),
        ("call maria gil no answer +p ring again", None, "call maria gil na: no answer +p ring again"),
    ],
)
def test_a_note_that_says_no_answer_offers_it_as_the_outcome(
    text: str, row: Person | None, taken: str
) -> None:
    assert offered(text, row) == [("na", taken)]
    draft = parse(taken, b.context(row))
    assert draft.outcome == "no_answer"
    assert draft._replace(outcome=None, offers=(), marks=()) == parse(text, b.context(row))._replace(
        outcome=None, offers=(), marks=()
    )


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("late +p certificate by firday", "late +p certificate by friday"),
        ("late +p certificate by tomorow +i bags", "late +p certificate by tomorrow +i bags"),
        ("late > mondy check", "late > monday check"),
        ("late +r pallet by 31/2", "late +r pallet by 28/2"),
        ("late +r pallet by 2026-11-31", "late +r pallet by 2026-11-30"),
        ("late > 12/24 check", "late > 24/12 check"),
        ("yesterdy: late", "yesterday: late"),
    ],
)
def test_a_day_with_a_slip_offers_the_day(text: str, taken: str) -> None:
    assert [line for _, line in offered(text, b.MARIA)] == [taken]


@pytest.mark.parametrize(
    "text",
    ["late sand", "late by two days", "+p certificate by friday", "sends it by mail > see", "mother called"],
)
def test_plain_words_offer_nothing(text: str) -> None:
    assert offered(text, b.MARIA) == []
