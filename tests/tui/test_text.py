from hypothesis import given
from hypothesis import strategies as st

from repcockpit.tui.text import cells, cut, cut_line, justify, left, line_cells, right, visible, wrap

emoji = st.lists(st.sampled_from(["✈️", "1️⃣", "👩\u200d👧", "🇪🇸", "é", "株", "x"]), max_size=30).map("".join)
texts = (st.text(max_size=60) | emoji).map(visible)
widths = st.integers(0, 40)


def test_what_acts_is_written_out() -> None:
    assert visible("a\x1b[31m") == "a\\x1b[31m"
    assert visible("a\tb\nc") == "a b c"
    assert "\u202e" not in visible("a\u202eb")
    assert visible("Maria López") == "Maria López"


def test_cutting_is_by_cells() -> None:
    assert cut("Bundesanstalt für Materialforschung", 15) == "Bundesanstalt …"
    assert cut("株式会社日本", 7) == "株式会…"
    assert cut("株式会社日本", 6) == "株式…"
    assert cut("abc", 3) == "abc"
    assert cut("abcd", 3, "~") == "ab~"
    assert cut("abc", 0) == ""
    assert cut("✈️✈️✈️✈️", 5) == "✈️✈️…"


def test_lines_are_cut_at_their_end() -> None:
    assert cut_line([("abc", "text"), ("def", "muted")], 5) == [("abc", "text"), ("d…", "muted")]
    assert cut_line([("abc", "text"), ("", "muted")], 3) == [("abc", "text"), ("", "muted")]
    assert line_cells(cut_line([("abc", "text"), ("def", "muted")], 3)) == 3


@given(texts, widths)
def test_nothing_is_ever_wider(text: str, width: int) -> None:
    assert cells(cut(text, width)) <= width
    assert cells(left(text, width)) == cells(right(text, width)) == width


@given(texts, texts, st.integers(0, 200))
def test_both_sides_fill_the_width_where_the_right_one_fits(start: str, end: str, width: int) -> None:
    line = justify([(start, "text")], [(end, "muted")], width)
    assert line_cells(line) == max(width, cells(end))
    assert line[-1] == (end, "muted")


@given(texts, st.integers(2, 40))
def test_wrapping_keeps_the_words(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
