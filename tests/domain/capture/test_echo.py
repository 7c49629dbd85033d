"""The echo: every record that will be saved, and whether it counts."""

from datetime import date

import pytest

from repcockpit.domain.capture import EchoLine, Effect, counts_as_touch, echo_lines, parse
from tests.domain.capture import book as b
from tests.domain.capture.book import TODAY, alone, on_row

LATE = ("●", "12 d over", "late")
FINE = ("√", "on track", "good")


def test_the_picture() -> None:
    draft = on_row("visit 45m: late sand twice +r emergency pallet by fri +p certificate by thu")
    effect = Effect(LATE, FINE, 6, 7, "call", date(2026, 12, 24), priorities=("P3",))
    assert echo_lines(draft, effect, TODAY) == (
        EchoLine("visit", "√", "connected, counts as a contact", "today 15:10, 45 min", "good"),
        EchoLine("with", "", "Maria López, decision maker", "Northglass A"),
        EchoLine("note", "", "late sand twice"),
        EchoLine("+ request", "", "P3 emergency pallet", "resolve by Fri 27 Nov"),
        EchoLine("+ promise", "", "certificate", "by Thu 26 Nov"),
        EchoLine("→ next", "", "call, by the cadence", "by Thu 24 Dec", "muted"),
        EchoLine("after this", "●", "12 d over  →  √ on track", "6 of 7 touches this year", "good"),
    )


@pytest.mark.parametrize(
    ("line", "glyph", "text", "right", "tone"),
    [
        ("x", "√", "connected, counts as a contact", "today 15:10", "good"),
        ("vm x", "·", "no contact: voicemail", "today 15:10", "muted"),
        ("na fri x", "·", "no contact: no answer", "Fri 20 Nov", "muted"),
        ("callback x", "·", "no contact: call-back asked for", "today 15:10", "muted"),
        ("note x", "·", "no contact: a note", "today 15:10", "muted"),
        ("noshow x", "·", "no contact: not held", "today", "muted"),
        ("tomorrow 9:30 x", "□", "no contact: planned", "Wed 25 Nov 09:30", "plain"),
        ("tomorrow ok x", "√", "connected, counts as a contact", "Wed 25 Nov, not yet", "good"),
        ("2025-11-20 x", "√", "connected, counts as a contact", "Thu 20 Nov 2025", "good"),
        ("@konex x", "√", "connected, counts for the account alone", "today 15:10", "good"),
    ],
)
def test_it_always_says_whether_it_counts_and_why(
    line: str, glyph: str, text: str, right: str, tone: str
) -> None:
    assert echo_lines(on_row(line), None, TODAY)[0] == EchoLine(
        "note" if line == "note x" else "call", glyph, text, right, tone
    )


@pytest.mark.parametrize(
    ("line", "is_two_way", "counts", "why"),
    [
        ("email x", True, False, "no contact: direction unknown"),
        ("email out: x", False, False, "no contact: no reply in 7 days"),
        ("email in: x", True, True, "counts as a contact"),
        ("message reply: x", True, True, "counts as a contact"),
        ("call x", False, True, "counts as a contact"),
    ],
)
def test_a_mail_counts_when_two_way(line: str, is_two_way: bool, counts: bool, why: str) -> None:
    assert counts_as_touch(on_row(line), is_two_way=is_two_way) == (counts, why)


def test_a_contact_of_nobody_is_none() -> None:
    assert counts_as_touch(alone("call maria: x")) == (False, "no contact: nobody named")


def test_every_line_fits_into_the_dialog() -> None:
    typed = [
        "call maria: x",
        "call may: x",
        "call zed: x",
        "call: x",
        "@no: x",
        "@nowhere x",
        "call new: x",
        "+n 11",
    ]
    for draft in [
        *map(alone, typed),
        on_row("maria: x", b.LUIS),
        on_row("email out 45m: x"),
        on_row("@konex 45m"),
    ]:
        for line in echo_lines(draft, None, TODAY):
            assert 13 + 2 + len(line.text) + bool(line.right) + len(line.right) <= 74


def test_directions_stand_in_the_label() -> None:
    first = echo_lines(on_row("email in: x"), Effect(is_two_way=True), TODAY)[0]
    assert (first.label, first.glyph) == ("email in", "√")
    assert echo_lines(on_row("call out: x"), None, TODAY)[0].label == "call out"


