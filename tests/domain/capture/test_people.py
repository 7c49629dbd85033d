"""Who: the classes of a match, commas, keywords, rows, new people (product.md "The capture line")."""

import pytest

from repcockpit.domain.capture import Person, parse
from tests.domain.capture import book as b
from tests.domain.capture.book import alone, names, on_row, problems


@pytest.mark.parametrize(
    ("line", "who", "note"),
    [
        ("call luis late sand", b.LUIS, "late sand"),
        ("call LUIS PRADO: late sand", b.LUIS, "late sand"),
        ("luis prado late sand", b.LUIS, "late sand"),
        ("call sofia angstrom: x", b.SOFIA, "x"),
        ("call Sofía ÅNGSTRÖM x", b.SOFIA, "x"),
        ("call prado luis: x", b.LUIS, "x"),
        ("call Prado, Luis: x", b.LUIS, "x"),
        ("López, Maria: x", b.MARIA, "x"),
        ("call lópez, maria 25m: x", b.MARIA, "x"),
        ("call maria gil: x", b.MARIA_GIL, "x"),
        ("call gil x", b.MARIA_GIL, "x"),
        ("call maria g: x", b.MARIA_GIL, "x"),
        ("call maria gi", b.MARIA_GIL, ""),
        ("call maria lop late", b.MARIA, "late"),
        ("call gil@southglass.com: x", b.MARIA_GIL, "x"),
        ("email maria.lopez@northglass.com sent it", b.MARIA, "sent it"),
        ("call lop: x", b.MARIA, "x"),
        ("call erafin: x", b.SERAFINE, "x"),
        ("call ana late", b.ANA, "late"),
        ("call 田中: 遅い砂", b.TANAKA, "遅い砂"),
        ("call pat o'brien: x", b.OBRIEN, "x"),
        ("call o’brien: x", b.OBRIEN, "x"),
        ("call John Smith, Jr.: x", b.JR, "x"),
        ("call luis:late", b.LUIS, "late"),
        ('call "luis prado" late', b.LUIS, "late"),
        ("call luis - late", b.LUIS, "- late"),
    ],
)
def test_who_ignores_accents_and_case_and_the_best_class_wins(line: str, who: Person, note: str) -> None:
    draft = alone(line)
    assert [one.contact_id for one in draft.people] == [who.id]
    assert (draft.note, draft.problems) == (note, ())


def test_an_exact_name_beats_whole_words_beats_beginnings_beats_substrings() -> None:
    exact, whole, start, inside = (
        b.JON._replace(id=bytes([number]) * 16, name=name, folded=name.lower())
        for number, name in enumerate(("Rob", "Rob Roy", "Robin Hood", "Carob Tree"))
    )
    everyone = [exact, whole, start, inside]
    for best in list(everyone):
        draft = parse("call rob: x", b.context(book=b.Book(everyone)))
        assert names(draft) == [best.name]
        everyone.remove(best)


@pytest.mark.parametrize(
    ("line", "row", "who"),
    [
        ("call jon: x", b.MARIA, b.JON),
        ("call jon: x", b.SANDRA, b.JON_SOUTH),
        ("call jon x", b.SANDRA, b.JON_SOUTH),
    ],
)
def test_the_rows_account_comes_first(line: str, row: Person, who: Person) -> None:
    assert [one.contact_id for one in on_row(line, row).people] == [who.id]


def test_then_todays_agenda_then_recent_people() -> None:
    book = b.Book([b.JON._replace(is_recent=True), b.JON_SOUTH._replace(on_agenda=True)])
    assert parse("jon: x", b.context(book=book)).people[0].contact_id == b.JON_SOUTH.id
    book = b.Book([b.JON._replace(is_recent=True), b.JON_SOUTH])
    assert parse("jon: x", b.context(book=book)).people[0].contact_id == b.JON.id
    agenda_elsewhere = b.Book([b.JON, b.JON_SOUTH._replace(on_agenda=True)])
    assert parse("call jon: x", b.context(b.MARIA, book=agenda_elsewhere)).people[0].contact_id == b.JON.id


