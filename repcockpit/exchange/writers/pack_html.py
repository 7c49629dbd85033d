"""The pack of a QBR as one HTML file that asks for nothing else: no script, no font, no picture, no link."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from repcockpit.domain.dates import format_exact
from repcockpit.domain.pack import percent, rating_words, share_words, trend
from repcockpit.domain.views.pack import PackFigure, PackView
from repcockpit.exchange.writers import pack_words as words
from repcockpit.exchange.writers.html_parts import Html, page_head
from repcockpit.exchange.writers.html_parts import inked as _inked
from repcockpit.exchange.writers.html_parts import text_of as _text
from repcockpit.exchange.writers.values import encoded

_INK = {
    "late": "late", "done late": "soon", "no date": "soon", "open": "", "done": "good",
    "in time": "good", "running": "", "unknown": "soft", "due": "",
}  # fmt: skip


def write_pack_html(view: PackView, out: BinaryIO) -> int:
    """Writes the pack and gives its bytes; the same view makes the same ones. Raises InvalidValueError."""
    title = f"{words.TITLE}: {words.shown(view.account)}"
    lines = [
        *page_head(title), *_head(view), *_decisions(view), *_difference(view), *_actions(view), *_scorecard(view),
        *_requests(view), *_notes(view), *_ideas(view), *_ahead(view), *_agenda(view),
        f"<footer>{_text(words.made_line(view))}</footer>", "</main>", "</body>", "</html>", "",
    ]  # fmt: skip
    return out.write(encoded("\n".join(lines)))


def _head(view: PackView) -> list[str]:
    place = f' <span class="soft">{_text(view.city)}</span>' if view.city else ""
    people = [
        f"<li><b>{_text(one.name)}</b>{f'{_text(one.title)}<br>' if one.title else ''}"
        f"<small>{_text(one.answer)}</small></li>"
        for one in view.people
    ]
    people += [f"<li><b>{_text(name)}</b><small>for us</small></li>" for name in view.our_people]
    return [
        "<header>", f'<p class="kind">{words.TITLE}</p>', f"<h1>{_text(view.account)}</h1>",
        f'<p class="when">{_text(words.when(view))}{place}</p>',
        f'<p class="soft">{_text(words.period_line(view))}</p>',
        f"<h2>{words.PEOPLE}</h2>", f'<ul class="people">{"".join(people)}</ul>' if people else _nothing(words.PEOPLE),
        "</header>",
    ]  # fmt: skip


def _decisions(view: PackView) -> list[str]:
    items = "".join(f"<li>{_text(one)}</li>" for one in view.decisions)
    said = f"<ol>{items}</ol>" if items else _nothing(words.DECISIONS)
    return [f'<section class="ask"><h2>{words.DECISIONS}</h2>', said, "</section>"]


def _difference(view: PackView) -> list[str]:
    found = view.difference
    since = (
        f"Compared with {format_exact(found.last_on)}."
        if found.last_on
        else "This is the first review: what is below is where we start."
    )
    lines = [
        f"<section><h2>{words.DIFFERENCE}</h2>",
        f'<p class="soft">{_text(since)}</p>',
        '<div class="three">',
    ]
    for title, some in (("New", found.new), ("Closed", found.closed), ("Still open", found.still_open)):
        items = "".join(f"<li>{_text(one)}</li>" for one in some)
        said = f"<ul>{items}</ul>" if items else '<p class="soft">None.</p>'
        count = f'<span class="count">{len(some)}</span>'
        lines.append(f'<div class="card"><h3>{title} {count}</h3>{said}</div>')
    rows = [(one.name, one.then, one.now) for one in found.numbers]
    return [
        *lines,
        "</div>",
        *_table("The numbers that changed", ("What", "Then", "Now"), rows),
        "</section>",
    ]


def _actions(view: PackView) -> list[str]:
    rows = []
    for one in view.actions:
        what, who, due, state = words.action_words(one)
        rows.append((what, who, due, _inked(state, _INK.get(one.state, ""))))
    return _section(words.ACTIONS, _table("", ("Action", "Owner", "Due", "State"), rows))


def _scorecard(view: PackView) -> list[str]:
    rows: list[Sequence[str | Html]] = []
    for one in view.figures:
        then = share_words(one.then, is_share=one.is_share)
        way = trend(one)
        rows.append((one.name, _figure(one), then, _inked(way, way), one.meaning))
    for rating in view.ratings:
        now, then = rating_words(rating.now, rating.now_on), rating_words(rating.then, rating.then_on)
        rows.append((rating.name, _inked(now, _INK.get(now, "")), then, "", "latest answer"))
    caption = f"{words.span(view.period)}, against {words.span(view.before)}"
    table = _table(caption, ("What", "This period", "Before", "Change", "Counted"), rows)
    return _section(words.SCORECARD, table)


def _figure(one: PackFigure) -> Html:
    """The share in words, with a bar that says the same."""
    said = share_words(one.now, is_share=one.is_share)
    share = percent(one.now)
    if not one.is_share or share is None:
        return _inked(said, "big" if share is not None else "soft")
    bar = f'<span class="bar" aria-hidden="true"><span style="width:{share}%"></span></span>'
    return Html(f'<span class="big">{_text(said)}</span>{bar}')


def _requests(view: PackView) -> list[str]:
    rows = [
        (
            one.title, one.type, one.by, format_exact(one.opened_on),
            _inked(one.state, "soon" if one.is_open else ""), _inked(one.answered, _INK.get(one.answered, "")),
            _inked(one.called_back, _INK.get(one.called_back, "")),
        )
        for one in view.requests
    ]  # fmt: skip
    head = ("Request", "Type", "From", "Opened", "State", "Answered", "Call-back")
    return _section(words.REQUESTS, _table("", head, rows))


def _notes(view: PackView) -> list[str]:
    items = []
    for one in view.notes:
        text, about, on = words.note_words(one)
        new = '<span class="new">new</span> ' if one.is_new else ""
        items.append(f"<li>{new}{_text(text)}<br><small>{_text(about)}, {_text(on)}</small></li>")
    return _section(words.NOTES, [f'<ul class="notes">{"".join(items)}</ul>'] if items else [])


def _ideas(view: PackView) -> list[str]:
    rows = []
    for one in view.ideas:
        what, about, state = words.idea_words(one)
        new = ' <span class="new">new</span>' if one.is_new else ""
        rows.append((Html(_text(what) + new), about, state))
    items = [
        f"<li>{_text(one.title)} <small>{_text(one.kind)}</small>"
        + (f"<br><small>{_text(one.about)}</small>" if one.about else "")
        + "</li>"
        for one in view.items
    ]
    news = [f"<ul>{''.join(items)}</ul>"] if items else []
    return [
        *_section(words.IDEAS, _table("", ("Idea", "About", "State"), rows)),
        *_section(words.ITEMS, news),
    ]


def _ahead(view: PackView) -> list[str]:
    rows = [words.step_words(one) for one in view.ahead]
    return _section(words.AHEAD, _table("", ("When", "What"), rows))


def _agenda(view: PackView) -> list[str]:
    rows = [(f"{one.minutes} min", one.title, one.about) for one in view.agenda]
    return _section(words.AGENDA, _table("", ("Time", "Point", "About"), rows))


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return [f"<section><h2>{title}</h2>", *(lines or [_nothing(title)]), "</section>"]


def _nothing(title: str) -> str:
    return f'<p class="soft">{words.NOTHING[title]}</p>'


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str | Html]]) -> list[str]:
    """A table whose first column heads its rows; nothing where there is no row."""
    body = [
        f'<tr><th scope="row">{_text(row[0])}</th>{"".join(f"<td>{_text(cell)}</td>" for cell in row[1:])}</tr>'
        for row in rows
    ]
    if not body:
        return []
    heads = "".join(f'<th scope="col">{name}</th>' for name in head)
    named = f"<caption>{_text(caption)}</caption>" if caption else ""
    return [
        f'<div class="wide"><table>{named}<thead><tr>{heads}</tr></thead>',
        "<tbody>", *body, "</tbody></table></div>",
    ]  # fmt: skip
