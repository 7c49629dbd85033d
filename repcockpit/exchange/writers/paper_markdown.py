"""A paper as Markdown: tables and lists, everything that somebody typed escaped."""

from collections.abc import Sequence
from typing import BinaryIO

from repcockpit.domain.views.paper import Block, Cell, Paper, Points, Section, Table
from repcockpit.exchange.writers.pack_markdown import escaped
from repcockpit.exchange.writers.values import encoded


def write_paper_markdown(paper: Paper, out: BinaryIO) -> int:
    """Writes the paper and gives its bytes; the same paper makes the same ones. Raises InvalidValueError."""
    lines = [f"# {escaped(paper.kind)}: {escaped(paper.title)}", ""]
    lines += [f"**{escaped(paper.line)}**", ""] if paper.line else []
    for one in paper.about:
        lines += [escaped(one), ""]
    for section in paper.sections:
        lines += _section(section)
    return out.write(encoded("\n".join([*lines, "---", "", escaped(paper.made), ""])))


def _section(section: Section) -> list[str]:
    lines = [f"{'#' * section.level} {escaped(section.title)}", ""]
    if not section.blocks:
        lines += [escaped(section.nothing), ""]
    for block in section.blocks:
        lines += [*_block(block), ""]
    return lines


def _block(block: Block) -> list[str]:
    if isinstance(block, Points):
        return [f"- {_text(one)}" for one in block.items]
    if isinstance(block, Table):
        caption = [escaped(block.caption), ""] if block.caption else []
        rows = [_row([_text(one) for one in row]) for row in block.rows]
        return [*caption, _row([escaped(one) for one in block.head]), _row(["---"] * len(block.head)), *rows]
    return [escaped(block.text)]


def _text(one: str | Cell) -> str:
    return escaped(one if isinstance(one, str) else one.text)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
