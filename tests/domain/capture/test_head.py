"""The head: types, outcomes, directions, days, times, durations, and where it ends."""

from datetime import date, time

import pytest

from repcockpit.domain.capture import acknowledges_requests, parse
from repcockpit.domain.dates import Order
from tests.domain.capture import book as b
from tests.domain.capture.book import alone, names, on_row

NOW = time(15, 10)


@pytest.mark.parametrize(
    "kind", ["call", "visit", "meeting", "video", "email", "message", "event", "training", "qbr", "note"]
)
def test_every_type_is_read_and_call_is_the_default(kind: str) -> None:
    draft = on_row(f"{kind}: late")
    assert (draft.type, draft.is_type_given, draft.note) == (kind, True, "late")
    assert (draft.status, draft.outcome) == ("completed", None if kind == "note" else "connected")


def test_without_a_type_it_is_a_call() -> None:
    draft = on_row("late sand twice")
    assert (draft.type, draft.is_type_given, draft.note) == ("call", False, "late sand twice")


@pytest.mark.parametrize(
    ("line", "kind", "note"),
    [
        ("Visit late", "visit", "late"),
        ("e-mail late", "email", "late"),
        ("call call center is down", "call", "call center is down"),
        ("vm call back later", "call", "call back later"),
        ("yesterday visit late", "visit", "late"),
        ("planned visit late", "visit", "late"),
        ("planned visit: late", "visit", "late"),
        ("na call back on Friday", "call", "call back on Friday"),
        ("luis: visit late", "call", "visit late"),
        ("@konex visit late", "visit", "late"),
        ("@konex visit 1h30 late", "visit", "late"),
        ("luis, jon visit 25m late", "visit", "late"),
        ("luis, jon visit late", "call", "visit late"),
        ("visits are late", "call", "visits are late"),
    ],
)
def test_one_type_which_after_a_name_or_an_outcome_must_stand_apart(line: str, kind: str, note: str) -> None:
    assert (on_row(line).type, on_row(line).note) == (kind, note)


@pytest.mark.parametrize(
    ("word", "outcome", "status"),
    [
        ("ok", "connected", "completed"),
        ("msg", "left_live_message", "completed"),
        ("vm", "left_voicemail", "completed"),
        ("na", "no_answer", "completed"),
        ("busy", "busy", "completed"),
        ("wrong", "wrong_number", "completed"),
        ("gatekeeper", "gatekeeper", "completed"),
        ("callback", "callback_requested", "completed"),
        ("noshow", None, "not_held"),
        ("moved", None, "rescheduled"),
        ("cancelled", None, "cancelled"),
        ("canceled", None, "cancelled"),
        ("planned", None, "planned"),
    ],
)
def test_outcomes(word: str, outcome: str | None, status: str) -> None:
    for line in (f"call {word} late", f"call luis {word.upper()}: late", f"luis, jon {word}: late"):
        draft = on_row(line)
        assert (draft.outcome, draft.status, draft.note) == (outcome, status, "late")


def test_a_second_outcome_is_the_note() -> None:
    draft = on_row("na busy day")
    assert (draft.outcome, draft.note) == ("no_answer", "busy day")


@pytest.mark.parametrize(
    ("line", "direction", "note"),
    [
        ("email in: late", "inbound", "late"),
        ("email out: late", "outbound", "late"),
        ("email reply: late", "inbound", "late"),
        ("email in 5m late", "inbound", "late"),
        ("email in ok late", "inbound", "late"),
        ("email in 14:30 late", "inbound", "late"),
        ("email in fri late", "inbound", "late"),
        ("email in", "inbound", ""),
        ("email in +p late", "inbound", ""),
        ("email in > fri late", "inbound", ""),
        ("in @konex late", "inbound", "late"),
        ("email in luis: late", "inbound", "late"),
        ("in email late", "inbound", "late"),
        ("email in the morning", None, "in the morning"),
        ("email in, late", None, "in, late"),
        ("out of sand", None, "out of sand"),
        ("reply was late", None, "reply was late"),
        ("email in out: late", "inbound", "out: late"),
        ("email luis in time", None, "in time"),
    ],
)
def test_directions_count_only_where_they_stand_apart(line: str, direction: str | None, note: str) -> None:
    assert (on_row(line).direction, on_row(line).note) == (direction, note)


