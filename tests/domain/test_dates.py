"""The vocabulary of dates, times and durations, and how days are shown."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain import dates
from repcockpit.domain.dates import Direction, Order, parse_date, parse_duration, parse_time

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "back", "forward"),
    [
        ("today", (2026, 11, 24), (2026, 11, 24)),
        ("Tomorrow", (2026, 11, 25), (2026, 11, 25)),
        (" yesterday ", (2026, 11, 23), (2026, 11, 23)),
        ("fri", (2026, 11, 20), (2026, 11, 27)),
        ("Friday", (2026, 11, 20), (2026, 11, 27)),
        ("tue", (2026, 11, 24), (2026, 12, 1)),
        ("tues", (2026, 11, 24), (2026, 12, 1)),
        ("wed", (2026, 11, 18), (2026, 11, 25)),
        ("mon", (2026, 11, 23), (2026, 11, 30)),
        ("thurs", (2026, 11, 19), (2026, 11, 26)),
        ("sat.", (2026, 11, 21), (2026, 11, 28)),
        ("7d", (2026, 11, 17), (2026, 12, 1)),
        ("0d", (2026, 11, 24), (2026, 11, 24)),
        ("2w", (2026, 11, 10), (2026, 12, 8)),
        ("12/9", (2026, 9, 12), (2027, 9, 12)),
        ("24/11", (2026, 11, 24), (2026, 11, 24)),
        ("25/11", (2025, 11, 25), (2026, 11, 25)),
        ("29/2", (2024, 2, 29), (2028, 2, 29)),
        ("12/9/2026", (2026, 9, 12), (2026, 9, 12)),
        ("12/9/26", (2026, 9, 12), (2026, 9, 12)),
        ("12.9.2026", (2026, 9, 12), (2026, 9, 12)),
        ("12-9-2026", (2026, 9, 12), (2026, 9, 12)),
        ("12.9.", (2026, 9, 12), (2027, 9, 12)),
        ("2026-11-20", (2026, 11, 20), (2026, 11, 20)),
        ("2026-1-2", (2026, 1, 2), (2026, 1, 2)),
        ("2026/11/20", (2026, 11, 20), (2026, 11, 20)),
    ],
)
def test_dates_in_english_day_first(
    text: str, back: tuple[int, int, int], forward: tuple[int, int, int]
) -> None:
    assert parse_date(text, TODAY, direction="back") == date(*back)
    assert parse_date(text, TODAY, direction="forward") == date(*forward)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "may", "3m", "d", "7", "12", "12/", "31/2", "13/13", "30/2/2026", "2026-02-30", "2026-13-01", "12.9",
        "0/0", "12/9/202", "1/123/2026", "12-9", "12/9-2026", "99999d", "fri!", "hoy", "next fri", "2026-11-20T09:00",
        "7 d", "-7d", "0000-01-01", "1/2/12345", "2026/1/123", "\x00", "砂",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    for direction in ("back", "forward"):
        assert parse_date(text, TODAY, direction=direction) is None


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("1/12", "dmy", (2025, 12, 1)),
        ("1/12", "mdy", (2026, 1, 12)),
        ("1/12", "ymd", (2026, 1, 12)),
        ("1/12/2026", "dmy", (2026, 12, 1)),
        ("1/12/2026", "mdy", (2026, 1, 12)),
        ("26/1/12", "ymd", (2026, 1, 12)),
        ("2026/1/12", "dmy", (2026, 1, 12)),
        ("1.12.", "mdy", (2025, 12, 1)),
        ("25/12", "mdy", None),
        ("25/12/2026", "mdy", None),
        ("1/12/2026", "ymd", None),
    ],
)
def test_the_devices_order_and_never_another(
    text: str, order: Order, expected: tuple[int, int, int] | None
) -> None:
    assert parse_date(text, TODAY, direction="back", order=order) == (date(*expected) if expected else None)


LANGUAGES = {
    "es": ("ayer hoy mañana", "lunes martes miércoles jueves viernes sábado domingo", "lun mar mié jue vie sáb dom"),
    "de": ("gestern heute morgen", "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag", "Mo Di Mi Do Fr Sa So"),
    "fr": ("hier aujourd’hui demain", "lundi mardi mercredi jeudi vendredi samedi dimanche", "lun. mar. mer. jeu. ven. sam. dim."),
    "it": ("ieri oggi domani", "lunedì martedì mercoledì giovedì venerdì sabato domenica", "lun mar mer gio ven sab dom"),
    "pt": ("ontem hoje amanhã", "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo", "seg ter qua qui sex sáb dom"),
    "nl": ("gisteren vandaag morgen", "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag", "ma di wo do vr za zo"),
    "en": ("yesterday today tomorrow", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday", "Mon Tue Wed Thu Fri Sat Sun"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_days_and_english_too(language: str) -> None:
    near, full, short = LANGUAGES[language]
    for said in (language, f"{language.upper()}_XX.UTF-8"):
        days = [parse_date(word, TODAY, direction="forward", language=said) for word in near.split()]
        assert days == [date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)]
        for forms in (full, short, LANGUAGES["en"][1]):
            found = [parse_date(word, TODAY, direction="forward", language=said) for word in forms.split()]
            assert [day.weekday() for day in found if day] == list(range(7))
            assert all(day and 0 < (day - TODAY).days <= 7 for day in found)
        assert parse_date("today", TODAY, direction="back", language=said) == TODAY


def test_spoken_days_are_what_parse_date_knows() -> None:
    assert {"today", "fri", "heute", "freitag", "so"} <= set(dates.spoken_days("de_AT"))
    assert "heute" not in dates.spoken_days("en")
    assert dates.spoken_days("xx") == dates.spoken_days("")


def test_days_beyond_the_calendar_are_none() -> None:
    assert parse_date("9999w", date.max, direction="forward") is None
    assert parse_date("tomorrow", date.max, direction="forward") is None
    assert parse_date("1/1", date.max, direction="forward") is None
    assert parse_date("31/12", date.min, direction="back") is None


@given(
    st.text(max_size=12),
    st.dates(),
    st.sampled_from(["back", "forward"]),
    st.sampled_from(["dmy", "mdy", "ymd"]),
    st.sampled_from(["en", "de", "xx", ""]),
)
def test_no_text_raises(text: str, today: date, direction: Direction, order: Order, language: str) -> None:
    parse_date(text, today, direction=direction, order=order, language=language)
    parse_time(text, language)
    parse_duration(text, language)


@given(st.dates(), st.dates())
def test_an_iso_date_is_itself(day: date, today: date) -> None:
    assert parse_date(day.isoformat(), today, direction="back") == day


@pytest.mark.parametrize(
    ("text", "language", "at"),
    [
        ("14:30", "en", time(14, 30)),
        ("9:05", "en", time(9, 5)),
        ("6:30", "fr", time(6, 30)),
        ("0:00", "en", time(0)),
        ("14h30", "fr", time(14, 30)),
        ("14H30", "pt", time(14, 30)),
        ("7h00", "es", time(7)),
        ("14h30", "en", time(14, 30)),
        ("14.30", "de", time(14, 30)),
        ("14.30", "it_IT", time(14, 30)),
        ("14.30", "nl", time(14, 30)),
        ("14.30", "en", None),
        ("6h30", "fr", None),
        ("6.30", "de", None),
        ("24:00", "en", None),
        ("14:60", "en", None),
        ("25h10", "fr", None),
        ("14:3", "en", None),
        ("14", "en", None),
        ("14h", "fr", None),
        ("", "en", None),
    ],
)
def test_times(text: str, language: str, at: time | None) -> None:
    assert parse_time(text, language) == at


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [
        ("25m", "en", 25),
        ("25min", "en", 25),
        ("90m", "en", 90),
        ("1h", "en", 60),
        ("8h", "en", 480),
        ("1h30", "en", 90),
        ("1h30m", "en", 90),
        ("6h59", "fr", 419),
        ("1.30", "de", 90),
        ("1.30", "en", None),
        ("7h00", "fr", None),
        ("14h30", "en", None),
        ("7.00", "de", None),
        ("1h60", "en", None),
        ("0m", "en", None),
        ("0h", "en", None),
        ("25h", "en", None),
        ("1441m", "en", None),
        ("m", "en", None),
        ("5", "en", None),
    ],
)
def test_durations(text: str, language: str, minutes: int | None) -> None:
    assert parse_duration(text, language) == minutes


@pytest.mark.parametrize(
    ("day", "ahead", "past", "either"),
    [
        ((2026, 11, 24), "today", "today", "today"),
        ((2026, 11, 25), "Wed", "25 Nov", "Wed"),
        ((2026, 11, 30), "Mon", "30 Nov", "Mon"),
        ((2026, 12, 1), "Tue 1 Dec", "1 Dec", "Tue 1 Dec"),
        ((2027, 1, 4), "Mon 4 Jan 2027", "4 Jan 2027", "Mon 4 Jan 2027"),
        ((2026, 11, 23), "Mon 23 Nov", "1 d ago", "1 d ago"),
        ((2026, 10, 25), "Sun 25 Oct", "30 d ago", "30 d ago"),
        ((2026, 10, 24), "Sat 24 Oct", "24 Oct", "24 Oct"),
        ((2025, 10, 13), "Mon 13 Oct 2025", "13 Oct 2025", "13 Oct 2025"),
    ],
)
def test_days_in_the_words_of_the_screens(
    day: tuple[int, int, int], ahead: str, past: str, either: str
) -> None:
    assert dates.format_ahead(date(*day), TODAY) == ahead
    assert dates.format_past(date(*day), TODAY) == past
    assert dates.format_day(date(*day), TODAY) == either


def test_dates_times_and_durations_in_full() -> None:
    assert dates.format_date(date(2026, 12, 9), TODAY) == "Wed 9 Dec"
    assert dates.format_time(time(9, 5)) == "09:05"
    assert [dates.format_duration(minutes) for minutes in (25, 60, 80)] == ["25m", "1h", "1h20"]
