"""What every HTML page of ours begins with, and how a text stands in it: no script, no font, no picture, no link."""

from html import escape
from typing import NamedTuple

from repcockpit.exchange.writers.pack_style import STYLE
from repcockpit.exchange.writers.pack_words import shown


class Html(NamedTuple):
    """Text that is HTML already; everything else is escaped."""

    text: str


def page_head(title: str, style: str = STYLE) -> list[str]:
    """The lines up to the beginning of `main`; the title is a text still to be escaped, `style` the whole sheet."""
    return [
        "<!doctype html>", '<html lang="en">', "<head>", '<meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">', f"<title>{escape(title)}</title>",
        f"<style>{style}</style>", "</head>", "<body>", "<main>",
    ]  # fmt: skip


def text_of(value: str | Html) -> str:
    """A value inside an element; what somebody typed keeps its own direction."""
    if isinstance(value, Html):
        return value.text
    said = escape(shown(value))
    return said if said.isascii() else f"<bdi>{said}</bdi>"


def inked(value: str, ink: str) -> Html:
    """A text in a colour of the style sheet; plain without one."""
    return Html(f'<span class="{ink}">{text_of(value)}</span>') if ink else Html(text_of(value))
