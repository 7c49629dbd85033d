"""Captures, due dates, scores, the next step, escapes, marks."""

from datetime import date

import pytest

from repcockpit.domain.capture import Mark, NextStep, parse
from tests.domain.capture import book as b
from tests.domain.capture.book import on_row, problems

FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("mark", "kind"),
    [
        ("+p", "promise"),
        ("+r", "request"),
        ("+i", "idea"),
        ("+t", "training"),
        ("+b", "info"),
        ("+P", "promise"),
    ],
)
def test_captures_run_up_to_the_next_one(mark: str, kind: str) -> None:
    draft = on_row(f"late sand {mark} bigger: bags, soon +i other")
    assert draft.note == "late sand"
    assert [(one.kind, one.text) for one in draft.captures] == [
        (kind, "bigger: bags, soon"),
        ("idea", "other"),
    ]


def test_a_capture_may_stand_in_an_empty_head_or_end_one() -> None:
    assert on_row("+p certificate").captures[0].text == "certificate"
    draft = on_row("visit 25m ok +p certificate")
    assert (draft.type, draft.minutes, draft.outcome, draft.note) == ("visit", 25, "connected", "")


@pytest.mark.parametrize(
    "line",
    [
        "a+p b", "C++ code", "+pallet came", "call +34 600 111 222 back", "+x y", "5+r", "pay +p: x", "++p x",
        "https://a.b/?q=+p+r x", "+px", "\u00a0+q x",
    ],
)  # fmt: skip
def test_a_plus_inside_a_word_is_a_plus(line: str) -> None:
    draft = on_row(f": {line}")
    assert (draft.note, draft.captures, draft.marks) == (line.strip(), (), ())


@pytest.mark.parametrize(
    ("words", "text", "due_on"),
    [
        ("certificate by fri", "certificate", FRIDAY),
        ("certificate BY Friday", "certificate", FRIDAY),
        ("certificate by fri.", "certificate", FRIDAY),
        ("certificate by tue", "certificate", date(2026, 12, 1)),
        ("certificate by tomorrow", "certificate", date(2026, 11, 25)),
        ("certificate by 7d", "certificate", date(2026, 12, 1)),
        ("certificate by 12/9", "certificate", date(2027, 9, 12)),
        ("certificate by 24/11", "certificate", date(2026, 11, 24)),
        ("certificate by 2026-12-24", "certificate", date(2026, 12, 24)),
        ("by hand by fri", "by hand", FRIDAY),
        ("certificate by hand", "certificate by hand", None),
        ("certificate by 31/2", "certificate by 31/2", None),
        ("certificate by fri or so", "certificate by fri or so", None),
        ("stand by", "stand by", None),
        ("nearby fri", "nearby fri", None),
    ],
)
def test_by_a_day_at_the_end_is_the_due_date(words: str, text: str, due_on: date | None) -> None:
    for mark, kind in (("+p", "promise"), ("+r", "request")):
        for line in (f"{mark} {words}", f"x {mark} {words} +i y", f"x {mark} {words} > fri y"):
            capture = on_row(line).captures[0]
            assert (capture.kind, capture.text, capture.due_on) == (kind, text, due_on)


def test_by_is_read_in_the_devices_language_and_order() -> None:
    spanish = parse("+p x by viernes", b.context(b.MARIA, language="es"))
    assert spanish.captures[0].due_on == FRIDAY
    american = parse("+p x by 12/9", b.context(b.MARIA, order="mdy"))
    assert american.captures[0].due_on == date(2026, 12, 9)


def test_what_has_no_due_date_keeps_its_words() -> None:
    assert on_row("+i bigger bags by fri").captures[0].text == "bigger bags by fri"


@pytest.mark.parametrize(
    ("words", "kind", "score", "text"),
    [
        ("+n 8", "nps", 8, ""),
        ("+n 0", "nps", 0, ""),
        ("+n 10 loves it", "nps", 10, "loves it"),
        ("+n 8/10 loves it", "nps", 8, "loves it"),
        ("+c 1", "csat", 1, ""),
        ("+c 5 by fri", "csat", 5, "by fri"),
        ("+c 4/5", "csat", 4, ""),
    ],
)
def test_scores(words: str, kind: str, score: int, text: str) -> None:
    draft = on_row(f"x {words}")
    assert [(one.kind, one.score, one.text) for one in draft.captures] == [(kind, score, text)]
    assert draft.problems == ()