def test_an_account_further_on_says_whose_people_come_first() -> None:
    book = b.Book([b.JON._replace(on_agenda=True), b.JON_SOUTH])
    draft = parse("call jon @southglass: x", b.context(book=book))
    assert draft.people[0].contact_id == b.JON_SOUTH.id
    assert draft.account == b.SOUTHGLASS


def test_an_account_in_the_note_says_nothing_about_the_names() -> None:
    book = b.Book([b.JON._replace(on_agenda=True), b.JON_SOUTH])
    draft = parse("call jon ask about @southglass", b.context(book=book))
    assert draft.people[0].contact_id == b.JON.id
    assert draft.account is not None
    assert draft.account.name == "Northglass"
    assert draft.note == "ask about @southglass"


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("call maria lopez, luis: x", ["Maria López", "Luis Prado"]),
        ("call maria lopez , luis ,sandra x", ["Maria López", "Luis Prado", "Sandra Meyer"]),
        ("call lópez, maria, luis: x", ["Maria López", "Luis Prado"]),
        ("call luis, luis prado: x", ["Luis Prado"]),
        ("call luis,, sandra: x", ["Luis Prado", "Sandra Meyer"]),
        ("call luis, May Lee: x", ["Luis Prado", "May Lee"]),
        ("call luis, new Eva Ruiz: x", ["Luis Prado", "Eva Ruiz"]),
        ("call luis, @konex 25m: x", ["Luis Prado"]),
        ("call luis, ok: x", ["Luis Prado"]),
        ("call luis, 25m, ok: x", ["Luis Prado"]),
        ("call luis 25m, x", ["Luis Prado"]),
        ("call luis, : x", ["Luis Prado"]),
    ],
)
def test_commas_split_names_after_the_whole_was_tried(line: str, who: list[str]) -> None:
    draft = alone(line)
    assert names(draft) == who
    assert draft.note == "x"
    assert draft.problems == ()


@pytest.mark.parametrize("word", ["in", "na", "may", "will", "ok", "fri", "call", "new", "none", "reply"])
def test_a_single_word_that_is_a_keyword_is_no_name(word: str) -> None:
    other = b.LUIS._replace(name=f"{word.title()} Xu", folded=f"{word} xu")
    draft = parse(f"visit {word}", b.context(book=b.Book([other])))
    assert draft.people == ()
    assert draft.problems


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("call may lee hi", b.MAY),
        ("call will smith: hi", b.WILL),
        ("call na li hi", b.NA),
        ("na li: hi", b.NA),
        ("call lee may: hi", b.MAY),
        ("call lee: hi", b.MAY),
        ('call "may" hi', b.MAY_ALONE),
    ],
)
def test_a_keyword_belongs_to_a_name_of_two_whole_words(line: str, who: Person) -> None:
    draft = alone(line)
    assert [one.contact_id for one in draft.people] == [who.id]
    assert (draft.note, draft.outcome) == ("hi", "connected")


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("may need a second truck", "may need a second truck"),
        ("visit may need a second truck", "may need a second truck"),
        ("will smith agrees", "will smith agrees"),
        ("call will send the quote", "will send the quote"),
        ("luis called me", "luis called me"),
        ("sandra late", "sandra late"),
        ("late sand, wants a forecast", "late sand, wants a forecast"),
        ("call sand twice", "sand twice"),
        ("call the pump broke", "the pump broke"),
        ("call erafin late", "erafin late"),
        ("quote: too high", "quote: too high"),
        ("erafin: too high", "erafin: too high"),
        ('"luis" he said, late', '"luis" he said, late'),
        (", late", ", late"),
        ("see https://a.b/c?x=+p&y: ok", "see https://a.b/c?x=+p&y: ok"),
        ("wrote to jon@x.com @ 5", "wrote to jon@x.com @ 5"),
    ],
)
def test_on_a_row_other_text_is_the_note(line: str, note: str) -> None:
    draft = on_row(line)
    assert names(draft) == ["Maria López"]
    assert (draft.note, draft.problems) == (note, ())


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("call luis late", ["Luis Prado"]),
        ("call jo late", ["Jon Park"]),
        ("luis: late", ["Luis Prado"]),
        ("luis, jon: late", ["Luis Prado", "Jon Park"]),
        ("jo, luis late", ["Jon Park", "Luis Prado"]),
        ("luis @konex late", ["Luis Prado"]),
        ("call sandr: late", ["Sandra Meyer"]),
        ("call new Eva Ruiz late", ["Eva Ruiz"]),
        ("new Eva Ruiz: late", ["Eva Ruiz"]),
    ],
)
def test_on_a_row_a_name_is_read_after_a_type_or_before_a_sign(line: str, who: list[str]) -> None:
    draft = on_row(line)
    assert names(draft) == who
    assert (draft.note, draft.problems) == ("late", ())