def test_a_direction_before_a_name_without_a_row() -> None:
    draft = alone("call in luis late")
    assert (draft.direction, names(draft), draft.note) == ("inbound", ["Luis Prado"], "late")


@pytest.mark.parametrize(
    ("line", "on", "at"),
    [
        ("x", date(2026, 11, 24), NOW),
        ("today x", date(2026, 11, 24), None),
        ("yesterday x", date(2026, 11, 23), None),
        ("fri x", date(2026, 11, 20), None),
        ("tue x", date(2026, 11, 24), None),
        ("7d x", date(2026, 11, 17), None),
        ("2w x", date(2026, 11, 10), None),
        ("12/9 x", date(2026, 9, 12), None),
        ("12/12 x", date(2025, 12, 12), None),
        ("2026-11-20 09:00 x", date(2026, 11, 20), time(9)),
        ("fri 14h30 x", date(2026, 11, 20), time(14, 30)),
        ("14h30 x", date(2026, 11, 24), time(14, 30)),
        ("planned fri x", date(2026, 11, 27), None),
        ("fri planned x", date(2026, 11, 27), None),
        ("planned tue x", date(2026, 12, 1), None),
        ("planned 7d x", date(2026, 12, 1), None),
        ("planned 12/9 x", date(2027, 9, 12), None),
        ("planned x", date(2026, 11, 24), None),
        ("noshow x", date(2026, 11, 24), None),
    ],
)
def test_the_head_looks_back_and_with_planned_forward(line: str, on: date, at: time | None) -> None:
    draft = on_row(line)
    assert (draft.on, draft.at, draft.note) == (on, at, "x")


@pytest.mark.parametrize(
    ("line", "status", "outcome"),
    [
        ("tomorrow x", "planned", None),
        ("2026-12-01 x", "planned", None),
        ("today 17:00 x", "planned", None),
        ("17:00 x", "planned", None),
        ("15:10 x", "completed", "connected"),
        ("14:00 x", "completed", "connected"),
        ("tomorrow ok x", "completed", "connected"),
        ("note x", "completed", None),
    ],
)
def test_the_future_is_planned_and_the_past_was_connected(
    line: str, status: str, outcome: str | None
) -> None:
    assert (on_row(line).status, on_row(line).outcome) == (status, outcome)


@pytest.mark.parametrize(
    ("language", "order", "word", "on"),
    [
        ("es", "dmy", "ayer", date(2026, 11, 23)),
        ("es_ES.UTF-8", "dmy", "miércoles", date(2026, 11, 18)),
        ("de", "dmy", "gestern", date(2026, 11, 23)),
        ("de", "dmy", "12.9.", date(2026, 9, 12)),
        ("fr", "dmy", "hier", date(2026, 11, 23)),
        ("it", "dmy", "ieri", date(2026, 11, 23)),
        ("pt-BR", "dmy", "sexta-feira", date(2026, 11, 20)),
        ("nl", "dmy", "gisteren", date(2026, 11, 23)),
        ("de", "dmy", "yesterday", date(2026, 11, 23)),
        ("en", "mdy", "9/12", date(2026, 9, 12)),
        ("en", "ymd", "9/12", date(2026, 9, 12)),
    ],
)
def test_the_devices_language_and_order(language: str, order: Order, word: str, on: date) -> None:
    draft = parse(f"call {word} x", b.context(b.MARIA, language=language, order=order))
    assert (draft.on, draft.note) == (on, "x")


@pytest.mark.parametrize(
    ("language", "line", "on", "note"),
    [
        ("de", "so ist es", 24, "so ist es"),
        ("de", "so: ist es", 22, "ist es"),
        ("de", "mi 25m ist es", 18, "ist es"),
        ("fr", "mon client attend", 24, "mon client attend"),
        ("en", "mon client attend", 23, "client attend"),
    ],
)
def test_a_day_of_two_letters_counts_where_a_direction_counts(
    language: str, line: str, on: int, note: str
) -> None:
    draft = parse(line, b.context(b.MARIA, language=language))
    assert (draft.on.day, draft.note) == (on, note)


