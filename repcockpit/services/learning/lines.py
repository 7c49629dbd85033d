"""Three of the seven lines of an account: training, news, ideas."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from repcockpit.domain.dates import format_date
from repcockpit.domain.ideas import is_to_tell
from repcockpit.domain.names import fold
from repcockpit.domain.training import Cell, tally
from repcockpit.domain.views.details import Activity
from repcockpit.domain.words import spoken
from repcockpit.services.details.cares import day_of
from repcockpit.services.learning.library import bring_to
from repcockpit.services.learning.matrix import cells_by_person
from repcockpit.store.reads import details as rows
from repcockpit.store.reads import learning as reads
from repcockpit.store.reads.learning import TrainingRow

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def training_line(book: "Book", accounts: Sequence[bytes]) -> Activity:
    """How many cells hold, of those that were given or are planned; what ran out or comes next."""
    found = reads.trainings_at(book.db, accounts)
    if not found:
        return Activity("training", "hole", "none", "no training logged")
    months = {fold(title): valid for title, valid in reads.topic_rows(book.db)}
    cells = cells_by_person(book, found, months)
    last = max((row.given_on for row in found if row.given_on), default=None)
    valid, planned = tally(cells.values())
    if not planned:
        return Activity("training", "calm", f"{_count(found)} given", _last_said(found, last), day_of(last))
    expired = sum(cell.state == "expired" for cell in cells.values())
    parts = [f"{expired} expired"] if expired else []
    late, ahead = _plans(list(cells.values()), book.today())
    parts += [f"{late} not given as planned"] if late else []
    parts += [f"next {format_date(ahead, book.today())}"] if ahead else []
    tone = "slip" if expired or late else "done" if valid == planned else "calm"
    said = ", ".join(parts) or _last_said(found, last)
    return Activity("training", tone, f"{valid} of {planned}", said, ahead or day_of(last))


def _plans(cells: Sequence[Cell], today: date) -> tuple[int, date | None]:
    """How many plans are late, and the day of the next one."""
    due = [cell.due_on for cell in cells if cell.plan_id is not None and cell.due_on is not None]
    return sum(day < today for day in due), min((day for day in due if day >= today), default=None)


def _count(found: Sequence[TrainingRow]) -> int:
    return len({row.id for row in found if row.given_on})


def _last_said(found: Sequence[TrainingRow], last: str | None) -> str:
    topic = next((row.topic for row in found if row.given_on and row.given_on == last), "")
    people = len({row.contact_id for row in found if row.contact_id is not None and row.given_on})
    to = f"{people} {'people' if people != 1 else 'person'} trained" if people else "nobody by name"
    return f"{to}; last: {topic}" if topic else to


def news_line(book: "Book", accounts: Sequence[bytes]) -> Activity:
    """When industry information was brought last, and the item to bring next."""
    if not accounts:
        return Activity("news", "hole", "none", "no news brought yet")
    found = bring_to(book, None, accounts[0])
    ahead = f"to bring: {found.item.title}" if found.item is not None else ""
    if found.last_on is None:
        return Activity("news", "hole", "none yet" if ahead else "none", ahead or "no news brought yet")
    age = (book.today() - found.last_on).days
    said = found.last_title or "without a title"
    if found.reaction:
        said += f", {spoken(found.reaction)}"
    tone = "calm" if age <= book.numbers.news_old_days else "slip"
    words = f"{age} d old" if age else "today"
    return Activity("news", tone, words, f"{said}; {ahead}" if ahead else said, found.last_on)


def ideas_line(book: "Book", accounts: Sequence[bytes]) -> Activity:
    """How many ideas, how many of them told back, and who waits to be told."""
    found = rows.ideas_of(book.db, accounts)
    if not found:
        return Activity("ideas", "hole", "none", "no idea asked for yet")
    told = sum(row.status == "customer_told" for row in found)
    waiting = [row for row in found if is_to_tell(row.status)]
    if waiting:
        more = f"; {waiting[0].title}, {spoken(waiting[0].status)}" if waiting[0].title else ""
        return Activity(
            "ideas", "slip", f"{len(waiting)} to tell", f"{told or 'none'} of {len(found)} told{more}"
        )
    still = [row for row in found if row.status != "customer_told"]
    if not still:
        return Activity("ideas", "done", "told", f"{told} of {len(found)} told")
    more = f"; {still[0].title}, {spoken(still[0].status)}" if still[0].title else ""
    return Activity("ideas", "calm", f"{len(still)} open", f"{told or 'none'} of {len(found)} told{more}")
