"""Two who lead answer differently while apart: both answers are kept, and a person settles them."""

import pytest

from repcockpit.services.approvals.answering import approve
from repcockpit.services.approvals.listing import approvals_view
from repcockpit.services.conflicts import conflict_count, conflicts_view, settle
from repcockpit.services.records import view_of
from tests.services.approvals.asked import ask
from tests.services.approvals.conftest import Team
from tests.services.conflicts_by_hand import Other, dots


@pytest.mark.parametrize("keep", [1, 2])
def test_two_answers_are_a_conflict_of_fields(team: Team, keep: int) -> None:
    found = ask(team.book, kind="tier_change", subject_id=team.account, account_id=team.account, asked="A").id
    petra = team.device_of("Petra Lang")
    seen = dots(petra, "approval", found)
    boss = Other(petra, team.ids["Jon"], "office")
    approve(petra, found, "fine")
    no = {"state": "refused", "decided_by_id": team.ids["Jon"], "decided_on": "2026-11-25", "note": "no"}
    boss.set("approval", found, no, seen)
    assert conflict_count(petra) >= 1
    assert len(approvals_view(petra).answered) == 1
    (view,) = [one for one in conflicts_view(petra) if one.subject.kind == "approval"]
    line = next(field for field in view.fields if field.field == "state")
    assert {one.value for one in line.values} == {"approved", "refused"}
    settle(petra, line.id, keep=keep)
    chosen = next(one.value for one in line.values if one.n == keep)
    assert view_of(petra, "approval", found).state == chosen
