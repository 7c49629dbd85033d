"""Folding, matching, splitting and showing names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain.names import display_name, fold, match_class, split_name, visible, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Maria Lopez", "maria lopez"),
        ("  Maria \t\n Lopez ", "maria lopez"),
        ("María LÓPEZ", "maria lopez"),
        ("Mari\u0301a", "maria"),
        ("Straße STRASSE ẞ", "strasse strasse ss"),
        ("Øre Ærø Œuvre", "ore aero oeuvre"),
        ("Łukasz Đorđe", "lukasz dorde"),
        ("Þór Guðrún", "thor gudrun"),
        ("İstanbul Işık", "istanbul isik"),
        ("ＡＢＣ ﬁn", "abc fin"),
        ("O’Brien O'Brien", "o'brien o'brien"),
        ("Jean\u2011Luc — “x”", 'jean-luc - "x"'),
        ("Goldman, Sachs & Co.", "goldman, sachs & co."),
        ("김철수 が", "김철수 が"),
        ("हिन्दी", "हिन्दी"),
        ("שָׁלוֹם", "שלום"),
        ("مُحَمَّد", "محمد"),
        ("ma\u200bria\u202e", "maria"),
        ("Ма́рия Й", "мария и"),
        ("ΜΆΪΟΣ", "μαιοσ"),
        ("", ""),
        ("\u00a0x\u2003y", "x y"),
    ],
)
def test_fold_forgets_case_accents_and_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=127), max_size=40))
def test_the_fast_path_says_the_same(text: str) -> None:
    assert fold(f"{text} é") == f"{fold(text)} e".strip()


@pytest.mark.parametrize(
    ("folded", "parts"),
    [
        ("goldman, sachs & co.", ("goldman", "sachs", "co")),
        ("o'brien-smith", ("o", "brien", "smith")),
        ("monday.com", ("monday", "com")),
        ("3m", ("3m",)),
        ("山田 太郎", ("山田", "太郎")),
        ("हिन्दी, x", ("हिन्दी", "x")),
        ("&", ("&",)),
        ("", ()),
    ],
)
def test_words_leave_punctuation_out(folded: str, parts: tuple[str, ...]) -> None:
    assert words(folded) == parts


@pytest.mark.parametrize(
    ("query", "name", "email", "rank"),
    [
        ("maria lopez", "maria lopez", None, 0),
        ("m@x.com", "maria lopez", "M@x.com", 0),
        ("lopez, maria", "maria lopez", None, 0),
        ("goldman sachs co", "goldman, sachs & co.", None, 0),
        ("smith, john", "john smith jr", None, 1),
        ("lopez maria", "maria lopez", None, 1),
        ("lopez", "maria lopez", None, 1),
        ("maria garcia", "maria lopez garcia", None, 1),
        ("mar", "maria lopez", None, 2),
        ("lo ma", "maria lopez", None, 2),
        ("ma lopez", "maria lopez", None, 2),
        ("an ana", "ana anders", None, 2),
        ("ari", "maria lopez", None, 3),
        ("ria lop", "maria lopez", None, 3),
        ("rez", "perez-lopez", None, 3),
        ("lopez", "perez-lopez", None, 1),
        ("3m", "3m.", None, 0),
        ("rob", "carob rob", None, 1),
        ("ana", "ana 田中", None, 1),
        ("ana", "田中", "ana@x.com", 3),
        ("x.com", "maria lopez", "m@x.com", 3),
        ("ma ma", "maria lopez", None, None),
        ("ana ana", "ana", None, None),
        ("maria z", "maria lopez", None, None),
        ("zed", "maria lopez", "m@x.com", None),
        ("", "maria lopez", None, None),
        (",", "maria lopez", None, None),
        ("lopez,", "maria lopez", None, 1),
        ("田中", "田中太郎", None, 2),
        ("太郎", "田中太郎", None, 3),
    ],
)
def test_match_class(query: str, name: str, email: str | None, rank: int | None) -> None:
    assert match_class(query, name, email) == rank


@pytest.mark.parametrize(
    ("full", "first", "last"),
    [
        ("Maria López", "Maria", "López"),
        ("López, Maria", "Maria", "López"),
        ("López García , Maria José", "Maria José", "López García"),
        (" Maria  López García ", "Maria", "López García"),
        ("山田太郎", "山田太郎", ""),
        ("Madonna", "Madonna", ""),
        ("Maria López,", "Maria", "López"),
        (", Maria", "Maria", ""),
        ("", "", ""),
    ],
)
def test_split_name(full: str, first: str, last: str) -> None:
    assert split_name(full) == (first, last)


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("Maria", "López", "Maria López"),
        (" Maria ", None, "Maria"),
        (None, "López", "López"),
        ("", " ", ""),
        (None, None, ""),
    ],
)
def test_display_name(first: str | None, last: str | None, shown: str) -> None:
    assert display_name(first, last) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 砂 🙂", "plain é 砂 🙂"),
        ("a\tb\nc", "a\tb\nc"),
        ("\x1b[31m", r"\x1b[31m"),
        ("\x00\x7f\x9b\r", r"\x00\x7f\x9b\x0d"),
        ("\u202e\u2066\u200b\ufeff", "U+202EU+2066U+200BU+FEFF"),
        ("\ud800", "U+D800"),
        ("\u00ad", r"\xad"),
    ],
)
def test_visible_writes_controls_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(max_size=40))
def test_visible_text_is_safe_for_a_terminal(text: str) -> None:
    assert not set(visible(text)) & {"\x1b", "\x00", "\r", "\u202e", "\u2067", "\x9b"}
