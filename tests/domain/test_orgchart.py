from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain.orgchart import OrgNode, OrgRow, tree


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
