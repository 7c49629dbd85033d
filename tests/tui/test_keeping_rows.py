from datetime import UTC, date, datetime

import pytest

from repcockpit.domain.form_checks import Checked
from repcockpit.domain.forms import Entry, blank_own_field, form_fields, opened, own_field
from repcockpit.domain.views.duplicates import DuplicatePair, Twin
from repcockpit.domain.views.keeping import BinnedRow, MergePreview, PastChange, PastTxn
from repcockpit.store.reads.forms import Fit
from repcockpit.tui.desks.forms import Said
from repcockpit.tui.dialogs.form_draft import changed_since, draft_line, with_draft
from repcockpit.tui.dialogs.form_lines import FormLook, form_lines, long_lines, window
from repcockpit.tui.dialogs.form_typing import Typing, begun, cycled, replaced, taken, with_line_end
from repcockpit.tui.dialogs.merge import moved_words
from repcockpit.tui.glyphs import ASCII, UNICODE, Glyphs
from repcockpit.tui.keeping_rows import (
    PastRow,
    binned_line,
    binned_sheet,
    change_lines,
    pair_line,
    pair_lines,
    pairs_sheet,
    past_line,
    past_sheet,
)
from repcockpit.tui.text import Line, line_cells
from repcockpit.tui.widgets.field import Field

TODAY = date(2026, 11, 24)
HOSTILE = ("[/red] \x1b[31m", "\u202eevil\u202c", "株式会社" * 9, "a" * 90, "👩‍👩‍👧 x\ty\nz", "")


def words(line: Line) -> str:
    return "".join(text for text, _ in line)


def txn(what: str, by: str = "Ana", at: datetime = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)) -> PastTxn:
    return PastTxn(b"t" * 16, at, by, what, "", can_undo=True)


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("width", [57, 80, 84])
def test_no_row_is_wider_than_its_list_and_none_acts_on_the_terminal(
    text: str, width: int, glyphs: Glyphs
) -> None:
    change = PastChange("contact", text, text, text, text)
    pair = DuplicatePair(
        "contact", Twin(b"a" * 16, text, text), Twin(b"b" * 16, text, None), 95, ("same e-mail",)
    )
    binned = BinnedRow("account", b"a" * 16, text, datetime(2025, 1, 2, tzinfo=UTC), text)
    lines = [
        past_line(PastRow(txn(text, text)), width, glyphs, is_here=True),
        past_line(PastRow(txn(text), change, 0), width, glyphs, is_here=False),
        past_line(PastRow(txn(text), at=1, is_cut=True), width, glyphs, is_here=False),
        pair_line(pair, width, glyphs, is_here=True),
        binned_line(binned, TODAY, width, glyphs, is_here=True),
        *pair_lines(pair, width, glyphs),
        *change_lines([change], width, glyphs),
    ]
    for line in lines:
        assert line_cells(line) <= width, words(line)
        assert "\x1b" not in words(line)
        assert "\n" not in words(line)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("width", [48, 74])
def test_no_line_of_a_form_is_wider_than_its_box(text: str, width: int) -> None:
    fields = (*form_fields("contact"), own_field("contact", text or "x"), blank_own_field("contact"))
    form = opened("contact", text, fields, {field.name: Entry(text) for field in fields})
    said = {field.name: Said(Checked(text, text, text), text) for field in fields}
    fits = (Fit(b"a" * 16, text, text),)
    for at in range(len(fields)):
        typed = Field(text, len(text))
        drawn = form_lines(FormLook(form, at, typed, said, fits, 0), width, UNICODE)
        for one in drawn:
            assert line_cells(one.line) <= width, words(one.line)
            assert "\x1b" not in words(one.line)
        assert any(one.target == ("fit", 0) for one in drawn)


def test_history_stands_by_day() -> None:
    rows = [PastRow(txn("b")), PastRow(txn("a", at=datetime(2025, 11, 23, 9, tzinfo=UTC)))]
    sheet = past_sheet(rows, TODAY, is_airy=False)
    assert [group.heading.title for group in sheet.groups] == ["TODAY", "SUN 23 NOV 2025"]


