"""A paper as one HTML file that asks for nothing else; tables that a screen reader can walk."""

from collections.abc import Sequence
from html import escape
from typing import BinaryIO, Final

from repcockpit.domain.views.paper import Block, Cell, Paper, Points, Section, Table
from repcockpit.exchange.writers.html_parts import inked, page_head, text_of
from repcockpit.exchange.writers.pack_style import STYLE
from repcockpit.exchange.writers.pack_words import shown
from repcockpit.exchange.writers.values import encoded

_STYLE: Final = (
    STYLE
    + """section > h3 { margin-top: 1.75rem; }
.ask > h3 { margin-top: 0; }
section > .ask, .ask { margin-top: 1rem; }
.wide + .wide, .soft + .wide, .wide + .soft { margin-top: 1.25rem; }
th, td { overflow-wrap: break-word; }
"""
)


def write_paper_html(paper: Paper, out: BinaryIO) -> int:
    """Writes the paper and gives its bytes; the same paper makes the same ones. Raises InvalidValueError."""
    lines = [*page_head(f"{paper.kind}: {shown(paper.title)}", _STYLE), "<header>"]
    lines += [f'<p class="kind">{text_of(paper.kind)}</p>', f"<h1>{text_of(paper.title)}</h1>"]
    lines += [f'<p class="when">{text_of(paper.line)}</p>'] if paper.line else []
    lines += [f'<p class="soft">{text_of(one)}</p>' for one in paper.about]
    lines.append("</header>")
    for number, section in enumerate(paper.sections, 1):
        lines += _section(section, number)
    lines += [f"<footer>{text_of(paper.made)}</footer>", "</main>", "</body>", "</html>", ""]
    return out.write(encoded("\n".join(lines)))


def _section(section: Section, number: int) -> list[str]:
    first = ' class="ask"' if section.is_first else ""
    level = section.level
    lines = [
        f'<section{first} aria-labelledby="s{number}"><h{level} id="s{number}">{text_of(section.title)}</h{level}>'
    ]
    if not section.blocks:
        lines.append(f'<p class="soft">{text_of(section.nothing)}</p>')
    for place, block in enumerate(section.blocks, 1):
        lines += _block(block, section.title, f"{number}.{place}")
    return [*lines, "</section>"]


def _block(block: Block, title: str, number: str) -> list[str]:
    if isinstance(block, Points):
        return ["<ul>", *(f"<li>{_cell(one)}</li>" for one in block.items), "</ul>"]
    if isinstance(block, Table):
        return _table(block, title, number)
    ink = f' class="{block.ink}"' if block.ink else ""
    return [f"<p{ink}>{text_of(block.text)}</p>"]


def _table(table: Table, title: str, number: str) -> list[str]:
    """Each table is a region of its own name, which the keyboard can scroll."""
    name = escape(shown(table.caption or title))
    caption = f"<caption>{text_of(table.caption)}</caption>" if table.caption else ""
    heads = "".join(f'<th scope="col">{text_of(one)}</th>' for one in table.head)
    return [
        f'<div class="wide" role="region" tabindex="0" aria-label="Table {number}: {name}"><table>{caption}',
        f"<thead><tr>{heads}</tr></thead>", "<tbody>", *(_row(row) for row in table.rows), "</tbody></table></div>",
    ]  # fmt: skip


def _row(row: Sequence[str | Cell]) -> str:
    cells = "".join(f"<td>{_cell(one)}</td>" for one in row[1:])
    return f'<tr><th scope="row">{_cell(row[0])}</th>{cells}</tr>'


def _cell(one: str | Cell) -> str:
    if isinstance(one, str):
        return text_of(one)
    said = inked(one.text, one.ink).text
    if one.percent is None:
        return said
    width = f"{min(100.0, max(0.0, one.percent)):.0f}"
    return f'{said}<span class="bar" aria-hidden="true"><span style="width:{width}%"></span></span>'