@pytest.mark.parametrize(
    ("language", "line", "at", "minutes", "note"),
    [
        ("en", "25m x", NOW, 25, "x"),
        ("en", "1h x", NOW, 60, "x"),
        ("en", "1h30 x", NOW, 90, "x"),
        ("en", "14:30 1h x", time(14, 30), 60, "x"),
        ("en", "6:30 x", time(6, 30), None, "x"),
        ("fr", "14h30 x", time(14, 30), None, "x"),
        ("fr", "7h00 x", time(7), None, "x"),
        ("fr", "6h30 x", NOW, 390, "x"),
        ("de", "14.30 x", time(14, 30), None, "x"),
        ("de", "1.30 x", NOW, 90, "x"),
        ("en", "14.30 x", NOW, None, "14.30 x"),
        ("en", "25:70 x", NOW, None, "25:70 x"),
        ("en", "14:30: x", time(14, 30), None, "x"),
        ("en", "25m 30m x", NOW, 25, "30m x"),
        ("en", "14:00 14:30 x", time(14), None, "14:30 x"),
        ("en", "fri mon x", None, None, "mon x"),
    ],
)
def test_times_and_durations(
    language: str, line: str, at: time | None, minutes: int | None, note: str
) -> None:
    draft = parse(line, b.context(b.MARIA, language=language))
    assert (draft.at, draft.minutes, draft.note) == (at, minutes, note)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("visit 25m: ok late", "ok late"),
        ("visit 25m late: ok", "late: ok"),
        ("visit 25m : late", "late"),
        (": ok late", "ok late"),
        ("visit late 25m ok", "late 25m ok"),
        ("visit\nlate\n25m", "late\n25m"),
        ('visit "late" ok', '"late" ok'),
        ('visit 25m "ok" late', '"ok" late'),
        ("visit 25m, late", "late"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_the_first_other_word_or_a_colon_ends_the_head(line: str, note: str) -> None:
    draft = on_row(line)
    assert (draft.note, names(draft), draft.problems) == (note, ["Maria López"], ())


def test_the_example_of_the_page() -> None:
    draft = alone(
        "call maria, jon @northglass 25m: late sand twice, wants a forecast +r emergency pallet by fri "
        "+p certificate by tue +i bigger bags +n 8 > fri check the pallet arrived"
    )
    assert draft.problems == ()
    assert [one.contact_id for one in draft.people] == [b.MARIA.id, b.JON.id]
    assert (draft.type, draft.account, draft.minutes) == ("call", b.NORTHGLASS, 25)
    assert draft.note == "late sand twice, wants a forecast"
    assert [(one.kind, one.text, one.score) for one in draft.captures] == [
        ("request", "emergency pallet", None),
        ("promise", "certificate", None),
        ("idea", "bigger bags", None),
        ("nps", "", 8),
    ]
    assert [one.due_on for one in draft.captures] == [date(2026, 11, 27), date(2026, 12, 1), None, None]
    assert draft.next is not None
    assert (draft.next.due_on, draft.next.title) == (date(2026, 11, 27), "check the pallet arrived")


@pytest.mark.parametrize(
    ("kind", "is_acknowledged"),
    [("call", True), ("visit", True), ("meeting", True), ("video", True), ("email", False), ("note", False)],
)
def test_a_request_in_person_or_by_phone_is_acknowledged(kind: str, is_acknowledged: bool) -> None:
    assert acknowledges_requests(on_row(f"{kind} +r sand")) is is_acknowledged


@pytest.mark.parametrize(
    ("line", "language", "offers"),
    [
        ("no answer again", "en", ("na",)),
        ("she didn't answer", "en", ("na",)),
        ("No Answer", "fr", ("na",)),
        ("no contestó", "es", ("na",)),
        ("keine Antwort", "de", ("na",)),
        ("na no answer again", "en", ()),
        ("tomorrow no answer", "en", ()),
        ("note no answer", "en", ()),
        ("keine Antwort", "en", ()),
        ("an answer", "en", ()),
    ],
)
def test_a_note_that_says_no_answer_offers_na(line: str, language: str, offers: tuple[str, ...]) -> None:
    assert parse(line, b.context(b.MARIA, language=language)).offers == offers
