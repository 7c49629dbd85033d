from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain.orgchart import OrgNode, OrgRow, bridged, closes_a_circle, tree


def chart(*lines: tuple[str, str | None]) -> list[tuple[str, int, str]]:
    rows = tree(OrgNode(name.encode(), boss.encode() if boss else None, name) for name, boss in lines)
    return [(row.id.decode(), row.depth, row.flag) for row in rows]


def test_people_stand_under_their_managers() -> None:
    assert chart(("c", "b"), ("b", "a"), ("a", None), ("d", "a"), ("z", None)) == [
        ("a", 0, ""),
        ("b", 1, ""),
        ("c", 2, ""),
        ("d", 1, ""),
        ("z", 0, ""),
    ]


def test_self_reports_and_lost_managers_are_roots() -> None:
    assert chart(("a", "a"), ("b", "gone"), ("c", "b")) == [
        ("a", 0, "self"),
        ("b", 0, "missing"),
        ("c", 1, ""),
    ]


def test_a_cycle_is_cut_at_its_first_name() -> None:
    assert chart(("d", "c"), ("b", "c"), ("c", "b"), ("e", None)) == [
        ("b", 0, "cycle"),
        ("c", 1, ""),
        ("d", 2, ""),
        ("e", 0, ""),
    ]
    assert chart(("a", "b"), ("b", "c"), ("c", "b"))[0] == ("b", 0, "cycle")


def test_a_row_knows_how_to_be_drawn() -> None:
    rows = tree(
        [
            OrgNode(b"a", None, "a"),
            OrgNode(b"b", b"a", "b"),
            OrgNode(b"c", b"b", "c"),
            OrgNode(b"d", b"a", "d"),
        ]
    )
    assert rows[1] == OrgRow(b"b", 1, b"a", False, (False,), 1)
    assert rows[2] == OrgRow(b"c", 2, b"b", True, (False, True), 0)


def test_a_repeated_person_counts_once() -> None:
    assert chart(("a", None), ("a", "b")) == [("a", 0, "")]
    assert tree([]) == ()


def test_a_very_long_line_is_no_trouble() -> None:
    people = [OrgNode(str(n).encode(), str(n - 1).encode() if n else None, str(n)) for n in range(3000)]
    assert tree(people)[-1].depth == 2999


IDS = st.integers(0, 7).map(lambda number: str(number).encode())


@given(st.lists(st.tuples(IDS, st.none() | IDS), max_size=8))
def test_everybody_is_in_the_chart_once(lines: list[tuple[bytes, bytes | None]]) -> None:
    rows = tree(OrgNode(key, boss, key.decode()) for key, boss in lines)
    assert sorted(row.id for row in rows) == sorted({key for key, _ in lines})
    placed: set[bytes] = set()
    for row in rows:
        assert row.parent_id is None or row.parent_id in placed
        assert (row.parent_id is None) == (row.depth == 0)
        placed.add(row.id)


def test_empty_seats_stand_after_people_and_hold_a_team() -> None:
    rows = tree(
        [
            OrgNode(b"s", None, "", is_seat=True),
            OrgNode(b"z", None, "Zoe"),
            OrgNode(b"t", b"s", "Tom"),
        ]
    )
    assert [(row.id, row.depth) for row in rows] == [(b"z", 0), (b"s", 0), (b"t", 1)]


def test_who_stands_where_somebody_stood() -> None:
    gone = {b"a": b"b", b"b": b"c", b"x": b"y", b"y": b"x", b"top": None}
    assert [bridged(one, gone) for one in (b"a", b"c", None, b"x", b"top")] == [b"c", b"c", None, None, None]


def test_a_circle_is_seen_before_it_is_closed() -> None:
    parents = {b"a": None, b"b": b"a", b"c": b"b", b"p": b"q", b"q": b"p"}
    assert closes_a_circle(b"a", b"c", parents)
    assert closes_a_circle(b"a", b"a", parents)
    assert not closes_a_circle(b"c", b"a", parents)
    assert not closes_a_circle(b"a", None, parents)
    assert not closes_a_circle(b"a", b"p", parents)


@given(st.dictionaries(IDS, st.none() | IDS, max_size=8), IDS)
def test_a_stand_in_is_never_one_who_is_gone(gone: dict[bytes, bytes | None], who: bytes) -> None:
    assert bridged(who, gone) not in gone
