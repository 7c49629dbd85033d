"""Who may see what: asked by screens, commands and exports alike. Roles are what is offered, not a lock."""

from typing import Final, NamedTuple

LEADING: Final = frozenset(("manager", "executive"))
SUBJECTS: Final = ("team", "attainment", "logging_delay", "one_to_one", "decide")


class Viewer(NamedTuple):
    """Who looks: the rep of this device and their role (None: nobody said who), and whether the team has a leader.

    A team is led where somebody who has not left is manager or executive.
    """

    rep_id: bytes | None
    role: str | None
    team_is_led: bool


def may_see(viewer: Viewer, subject: str, of_rep: bytes | None = None) -> bool:
    """Whether `viewer` is shown `subject`, a word of SUBJECTS, of the rep `of_rep`.

    team: the rows of everybody. attainment: touches against plan. logging_delay: how late somebody logs.
    one_to_one: the pack for a talk. decide: approve or refuse. Raises KeyError for another word.
    """
    is_free = viewer.rep_id is None or not viewer.team_is_led
    is_self = viewer.rep_id is not None and viewer.rep_id == of_rep
    is_leading = is_free or viewer.role in LEADING
    return {
        "team": True,
        "attainment": viewer.role != "loyalty",
        "logging_delay": is_self,
        "one_to_one": is_leading or is_self,
        "decide": is_leading,
    }[subject]
