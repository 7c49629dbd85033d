"""A paper as a file that is whole or not there."""

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from repcockpit.domain.views.paper import Paper


def write_paper(paper: "Paper", path: Path, *, force: bool = False) -> int:
    """Write it, Markdown or HTML by the end of the name; gives its bytes.

    Raises UsageError for another ending, and what `replace_file` raises.
    """
    from repcockpit.exchange.writers.output_file import replace_file  # noqa: PLC0415 -- only here
    from repcockpit.services.reviews.pack_file import format_of  # noqa: PLC0415 -- the same

    form = format_of(path)
    with replace_file(path, force=force) as stream:
        return stream_paper(paper, form, stream)


def stream_paper(paper: "Paper", format: str, out: BinaryIO) -> int:
    """The paper to a stream, `md` or `html`; gives its bytes."""
    if format == "md":
        from repcockpit.exchange.writers.paper_markdown import write_paper_markdown  # noqa: PLC0415 -- one of two

        return write_paper_markdown(paper, out)
    from repcockpit.exchange.writers.paper_html import write_paper_html  # noqa: PLC0415 -- the same

    return write_paper_html(paper, out)
