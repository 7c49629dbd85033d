"""What holds for every line: no exception, no word lost, no name invented."""

import string

from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain.capture import AccountRef, Draft, Person, echo_lines, parse, parse_request
from tests.domain.capture import book as b

_WORDS = (
    "call visit email ok na vm in out reply new none may will planned tomorrow fri 7d 12/9 14:30 14h30 25m 1h30 by "
    "maria luis jon lópez, maria: @northglass @goldman, sachs & co. @ @nowhere +p +r +n +c 8 11 > >> \\> \\+p + ++ "
    '" ( ) (QA ) : , :: "luis @"acme http://a.b/+p?x=> x@y.z 砂 late sand \x00 \u202e \x1b[31m'
)
LINE_WORDS = _WORDS.split()
lines = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(LINE_WORDS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(LINE_WORDS), max_size=14).map("".join),
)
languages = st.sampled_from(["en", "es", "de", "fr", "it", "pt", "nl", "xx", ""])
rows = st.sampled_from([None, b.MARIA, b.ANA])


@given(lines, languages, rows, st.sampled_from([None, b.KONEX]))
def test_no_text_raises_and_every_draft_has_an_echo(
    text: str, language: str, row: Person | None, home: AccountRef | None
) -> None:
    draft = parse(text, b.context(row, home, language=language))
    assert echo_lines(draft, None, b.TODAY)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in draft.marks)
    known = {one.id for one in b.PEOPLE}
    assert all(one.is_new or one.contact_id in known for one in draft.people)
    assert draft.problems or draft.people or draft.account
    assert parse_request(text, b.NOW, language=language).title in text


def words_kept(draft: Draft) -> list[str]:
    """Every word that the draft holds behind the head, and one for each word it understood."""
    kept = draft.note.split()
    for capture in draft.captures:
        kept += ["+"] + ["8"] * (capture.score is not None) + capture.text.split()
        kept += ["by", "fri"] * (capture.due_on is not None)
    if draft.next is not None:
        kept += [">", "fri", *draft.next.title.split()]
    return kept


@given(st.lists(st.sampled_from(LINE_WORDS), max_size=14).map(" ".join))
def test_no_word_behind_the_head_is_lost(text: str) -> None:
    draft = parse(f": {text}", b.context(b.MARIA))
    lost = sum(len(problem.text.split()) for problem in draft.problems)
    # `+p by fri` has no words of its own: its problem names the mark, and nothing is saved.
    if not any(problem.text in ("+p", "+r") for problem in draft.problems):
        assert len(words_kept(draft)) + lost == len(text.split())


@given(st.text(alphabet=string.ascii_letters + " .;'-éß砂\n\t", max_size=60))
def test_plain_text_after_a_colon_is_the_note_as_typed(text: str) -> None:
    assert parse(f":{text}", b.context(b.MARIA)).note == text.strip()


@given(st.text(alphabet="abcdefgh ijklmnopqrstuvwxyzé.", max_size=60).map(lambda text: f"zz {text}"))
def test_plain_text_on_a_row_is_the_note_as_typed(text: str) -> None:
    assert parse(text, b.context(b.MARIA)).note == text.strip()
