"""What may leave a folder of segments, and how an owner's many become one (sync.md 8).

Nothing is covered in a circle: an own segment goes for a larger own one, a carried one for those of owners
or a larger carried one, one that shows what was erased for those that do not.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from repcockpit.domain.errors import CockpitError
from repcockpit.sync.carriers import names, tidying
from repcockpit.sync.carriers.contract import Changed, FramesOf, Item, Reading, Role, Tidied
from repcockpit.sync.carriers.memory import DAY_MS, WEEK_MS

if TYPE_CHECKING:
    from repcockpit.sync.carriers.folder import Folder
    from repcockpit.sync.frames import Frame, FrameKey

OWN_SEGMENTS = 64
_SEGMENTS = frozenset({Role.SEGMENT, Role.CARRIED})


def to_write(folder: "Folder", missing: "Collection[FrameKey]", frames_of: FramesOf) -> "frozenset[FrameKey]":
    """`missing`, and all frames of each segment that can go once they are elsewhere.

    Those are the ones that show what was blanked or, in a team that encrypts, anything in clear, and own
    damaged ones (another's after a week).
    """
    there = [one for one in map(folder.read, folder.items) if one.item.role in _SEGMENTS]
    keys = frozenset(missing)
    blanked: frozenset[FrameKey] = frozenset()
    if suspects := keys & _keys(there):  # missing although there: in another form
        frames = frames_of(suspects)
        blanked = frozenset(frame.key for frame in frames if frame.header.flags & names.REDACTED)
    whole = _keys(one for one in there if not _is_broken(folder, one))
    for one in there:
        if (one.keys - one.redacted) & blanked or (folder.closes and one.has_clear):
            keys |= one.keys
        elif _is_broken(folder, one):
            keys |= one.keys - whole
    return keys


def _is_broken(folder: "Folder", reading: Reading) -> bool:
    """Whether a segment is damaged for good: others may be writing theirs just now."""
    if reading.is_whole and not reading.damages:
        return False
    return _is_own(folder, reading) or tidying.age_ms(folder, reading.item) > WEEK_MS


def _broken(folder: "Folder", there: Sequence[Reading]) -> Iterable[tidying.Step]:
    """Damaged segments, when whole ones hold what could be read of them."""
    whole = [one for one in there if one.team == folder.team and one.is_whole and not one.damages]
    for one in there:
        if _is_broken(folder, one) and _is_covered(folder, one.keys, whole):
            yield tidying.Step(one.item.name, is_removal=bool((one.keys - one.redacted) & _blanked(whole)))


def tidy_folder(folder: "Folder") -> Tidied:
    """Removes and archives what is covered, then packs own segments if there are over 64."""
    if folder.team is None:
        return Tidied()
    held = [
        reading
        for item in folder.items
        if item.role in _SEGMENTS and (reading := folder.readable(item)) is not None
    ]
    held += [one for name, one in folder.fresh.items() if one.item.role in _SEGMENTS and not _has(held, name)]
    broken = [*_broken(folder, [one for one in held if one.team in {None, folder.team}])]
    held = [one for one in held if one.team == folder.team]
    planned = [
        *broken,
        *_passing(folder, held),
        *_erased(folder, held),
        *_clear(folder, held),
        *_carried(folder, held),
        *_own(folder, held),
    ]
    tidied = tidying.taken(folder, dict.fromkeys(planned))
    try:
        _pack(folder, [one for one in held if one.item.name not in tidied.removed])
    except (OSError, Changed, CockpitError):
        return tidied  # packing is a saving: another time
    return tidied


def _has(held: Iterable[Reading], name: str) -> bool:
    return any(one.item.name == name for one in held)


def _keys(held: Iterable[Reading]) -> "frozenset[FrameKey]":
    return frozenset().union(*(one.keys for one in held))


def _blanked(held: Iterable[Reading]) -> "frozenset[FrameKey]":
    return frozenset().union(*(one.redacted for one in held))


def _is_covered(folder: "Folder", keys: "frozenset[FrameKey]", by: Sequence[Reading]) -> bool:
    """Whether good segments hold all of `keys`, by a read of this session."""
    if not keys <= _keys(by):
        return False
    found: set[FrameKey] = set()
    for one in by:
        if one.keys & keys - found:
            again = tidying.just_read(folder, one.item.name, one.item.role)
            found |= again.keys if again is not None and again.team == folder.team else set()
    return keys <= found


def _passing(folder: "Folder", held: Sequence[Reading]) -> Iterable[tidying.Step]:
    """Asides, temps and copies: as in the one file, the segments together being the target."""
    items = [item for item in (*folder.items, *folder.made) if item.role in tidying.PASSING]
    due = [item for item in items if tidying.is_due(folder, item)]
    if not due:
        return
    head = Item(folder.target.name, due[0].mark._replace(size=-1), Role.TARGET)
    target = Reading(head, _keys(held), folder.team, True, False, True, redacted=_blanked(held))  # noqa: FBT003 -- a record
    for step in tidying.steps(folder, due, target):
        item = next(one for one in due if one.name == step.name)
        reading = folder.readable(item)
        if reading is not None and _is_covered(folder, reading.keys, held):
            yield step


def _erased(folder: "Folder", held: Sequence[Reading]) -> Iterable[tidying.Step]:
    """Segments that show what others hold blanked: gone as soon as the others hold all of it."""
    blanked = _blanked(held)
    clean = [one for one in _lasting(folder, held) if one.is_whole]
    for one in held:
        if (one.keys - one.redacted) & blanked and not one.damages and _is_covered(folder, one.keys, clean):
            yield tidying.Step(one.item.name, is_removal=True)


def _lasting(
    folder: "Folder", held: Sequence[Reading], some: Iterable[Reading] | None = None
) -> list[Reading]:
    """Those of `some` (None: of all held) that no erase and no encryption drives away: only they cover others.

    Else a blanked segment would go for the original, and the original for the blanked one.
    """
    blanked = _blanked(held)
    return [
        one
        for one in (held if some is None else some)
        if not (one.keys - one.redacted) & blanked and not (folder.closes and one.has_clear)
    ]


def _clear(folder: "Folder", held: Sequence[Reading]) -> Iterable[tidying.Step]:
    """Segments in clear of a team that encrypts: gone as soon as closed ones hold all of it."""
    shut = [one for one in held if one.is_whole and not one.has_clear] if folder.closes else []
    for one in held if shut else ():
        if one.has_clear and not one.damages and _is_covered(folder, one.keys, shut):
            yield tidying.Step(one.item.name, is_removal=True)


def _carried(folder: "Folder", held: Sequence[Reading]) -> Iterable[tidying.Step]:
    """Carried segments of over a week, when their owners (or a larger carried one) show the frames again."""
    lasting = _lasting(folder, held)
    owners = [one for one in lasting if one.item.role == Role.SEGMENT]
    for one in held:
        if one.item.role != Role.CARRIED or tidying.age_ms(folder, one.item) < WEEK_MS:
            continue
        larger = [more for more in lasting if more.item.role == Role.CARRIED and one.keys < more.keys]
        if any(_is_covered(folder, one.keys, by) for by in (owners, larger[:1]) if by):
            yield tidying.Step(one.item.name, is_removal=False)


def _own(folder: "Folder", held: Sequence[Reading]) -> Iterable[tidying.Step]:
    """Own segments that an own larger one of over a day holds."""
    own = [one for one in held if _is_own(folder, one)]
    old = (one for one in own if len(one.keys) > 1 and tidying.age_ms(folder, one.item) > DAY_MS)
    packed = _lasting(folder, held, old)
    for one in own:
        larger = [more for more in packed if more.is_whole and not more.damages and one.keys < more.keys]
        if larger and _is_covered(folder, one.keys, larger[:1]):
            yield tidying.Step(one.item.name, is_removal=True)


def _is_own(folder: "Folder", reading: Reading) -> bool:
    return reading.item.role == Role.SEGMENT and reading.item.name.startswith(folder.replica.hex())


def _pack(folder: "Folder", held: Sequence[Reading]) -> None:
    """New own segments in place of damaged ones, and of over 64; the old go later. Raises OSError, Changed."""
    own = [one for one in held if _is_own(folder, one)]
    whole = _keys(one for one in held if one.is_whole and not one.damages)
    broken = [one for one in own if _is_broken(folder, one)]
    if any(one.keys - whole for one in broken):
        _merge(folder, broken, lambda key: key not in whole)
    good = [one for one in own if one.is_whole and not one.damages]
    single = [one for one in good if not any(one.keys < more.keys for more in good)]
    if len(single) > OWN_SEGMENTS:
        _merge(folder, single, lambda _: True)


def _merge(folder: "Folder", held: Sequence[Reading], is_wanted: "Callable[[FrameKey], bool]") -> None:
    """One new own segment with the wanted frames of several, as they are read now."""
    frames: dict[FrameKey, Frame] = {}
    header = None
    for one in held:
        again = tidying.just_read(folder, one.item.name, one.item.role)
        if again is None or again.scan is None:
            return
        header = again.scan.header or header
        for frame in again.scan.frames:
            for member in _members(folder, frame):
                if is_wanted(member.key) and (
                    member.key not in frames or member.header.flags & names.REDACTED
                ):
                    frames[member.key] = member
    if header is not None and frames:
        ordered = sorted(frames.values(), key=lambda frame: (frame.header.seq, frame.header.identity))
        folder.publish_packed(_packed(ordered), header)


def _members(folder: "Folder", frame: "Frame") -> "Sequence[Frame]":
    """A plain pack's frames, to be packed anew; an encrypted or signed pack stays one."""
    from repcockpit.sync.frames import ENCRYPTED, PACK, SIGNED, FrameError  # noqa: PLC0415 -- only sync loads the wire

    if frame.header.flags & PACK and not frame.header.flags & (ENCRYPTED | SIGNED):
        try:
            return folder.unpack(frame)
        except FrameError:
            return (frame,)
    return (frame,)


def _packed(frames: "Sequence[Frame]") -> "Iterable[Frame]":
    """Runs of plain frames as packs; what is encrypted or signed needs keys that are not here."""
    from repcockpit.sync.frames import ENCRYPTED, SIGNED, FrameError  # noqa: PLC0415 -- as above
    from repcockpit.sync.packs import pack, runs  # noqa: PLC0415 -- as above

    for run in runs(frames):
        is_plain = not any(frame.header.flags & (ENCRYPTED | SIGNED) for frame in run)
        try:
            packed = (pack(run),) if is_plain else tuple(run)
        except FrameError:
            packed = tuple(run)
        yield from packed
