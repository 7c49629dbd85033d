import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.tui.sheet import Group, Heading, Sheet


def sheet_of(sizes: list[int], *, is_airy: bool = False) -> Sheet[tuple[int, int]]:
    groups = [
        Group(Heading(f"G{at}", ""), [(at, row) for row in range(size)]) for at, size in enumerate(sizes)
    ]
    return Sheet(groups, is_airy=is_airy)


def drawn(sheet: Sheet[tuple[int, int]]) -> list[str]:
    lines = []
    for line in range(sheet.line_count):
        at = sheet.at(line)
        if isinstance(at, int):
            group, row = sheet.row(at)
            lines.append(f"{group}.{row}")
        else:
            lines.append(at.title if at is not None else "")
    return lines


def test_empty_groups_are_left_out() -> None:
    assert drawn(sheet_of([2, 0, 1])) == ["G0", "0.0", "0.1", "G2", "2.0"]
    assert drawn(sheet_of([2, 0, 1], is_airy=True)) == ["", "G0", "0.0", "0.1", "", "G2", "2.0"]


def test_outside_there_is_nothing() -> None:
    sheet = sheet_of([1])
    assert sheet.at(-1) is None
    assert sheet.at(99) is None
    with pytest.raises(IndexError):
        sheet.row(1)
    assert sheet_of([]).line_count == 0


@given(st.lists(st.integers(0, 6), max_size=8), st.booleans())
def test_every_row_is_found_on_its_line(sizes: list[int], is_airy: bool) -> None:
    sheet = sheet_of(sizes, is_airy=is_airy)
    assert sheet.row_count == sum(sizes)
    for number in range(sheet.row_count):
        assert sheet.at(sheet.line_of(number)) == number
        above = sheet.at(sheet.line_of(number) - 1)
        assert sheet.is_first_of_group(number) == isinstance(above, Heading)


class Knowing(list[tuple[int, int]]):
    """Rows that know their keys and count how often one is read."""

    reads = 0

    def __getitem__(self, at: object) -> tuple[int, int]:  # type: ignore[override]
        self.reads += 1
        return super().__getitem__(at)  # type: ignore[call-overload,no-any-return]

    def key_at(self, at: int) -> object:
        return 1, at

    def find_key(self, key: object) -> int | None:
        return key[1] if isinstance(key, tuple) and key[0] == 1 else None


def test_a_key_is_found_and_told() -> None:
    knowing = Knowing([(1, row) for row in range(5)])
    sheet: Sheet[tuple[int, int]] = Sheet([*sheet_of([3]).groups, Group(Heading("G1", ""), knowing)])
    assert [sheet.find(key, tuple) for key in ((0, 2), (1, 0), (1, 4), (7, 7))] == [2, 3, 7, None]
    assert [sheet.key_at(number, tuple) for number in (0, 2, 3, 7)] == [(0, 0), (0, 2), (1, 0), (1, 4)]
    assert knowing.reads == 0
