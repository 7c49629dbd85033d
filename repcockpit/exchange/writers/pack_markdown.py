"""The pack of a QBR as Markdown: tables and lists, everything that somebody typed escaped."""

import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from repcockpit.domain.dates import format_exact
from repcockpit.domain.pack import rating_words, share_words, trend
from repcockpit.domain.views.pack import PackView
from repcockpit.exchange.writers import pack_words as words
from repcockpit.exchange.writers.values import encoded

_ACTING = re.compile(r"([\\`*_\[\]<>|~&$])")
_BEGINS = re.compile(r"^(?:(\d+)(?=[.)])|(?=[#+\-=:]))")
"""What makes a list or a heading of a text where it begins a line."""


def write_pack_markdown(view: PackView, out: BinaryIO) -> int:
    """Writes the pack and gives its bytes; the same view makes the same ones. Raises InvalidValueError."""
    parts = [*_head(view), *_decisions(view), *_difference(view), *_actions(view), *_scorecard(view)]
    parts += [*_requests(view), *_notes(view), *_ideas(view), *_ahead(view), *_agenda(view)]
    return out.write(encoded("\n".join([*parts, "---", "", escaped(words.made_line(view)), ""])))


def escaped(text: str) -> str:
    """A text that says in Markdown what it says plainly; no link, no tag, no table cell ends in it."""
    return _BEGINS.sub(r"\1\\", _ACTING.sub(r"\\\1", words.shown(text)))


def _head(view: PackView) -> list[str]:
    place = f", {escaped(view.city)}" if view.city else ""
    people = [
        f"- {escaped(one.name)}{f', {escaped(one.title)}' if one.title else ''} ({one.answer})"
        for one in view.people
    ]
    people += [f"- {escaped(name)} (for us)" for name in view.our_people]
    return [
        f"# {words.TITLE}: {escaped(view.account)}", "", f"**{escaped(words.when(view))}**{place}", "",
        escaped(words.period_line(view)), "", f"## {words.PEOPLE}", "",
        *(people or [words.NOTHING[words.PEOPLE]]), "",
    ]  # fmt: skip


def _decisions(view: PackView) -> list[str]:
    lines = [f"{number}. {escaped(one)}" for number, one in enumerate(view.decisions, 1)]
    return _section(words.DECISIONS, lines)


def _difference(view: PackView) -> list[str]:
    found = view.difference
    if found.last_on is None:
        lines = ["This is the first review: what is below is where we start."]
    else:
        lines = [f"Compared with {escaped(format_exact(found.last_on))}:"]
    for title, some in (("New", found.new), ("Closed", found.closed), ("Still open", found.still_open)):
        lines += ["", f"### {title} ({len(some)})", "", *([f"- {escaped(one)}" for one in some] or ["None."])]
    rows = [(one.name, one.then, one.now) for one in found.numbers]
    if rows:
        lines += ["", "### The numbers that changed", "", *_table(("What", "Then", "Now"), rows)]
    return _section(words.DIFFERENCE, lines)


def _actions(view: PackView) -> list[str]:
    rows = [words.action_words(one) for one in view.actions]
    return _section(words.ACTIONS, _table(("Action", "Owner", "Due", "State"), rows))


def _scorecard(view: PackView) -> list[str]:
    rows = []
    for one in view.figures:
        now, then = (share_words(each, is_share=one.is_share) for each in (one.now, one.then))
        rows.append((one.name, now, then, trend(one), one.meaning))
    for rating in view.ratings:
        now, then = rating_words(rating.now, rating.now_on), rating_words(rating.then, rating.then_on)
        rows.append((rating.name, now, then, "", "latest answer"))
    return _section(words.SCORECARD, _table(("What", "This period", "Before", "", "Counted"), rows))


def _requests(view: PackView) -> list[str]:
    rows = [
        (
            one.title,
            one.type,
            one.by,
            format_exact(one.opened_on),
            one.state,
            one.answered,
            one.called_back,
        )
        for one in view.requests
    ]
    head = ("Request", "Type", "From", "Opened", "State", "Answered", "Call-back")
    return _section(words.REQUESTS, _table(head, rows))


def _notes(view: PackView) -> list[str]:
    lines = []
    for one in view.notes:
        text, about, on = words.note_words(one)
        new = "**new** " if one.is_new else ""
        lines.append(f"- {new}{escaped(text)} ({escaped(about)}, {escaped(on)})")
    return _section(words.NOTES, lines)


def _ideas(view: PackView) -> list[str]:
    rows = [words.idea_words(one) for one in view.ideas]
    lines = _section(words.IDEAS, _table(("Idea", "About", "State"), rows))
    items = [
        f"- {escaped(one.title)} ({escaped(one.kind)})" + (f": {escaped(one.about)}" if one.about else "")
        for one in view.items
    ]
    return [*lines, *_section(words.ITEMS, items)]


def _ahead(view: PackView) -> list[str]:
    rows = [words.step_words(one) for one in view.ahead]
    return _section(words.AHEAD, _table(("When", "What"), rows))


def _agenda(view: PackView) -> list[str]:
    rows = [(f"{one.minutes} min", one.title, one.about) for one in view.agenda]
    return _section(words.AGENDA, _table(("Minutes", "Point", "About"), rows))


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return [f"## {title}", "", *(lines or [words.NOTHING[title]]), ""]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    kept = list(rows)
    if not kept:
        return []
    lines = [_row(head), _row(["---"] * len(head))]
    return [*lines, *(_row([escaped(cell) for cell in row]) for row in kept)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
