"""Where a name is completed, whom it is completed to, and that what is taken is read as that one."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from repcockpit.domain.capture import AccountRef, Person, parse
from repcockpit.domain.capture.completion import fragments, suggestions, take
from repcockpit.domain.names import fold
from tests.domain.capture import book as b


def shown(text: str, row: Person | None = None, account: AccountRef | None = None) -> list[str]:
    """The names offered with the caret at `|`, or at the end."""
    caret = text.find("|") if "|" in text else len(text)
    return [one.name for one in suggestions(text.replace("|", ""), caret, b.context(row, account))]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("mar", ["Maria Gil", "Maria Lekue", "Maria López"]),
        ("call maria lo", ["Maria López"]),
        ("call lopez, mar", ["Maria López"]),
        ("visit luis, ma", ["May Lee", "Maria Gil"]),
        ("jo", ["John Smith, Jr.", "Jon Park", "Jon Park"]),
        ("call san", ["Sandra Meyer"]),
        ("call maria.lop", ["Maria López"]),
        ('call "maria lek', ["Maria Lekue"]),
        ("25m sera", ["Serafine Dupont"]),
        ("call ma|, jon", ["Maria Gil"]),
        ("call fia", ["Sofía Ångström"]),
        ("call @north", ["Glass North", "Northglass"]),
        ("@goldman, sa", ["Goldman, Sachs & Co."]),
        ('@"gold', ["Goldman, Sachs & Co."]),
        ("call maria lopez @mon", ["Monday.com"]),
        ("call 田", ["田中太郎"]),
    ],
)
def test_without_a_row_a_name_is_completed_where_one_can_stand(text: str, first: list[str]) -> None:
    assert shown(text)[: len(first)] == first


@pytest.mark.parametrize(
    "text",
    [
        "",
        "call",
        "call maria ",
        "call maria lopez late",
        "call maria: jo",
        "call maria lopez +r jo",
        "call maria lopez > fri jo",
        "call maria lopez: jo @north",
        "call 2",
        "late sand to jo",
        "call maria lopez @northglass 25m jo",
        "in",
        "@",
    ],
)
def test_elsewhere_nothing_is_offered(text: str) -> None:
    assert shown(text) == []


def test_on_a_row_a_bare_word_is_completed_only_to_who_is_near() -> None:
    assert shown("jo", b.MARIA) == ["Jon Park"]
    assert shown("san", b.MARIA) == []
    assert shown("l", b.MARIA) == []
    assert shown("visit san", b.MARIA) == ["Sandra Meyer"]
    assert shown("visit jo", b.MARIA) == ["Jon Park", "John Smith, Jr.", "Jon Park"]


def test_after_a_comma_the_people_of_the_account_are_offered_at_once() -> None:
    assert shown("meeting maria lopez, ") == ["Jon Park"]
    assert shown("meeting maria lopez, jo")[0] == "Jon Park"
    assert shown("meeting maria lopez,") == []
    assert shown("meeting 25m, ") == []


def test_the_agenda_comes_before_recent_ones_before_others() -> None:
    late = b.MARIA_LEKUE._replace(on_agenda=True)
    recent = b.MARIA_GIL._replace(is_recent=True)
    others = [one for one in b.PEOPLE if one.id not in {late.id, recent.id}]
    at = b.context(book=b.Book([*others, recent, late]))
    assert [one.name for one in suggestions("maria", 5, at)] == ["Maria Lekue", "Maria Gil", "Maria López"]


def test_a_better_match_comes_before_a_nearer_one() -> None:
    assert shown("may", b.LUIS) == []  # a keyword alone is none
    assert shown("na", b.LUIS) == []
    assert shown("visit park, pra", b.JON)[0] == "Luis Prado"


def test_never_more_than_five() -> None:
    assert len(shown("ma")) == 5
    assert shown("m") == []


@pytest.mark.parametrize("row", [None, b.MARIA, b.LUIS])
@pytest.mark.parametrize("start", ["", "visit ", "visit 25m ", "visit maria lopez, "])
@pytest.mark.parametrize("rest", ["", ": late sand", ", sandra: late", " +p certificate"])
@pytest.mark.parametrize("typed", ["ma", "jo", "jon park", "john", "san", "ser", "pat", "ana", "sof"])
def test_what_is_taken_is_read_as_the_one_chosen(
    row: Person | None, start: str, rest: str, typed: str
) -> None:
    at = b.context(row)
    text = start + typed + rest
    for one in suggestions(text, len(start + typed), at):
        taken = take(text, one, at)
        draft = parse(taken.text, at)
        assert one.one.id in [person.contact_id for person in draft.people], taken.text
        assert not draft.problems or typed not in draft.problems[0].text
        assert draft.note in rest


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("call mar|", "call Maria Gil |"),
        ("call mar|ia", "call Maria Gil |"),
        ("call mar|: late", "call Maria Gil|: late"),
        ("call @goldman, sa|", "call @Goldman, Sachs & Co. |"),
        ("visit jon p|, ", "visit Jon Park @Northglass|, "),
    ],
)
def test_the_caret_stands_behind_the_name(text: str, taken: str) -> None:
    at = b.context()
    plain, caret = text.replace("|", ""), text.index("|")
    done = take(plain, suggestions(plain, caret, at)[0], at)
    assert f"{done.text[: done.caret]}|{done.text[done.caret :]}" == taken


def test_on_a_row_a_colon_ends_the_name() -> None:
    at = b.context(b.MARIA)
    assert take("jo", suggestions("jo", 2, at)[0], at).text == "Jon Park: "


def test_two_of_one_name_are_told_apart_by_the_account() -> None:
    at = b.context()
    north, south = [one for one in suggestions("jon park", 8, at) if one.name == "Jon Park"]
    for one in (north, south):
        draft = parse(take("jon park", one, at).text, at)
        assert draft.people[0].contact_id == one.one.id
    assert fragments("jon park", 8, at)[0].query == "jon park"


odd_names = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(odd_names, odd_names, st.sampled_from(["", "call ", "visit maria gil, "]), st.integers(1, 9))
@example("Smith, Jr.: x", "Acme: West @ 3", "call ", 3)
@example('"""', '"', "call ", 1)
@example("+p > fri", "+r", "", 2)
def test_any_name_can_be_offered_and_taken(name: str, place: str, start: str, size: int) -> None:
    home = AccountRef(b"h" * 16, place, fold(place))
    odd = Person(b"o" * 16, name, fold(name), account_id=home.id, account_name=place)
    at = b.context(book=b.Book([*b.PEOPLE, odd], [*b.ACCOUNTS, home]))
    for begun in (start + name[:size], f"{start}@{place[:size]}"):
        for one in suggestions(begun, len(begun), at):
            taken = take(begun, one, at)
            assert 0 <= taken.caret <= len(taken.text)
            parse(taken.text, at)
