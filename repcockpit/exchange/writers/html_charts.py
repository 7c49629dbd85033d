"""Charts as inline SVG, each with its numbers in words for those who do not see it."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from repcockpit.exchange.writers.pack_words import shown
from repcockpit.exchange.writers.sheets import Bar, Chart

_WIDTH: Final = 640
_ROW: Final = 26
_LABEL: Final = 190
_HEIGHT: Final = 180
_LONGEST: Final = 26


def figures(charts: Sequence[Chart]) -> Iterator[str]:
    """A figure for each chart: `bars` lie, `columns` stand, a `line` is small."""
    for number, chart in enumerate(charts, 1):
        draw = {"bars": _bars, "columns": _columns, "line": _line}[chart.kind]
        kind = "small" if chart.kind == "line" else "large"
        yield f'<figure class="{kind}"><figcaption>{escape(shown(chart.title))}</figcaption>'
        yield from draw(chart, number)
        yield "</figure>"


def _open(chart: Chart, number: int, width: int, height: int) -> str:
    said = "; ".join(f"{one.label} {_said(one)}" for one in chart.bars) or "nothing to show"
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-labelledby="c{number}t c{number}d">'
        f'<title id="c{number}t">{escape(shown(chart.title))}</title>'
        f'<desc id="c{number}d">{escape(shown(said))}</desc>'
    )


def _said(bar: Bar) -> str:
    if bar.said:
        return bar.said
    return "unknown" if bar.value is None else f"{bar.value:g}"


def _full(chart: Chart) -> float:
    return chart.full or max((one.value or 0.0 for one in chart.bars), default=0.0) or 1.0


def _short(text: str) -> str:
    said = shown(text)
    return escape(said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…")


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _bars(chart: Chart, number: int) -> Iterator[str]:
    room, full = _WIDTH - _LABEL - 90, _full(chart)
    yield _open(chart, number, _WIDTH, max(1, len(chart.bars)) * _ROW)
    for place, one in enumerate(chart.bars):
        top = place * _ROW
        length = room * min(1.0, (one.value or 0.0) / full)
        yield f'<text x="{_LABEL - 10}" y="{top + 17}" text-anchor="end">{_short(one.label)}</text>'
        yield f'<rect class="track" x="{_LABEL}" y="{top + 5}" width="{room}" height="16" rx="2"/>'
        if one.value:
            yield f'<rect class="ink" x="{_LABEL}" y="{top + 5}" width="{_number(length)}" height="16" rx="2"/>'
        yield f'<text x="{_LABEL + room + 10}" y="{top + 17}">{escape(_said(one))}</text>'
    yield "</svg>"


def _columns(chart: Chart, number: int) -> Iterator[str]:
    count = max(1, len(chart.bars))
    step, full = _WIDTH / count, _full(chart)
    every = -(-count // 10)
    yield _open(chart, number, _WIDTH, _HEIGHT + 44)
    yield f'<line class="rule" x1="0" y1="{_HEIGHT + 20}" x2="{_WIDTH}" y2="{_HEIGHT + 20}"/>'
    for place, one in enumerate(chart.bars):
        left, tall = place * step, _HEIGHT * (one.value or 0.0) / full
        yield (
            f'<rect class="ink" x="{_number(left + step * 0.12)}" y="{_number(_HEIGHT + 20 - tall)}"'
            f' width="{_number(step * 0.76)}" height="{_number(tall)}"/>'
        )
        middle = _number(max(18.0, left + step / 2))
        if place % every == 0:
            yield f'<text x="{middle}" y="{_HEIGHT + 38}" text-anchor="middle">{_short(one.label)}</text>'
        if count <= 16:
            yield f'<text x="{middle}" y="{_number(_HEIGHT + 14 - tall)}" text-anchor="middle">{escape(_said(one))}</text>'
    yield "</svg>"


def _line(chart: Chart, number: int) -> Iterator[str]:
    width, height, full = 260, 40, _full(chart)
    step = (width - 60) / max(1, len(chart.bars) - 1)
    points = [
        (place * step + 3, height - 4 - (height - 10) * (one.value or 0.0) / full)
        for place, one in enumerate(chart.bars)
        if one.value is not None
    ]
    yield _open(chart, number, width, height)
    yield f'<line class="rule" x1="3" y1="{height - 4}" x2="{width - 57}" y2="{height - 4}"/>'
    if points:
        path = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
        yield f'<polyline class="line" points="{path}"/>'
        x, y = points[-1]
        last = _said([one for one in chart.bars if one.value is not None][-1])
        yield f'<circle class="ink" cx="{_number(x)}" cy="{_number(y)}" r="3"/>'
        yield f'<text x="{width - 48}" y="{height - 12}">{escape(last)}</text>'
    yield "</svg>"
