"""What older versions wrote, said in today's terms: one pure function of one record per schema that changed a meaning.

A function at `n` turns a record of schema `n` into one of schema `n + 1`; the migration of that step does the
same to the rows and writes no records. Names are never used again; another type is another column.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from repcockpit.sync.merge.state import Record

UPCASTERS: Mapping[int, Callable[[Record], Record]] = MappingProxyType({})
"""No schema so far has changed what a stored value means."""


def raised(record: Record, schema: int) -> Record:
    """A record of an older schema as today's would have written it; -1 stands for this version's."""
    if not UPCASTERS or schema < 0:
        return record
    for step in range(schema, max(UPCASTERS) + 1):
        if step in UPCASTERS:
            record = UPCASTERS[step](record)
    return record
