"""Who may see what: roles are what is offered, not a lock."""

import pytest

from repcockpit.domain.access import SUBJECTS, Viewer, may_see

ME, OTHER = b"me", b"other"


@pytest.mark.parametrize(
    ("role", "is_led", "seen"),
    [
        ("rep", True, {"team", "attainment"}),
        ("manager", True, {"team", "attainment", "one_to_one", "decide"}),
        ("executive", True, {"team", "attainment", "one_to_one", "decide"}),
        ("loyalty", True, {"team"}),
        ("viewer", True, {"team", "attainment"}),
        ("rep", False, {"team", "attainment", "one_to_one", "decide"}),
        ("loyalty", False, {"team", "one_to_one", "decide"}),
    ],
)
def test_what_is_seen_of_others(role: str, is_led: bool, seen: set[str]) -> None:
    viewer = Viewer(ME, role, is_led)
    assert {one for one in SUBJECTS if may_see(viewer, one, OTHER)} == seen
    assert may_see(viewer, "one_to_one", ME)
    assert may_see(viewer, "logging_delay", ME)


def test_nobody_sees_how_late_others_log() -> None:
    assert not may_see(Viewer(ME, "executive", team_is_led=True), "logging_delay", OTHER)
    assert not may_see(Viewer(None, None, team_is_led=False), "logging_delay", OTHER)
    assert not may_see(Viewer(None, None, team_is_led=False), "logging_delay", None)


def test_a_device_without_a_rep_is_not_asked_for_a_role() -> None:
    assert may_see(Viewer(None, None, team_is_led=True), "decide")
    with pytest.raises(KeyError):
        may_see(Viewer(None, None, team_is_led=True), "salaries")
