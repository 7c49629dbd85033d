"""The seven activities of an account: what today's rows can tell, and nothing else.

Validity of a training is not known here and is said to be unknown.
"""

from collections.abc import Sequence
from datetime import timedelta

from repcockpit.domain.coverage_flags import FLAG_WORDS, URGENT_FLAGS
from repcockpit.domain.views.coverage import AccountCoverage
from repcockpit.domain.views.details import Activity, Care, PersonLine, RequestLine
from repcockpit.domain.words import INACTIVE_CONTACT_STATUSES, spoken
from repcockpit.services.book import Book

REVIEW_DAYS = 400
THREAD_DAYS = 90
_IN_TIME = frozenset({"on_track", "due_soon", "due_today"})
_LOUD = {"critical": 5, "overdue": 4, "never_contacted": 3, "due_today": 2}


def seven_of(
    book: Book,
    accounts: Sequence[bytes],
    care: Care,
    people: Sequence[PersonLine],
    requests: Sequence[RequestLine],
    *,
    is_brief: bool = False,
) -> tuple[Activity, ...]:
    """The seven lines of an account, always in the same order; `is_brief` leaves out what takes long to read."""
    return (
        contact_line(care, people),
        requests_line(book, requests),
        training_line(book, accounts),
        news_line(book, accounts),
        review_line(book, accounts, is_brief=is_brief),
        ideas_line(book, accounts),
        network_line(book, people, accounts),
    )


def key_people(people: Sequence[PersonLine]) -> list[PersonLine]:
    """Those whose silence counts as the account's."""
    return [one for one in people if one.is_key and one.care.status is not None]


def loudness(care: Care) -> tuple[int, int]:
    """How much a standing asks for: catch-up asks for nothing."""
    if care.is_catch_up or care.status is None:
        return 0, 0
    return _LOUD.get(care.status, 1), care.days_over or 0


def contact_line(care: Care, people: Sequence[PersonLine]) -> Activity:
    """The loudest of the account and its key people, as the words of its state."""
    keys = key_people(people)
    silent = [one for one in keys if loudness(one.care)[0] > 1]
    worst = max(
        [(loudness(one.care), one.name, one.care) for one in silent], default=None, key=lambda row: row[0]
    )
    own = loudness(care)
    if worst is not None and worst[0] >= own:
        more = f", {len(silent)} of {len(keys)} key people" if len(silent) > 1 else ""
        return _standing(worst[2], f"{worst[1]} {_silence_said(worst[2])}{more}")
    if care.status is None:
        return Activity("contact", "hole", "no cadence", care.rule or "no cadence set", care.last_touch_on)
    held = [one for one in keys if one.care.status != "snoozed" and not one.care.is_catch_up]
    fine = sum(one.care.status in _IN_TIME for one in held)
    reached = f"{fine} of {len(held)} key people in time" if held else "no key person is due"
    if not keys:
        reached = "no key people known"
    return _standing(care, f"every {care.interval_days} d, {reached}")


def _silence_said(care: Care) -> str:
    if care.status == "never_contacted":
        return "was never contacted"
    return "is due today" if care.status == "due_today" else "is silent"


def _standing(care: Care, fact: str) -> Activity:
    tone, words = standing_words(care)
    right = "" if care.planned_on or tone not in {"late", "slip"} else "not planned"
    kind = f"{spoken(care.planned_type or 'visit')}" if care.planned_on else ""
    return Activity(
        "contact",
        tone,
        words,
        fact,
        care.planned_on or care.last_touch_on,
        right or kind,
        "slip" if right else "",
    )


def standing_words(care: Care) -> tuple[str, str]:
    """The tone and the words of a standing: `late` and `12 d over`."""
    over = care.days_over or 0
    match care.status:
        case None:
            return "hole", "no cadence"
        case "do_not_contact":
            return "refused", "no contact"
        case "snoozed":
            return "calm", "snoozed"
        case "never_contacted":
            return ("calm" if care.is_catch_up else "slip"), "never"
    if care.is_catch_up:
        return "calm", "catch-up"
    if over > 0:
        words = f"{over} d over" if over < 1000 else f"{over // 365} y over"
        return ("late" if care.is_red else "slip"), words
    if over == 0:
        return "slip", "due today"
    return "done", "on track"


