"""Syncing with the team: `sync`, `sync status`, `sync doctor`, `join`."""

import argparse
import sys
from typing import TYPE_CHECKING, Any, TypeVar

from repcockpit.cli import output
from repcockpit.cli.json_shape import as_json
from repcockpit.domain.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from repcockpit.cli.call import Call
    from repcockpit.domain.views.syncing import JoinPreview, JoinReport, SyncReport, SyncStatus

T = TypeVar("T")
_WORDS = """sync [TARGET]          receive, merge, send; the target is remembered
sync status            how it stands, also while the share is away
sync doctor TARGET     try what a place can do, before a team relies on it

TARGET is one file that ends in .rcsync, or a folder (it ends in .rcsync.d or /).
It is not encrypted: whoever holds it can read it and write into it. With --passphrase-file the team encrypts,
from the first sync or from this one on; every other device needs the passphrase once."""

_NAMED = 8
_UNTRUSTED = "in clear, unsigned, or by a device that the team does not know"


def _configure_sync(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _WORDS
    parser.add_argument("words", metavar="TARGET", nargs="*", help="or `status`, or `doctor TARGET`")
    _add_passphrase(parser)


def _add_passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file", metavar="F", help="a file whose first line is the team's passphrase"
    )


def sync(call: "Call") -> None:
    """Sync now, or tell how it stands."""
    words = call.words
    if words[:1] == ["status"] and len(words) == 1:
        _status(call)
    elif words[:1] == ["doctor"]:
        if len(words) != 2:
            raise UsageError("which place is to be tried?", "write: sync doctor PATH/team.rcsync")
        _doctor(call, words[1])
    elif len(words) > 1:
        raise UsageError(f"sync takes one target, not {len(words)}", "write: sync PATH/team.rcsync")
    else:
        _sync(call, words[0] if words else None)


def _sync(call: "Call", target: str | None) -> None:
    from repcockpit.services.syncing import sync_now, sync_status  # noqa: PLC0415 -- loads the wire

    progress = _progress(call)
    report = _opening(
        call, lambda passphrase: sync_now(call.book(), target, passphrase=passphrase, progress=progress)
    )
    lines = [_said(report)]
    if report.recovery_key:
        lines.append(f"recovery key, shown this once: {report.recovery_key}")
    call.answer(_document(report), lambda: output.write_lines(lines))
    for warning in report.warnings:
        call.say(warning)
    for advice in sync_status(call.book()).advice:
        call.say(advice)
    if report.conflicts_open:
        call.say("`repcockpit conflicts` lists what is to settle")


def _document(report: "SyncReport") -> dict[str, Any]:
    """The report; the recovery key is a key of it only where there is one."""
    document: dict[str, Any] = as_json(report)
    if report.recovery_key is None:
        del document["recovery_key"]
    del document["removals"]  # `warnings` tells them
    return document


def _opening(call: "Call", work: "Callable[[str | None], T]") -> "T":
    """The work with the passphrase of the file, or, where the team's file turns out to need one, with a typed one."""
    from repcockpit.domain.errors import PassphraseNeededError  # noqa: PLC0415 -- with the rest

    try:
        return work(_passphrase(call))
    except PassphraseNeededError:
        if not output.can_ask():
            raise
    from repcockpit.services.passphrase import typed_passphrase  # noqa: PLC0415 -- the same

    return work(typed_passphrase(output.ask_unseen("Passphrase of the team, or its recovery key: ")))


def _progress(call: "Call") -> "Callable[[int, int, str], None]":
    """Counts on a terminal; silent elsewhere."""
    is_seen = sys.stderr.isatty() and not call.quiet

    def show(done: int, total: int, words: str) -> None:
        if is_seen:
            output.overwrite(f"Receiving {words}: {done:,} of {total:,}" if done < total else "")

    return show


def _passphrase(call: "Call") -> str | None:
    if not call.passphrase_file:
        return None
    from pathlib import Path  # noqa: PLC0415 -- with the rest

    from repcockpit.services.passphrase import passphrase_in  # noqa: PLC0415 -- the same

    return passphrase_in(Path(call.passphrase_file))


def _said(report: "SyncReport") -> str:
    """`3 sent, 12 received, 1 new conflict (2 to settle)`."""
    parts = [f"{report.sent:,} sent", f"{report.received:,} received"]
    if report.conflicts_open:
        new = report.conflicts_new
        parts.append(f"{new:,} new conflict{'s' * (new != 1)} ({report.conflicts_open:,} to settle)")
    if report.damaged_frames:
        parts.append(
            f"{report.damaged_frames:,} damaged place{'s' * (report.damaged_frames > 1)} read around"
        )
    return f"{', '.join(parts)}: {report.target}"


def _status(call: "Call") -> None:
    from repcockpit.services.syncing import sync_status  # noqa: PLC0415 -- loads the wire

    view = sync_status(call.book())
    document = as_json(view)
    document["team"] = _team(view.team_name, view.team_id)
    call.answer(document, lambda: _print_status(call, view))


def _team(name: str | None, team_id: bytes | None) -> dict[str, Any]:
    return {"id": as_json(team_id), "name": name or None}