def test_several_people_new_ones_and_the_account_alone() -> None:
    several = echo_lines(alone("call luis, new Ana Gil (QA manager) @konex"), None, TODAY)
    assert several[1:] == (
        EchoLine("with", "", "Luis Prado", "Konex"),
        EchoLine("", "+", "Ana Gil, new, QA manager"),
    )
    nobody = echo_lines(alone("@konex"), None, TODAY)
    assert nobody[1:] == (EchoLine("with", "", "the account, nobody named", "Konex"),)
    assert echo_lines(on_row("", b.ANA), None, TODAY)[1:] == (EchoLine("with", "", "Ana"),)


def test_captures_and_next_steps() -> None:
    lines = echo_lines(on_row("+n 8 fine +c 4 +b a study +r late +i bags > fri check"), None, TODAY)
    assert lines[2:] == (
        EchoLine("+ NPS", "", "8 fine"),
        EchoLine("+ CSAT", "", "4"),
        EchoLine("+ news", "", "a study"),
        EchoLine("+ request", "", "late"),
        EchoLine("+ idea", "", "bags"),
        EchoLine("→ next", "", "check", "by Fri 27 Nov"),
    )
    assert echo_lines(on_row("visit > fri"), None, TODAY)[2] == EchoLine(
        "→ next", "", "visit", "by Fri 27 Nov"
    )
    effect = Effect(next_on=date(2026, 12, 24))
    assert echo_lines(on_row("x > none"), effect, TODAY)[3] == EchoLine("→ next", "", "none", "", "muted")
    assert echo_lines(on_row(""), effect, TODAY)[2].text == "call, by the cadence"


def test_an_offer_is_a_line() -> None:
    assert echo_lines(on_row("no answer"), None, TODAY)[-1] == EchoLine(
        "", "·", "type na if nobody answered", "", "muted"
    )


def test_after_this_without_a_before_or_a_target() -> None:
    assert echo_lines(on_row(""), Effect(after=FINE), TODAY)[-1] == EchoLine(
        "after this", "√", "on track", "", "good"
    )
    effect = Effect(after=FINE, touches=2)
    assert echo_lines(on_row(""), effect, TODAY)[-1].right == "2 touches this year"


def test_problems_come_first_with_their_candidates_and_nothing_is_promised() -> None:
    effect = Effect(LATE, FINE, 6, 7, "call", date(2026, 12, 24))
    lines = echo_lines(alone("call maria: x"), effect, TODAY)
    assert [line[:4] for line in lines[:5]] == [
        ("not saved", "≠", "maria: could be", ""),
        ("", "", alone("call maria: x").problems[0].hint, ""),
        ("", "·", "Maria López", "Northglass"),
        ("", "·", "Maria Gil", "Southglass"),
        ("", "·", "Maria Lekue", "Acme"),
    ]
    assert not any(line.label in ("after this", "→ next") for line in lines)


@pytest.mark.parametrize(
    ("line", "glyph", "text"),
    [
        ("call zed: x", "◊", "zed: nobody has that name"),
        ("call: x", "◊", "nobody named"),
        ("@nowhere x", "◊", "@nowhere: unknown"),
        ("call luis +n 11", "×", "+n 11: not understood"),
        ("@no: x", "≠", "@no: could be"),
    ],
)
def test_each_problem_says_what_it_is(line: str, glyph: str, text: str) -> None:
    first = echo_lines(alone(line), None, TODAY)[0]
    assert (first.label, first.glyph, first.text) == ("not saved", glyph, text)


def test_many_candidates_are_counted_not_dropped_in_silence() -> None:
    crowd = [b.JON._replace(id=bytes([number]) * 16, account_name=None, email=None) for number in range(9)]
    lines = echo_lines(parse("call jon: x", b.context(book=b.Book(crowd))), None, TODAY)
    assert lines[2] == EchoLine("", "·", "Jon Park", "", "plain")
    assert EchoLine("", "", "+3 others", "", "muted") in lines


def test_hostile_text_is_written_out() -> None:
    row = b.MARIA._replace(name="Ma\x1b[31mria\u202e")
    lines = echo_lines(on_row("a\x00b +p c\x1bd > fri e\u2066f", row), None, TODAY)
    shown = " ".join(line.text for line in lines)
    assert all(one in shown for one in (r"Ma\x1b[31mriaU+202E", r"a\x00b", r"c\x1bd", "eU+2066f"))
    assert shown.isprintable()
