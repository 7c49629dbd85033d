"""What each of the seven lines of an account is made of, down to rows."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from repcockpit.domain.views.details import Activity, EvidenceRow, PersonLine, Why
from repcockpit.domain.views.today import Reason
from repcockpit.domain.words import spoken
from repcockpit.services.book import Book
from repcockpit.services.details import seven
from repcockpit.services.details.around import around
from repcockpit.services.details.cares import NO_CARE, cares, day_of
from repcockpit.services.details.people import people_of_account
from repcockpit.services.details.requests import request_lines
from repcockpit.services.learning.shelf import library_items
from repcockpit.store.reads import details as reads
from repcockpit.store.reads.details import GivenRow
from repcockpit.store.reads.library import shares_to
from repcockpit.store.reads.records import titles_of

SEVEN = "seven_"
_RULES = {
    "contact": ("state  the loudest of the account's own cadence and of its key people",),
    "requests": ("open  no closing step; the time runs in working hours of the account",),
    "training": (
        "of     people by topics in which something was given or is planned",
        "valid  until the day it was given for, else the months of its topic",
    ),
    "news": ("old  amber when nothing was brought for longer than the rule says",),
    "qbr": ("ready  the weights of what is met, of 100; an open must holds the sum at 59",),
    "ideas": ("told  the customer heard what became of it",),
}
_NUMBERS = {
    "contact": ("cadence.grace",),
    "training": ("training.soon_days", "training.onboarding_days"),
    "news": ("news.old_days",),
}
Rows = tuple[EvidenceRow, ...]


def why_line(book: Book, activity: str, account_id: bytes) -> Why | None:
    """Why one of the seven lines says what it says; None for no such line or account."""
    name = titles_of(book.db, "account", [account_id]).get(account_id)
    if name is not None and activity == "network":
        from repcockpit.services.coverage.why import why_coverage  # noqa: PLC0415 -- one of the seven

        return why_coverage(book, account_id)
    if name is None or activity not in _RULES:
        return None
    group = around(book, "account", account_id).group
    makers: dict[str, Callable[[Book, list[bytes]], tuple[Activity, Rows]]] = {
        "contact": _contact,
        "requests": _requests,
        "training": _training,
        "news": _news,
        "qbr": _reviews,
        "ideas": _ideas,
    }
    line, rows = makers[activity](book, group)
    told = (Reason("state", None, line.words), Reason("says", None, line.fact))
    return Why(
        name,
        f"{activity}: {line.words}",
        None,
        told,
        _RULES[activity],
        rows,
        book.now(),
        _NUMBERS.get(activity, ()),
    )


def _people_rows(people: Iterable[PersonLine], said: Callable[[PersonLine], tuple[str, bool]]) -> Rows:
    rows = []
    for one in people:
        text, counts = said(one)
        rows.append(EvidenceRow("contact", one.id, one.care.last_touch_on, one.name, text, counts))
    return tuple(rows)


def _contact(book: Book, group: list[bytes]) -> tuple[Activity, Rows]:
    care = cares(book, "account", group[:1]).get(group[0], NO_CARE)
    people = people_of_account(book, group)

    def said(one: PersonLine) -> tuple[str, bool]:
        words = seven.standing_words(one.care)[1]
        role = spoken(one.role or "no role")
        return (
            (f"{words}, {role}", True)
            if one.is_key
            else (f"{words}, {role}: pace only, does not count", False)
        )

    own = seven.standing_words(care)[1]
    first = EvidenceRow("account", group[0], care.last_touch_on, "account", f"{own}, {care.rule}")
    return seven.contact_line(care, people), (first, *_people_rows(people, said))


def _requests(book: Book, group: list[bytes]) -> tuple[Activity, Rows]:
    lines = request_lines(book, reads.request_ids(book.db, group, ()))
    rows = tuple(
        EvidenceRow(
            "request", one.id, one.opened_at.date() if one.opened_at else None, one.priority,
            f"{spoken(one.status)}: {one.title}", one.is_open,
        )
        for one in lines
    )  # fmt: skip
    return seven.requests_line(book, lines), rows


def _given(kind: str, rows: Sequence[GivenRow], what: Callable[[GivenRow], str]) -> Rows:
    return tuple(
        EvidenceRow(kind, row.id, day_of(row.on), what(row), row.title or "no title") for row in rows
    )


def _training(book: Book, group: list[bytes]) -> tuple[Activity, Rows]:
    rows = _given("training", reads.trainings_of(book.db, group), lambda row: row.status or "training")
    return seven.training_line(book, group), rows


def _news(book: Book, group: list[bytes]) -> tuple[Activity, Rows]:
    rows = [*_given("info", reads.infos_of(book.db, group), lambda row: spoken(row.status) or "news")]
    titles = {item.id: item.title for item in library_items(book)}
    rows += [
        EvidenceRow("share", one.id, day_of(one.on), one.reaction or "news", titles.get(one.info_id, ""))
        for one in shares_to(book.db, [], group)
    ]
    return seven.news_line(book, group), tuple(sorted(rows, key=lambda row: row.on or date.min, reverse=True))


def _reviews(book: Book, group: list[bytes]) -> tuple[Activity, Rows]:
    since = (book.today() - timedelta(days=seven.REVIEW_DAYS)).isoformat()
    rows = _given(
        "interaction",
        reads.reviews_of(book.db, group, since, book.today().isoformat()),
        lambda row: spoken(row.status),
    )
    return seven.review_line(book, group), rows


def _ideas(book: Book, group: list[bytes]) -> tuple[Activity, Rows]:
    rows = _given("idea", reads.ideas_of(book.db, group), lambda row: spoken(row.status))
    return seven.ideas_line(book, group), rows