@pytest.mark.parametrize(
    "words",
    ["+n 11", "+n", "+n eight", "+n -1", "+n 8.5", "+c 0", "+c 6", "+p", "+r", "+i", "+t", "+b", "+p by fri"],
)
def test_a_capture_without_its_words_or_out_of_scale_is_not_saved(words: str) -> None:
    draft = on_row(f"x {words} +i other")
    assert [code for code, _ in problems(draft)] == ["invalid_value"]
    assert [one.kind for one in draft.captures] == ["idea"]


@pytest.mark.parametrize(
    ("line", "note", "step"),
    [
        ("late > fri check the pallet", "late", NextStep(FRIDAY, "check the pallet")),
        ("late > fri", "late", NextStep(FRIDAY)),
        ("late > fri: check", "late", NextStep(FRIDAY, "check")),
        ("late > 2026-12-24 check", "late", NextStep(date(2026, 12, 24), "check")),
        ("late > none", "late", NextStep(None, "", is_none=True)),
        ("late > None.", "late", NextStep(None, "", is_none=True)),
        ("late > none +p x", "late", NextStep(None, "", is_none=True)),
        ("visit ok > 7d x", "", NextStep(date(2026, 12, 1), "x")),
        ("5 > 3 > fri check", "5 > 3", NextStep(FRIDAY, "check")),
        ("late > fri a > b", "late", NextStep(FRIDAY, "a > b")),
        ("late > fri a > sat b", "late > fri a", NextStep(date(2026, 11, 28), "b")),
        ("a > > fri b", "a >", NextStep(FRIDAY, "b")),
        ("> hi", "> hi", None),
        ("> fri hi", "> fri hi", None),
        ("ok\n> fri hi", "> fri hi", None),
        ("x\n > fri hi", "x\n > fri hi", None),
        ("late > check fri", "late > check fri", None),
        ("late >fri", "late >fri", None),
        ("late > none of it", "late > none of it", None),
        ("late > 31/2 x", "late > 31/2 x", None),
        ("late >", "late >", None),
        ("late >> fri", "late >> fri", None),
    ],
)
def test_only_the_last_arrow_before_a_day_or_none_is_a_next_step(
    line: str, note: str, step: NextStep | None
) -> None:
    draft = on_row(line)
    assert (draft.note, draft.next, draft.problems) == (note, step, ())


def test_a_capture_after_the_next_step_is_still_one() -> None:
    draft = on_row("late > fri check +p certificate by thu")
    assert draft.next == NextStep(FRIDAY, "check")
    assert [(one.text, one.due_on) for one in draft.captures] == [("certificate", date(2026, 11, 26))]


@pytest.mark.parametrize(
    ("line", "note"),
    [
        (r"late \+p x", "late +p x"),
        (r"late \> fri x", "late > fri x"),
        (r"\+p x", "+p x"),
        (r"late a\+b \+34", r"late a\+b +34"),
        (r"C:\>dir", r"C:\>dir"),
    ],
)
def test_a_backslash_escapes(line: str, note: str) -> None:
    draft = on_row(line)
    assert (draft.note, draft.captures, draft.next) == (note, (), None)


def test_escapes_work_in_captures_and_next_steps_too() -> None:
    draft = on_row(r"x +p \+p it > fri \> y")
    assert draft.captures[0].text == "+p it"
    assert draft.next is not None
    assert draft.next.title == "> y"


def test_marks_are_the_spans_of_the_signs_alone() -> None:
    line = "visit 5 > 3 +r a by fri +n 8 > fri c"
    assert on_row(line).marks == (Mark(12, 14, "request"), Mark(24, 26, "nps"), Mark(29, 30, "next"))
    assert [line[mark.start : mark.end] for mark in on_row(line).marks] == ["+r", "+n", ">"]


def test_control_characters_are_kept_as_typed() -> None:
    assert on_row("late\x1b[31m \x00\u202e sand").note == "late\x1b[31m \x00\u202e sand"
