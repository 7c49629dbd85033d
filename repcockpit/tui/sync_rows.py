"""The rows of the sync panel: the target, what is worth a look, and who has what. Pure: status in, lines out."""

from datetime import datetime
from typing import NamedTuple

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.views.syncing import Archive, LargeRemoval, ReplicaRow, SyncStatus
from repcockpit.tui import words
from repcockpit.tui.day import Cells
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.grid import row_line
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.standing import State
from repcockpit.tui.sync_words import OLD_DAYS, ago, when
from repcockpit.tui.text import Line, visible, wrap

PLAIN = "Not encrypted: whoever holds the file can read it and write into it."
SEALED = "Encrypted and signed: only who has the passphrase reads it."
FORMS = {"file": "one file", "folder": "a folder"}


class PanelRow(NamedTuple):
    """A line: its kind, a key that stays the same, what it is and says, and more of it for the pane."""

    kind: str
    key: str
    cells: Cells
    about: tuple[str, ...] = ()
    replica: ReplicaRow | None = None
    removal: LargeRemoval | None = None


class Now(NamedTuple):
    """What the book does not know: the time, whether a sync runs, why the last one failed, how often one is made."""

    at: datetime
    is_running: bool = False
    problem: CockpitError | None = None
    minutes: int = 0


def panel_sheet(status: SyncStatus, now: Now, *, is_airy: bool) -> Sheet[PanelRow]:
    """The share, what to look at, the devices."""
    look, devices = look_rows(status), [replica_row(one, now.at) for one in status.replicas]
    groups = [Group(Heading("THE SHARE", ""), share_rows(status, now))]
    groups.append(Group(Heading("TO LOOK AT", f"{len(look)}"), look))
    tally = words.counted(len(devices), "device")
    groups.append(Group(Heading("WHO HAS WHAT", tally, ("changes", "")), devices))
    return Sheet(groups, is_airy=is_airy)


