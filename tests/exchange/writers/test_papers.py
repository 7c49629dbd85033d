"""A paper in both forms: the same bytes twice, everything typed escaped, nothing that acts or is fetched."""

from io import BytesIO

import pytest

from repcockpit.domain.views.paper import Cell, Paper, Points, Said, Section, Table
from repcockpit.exchange.writers.paper_html import write_paper_html
from repcockpit.exchange.writers.paper_markdown import write_paper_markdown

HOSTILE = (
    "<script>alert(1)</script>", "| cell |", "[link](http://x)", "# heading", "=cmd|' /C calc'!A0", "\x1b[31m",
    "\u202eevil", "株式会社", "&amp;", "`code`", '" onload="x',
)  # fmt: skip


def paper(word: str) -> Paper:
    table = Table(word, (word, "Of 100"), ((word, Cell(word, "late", 250.0)), (Cell(word), "–")))
    parts = (
        Section(word, (Said(word), Points((word, Cell(word, "good")))), is_first=True),
        Section(word, (table,), level=3),
        Section("empty", nothing=word),
    )
    return Paper("1:1", word, word, (word,), parts, word)


def html(word: str) -> str:
    out = BytesIO()
    size = write_paper_html(paper(word), out)
    assert size == len(out.getvalue())
    return out.getvalue().decode()


def markdown(word: str) -> str:
    out = BytesIO()
    assert write_paper_markdown(paper(word), out) == len(out.getvalue())
    return out.getvalue().decode()


@pytest.mark.parametrize("word", HOSTILE)
def test_nothing_that_was_typed_acts(word: str) -> None:
    page, plain = html(word), markdown(word)
    assert "<script" not in page
    assert ' onload="' not in page
    assert "\x1b" not in page + plain
    assert "\u202e" not in page + plain
    assert "](http" not in plain.replace("\\]", "")
    cells = [line for line in plain.splitlines() if line.startswith("| ")]
    assert {line.replace("\\|", "").count("|") for line in cells} == {3}


@pytest.mark.parametrize("word", HOSTILE)
def test_the_same_paper_makes_the_same_bytes(word: str) -> None:
    assert (html(word), markdown(word)) == (html(word), markdown(word))


def test_the_page_asks_for_nothing_and_names_its_parts() -> None:
    page = html("Ana")
    assert "default-src 'none'" in page
    assert "src=" not in page.replace("default-src", "")
    assert "href=" not in page
    assert '<th scope="row">Ana</th>' in page
    assert 'aria-label="Table 2.1: Ana"' in page
    assert 'style="width:100%"' in page


def test_a_part_without_anything_says_so() -> None:
    assert '<p class="soft">Ana</p></section>' in html("Ana").replace("\n", "")
    assert "## empty\n\nAna" in markdown("Ana")
