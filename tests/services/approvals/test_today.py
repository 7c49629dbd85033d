"""Today: how much there is to answer for who leads, what one waits for oneself, and escalated requests."""

from datetime import timedelta

from repcockpit.domain.views.today import TodayItem
from repcockpit.services.book import Book
from repcockpit.services.requests.opening import open_request
from repcockpit.services.requests.reading import case_of
from repcockpit.services.today.day import today_view
from tests.services.approvals.asked import ask
from tests.services.approvals.conftest import Team


def of_kind(book: Book, kind: str) -> list[TodayItem]:
    return [item for item in today_view(book).items if item.kind == kind]


def test_who_leads_sees_how_many_wait_and_who_asked_sees_for_whom(team: Team) -> None:
    assert of_kind(team.book, "setup_approvals") == []
    ask(
        team.book,
        kind="tier_change",
        subject_id=team.account,
        account_id=team.account,
        asked="A",
        reason="deals",
    )
    (own,) = of_kind(team.book, "setup_approvals")
    assert own.title == "tier A for Northglass: waiting for Petra Lang"
    petra = team.device_of("Petra Lang")
    (to_answer,) = of_kind(petra, "setup_approvals")
    assert to_answer.title == "1 to answer: Ana Ruiz asks"
    assert today_view(petra).counts["setup"] >= 1
    assert of_kind(team.device_of("Jon Etxea"), "setup_approvals") == []


URGENT = ("account=Northglass", "title=pumps stopped", "impact=high", "urgency=high", "at=2026-11-24 09:00")


def test_a_request_past_three_quarters_is_the_managers_too(team: Team) -> None:
    request = open_request(team.book, URGENT).view
    petra = team.device_of("Petra Lang")
    petra.clock = petra.clock._replace(fixed=petra.now().replace(day=24, hour=9, minute=30))
    assert of_kind(petra, "clock") == []
    petra.clock = petra.clock._replace(fixed=petra.now() + timedelta(minutes=20))
    (item,) = of_kind(petra, "clock")
    assert (item.subject_id, item.group) == (request.id, "now")
    assert item.title == "P1 pumps stopped, Ana Ruiz's"
    (said,) = [one.text for one in item.reasons if one.part == "manager"]
    assert said == "Ana Ruiz's, never synced"
    assert of_kind(team.device_of("Jon Etxea"), "clock") == []


def test_the_rep_reads_who_sees_it(team: Team) -> None:
    request = open_request(team.book, URGENT).view
    calm = case_of(team.book, "request", request.id)
    assert calm is not None
    assert calm.escalated == ""
    team.book.clock = team.book.clock._replace(fixed=team.book.now() + timedelta(minutes=50))
    case = case_of(team.book, "request", request.id)
    assert case is not None
    assert case.escalated == "Petra Lang sees this once you sync"
