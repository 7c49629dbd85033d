"""By what events are ordered that no device had seen of another: stamp and device, the same everywhere."""

import sqlite3
from collections.abc import Sequence

from repcockpit.domain.requests import Step, is_chain
from repcockpit.store.reads.records import marks


def ordered(db: sqlite3.Connection, steps: Sequence[Step]) -> list[Step]:
    """The steps of one request, with their order where several devices wrote at once; else as they are."""
    found = list(steps)
    if is_chain(found):
        return found
    from repcockpit.store.log import decode_dots  # noqa: PLC0415 -- msgspec, where devices wrote at once only

    ids = [step.id for step in found]
    dots = {}
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        rows = db.execute(f"select id, _dots from request_event where id in ({marks(some)})", some).fetchall()
        dots.update({row_id: min(map(tuple, decode_dots(packed).values())) for row_id, packed in rows})
    if len({dot[1] for dot in dots.values()}) < 2:
        return found
    replicas = dict(db.execute("select no, id from replica").fetchall())
    return [
        step._replace(order=(dots[step.id][0], replicas.get(dots[step.id][1], b"")))
        if step.id in dots
        else step
        for step in found
    ]
