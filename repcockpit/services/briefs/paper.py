"""The brief as plain text in Markdown: for a command's output, a printer, a phone."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from repcockpit.domain.dates import format_exact
from repcockpit.domain.names import visible
from repcockpit.domain.views.brief import BriefPerson, BriefPromise, BriefView
from repcockpit.domain.words import spoken
from repcockpit.exchange.writers.output_file import replace_file


def print_brief(view: BriefView, path: Path, *, force: bool = True) -> None:
    """Write it to a file. Raises BadFileError, and ExistsError without `force`."""
    with replace_file(path, force=force) as out:
        out.write(brief_text(view).encode())


def brief_text(view: BriefView) -> str:
    """The whole brief; the same view gives the same text."""
    name = f"{visible(view.account.name or '')} {view.segment or ''}".strip()
    lines = [
        f"# {name}",
        "",
        f"{', '.join(visible(part) for part in view.about)}, {_on(view.now.date())}",
        "",
    ]
    if view.meeting is not None:
        at = f" {view.meeting.at:%H:%M}" if view.meeting.at else ""
        lines += [
            f"Next: {spoken(view.meeting.type)} {_on(view.meeting.on)}{at} {visible(view.meeting.subject)}".rstrip(),
            "",
        ]
    lines += _part("People", (_person(one) for one in view.people))
    lines += _part("Promised", (_promise(one) for one in view.promises))
    lines += _part(
        "Requests", (f"{one.priority} {visible(one.title)}, {spoken(one.status)}" for one in view.requests)
    )
    lines += _part("To do", (f"{visible(one.title)}{_due(one.due_on)}" for one in view.tasks))
    lines += _part(
        "Ideas waiting for an answer", (f"{visible(one.title)}, {spoken(one.status)}" for one in view.ideas)
    )
    lines += _part("Bring", [visible(view.bring.item.title)] if view.bring.item else [])
    lines += _part(
        "Known", (f"{spoken(one.kind)}: {visible(one.text)} ({_on(one.on)})" for one in view.known)
    )
    lines += _part(
        "Last",
        (
            f"{_on(one.on)}, {spoken(one.type)}{f': {visible(one.note)}' if one.note else ''}"
            for one in view.last
        ),
    )
    asks = [f"{number}. {visible(one.text)} ({visible(one.why)})" for number, one in enumerate(view.asks, 1)]
    return "\n".join([*lines, "## Ask", "", *(asks or ["nothing is missing"]), ""])


def _part(title: str, rows: Iterable[str]) -> Sequence[str]:
    found = [f"- {row}" for row in rows]
    return ["## " + title, "", *(found or ["- none"]), ""]


def _person(one: BriefPerson) -> str:
    about = [
        visible(one.title),
        spoken(one.role or ""),
        spoken(one.support) if one.support != "unknown" else "",
    ]
    about += [spoken(one.depth), one.preferred, "comes" if one.is_attending else ""]
    last = f"last {_on(one.care.last_touch_on)}" if one.care.last_touch_on else "never contacted"
    return ", ".join(part for part in (visible(one.name), *about, last) if part)


def _promise(one: BriefPromise) -> str:
    state = f", kept {_on(one.done_on)}" if one.done_on else _due(one.due_on)
    return f"{visible(one.title)}{state}{f', {visible(one.contact.name or str())}' if one.contact else ''}"


def _due(on: date | None) -> str:
    return f", due {_on(on)}" if on else ""


def _on(day: date) -> str:
    return format_exact(day)
