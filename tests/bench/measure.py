"""How a figure is taken: two jobs in turn, A B A B, the ratio of each pair, its median beside its limits."""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Figure(NamedTuple):
    """One measured figure with the spread it was seen in and the limits of the table, in the same unit."""

    name: str
    value: float
    low: float
    high: float
    must: float | None = None
    beyond: float | None = None
    unit: str = "x"
    note: str = ""


def milliseconds(job: Callable[[], object]) -> float:
    """How long one run of `job` takes."""
    started = time.perf_counter()
    job()
    return (time.perf_counter() - started) * 1e3


def in_turn(
    ours: Callable[[], object],
    plain: Callable[[], object],
    runs: int,
    prepare: Callable[[], object] = lambda: None,
) -> tuple[list[float], list[float]]:
    """The milliseconds of both jobs, run in turn; `prepare` comes before each pair and is not counted.

    A first pair warms up and is not counted either.
    """
    times: tuple[list[float], list[float]] = ([], [])
    for run in range(runs + 1):
        prepare()
        pair = (milliseconds(ours), milliseconds(plain))
        if run:
            times[0].append(pair[0])
            times[1].append(pair[1])
    return times


def ratio_figure(
    name: str, ours: Sequence[float], plain: Sequence[float], must: float | None, beyond: float | None
) -> Figure:
    """The median of the ratios of pairs; the note holds both medians in milliseconds."""
    ratios = [one / other for one, other in zip(ours, plain, strict=True)]
    note = f"{statistics.median(ours):.2f} ms against {statistics.median(plain):.2f} ms, {len(ratios)} pairs"
    return Figure(name, statistics.median(ratios), min(ratios), max(ratios), must, beyond, "x", note)


def line_of(figure: Figure) -> str:
    """One line of the table: the figure, its spread, its limits and the verdict."""
    verdict = ""
    if figure.must is not None:
        verdict = "MISSED" if figure.value > figure.must else "held"
        if figure.beyond is not None and figure.value <= figure.beyond:
            verdict = "beyond"
    limits = "" if figure.must is None else f"must {figure.must:g}  beyond {figure.beyond or figure.must:g}"
    spread = f"{figure.low:.2f} to {figure.high:.2f}"
    shown = f"{figure.value:8.2f} {figure.unit:3}"
    return f"{figure.name:58} {shown} {spread:>18}  {limits:24} {verdict:7} {figure.note}"