def _print_status(call: "Call", view: "SyncStatus") -> None:
    from repcockpit.domain.names import fold  # noqa: PLC0415 -- with the rest

    rows = _standing_rows(view)
    output.write_lines(f"{name:<9}  {value}" for name, value in rows)
    output.write_text("")
    output.write_table(
        ("rep", "device", "newest", "changes", "frames", "version", "remark"),
        [
            (
                one.rep,
                f"{one.device or one.id.hex()[:8]}{' (this one)' if one.is_this else ''}",
                _moment(one.newest_at),
                one.transactions,
                one.frames,
                one.app,
                ", ".join(part for part in ("retired" if one.is_retired else "", one.clock or "") if part),
            )
            for one in sorted(view.replicas, key=lambda one: fold(one.rep or ""))
        ],
        len(view.replicas),
        "devices",
        spare=("version", "frames"),
    )
    for line in (*view.damage, *view.gaps, *view.warnings, *view.advice):
        call.say(line)
    for one in view.removals:
        call.say(f"{one.text}; back with: {one.command}")


def _standing_rows(view: "SyncStatus") -> list[tuple[str, str]]:
    """Names and values: the target, the team, what waits, what went wrong."""
    digits = f" ({view.team_digits})" if view.team_id else ""
    rows = [
        ("target", view.target or "none yet: repcockpit sync PATH/team.rcsync"),
        ("team", f"{view.team_name or 'none yet'}{digits}"),
        ("synced", _moment(view.synced_at)),
        ("seen", f"{_moment(view.seen_at)} (own changes, on the share)"),
        ("unsynced", f"{view.unsynced:,}"),
        ("conflicts", f"{view.conflicts:,}"),
        ("form", _form(view)),
    ]
    if view.failed:
        rows.append(("last try", f"{_moment(view.failed_at)} came to nothing: {view.failed}"))
    if view.archive:
        files = f"{view.archive.files:,} file{'s' * (view.archive.files > 1)}"
        rows.append(
            (
                "archive",
                f"{files}, {view.archive.bytes / 1024:,.0f} KiB, none of it needed: {view.archive.path}",
            )
        )
    if view.held_back:
        rows.append(("held back", f"{view.held_back:,} frames, stored and not applied yet"))
    if view.quarantined:
        rows.append(("untrusted", f"{view.quarantined:,} frames, stored and not applied: {_UNTRUSTED}"))
    return rows


def _form(view: "SyncStatus") -> str:
    if view.form is None:
        return "none yet"
    form = "one file" if view.form == "file" else "a folder"
    if view.is_encrypted:
        return f"{form}, encrypted and signed"
    return f"{form}, not encrypted: whoever holds it can read it and write into it"


def _moment(at: "datetime | None") -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "never"


def _doctor(call: "Call", target: str) -> None:
    from repcockpit.services.syncing import sync_doctor  # noqa: PLC0415 -- loads the wire

    view = sync_doctor(target)
    width = max(len(one.name) for one in view.checks)
    call.answer(
        as_json(view),
        lambda: output.write_lines(
            f"{'ok ' if one.ok else 'see'}  {one.name:<{width}}  {one.detail}" for one in view.checks
        ),
    )
    call.say("a sync there loses nothing" if view.ok else "do not rely on this place: see above")


def _configure_join(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="TARGET", help="the team's file or folder")
    parser.add_argument(
        "--rep",
        metavar="NAME",
        default=argparse.SUPPRESS,
        help="who works on this device; the e-mail where the team has two of the name",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    _add_passphrase(parser)


def join(call: "Call") -> None:
    """Bring this book into a team."""
    name, call.arguments.rep = call.rep, None
    if not name:
        raise UsageError("as whom do you join?", "write: join TARGET --rep 'Ana Ruiz'")
    from repcockpit.services.syncing import join_preview, join_team  # noqa: PLC0415 -- loads the wire

    def joined(passphrase: str | None) -> "JoinReport | None":
        if not call.yes and output.can_ask():
            seen = join_preview(call.book(), call.target, name, passphrase=passphrase)
            if output.ask(f"{output.escaped(_preview(seen))} [y/N] ").lower() not in {"y", "yes"}:
                return None
        return join_team(call.book(), call.target, name, passphrase=passphrase, progress=_progress(call))

    done = _opening(call, joined)
    if done is None:
        call.say("nothing was changed")
        return
    document = _document(done.sync)
    document |= {
        "team": _team(done.team, done.team_id),
        "digits": done.team_id.hex()[:8],
        "rep": {"id": as_json(done.rep_id), "name": done.rep, "is_known": done.is_rep_known},
        "published": done.published,
        "merged": done.merged,
    }
    said = f"In team {done.team} ({done.team_id.hex()[:8]}) as {done.rep}"
    call.answer(document, lambda: output.write_lines([said, _said(done.sync)]))
    for warning in done.sync.warnings:
        call.say(warning)


def _preview(seen: "JoinPreview") -> str:
    known = _known(seen)
    rows = f"{seen.published:,} rows of this book are published, {seen.merged:,} of them the team has too"
    team = f"{seen.team.team_name} ({seen.team.team_digits})"
    return f"Join team {team} as {seen.rep}, {known}? {rows}."


def _known(seen: "JoinPreview") -> str:
    """Who the rep is to the team: with the devices of before, or new beside whom it has."""
    if not seen.is_rep_known:
        names = ", ".join(seen.team.reps[:_NAMED])
        more = f" and {len(seen.team.reps) - _NAMED} more" if len(seen.team.reps) > _NAMED else ""
        return f"new there (it has {names}{more})" if names else "new there"
    devices = ", ".join(name or "a device without a name" for name in seen.devices)
    return f"known there; this is also {seen.rep}, beside {devices}" if devices else "known there"


COMMANDS = {"sync": (_configure_sync, sync), "join": (_configure_join, join)}