@pytest.mark.parametrize(
    ("line", "problem", "candidates"),
    [
        ("call maria: x", ("ambiguous", "maria"), ["Maria López", "Maria Gil", "Maria Lekue"]),
        ("call maria x", ("ambiguous", "maria"), ["Maria López", "Maria Gil", "Maria Lekue"]),
        ("call maria l: x", ("ambiguous", "maria l"), ["Maria López", "Maria Lekue"]),
        ("call jon park: x", ("ambiguous", "jon park"), ["Jon Park", "Jon Park"]),
        ("call zed: x", ("not_found", "zed"), []),
        ("call zed quux: x", ("not_found", "zed quux"), []),
        ("call luiz x", ("not_found", "luiz"), ["Luis Prado"]),
        ("call may: x", ("not_found", "may"), ["May", "May Lee"]),
        ("zed x", ("not_found", "zed"), []),
        ("call l x", ("not_found", "l"), []),
        ("call luis, zed: x", ("not_found", "zed"), []),
        ("call luis, wants: x", ("not_found", "wants"), []),
        ("call luis, in the morning: x", ("not_found", "in the morning"), []),
        ("call: x", ("not_found", ""), []),
        ("ok: x", ("not_found", ""), []),
        (": x", ("not_found", ""), []),
        ('call "zed": x', ("not_found", '"zed"'), []),
        ("call ... x", ("not_found", "..."), []),
    ],
)
def test_ambiguous_or_unknown_where_a_name_must_stand(
    line: str, problem: tuple[str, str], candidates: list[str]
) -> None:
    draft = alone(line)
    assert problems(draft) == [problem]
    assert [one.name for one in draft.problems[0].candidates] == candidates
    assert draft.problems[0].hint
    assert draft.note == "x"


def test_on_a_row_too_a_name_after_a_comma_must_be_known_and_an_ambiguous_one_is_asked() -> None:
    assert problems(on_row("luis, zed: x")) == [("not_found", "zed")]
    assert problems(on_row("call maria x", b.LUIS)) == [("ambiguous", "maria")]


