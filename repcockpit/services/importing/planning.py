"""The order of an import: reps, accounts, people, their ties, then deals and what happened."""

from collections.abc import Callable, Sequence

from repcockpit.exchange import sources
from repcockpit.exchange.readers.table import BadRow
from repcockpit.exchange.sources import Reading, Record, Reject
from repcockpit.services.importing import hierarchy, listed, meetings, needs, parties, work
from repcockpit.services.importing.own import OwnRows
from repcockpit.services.importing.run import Run, Step, Tally
from repcockpit.store.values import MAX_TEXT_BYTES

_RANKS = {"rep": 0, "account": 1, "contact": 2, "lead": 3, "account_contact": 4, "deal": 5}
_PLANS: dict[str, Callable[[Run, Step], None]] = {
    "rep": hierarchy.plan_rep,
    "account": parties.plan_account,
    "contact": parties.plan_contact,
    "account_contact": hierarchy.plan_relation,
    "deal": work.plan_deal,
    "task": work.plan_task,
    "interaction": work.plan_interaction,
    "request": needs.plan_request,
    "feedback": needs.plan_feedback,
    "delivery": needs.plan_delivery,
    "appointment": meetings.plan_meeting,
}
_LAST = 6
_LONG = MAX_TEXT_BYTES // 4


def plan_sheets(run: Run, own: OwnRows, tallies: Sequence[Tally]) -> None:
    """Plan every row of every table, whatever the order of the files."""
    ranked = sorted(range(len(tallies)), key=lambda place: (_rank(tallies[place]), place))
    is_tied = False
    for place in ranked:
        tally = tallies[place]
        if not is_tied and _rank(tally) > _RANKS["lead"]:
            _tie(run)
            is_tied = True
        if tally.sheet.is_own:
            own.take(run, tally)
        else:
            _plan_sheet(run, tally)
    _tie(run)
    _note_kept(run, tallies)


def _tie(run: Run) -> None:
    hierarchy.link_parents(run)
    hierarchy.link_managers(run)


def _rank(tally: Tally) -> int:
    if tally.sheet.is_own:
        return -1
    return _RANKS.get(tally.sheet.source.kind, _LAST) if tally.sheet.source else _LAST + 1


def _plan_sheet(run: Run, tally: Tally) -> None:
    sheet = tally.sheet
    if sheet.source is None or sheet.plan is None:
        for row in sheet.rows:
            reason, cells = (row.reason, row.row) if isinstance(row, BadRow) else (sheet.unknown, row.cells)
            tally.rejects.append(Reject(row.line, reason, cells))
        return
    reading = Reading(run.book.zone, run.today, sheet.is_local)
    for row, found in zip(
        sheet.rows, sources.records(sheet.source, sheet.plan, sheet.rows, reading), strict=True
    ):
        run.tick()
        if isinstance(found, Reject):
            tally.rejects.append(found)
            if found.external_id and found.instead and found.instead.external_id:
                run.stands_in[sheet.source.name, found.external_id] = found.instead.external_id
        elif isinstance(found, Record) and not isinstance(row, BadRow):
            if len("".join(row.cells)) > _LONG and _is_too_long(row.cells):
                tally.rejects.append(Reject(row.line, "a cell is longer than 1 MiB", row.cells))
                continue
            is_listed = sheet.source.is_own and found.kind in listed.KINDS
            plan = listed.plan_listed if is_listed else _PLANS[found.kind]
            source = sources.source_of(sheet.source, found, run.is_person)
            plan(run, Step(source, found, tally, row.cells))


def _is_too_long(cells: Sequence[str]) -> bool:
    return any(len(cell.encode("utf-8", "replace")) > MAX_TEXT_BYTES for cell in cells)


def _note_kept(run: Run, tallies: Sequence[Tally]) -> None:
    """Say which values stay as a person wrote them here although the source says something else."""
    kept = run.pending.kept_edits
    if kept and tallies:
        fields = sorted({f"{table} {name}" for table, name, _ in kept})
        tallies[-1].sheet.warnings.append(
            f"{len(kept)} values stay as they were edited here, though the files differ: {', '.join(fields[:8])}"
        )
