"""What to talk about with one of us, in whole sentences: what waits, what is known too little, what went well."""

from collections.abc import Iterable

from repcockpit.domain.team import fall_of
from repcockpit.domain.views.team import FEWEST, HelpLine, Share, TeamRow

_MANY_PUT_OFF = 3
_MUCH = 0.5


def talk_about(row: TeamRow, help: Iterable[HelpLine]) -> tuple[str, ...]:
    """Sentences, the most pressing first, something good last; none about somebody of whom nothing is known."""
    own = [one for one in help if one.rep_id == row.id]
    said = [sentence for one in own if (sentence := _of_line(one))]
    if row.stale and row.left_on is None:
        never = "Their device never synced: nothing that they log is known here."
        said.insert(0, "Nothing came from their device lately: does it sync?" if row.as_of_sync else never)
    fall = fall_of(row.trend)
    if fall is not None and row.away_until is None and not row.stale:
        said.append(f"What filled the last weeks? Touches fell from {fall[0]} to {fall[1]} a week.")
    if row.figures.overdue is not None and row.figures.overdue.A:
        count = row.figures.overdue.A
        who = (
            "1 account or key person of tier A is"
            if count == 1
            else f"{count} accounts and key people of tier A are"
        )
        said.append(f"{who} past due: could a colleague take some?")
    if row.snoozed >= _MANY_PUT_OFF:
        said.append(f"{row.snoozed} are put off: is that still right?")
    return (*said, *_good(row))


def _of_line(line: HelpLine) -> str:
    match line.kind:
        case "callback":
            return f"Who waits for a call: {line.text.partition(': ')[2] or line.text}."
        case "clock":
            return f"{line.text}: {line.state}."
        case "qbr":
            return f"{line.text}: what would help?"
        case "promise":
            return f"Promises past their day: {line.text.partition(': ')[2] or line.text}."
    return ""


def _good(row: TeamRow) -> tuple[str, ...]:
    figures = row.figures
    kept = Share(figures.kept or 0, figures.promises_due or 0)
    if kept.whole >= FEWEST and kept.part == kept.whole:
        return (f"All {kept.whole} promises were kept: say so.",)
    for share, words in ((figures.callbacks, "call-backs were made"), (figures.requests, "requests ended")):
        if share is not None and share.whole >= FEWEST and share.part == share.whole:
            return (f"All {share.whole} {words} in time: say so.",)
    is_known = figures.attainment_capped is not None and figures.expected is not None
    if is_known and (figures.attainment_capped or 0) >= max(_MUCH, figures.expected or 0):
        return ("Touches are on plan: say so.",)
    return ()
