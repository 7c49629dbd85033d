"""What stands after the `+` marks and the `>` of a line, each saved as the real thing."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from repcockpit.domain.capture import Capture, Draft
from repcockpit.domain.ids import derived_id
from repcockpit.domain.words import REQUEST_VIAS, spoken
from repcockpit.services.book import Book

if TYPE_CHECKING:
    from repcockpit.store.unit import Unit

Fields = dict[str, object]


class Captures:
    """Writes what stands after the `+` marks, for the first person named."""

    def __init__(
        self,
        book: Book,
        unit: "Unit",
        draft: Draft,
        interaction: bytes,
        account_id: bytes | None,
        contact_id: bytes | None,
    ) -> None:
        self.book, self.unit, self.draft = book, unit, draft
        self._links: Fields = {
            "account_id": account_id,
            "contact_id": contact_id,
            "interaction_id": interaction,
        }
        self._account_id, self._contact_id, self._interaction_id = account_id, contact_id, interaction

    def write(self, one: Capture) -> bytes:
        """The row of one capture."""
        day = self.draft.on.isoformat()
        owner: Fields = {"owner_id": self.book.author_id}
        match one.kind:
            case "promise":
                due = one.due_on.isoformat() if one.due_on else None
                promise: Fields = {
                    "kind": "promise",
                    "title": one.text,
                    "due_on": due,
                    "first_due_on": due,
                    "status": "not_started",
                }
                return self.unit.insert("task", promise | owner | self._links)
            case "request":
                return self._request(one)
            case "idea":
                idea: Fields = {"title": one.text, "status": "new", "status_on": day}
                return self.unit.insert("idea", idea | owner | self._links)
            case "training":
                return self._training(one, day)
            case "info":
                return self._info(one, day)
        score: Fields = {"kind": one.kind, "score": one.score, "asked_on": day, "note": one.text or None}
        return self.unit.insert("feedback", score | self._links)

    def _info(self, one: Capture, day: str) -> bytes:
        """What was brought; where the library has it, that item was, and the library keeps who got it."""
        from repcockpit.services.learning.sharing import item_called  # noqa: PLC0415 -- only with a +b

        item = item_called(self.book, one.text)
        brought: Fields = {"brought_on": day}
        if item is None:
            return self.unit.insert("info", {"title": one.text} | brought | self._links)
        self.unit.insert("share", {"info_id": item} | brought | self._links)
        return item

    def _training(self, one: Capture, day: str) -> bytes:
        links = {name: value for name, value in self._links.items() if name != "contact_id"}
        training = self.unit.insert(
            "training", {"topic": one.text, "given_on": day, "kind": "ongoing"} | links
        )
        if self._contact_id is not None:
            person = {"training_id": training, "contact_id": self._contact_id}
            self.unit.insert("training_person", {"id": derived_id(training, self._contact_id)} | person)
        return training

    def _request(self, one: Capture) -> bytes:
        from repcockpit.services.requests.opening import Ask, write_request  # noqa: PLC0415 -- only with a +r

        return write_request(
            self.book,
            self.unit,
            Ask(
                one.text, self._opened_at(), self._account_id, self._contact_id, due_on=one.due_on,
                via=self.draft.type if self.draft.type in REQUEST_VIAS else None, interaction_id=self._interaction_id,
            ),
        )  # fmt: skip

    def _opened_at(self) -> datetime:
        """When the request was taken: the time of the interaction where it happened, never after now."""
        now = self.book.now()
        if self.draft.at is None:
            moment = (
                now
                if self.draft.on >= now.date()
                else datetime.combine(
                    self.draft.on, now.time().replace(tzinfo=None), ZoneInfo(self.book.zone)
                )
            )
        else:
            moment = datetime.combine(
                self.draft.on, self.draft.at.replace(tzinfo=None), ZoneInfo(self.book.zone)
            )
        return min(moment, now)

    def next_step(self, title: str, due_on: str) -> bytes:
        """The task of the next step."""
        step: Fields = {"kind": "next_step", "title": title or spoken(self.draft.type), "due_on": due_on}
        owner: Fields = {"owner_id": self.book.author_id, "status": "not_started"}
        return self.unit.insert("task", step | owner | self._links)
