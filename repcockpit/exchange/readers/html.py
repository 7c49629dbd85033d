"""HTML of notes to plain text."""

import re
from html.parser import HTMLParser

_BLOCK_NAMES = (
    "address article aside blockquote body dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr html li main "
    "nav ol p pre section table tbody tfoot thead title tr ul"
)
_INLINE_NAMES = (
    "a abbr b base big br center cite code col colgroup del em font head i img input ins kbd link mark meta o:p q s "
    "samp script small span strike strong style sub sup td th tt u var wbr"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_KNOWN = _BLOCKS | frozenset(_INLINE_NAMES.split())
_SILENT = frozenset({"head", "script", "style", "title"})
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)(\s*+/?|\s[^<>=]*=[^<>]*)>|<!doctype html", re.IGNORECASE)
_UNSHOWN = re.compile(r"<!--.*?-->|<[!?][^<>]*>", re.DOTALL)
_OPEN = re.compile(
    r"<(?![^<>]*>)|<(?=[!?])"
)  # on what never closes the parser fails, or takes quadratic time


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent: list[str] = []
        self._kept = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- given by the parser
        if tag not in _KNOWN:
            self.parts.append(self.get_starttag_text() or "")
        elif tag in _SILENT:
            self._silent.append(tag)
        elif tag == "body":
            self._silent.clear()
        elif tag == "br" or tag in _BLOCKS:
            self.parts.append("\n" if tag != "li" else "\n- ")
            self._kept += tag == "pre"
        elif tag in {"td", "th"}:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            self._silent = self._silent[: self._silent.index(tag)]
        elif tag == "p":
            self.parts.append("\n\n")
        elif tag in _BLOCKS and tag != "li":
            self.parts.append("\n")
            self._kept = max(0, self._kept - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data if self._kept else re.sub(r"[ \t\r\n\f\u00a0]+", " ", data))


def html_to_text(value: str) -> str:
    """The text of a note: tags and scripts dropped, entities decoded, paragraphs as line breaks.

    A text without a tag of HTML comes back unchanged, whatever `<` and `&` it holds.
    """
    if not any(not match[2] or match[2].lower() in _KNOWN for match in _TAG.finditer(value)):
        return value
    reader = _Text()
    reader.feed(_OPEN.sub("&lt;", _UNSHOWN.sub("", value)))
    reader.close()
    lines = [line.strip(" ") for line in "".join(reader.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