def test_bin_and_pairs_are_narrowed_by_words() -> None:
    rows = [
        BinnedRow("contact", b"a" * 16, "Maria López", None, "Ana"),
        BinnedRow("account", b"b" * 16, "Acme", None, ""),
    ]
    assert binned_sheet(rows, "maria ana", is_airy=False).row_count == 1
    assert [group.heading.title for group in binned_sheet(rows, "", is_airy=False).groups] == [
        "ACCOUNT",
        "CONTACT",
    ]
    assert "long ago" in words(binned_line(rows[0], TODAY, 80, UNICODE, is_here=False))
    pair = DuplicatePair(
        "account", Twin(b"a" * 16, "Acme", None), Twin(b"b" * 16, "ACME", None), 60, ("same city",)
    )
    assert pairs_sheet([pair], "city", is_airy=False).row_count == 1
    assert pairs_sheet([pair], "zz", is_airy=False).row_count == 0


def test_what_moves_is_said() -> None:
    view = MergePreview(
        "contact", b"a" * 16, b"b" * 16, "Maria", "M.", (), (("interaction", 3), ("contact", 1))
    )
    assert moved_words(view).startswith("Goes along: 3 interactions and 1 person of M.")
    assert moved_words(view._replace(moves=())).startswith("Nothing hangs on M.")


def test_candidates_take_the_place_of_what_was_typed() -> None:
    fields = {field.name: field for field in (*form_fields("contact"), *form_fields("interaction"))}
    fit = Fit(b"m" * 16, "López, Maria", "Acme")
    assert taken(fields["reports_to"], Entry("lo"), fit) == (Entry(fit.name, ((fit.name, fit.id),)), True)
    both, _ = taken(fields["contacts"], Entry("Jon, lo", (("Jon", b"j" * 16),)), fit)
    assert both == Entry("Jon, López, Maria", (("Jon", b"j" * 16), (fit.name, fit.id)))
    assert taken(fields["tags"], Entry("a, ke"), Fit(b"", "key", None))[0] == Entry("a, key")
    assert taken(blank_own_field("contact"), Entry("ra"), Fit(b"", "Rank", None)) == (Entry("Rank: "), False)
    assert taken(fields["status"], Entry("a"), Fit(b"", "active", None))[0] == Entry("active")


def test_choices_go_round_and_what_is_chosen_is_replaced() -> None:
    status = next(field for field in form_fields("account") if field.name == "segment")
    assert [cycled(status, Field(text), 1).text for text in ("", "A", "D")] == ["A", "B", ""]
    assert cycled(status, Field(""), -1).text == "D"
    assert replaced(begun(status, "A"), "b") == Field()
    assert replaced(begun(status, "A"), None).text == "A"
    assert replaced(begun(form_fields("account")[0], "Acme"), "b").text == "Acme"
    assert not Typing(Field("x")).offered(status, ()).fits


def test_long_texts_keep_their_lines_and_show_the_caret() -> None:
    field = with_line_end(Field("ab", 1), "1\r\n2")
    assert (field.text, field.caret) == ("a1\n2b", 4)
    lines = long_lines(Field("\n".join("line" for _ in range(20)), 99), 40)
    assert len(lines) == 6
    assert any(ink == "caret" for _, ink in lines[-1])


def test_the_window_follows_the_cursor() -> None:
    form = opened("contact", "x", form_fields("contact"), {})
    drawn = form_lines(FormLook(form, 12, Field(), {}), 60, UNICODE)
    assert window(drawn, 12, 0, 100) == 0
    first = window(drawn, 12, 0, 5)
    assert first <= 12 < first + 5
    assert window(drawn, 0, 10, 5) == 0


def test_a_draft_comes_back_and_a_broken_one_is_left_out() -> None:
    fields = (*form_fields("contact"), blank_own_field("contact"))
    form = opened("contact", "x", fields, {})
    picked = Entry("Acme", (("Acme", b"a" * 16),))
    typed = form.put("accounts", picked).put("note", Entry("one\ntwo"))
    assert with_draft(form, draft_line(typed)).entries == typed.entries
    assert changed_since(form, draft_line(typed)) == {}
    other = form._replace(first=(Entry("now"), *form.first[1:]))
    assert changed_since(other, draft_line(form.put("name", Entry("mine")))) == {"name": "now"}
    assert changed_since(form, '{"name": ["x", []]}') == {}
    assert with_draft(form, '{"custom.Rank": ["7", []]}').entry("custom.Rank").text == "7"
    for line in ("", "{", "[]", '{"name": 1}', '{"name": ["x", [["a", "zz"]]]}', '{"gone": ["x", []]}'):
        assert not with_draft(form, line).is_dirty
