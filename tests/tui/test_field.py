import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from repcockpit.tui.text import line_cells
from repcockpit.tui.widgets import field as field_module
from repcockpit.tui.widgets.field import LIMIT, Field, field_lines, tail_line


def after(field: Field, *keys: str) -> Field:
    for key in keys:
        field = field.pressed(key, key if len(key) == 1 else None) or field
    return field


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("a",), Field("late sanda", 10)),
        (("backspace",), Field("late san", 8)),
        (("left", "left", "x"), Field("late saxnd", 8)),
        (("home", "delete"), Field("ate sand", 0)),
        (("ctrl+w",), Field("late ", 5)),
        (("ctrl+u",), Field("", 0)),
        (("ctrl+a", "ctrl+k"), Field("", 0)),
        (("ctrl+left", "ctrl+left"), Field("late sand", 0)),
        (("home", "ctrl+right", "x"), Field("latex sand", 5)),
        (("home", "left", "backspace"), Field("late sand", 0)),
        (("end", "right", "delete"), Field("late sand", 9)),
        (("f5",), Field("late sand", 9)),
    ],
)
def test_keys(keys: tuple[str, ...], expected: Field) -> None:
    assert after(Field("late sand", 9), *keys) == expected


def test_an_accent_goes_with_its_letter() -> None:
    assert after(Field("cafe\u0301", 5), "left").caret == 3
    assert after(Field("cafe\u0301", 5), "backspace") == Field("caf", 3)
    assert after(Field("cafe\u0301!", 3), "right").caret == 5


def test_a_paste_is_one_line_and_has_an_end() -> None:
    assert Field().typed("a\r\nb\nc").text == "a b c"
    assert len(Field().typed("x" * (LIMIT + 5)).text) == LIMIT


def test_lines_break_between_words() -> None:
    lines = ["".join(text for text, _ in line) for line in field_lines(Field("late sand twice", 15), 10)]
    assert lines == ["late sand ", "twice "]


@given(st.text(max_size=80), st.integers(0, 80), st.integers(4, 40))
@example("\r0\x1f\x1f", 0, 6)
def test_the_caret_is_always_in_sight(text: str, caret: int, width: int) -> None:
    field = Field(text).at(caret)
    lines = field_lines(field, width)
    assert sum(ink == "caret" for line in lines for _, ink in line) == 1
    assert sum(ink == "caret" for _, ink in tail_line(field, width)) == 1
    assert all(line_cells(line) <= max(width, 8) for line in lines)


def test_of_a_very_long_text_only_what_is_near_the_caret_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def look(char: str) -> str:
        looked.append(char)
        return char

    monkeypatch.setattr(field_module, "visible", look)
    text = "wide 字 " * 5_000
    for caret in (0, 17_000, len(text)):
        assert line_cells(tail_line(Field(text, caret), 30)) <= 30
    assert len(looked) < 1_000
    assert "".join(part for part, _ in tail_line(Field(text, len(text)), 30)).endswith("wide 字  ")