def paint_row(row: PanelRow, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """One row of the grid."""
    return row_line(row.cells, width, glyphs, is_here=is_here)


def share_rows(status: SyncStatus, now: Now) -> list[PanelRow]:
    """How the last sync went, where it goes, whose team it is, how often."""
    rows = [_last_row(status, now)]
    target = visible(status.target or "")
    form = FORMS.get(status.form or "", "")
    about = (form.capitalize(), target) if target else ("Not said yet: S asks for it.",)
    state = State("planned", status.form or "none", "accent", "text")
    rows.append(PanelRow("target", "target", Cells(state, "Target", target or "S asks where"), about))
    if status.team_id is not None:
        rows.append(_team_row(status))
    often = (
        f"at the start, every {now.minutes} minutes, at the end" if now.minutes else "only when S is pressed"
    )
    state = State("calm", f"{now.minutes} min" if now.minutes else "off", "muted", "text")
    told = (f"Syncs {often}.", "The settings change it: , then sync.")
    rows.append(PanelRow("timer", "timer", Cells(state, "By itself", often), told))
    return [*rows, _archive_row(status.archive)] if status.archive else rows


def _archive_row(archive: Archive) -> PanelRow:
    count, size = words.counted(archive.files, "file"), f"{archive.bytes / 1024:,.0f} KiB"
    about = (
        f"{count} of {size} in {visible(archive.path)}",
        "Copies that a cloud made, and torn files: the team's file holds all of it. Nobody needs them.",
    )
    state = State("calm", f"{archive.files:,}", "muted", "text")
    return PanelRow(
        "archive", "archive", Cells(state, "Archive", f"{size} of old copies, none needed"), about
    )


def _last_row(status: SyncStatus, now: Now) -> PanelRow:
    """Running, failed, all there, or so many not yet."""
    unsynced = f"{words.counted(status.unsynced, 'change')} not seen there yet"
    seen = f"own changes last seen there {when(status.seen_at, now.at)}" if status.seen_at else ""
    done = "everything written here was seen there" if status.synced_at and not status.unsynced else unsynced
    about = tuple(f"{part[0].upper()}{part[1:]}." for part in (done, seen) if part)
    last = when(status.synced_at, now.at)[:9]
    if now.is_running:
        return PanelRow("last", "last", Cells(State("calm", "running", "muted", "text"), "Sync", "reading and writing beside the keys"), about)  # fmt: skip
    if now.problem is not None:
        said = visible(now.problem.message)
        about = (
            *(f"{part[0].upper()}{part[1:]}." for part in (said, visible(now.problem.hint)) if part),
            *about,
        )
        return PanelRow(
            "last", "last", Cells(State("slip", "not there", "soon", "soon"), "Last sync", said), about
        )
    if status.failed is not None:
        tried = f"Tried {when(status.failed_at, now.at)}: {visible(status.failed)}."
        state = State("slip", "not there", "soon", "soon")
        return PanelRow("last", "last", Cells(state, "Last sync", visible(status.failed)), (tried, *about))
    if status.synced_at is None:
        return PanelRow("last", "last", Cells(State("hole", "never", "muted", "muted"), "Last sync", "nothing was synced yet: S begins"), about)  # fmt: skip
    state = State("unsent", last, "muted", "text") if status.unsynced else State("done", last, "good", "text")
    return PanelRow("last", "last", Cells(state, "Last sync", done), about)


def _team_row(status: SyncStatus) -> PanelRow:
    digits = status.team_digits or ""
    name = visible(status.team_name or "")
    team = f"{name} {digits}".strip()
    fresh = "nobody else was seen yet" if status.is_provisional else ""
    lies = SEALED if status.is_encrypted else PLAIN
    state = State("done" if status.is_encrypted else "calm", "encrypted" if status.is_encrypted else "plain", "good" if status.is_encrypted else "muted", "text")  # fmt: skip
    about = [f"Team {name or 'without a name'}", f"Its id begins with {digits}: compare it by voice.", lies]
    if not status.is_encrypted:
        about.append("enter encrypts it, with a passphrase.")
    if status.is_provisional:
        about.append("No other device was read under this id yet.")
    return PanelRow("team", "team", Cells(state, "Team", ", ".join(part for part in (team, fresh) if part)), tuple(about))  # fmt: skip


def look_rows(status: SyncStatus) -> list[PanelRow]:
    """What a person should know: to settle, removed, damage, gaps, warnings, advice, held back."""
    rows = []
    if status.conflicts:
        state = State("settle", "settle", "soon", "soon")
        said = f"{words.counted(status.conflicts, 'line')} written twice: C puts both sides beside each other"
        rows.append(PanelRow("conflicts", "conflicts", Cells(state, "", said), (said,)))
    for removal in status.removals:
        state = State("slip", "removed", "soon", "soon")
        said = visible(removal.text)
        about = (f"{said}.", f"{words.counted(removal.record_count, 'record')}: enter brings all of it back.")
        rows.append(PanelRow("removal", removal.id.hex(), Cells(state, "", said), about, removal=removal))
    told = [
        ("damage", "clock", "late", status.damage),
        ("gap", "slip", "soon", status.gaps),
        ("warning", "slip", "soon", status.warnings),
        ("advice", "next", "muted", status.advice),
    ]
    for word, glyph, ink, lines in told:
        for number, text in enumerate(lines):
            state = State(glyph, word, ink, ink)
            rows.append(PanelRow("look", f"{word}{number}", Cells(state, "", visible(text)), (text,)))
    if status.held_back:
        said = f"{words.counted(status.held_back, 'frame')} kept and not applied"
        why = "Of a retired device, of a newer version, or with a clock far ahead."
        state = State("slip", "held back", "soon", "soon")
        rows.append(PanelRow("look", "held", Cells(state, "", said), (said, why)))
    if status.quarantined:
        said = f"{words.counted(status.quarantined, 'frame')} kept and not trusted"
        why = "In clear or without a good signature, in a team that encrypts: somebody wrote into the file."
        state = State("slip", "untrusted", "soon", "soon")
        rows.append(PanelRow("look", "untrusted", Cells(state, "", said), (said, why)))
    return rows


def replica_row(one: ReplicaRow, now: datetime) -> PanelRow:
    """Who, which device, how much of it is here, when it last wrote."""
    who = visible(one.rep or "") or "nobody yet"
    parts = [visible(one.device or ""), visible(one.clock or "")]
    if one.reason and one.reason != "new":
        parts.insert(1, f"after a {visible(one.reason)}")
    state = State("calm", ago(one.newest_at, now)[:9], "muted", "text")
    is_old = one.newest_at is not None and (now - one.newest_at).days > OLD_DAYS
    if one.is_retired:
        state = State("refused", "retired", "muted", "muted")
    elif one.is_this:
        state = State("done", "this one", "good", "text")
    elif one.clock:
        state = State("slip", state.words, "soon", "soon")
    elif is_old or one.newest_at is None:
        state = State("slip" if is_old else "hole", state.words, "soon" if is_old else "muted", "soon" if is_old else "muted")  # fmt: skip
    context = ", ".join(part for part in parts if part)
    right = when(one.newest_at, now) if one.is_this or one.is_retired else ""
    cells = Cells(state, who, context, f"{one.transactions:,}", right)
    return PanelRow("replica", one.id.hex(), cells, replica_about(one, now), one)


def replica_about(one: ReplicaRow, now: datetime) -> tuple[str, ...]:
    """The facts of a device."""
    who = visible(one.rep or "") or "Nobody yet"
    device = visible(one.device or "")
    told = [f"{who}, {device}" if device else who]
    if one.is_this:
        told.append("This device.")
    told.append(f"Its newest change is of {when(one.newest_at, now)}, by its own clock." if one.newest_at else "It wrote nothing yet.")  # fmt: skip
    told.append(
        f"{words.counted(one.transactions, 'change')} in {words.counted(one.frames, 'frame')} are here."
    )
    told += [f"Version {one.app}."] if one.app else []
    if one.reason and one.reason != "new":
        told.append(f"It writes under a new id after a {visible(one.reason)}.")
    if one.clock:
        told.append(f"Its clock: {visible(one.clock)}.")
    if one.is_retired:
        told.append("Retired: what it wrote later is kept and not applied. d takes it back.")
    told.append(f"Its id begins with {one.id.hex()[:8]}.")
    return tuple(told)


def about_lines(row: PanelRow, width: int) -> list[Line]:
    """What the pane and enter say of a row."""
    lines: list[Line] = []
    for number, told in enumerate(row.about):
        ink = "text!" if not number else "text"
        lines += [*([[]] if number else []), *([(piece, ink)] for piece in wrap(visible(told), width))]
    return lines