@pytest.mark.parametrize(
    ("line", "name", "title", "note"),
    [
        ("call new Ana Gil (QA manager): x", "Ana Gil", "QA manager", "x"),
        ("call new Ana Gil (QA, plant 2) x", "Ana Gil", "QA, plant 2", "x"),
        ("new Ana Gil (QA manager) x", "Ana Gil", "QA manager", "x"),
        ("call new Ana Gil wants a quote", "Ana Gil", None, "wants a quote"),
        ("call new ana gil: x", "ana gil", None, "x"),
        ("call new ana gil", "ana gil", None, ""),
        ("call new ana gil (buyer) x", "ana gil", "buyer", "x"),
        ("call new Ana de la Cruz wants", "Ana de la Cruz", None, "wants"),
        ("call new Ana gil (buyer) x", "Ana gil", "buyer", "x"),
        ("call new May Will (buyer) x", "May Will", "buyer", "x"),
        ("call new Ana Gil ok: x", "Ana Gil", None, "x"),
        ("call new Ana Gil 25m x", "Ana Gil", None, "x"),
        ("call new 佐藤: x", "佐藤", None, "x"),
        ('call new "ana gil" x', "ana gil", None, "x"),
        ("call new Ana Gil () x", "Ana Gil", None, "x"),
        ("call new Ana Gil (QA x", "Ana Gil", None, "(QA x"),
        ("call new Ana Gil (QA)x", "Ana Gil", None, "(QA)x"),
    ],
)
def test_new_creates(line: str, name: str, title: str | None, note: str) -> None:
    draft = alone(line)
    assert [(one.contact_id, one.name, one.title, one.is_new) for one in draft.people] == [
        (None, name, title, True)
    ]
    assert (draft.note, draft.problems) == (note, ())


@pytest.mark.parametrize(
    "line", ["call new", "call new: x", "call new ana gil wants a quote", "call new , x"]
)
def test_new_without_an_end_is_asked(line: str) -> None:
    assert [code for code, _ in problems(alone(line))][:1] == ["invalid_value"]


@pytest.mark.parametrize(
    "line", ["new pump arrived: works", "new Pump works fine", "call new pump works", "new @konex", "new"]
)
def test_new_is_a_word_of_the_note_on_a_row(line: str) -> None:
    draft = on_row(line)
    assert all(not one.is_new for one in draft.people)
    assert "new" in draft.note


def test_a_new_person_belongs_to_the_account_said_else_to_the_rows() -> None:
    said = alone("call new Eva Ruiz @konex: x")
    assert (said.people[0].account_id, said.account) == (b.KONEX.id, b.KONEX)
    row = on_row("call new Eva Ruiz: x")
    assert row.account is not None
    assert (row.people[0].account_id, row.account.id, row.account.segment) == (b.NORTHGLASS.id,) * 2 + ("A",)
    nobody = alone("call new Eva Ruiz: x")
    assert (nobody.people[0].account_id, nobody.account) == (None, None)


def test_the_account_is_the_first_persons_unless_said() -> None:
    assert alone("call luis: x").account == b.KONEX
    assert parse("call luis: x", b.context(account=b.KONEX)).account is b.KONEX
    assert on_row("call luis: x").account == b.KONEX
    assert on_row("x").account == b.NORTHGLASS
    assert on_row("x", b.ANA).account is None
    assert on_row("call ana: x").account is None
    assert alone("call luis @acme iberia: x").account == b.ACME_IBERIA


def test_beginnings_reach_neither_across_a_comma_nor_over_a_keyword() -> None:
    book = b.Book([b.MARIA._replace(name="Maria Jonsson Okonjo", folded="maria jonsson okonjo"), b.LUIS])
    assert problems(parse("call maria, luisa: x", b.context(book=book))) == [("not_found", "luisa")]
    assert parse("call maria ok: x", b.context(book=book)).outcome == "connected"


def test_a_very_long_head_ends_somewhere_and_keeps_every_word() -> None:
    crowd = [
        b.LUIS._replace(id=number.to_bytes(16, "big"), name=f"Qx{number}", folded=f"qx{number}")
        for number in range(250)
    ]
    line = ", ".join(one.name for one in crowd) + ": x"
    draft = parse(line, b.context(book=b.Book(crowd)))
    assert len(draft.people) == 200
    assert draft.note.startswith("Qx200, Qx201")


def test_the_directory_is_asked_once_a_name() -> None:
    asked = []
    for line, row in [
        ("late sand twice", b.MARIA),
        ("visit 45m ok fri 14:30: x", b.MARIA),
        ("call luis late sand twice", None),
        ("call maria lopez, luis @konex 25m: late", None),
    ]:
        book = b.Book()
        parse(line, b.context(row, book=book))
        asked.append(len(book.asked))
    assert asked == [0, 0, 1, 3]
