"""The pack as HTML and as Markdown: nothing typed acts, nothing is asked for, the same bytes each time."""

import io
import re
from html.parser import HTMLParser

import pytest

from repcockpit.exchange.writers.pack_html import write_pack_html
from repcockpit.exchange.writers.pack_markdown import escaped, write_pack_markdown
from repcockpit.exchange.writers.pack_style import STYLE
from tests.exchange.writers.packed import pack
from tests.tui.hostile import BAD, FORBIDDEN

_HTTP = "https://evil.example/x?a=1&b=<script>alert(1)</script>"
_URL = re.compile(r"url\s*\(|@import|<link|<script|<img|<iframe|srcset|\bsrc\s*=|\bhref\s*=", re.IGNORECASE)
_EMPTY = {"meta", "br"}


class _Tags(HTMLParser):
    """The open tags, the headings and what attributes there are."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.headings: list[int] = []
        self.attributes: set[str] = set()
        self.cells: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes |= {name for name, _ in attrs}
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "th":
            self.cells.append(dict(attrs))
        if tag not in _EMPTY:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag


def _html(text: str = "Northglass", *, is_first: bool = False) -> str:
    out = io.BytesIO()
    size = write_pack_html(pack(text, is_first=is_first), out)
    assert size == len(out.getvalue())
    return out.getvalue().decode()


def _markdown(text: str = "Northglass", *, is_first: bool = False) -> str:
    out = io.BytesIO()
    write_pack_markdown(pack(text, is_first=is_first), out)
    return out.getvalue().decode()


def test_the_html_asks_for_nothing() -> None:
    page = _html(_HTTP)
    assert not _URL.search(re.sub(r"&\w+;", "", page.replace("https://evil.example", "")))
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "url(" not in STYLE


@pytest.mark.parametrize(
    "text", [*BAD, '"><script>x</script>', "</style><b onload=x>", "' onclick='x", _HTTP]
)
def test_what_is_typed_never_acts_in_the_html(text: str) -> None:
    page = _html(text)
    tags = _Tags()
    tags.feed(page)
    assert tags.stack == []
    allowed = {"lang", "charset", "http-equiv", "content", "name", "class", "scope", "style", "aria-hidden"}
    assert tags.attributes <= allowed
    acting = {char for char in page if (ord(char) < 32 and char != "\n") or char in FORBIDDEN}
    assert not acting


def test_the_html_can_be_read_aloud_and_printed() -> None:
    page = _html()
    tags = _Tags()
    tags.feed(page)
    assert '<html lang="en">' in page
    assert tags.headings[0] == 1
    steps = zip(tags.headings, tags.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)
    assert all(cell.get("scope") in {"col", "row"} for cell in tags.cells)
    assert "@media print" in page
    assert "size: A4" in page
    assert "prefers-color-scheme: dark" in page


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_colour_can_be_read() -> None:
    themes = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    assert len(themes) == 3
    for theme in themes:
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", theme))
        for ground in ("ground", "card", "fill"):
            for ink in ("ink", "soft", "accent", "late", "soon", "good"):
                pair = sorted((_light(colours[ground]), _light(colours[ink])))
                assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, (ground, ink, theme)


def test_the_same_view_makes_the_same_bytes() -> None:
    assert _html() == _html()
    assert _markdown() == _markdown()


def test_decisions_stand_first_then_the_difference() -> None:
    for page in (_html(), _markdown()):
        names = (
            "Decisions we seek",
            "What changed since",
            "Actions of the last",
            "How reliable",
            "Sixty minutes",
        )
        places = [page.index(name) for name in names]
        assert places == sorted(places)
    page = _markdown()
    assert "### New (3)" in page
    assert "### Closed (3)" in page
    assert "### Still open (3)" in page
    assert "| Delivered in full | 88 %, 28 of 32 | 94 %, 31 of 33 |" in page
    assert "| Call-back made in time | unknown | 80 %, 4 of 5 |  | requests solved |" in page
    assert "first review" in _markdown(is_first=True)
    assert "first review" in _html(is_first=True)


@pytest.mark.parametrize("text", [*BAD, "| a | b |", "# x", "1. y", "[a](javascript:b)", "<b>x</b>", "`~~~"])
def test_what_is_typed_never_acts_in_markdown(text: str) -> None:
    shown = escaped(text)
    assert "\n" not in shown
    assert not re.search(r"(?<!\\)[\[\]<>|`*_]", shown)
    assert not re.match(r"(#|\d+[.)])", shown)
    for line in _markdown(text).splitlines():
        if line.startswith("| "):
            assert len(re.findall(r"(?<!\\)\|", line.replace("\\\\", ""))) in {3, 4, 5, 6, 8}
