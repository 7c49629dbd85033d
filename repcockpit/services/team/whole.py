"""What takes longer than the first numbers."""

from repcockpit.domain.views.team import TeamView
from repcockpit.services.team.reading import Basis, Progress


def with_the_rest(basis: Basis, view: TeamView, progress: Progress) -> TeamView:
    """The view with all of its parts."""
    progress(0, len(basis.shown))
    return view._replace(is_whole=True)