def requests_line(book: Book, requests: Sequence[RequestLine]) -> Activity:
    """How many are open, and the most pressing one."""
    still = [line for line in requests if line.is_open]
    if not still:
        closed = len(requests)
        said = f"{closed} closed" if closed else ""
        last = max((one.opened_at for one in requests if one.opened_at), default=None)
        return Activity(
            "requests",
            "done" if closed else "calm",
            "none open" if closed else "none",
            said,
            last.date() if last else None,
        )
    first = still[0]
    count, said = f"{len(still)} open", f"{first.priority} {first.title}"
    late = [line for line in still if line.state == "breached" and line.due_at is not None]
    if late:
        past = f"{len(late)} past {'its' if len(late) == 1 else 'their'} time"
        return Activity("requests", "clock", count, f"{said}; {past}", None, "breached", "late")
    calls = [line.callback_on for line in still if line.callback_on is not None]
    if calls and min(calls) <= book.today():
        tone = "late" if min(calls) < book.today() else "slip"
        word = "missed" if tone == "late" else "call back"
        return Activity("requests", tone, count, f"{said}; {len(calls)} to call back", min(calls), word, tone)
    due = first.due_at.astimezone(book.now().tzinfo).date() if first.due_at else None
    tone = "slip" if first.state in {"warn50", "warn75", "warn90"} and due else "calm"
    again = "; reopened" if first.reopen_count else ""
    return Activity(
        "requests", tone, count, f"{said}{again}", due or first.callback_on,
        "" if due else spoken(first.status),
    )  # fmt: skip


def training_line(book: Book, accounts: Sequence[bytes]) -> Activity:
    """How many cells of people by topics hold, of those that were given or planned; what ran out, who comes next."""
    from repcockpit.services.learning.lines import training_line as line  # noqa: PLC0415 -- read with the account

    return line(book, accounts)


def news_line(book: Book, accounts: Sequence[bytes]) -> Activity:
    """When industry information was brought last, and what could be brought next."""
    from repcockpit.services.learning.lines import news_line as line  # noqa: PLC0415 -- the same

    return line(book, accounts)


def review_line(book: Book, accounts: Sequence[bytes], *, is_brief: bool = False) -> Activity:
    """The next QBR with its readiness; the last one held stands in the fact, unless `is_brief`."""
    from repcockpit.services.details.reviews import review_activity  # noqa: PLC0415 -- not for the first frame

    return review_activity(book, accounts, is_brief=is_brief)


def ideas_line(book: Book, accounts: Sequence[bytes]) -> Activity:
    """How many ideas, how many of them told back, and who waits to be told."""
    from repcockpit.services.learning.lines import ideas_line as line  # noqa: PLC0415 -- the same

    return line(book, accounts)


def network_line(book: Book, people: Sequence[PersonLine], accounts: Sequence[bytes]) -> Activity:
    """The index and the flags; until somebody confirmed a role, how many people and how many touched lately."""
    active = [one for one in people if one.status not in INACTIVE_CONTACT_STATUSES]
    if not active:
        return Activity("network", "hole", "nobody", "no people known")
    from repcockpit.services.coverage.reading import coverage_of_accounts  # noqa: PLC0415 -- not before a first frame

    found = next((one for one in coverage_of_accounts(book, accounts[:1]) if one.is_mapped), None)
    if found is not None:
        return _mapped_line(found)
    since = book.today() - timedelta(days=THREAD_DAYS)
    lately = sum(one.care.last_touch_on is not None and one.care.last_touch_on >= since for one in active)
    roles = sum(bool(one.role) and one.role != "unknown" for one in active)
    count = f"{len(active)} people" if len(active) > 1 else "1 person"
    known = f"{roles} with a role" if roles else "no role known"
    said = f"{count}, {lately or 'none'} touched in {THREAD_DAYS} d, {known}"
    return Activity("network", "hole", "not mapped", said)


def _mapped_line(found: AccountCoverage) -> Activity:
    """`partial 58`, red with an urgent flag, amber with another or while it is not broad."""
    words = f"{found.band} {found.index:.0f}"
    threads = "1 thread" if found.threads == 1 else f"{found.threads} threads"
    if not found.flags:
        return Activity("network", "done" if found.band == "broad" else "slip", words, f"{threads}, no flag")
    tone = "late" if any(flag.flag in URGENT_FLAGS for flag in found.flags) else "slip"
    said = ", ".join(FLAG_WORDS[flag.flag] for flag in found.flags)
    return Activity("network", tone, words, f"{said}; {threads}")
