"""The heads of a row's fields as its `_dots` tell them: the current one, the others, and the highest delete.

A head is a dot that set a field and that no record replaced (sync.md 2). `_dots` holds the current head of a
field under its name and the others under `"+name"` as one flat list, highest first; `"*"` stands for every
unlisted field that is not at its default, and for `_alive`; `_top` is a delete above all of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from repcockpit.store.log import Dots

Dot = tuple[int, int]
"""(stamp, local number of the replica)."""
Heads = dict[str, list[Dot]]
"""The heads of each field, the current one first."""

ALIVE, TOP, STAR, BESIDE = "_alive", "_top", "*", "+"


def pairs(flat: Sequence[int]) -> list[Dot]:
    """The dots of a flat list [stamp, no, stamp, no, …]."""
    return list(zip(flat[::2], flat[1::2], strict=True))


def others(dots: Dots, field: str) -> list[Dot]:
    """The heads of a field beside the current one, highest first."""
    flat = dots.get(BESIDE + field)
    return pairs(flat) if flat else []


def set_others(dots: Dots, field: str, heads: Iterable[Dot]) -> None:
    """Write the heads of a field beside the current one."""
    flat = list(chain.from_iterable(sorted(heads, reverse=True)))
    if flat:
        dots[BESIDE + field] = flat
    else:
        dots.pop(BESIDE + field, None)


def every_head(dots: Dots) -> list[Dot]:
    """Each dot that is a head of some field, once; the delete is none."""
    found = dict.fromkeys(chain.from_iterable(pairs(flat) for name, flat in dots.items() if name != TOP))
    return list(found)


def alive_heads(dots: Dots) -> list[Dot]:
    """The heads of `_alive`; none where the row's insert was not met."""
    current = dots.get(ALIVE) or dots.get(STAR)
    return [(current[0], current[1]), *others(dots, ALIVE)] if current else []


def expanded(dots: Dots, values: Mapping[str, object]) -> Heads:
    """The heads of every field; `values` are the known fields with what the row holds (composites: None or a list)."""
    found: Heads = {}
    star = dots.get(STAR)
    for field, value in values.items():
        current = dots.get(field) or (star if not is_default(value) else None)
        if current:
            found[field] = [(current[0], current[1]), *others(dots, field)]
    for field, flat in dots.items():
        if field not in found and field not in (STAR, TOP) and not field.startswith(BESIDE):
            found[field] = [(flat[0], flat[1]), *others(dots, field)]
    if ALIVE not in found and star:
        found[ALIVE] = [(star[0], star[1]), *others(dots, ALIVE)]
    return found


def packed(heads: Heads, values: Mapping[str, object], top: Dot | None) -> Dots:
    """`_dots` of a row with these heads; `top` is its highest delete, where that is to be listed."""
    dots: Dots = {}
    alive = heads.get(ALIVE)
    if alive:
        plain = Counter(
            heads[field][0] for field, value in values.items() if field in heads and not is_default(value)
        )
        star = max(plain, key=lambda dot: (plain[dot], dot == alive[0], dot)) if plain else alive[0]
        dots[STAR] = list(star)
    for field, dotted in heads.items():
        covered = (
            alive and dots[STAR] == list(dotted[0]) and (field == ALIVE or not is_default(values.get(field)))
        )
        if not covered:
            dots[field] = list(dotted[0])
        set_others(dots, field, dotted[1:])
    if top is not None:
        dots[TOP] = list(top)
    return dots


def is_default(value: object) -> bool:
    """Whether a field holds nothing; of a composite every member."""
    return value is None or (isinstance(value, list | tuple) and all(one is None for one in value))


def is_alike(one: object, other: object) -> bool:
    """Whether two values of a field are the same to a person; a composite that holds nothing may be None or a list."""
    return one == other or (is_default(one) and is_default(other))
