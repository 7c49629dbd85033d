import io
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any, BinaryIO

import pytest

from repcockpit.exchange.writers.html import write_html
from repcockpit.exchange.writers.markdown import write_markdown
from repcockpit.exchange.writers.sheets import Bar, Chart, Column, Report, Sheet, Written
from tests.exchange.writers.sheeted import HOSTILE, MADE, report, row

Writer = Callable[[Report, BinaryIO], Written]
ANA, OTHER = b"\x01" * 16, b"\xab" * 16


def written(write: Writer, given: Report) -> str:
    out = io.BytesIO()
    write(given, out)
    return out.getvalue().decode()


class _Page(HTMLParser):
    """The tags of a page, the text of its cells, and whether every tag is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("td", "th", "bdi"):
            self.cells[-1] += data


@pytest.mark.parametrize("write", [write_markdown, write_html])
def test_the_same_report_makes_the_same_bytes(write: Writer) -> None:
    assert written(write, report(row(), row(2))) == written(write, report(row(), row(2)))


def test_a_page_asks_for_nothing_and_closes_what_it_opens() -> None:
    charts = tuple(
        Chart(kind, "T<ouches", (Bar("W1", 3.0), Bar("<b>", None))) for kind in ("bars", "columns", "line")
    )
    page = _Page(
        written(write_html, report(*(row(1, name=text, note=text) for text in HOSTILE), charts=charts))
    )
    assert not page.open
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "link", "iframe", "form", "object"}
    assert not [
        (tag, at)
        for tag, at in page.tags
        if "src" in at or not (at.get("href") or "#").startswith("#") or "style" in at
    ]
    (policy,) = (at["content"] for tag, at in page.tags if at.get("http-equiv") == "Content-Security-Policy")
    assert str(policy).startswith("default-src 'none'")


def test_a_page_can_be_walked_by_a_screen_reader() -> None:
    given = report(row(), row(2), charts=(Chart("bars", "By band", (Bar("good", 2.0),)),))
    page = _Page(written(write_html, given))
    tags = [tag for tag, _ in page.tags]
    assert dict(page.tags)["html"]["lang"] == "en"
    assert tags.count("main") == tags.count("h1") == tags.count("caption") == 1
    heads = [at.get("scope") for tag, at in page.tags if tag == "th"]
    assert heads == ["col"] * 11 + ["row"] * 2
    (svg,) = (at for tag, at in page.tags if tag == "svg")
    ids = {at.get("id") for _, at in page.tags}
    assert svg["role"] == "img"
    assert set(str(svg["aria-labelledby"]).split()) <= ids
    (region,) = (at for _, at in page.tags if at.get("role") == "region")
    assert region["tabindex"] == "0"
    assert region["aria-label"]


def test_people_read_words_and_no_ids() -> None:
    page = _Page(written(write_html, report(row(on=None, at=MADE))))
    assert page.cells[:4] == ["name", "at", "logged at", "count"]
    assert page.cells[10:] == [
        "Acme 1", "2026-11-24 09:12:00", "2026-11-24 09:12:00", "1,234", "0.5", "1,234.50", "80 %", "yes", "key; new", "said",
    ]  # fmt: skip


@pytest.mark.parametrize("write", [write_markdown, write_html])
def test_what_is_not_shown_is_told(write: Writer) -> None:
    out = io.BytesIO()
    done = write(report(row(), left_out=lambda: ["3 removed records"]), out)
    assert done == Written(
        1,
        ("3 removed records", "ids, which csv, xlsx and json have (id)", "columns without any value (never)"),
    )
    assert "3 removed records" in out.getvalue().decode()
    assert "chema version 1" in out.getvalue().decode()


def test_markdown_keeps_what_was_typed_in_its_cell() -> None:
    lines = written(write_markdown, report(*(row(1, note=text) for text in HOSTILE))).splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert len(table) == 2 + len(HOSTILE)
    assert {line.replace("\\|", "").count("|") for line in table} == {12}
    assert not [
        line for line in table if "<script" in line.replace("\\<", "") or "](http" in line.replace("\\]", "")
    ]
    assert table[2].split(" | ")[1] == "2026-11-24"


@pytest.mark.parametrize("write", [write_markdown, write_html])
def test_two_reps_of_one_name_are_told_apart(write: Writer) -> None:
    columns = (Column("rep_id", "id"), Column("rep"), Column("touches", "whole"))
    rows = [(ANA, "Ana Ruiz", 1), (OTHER, "Ana Ruiz", 2), (ANA, "Ana Ruiz", 3)]
    page = written(write, Report("Team", MADE, (Sheet("team", columns, lambda: rows),)))
    assert page.count("Ana Ruiz (ababab)") == 1
    assert page.count("Ana Ruiz") == 3


@pytest.mark.parametrize("write", [write_markdown, write_html])
def test_nothing_is_said(write: Writer) -> None:
    out = io.BytesIO()
    assert write(report(), out) == Written(0, ())
    assert "Nothing." in out.getvalue().decode()


TYPED = '"><b>*x*|y'


def named() -> Report:
    """Two sheets whose names and headings somebody typed."""
    columns = (Column(f"custom.{TYPED}"), Column("size", "number"))
    rows = [("", 12.0), ("a\nb", 0.5)]
    return Report(TYPED, MADE, tuple(Sheet(f"{number}{TYPED}", columns, lambda: rows) for number in (1, 2)))


def test_what_somebody_typed_is_no_tag_in_titles_and_headings() -> None:
    said = written(write_html, named()._replace(left_out=lambda: [TYPED]))
    page = _Page(said)
    tags = [tag for tag, _ in page.tags]
    assert "b" not in tags
    assert page.cells == [TYPED, "size", "–", "12", "ab", "0.5"] * 2
    assert "a<br>b" in said
    assert said.count(' class="num"') == 6
    assert [at["href"] for tag, at in page.tags if tag == "a"] == ["#s1", "#s2"]
    assert "<p>Left out:</p>" in said


def test_markdown_escapes_titles_and_headings_and_sets_numbers_to_the_right() -> None:
    lines = written(write_markdown, named()).splitlines()
    typed = '"\\>\\<b\\>\\*x\\*\\|y'
    assert lines[0] == f"# {typed}"
    assert [line for line in lines if line.startswith("## ")] == [f"## 1{typed} (2)", f"## 2{typed} (2)"]
    table = lines.index(f"| {typed} | size |")
    assert lines[table + 1 : table + 4] == ["| --- | ---: |", "|  | 12 |", "| a<br>b | 0.5 |"]
