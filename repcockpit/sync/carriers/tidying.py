"""What may leave a share: only what the target as just read holds too (sync.md 8, step 12)."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.errors import CockpitError
from repcockpit.sync.carriers import names
from repcockpit.sync.carriers.contract import Item, Reading, Role, Tidied
from repcockpit.sync.carriers.marks import is_same_file
from repcockpit.sync.carriers.memory import DAY_MS, WEEK_MS

if TYPE_CHECKING:
    from repcockpit.sync.carriers.shelf import Shelf

PASSING = frozenset({Role.ASIDE, Role.TEMP, Role.COPY})


class Step(NamedTuple):
    """One file that may leave: to the archive folder, or for good."""

    name: str
    is_removal: bool


def tidy_one_file(shelf: "Shelf") -> Tidied:
    """Removes covered asides and own temps, archives covered copies and what is torn."""
    listed = [item for item in (*shelf.items, *shelf.made) if item.role in PASSING and is_due(shelf, item)]
    target = next((item for item in shelf.items if item.role == Role.TARGET), None)
    if shelf.team is None or not listed or (target is None and shelf.target.name not in shelf.fresh):
        return Tidied()
    # what is remembered of the target tells whether to look at all; what leaves is decided by a fresh read
    believed = shelf.fresh.get(shelf.target.name) or (target and shelf.readable(target))
    if not believed or not any(steps(shelf, listed, believed)):
        return Tidied()
    found = just_read(shelf, shelf.target.name, Role.TARGET)
    return Tidied() if found is None else taken(shelf, steps(shelf, listed, found))


def just_read(shelf: "Shelf", name: str, role: Role) -> Reading | None:
    """A file by a read after the last listing; None where it cannot be read.

    The order matters: an aside that was listed before the target was read is not that target.
    """
    if name in shelf.fresh:
        return shelf.fresh[name]
    try:
        return shelf.reread(name, role)
    except OSError:
        return None


def steps(shelf: "Shelf", items: Iterable[Item], target: Reading) -> Iterator[Step]:
    """What may leave of `items`: each good frame of it is in the target as read."""
    if target.team != shelf.team:
        return
    for item in items:
        reading = shelf.readable(item)
        if reading is None or not _is_covered(shelf, reading, target):
            continue
        if item.mark.size and is_same_file(item.mark, target.item.mark):
            continue  # renamed while the folder was listed: it is the target
        is_intact = reading.is_whole and not reading.damages
        if is_intact and (_may_remove(shelf, item) or _holds_erased(reading, target)):
            yield Step(item.name, is_removal=True)
        elif _may_archive(shelf, item, is_intact=is_intact):
            yield Step(item.name, is_removal=_holds_erased(reading, target))


def _is_covered(shelf: "Shelf", reading: Reading, target: Reading) -> bool:
    if reading.team is None:  # blank or broken: ours only by its name
        return reading.item.role != Role.COPY
    return reading.team == shelf.team and reading.keys <= target.keys


def _holds_erased(reading: Reading, target: Reading) -> bool:
    """Whether a file shows what the target holds blanked: such a file is not kept in an archive."""
    return bool((reading.keys - reading.redacted) & target.redacted)


def taken(shelf: "Shelf", planned: Iterable[Step]) -> Tidied:
    """Takes the steps; what cannot be moved stays."""
    removed, archived = [], []
    for step in planned:
        if step.is_removal and remove(shelf, step.name):
            removed.append(step.name)
        elif not step.is_removal and archive(shelf, step.name):
            archived.append(step.name)
    return Tidied(tuple(removed), tuple(archived))


def age_ms(shelf: "Shelf", item: Item) -> int:
    """Milliseconds since a file was written or renamed, by this machine's clock; never below 0."""
    since = max(item.mark.modified, item.mark.changed) // 1_000_000
    return max(0, shelf.files.now_ms() - since)


def is_due(shelf: "Shelf", item: Item) -> bool:
    """Whether it is time to look at a file: copies always, own ones, others after a day."""
    return item.role == Role.COPY or item.owner == shelf.replica or age_ms(shelf, item) > DAY_MS


def _may_remove(shelf: "Shelf", item: Item) -> bool:
    if item.owner == shelf.replica:
        return True
    return item.role == Role.ASIDE and age_ms(shelf, item) > WEEK_MS


def _may_archive(shelf: "Shelf", item: Item, *, is_intact: bool) -> bool:
    if item.role == Role.COPY and is_intact:
        return True
    if item.role == Role.ASIDE and is_intact:
        return False  # somebody removes it after 7 days
    return age_ms(shelf, item) > DAY_MS


def with_archive(shelf: "Shelf", tidied: Tidied) -> Tidied:
    """Writes the archive anew where an erase is new, and counts what is in it."""
    if shelf.forms_of is not None:
        from repcockpit.sync.carriers.archive import rewrite_archive  # noqa: PLC0415 -- only after an erase

        try:
            rewrite_archive(shelf.archive, shelf.files, shelf.forms_of)
        except CockpitError:
            tidied = tidied._replace(unblanked=shelf.archive)
    if not shelf.fresh and shelf.forms_of is None:
        return tidied  # nothing was read: nothing moved either
    try:
        entries = shelf.files.list_folder(shelf.archive)
    except FileNotFoundError:
        entries = ()
    except OSError:
        return tidied
    return tidied._replace(kept=(len(entries), sum(one.stat.st_size for one in entries)))


def remove(shelf: "Shelf", name: str) -> bool:
    """Removes a file of the shelf; False if it stays."""
    try:
        shelf.files.remove(shelf.folder / name)
    except OSError:
        return False
    return True


def archive(shelf: "Shelf", name: str) -> bool:
    """Moves a file to the archive folder under a name that nothing there has; False if it stays."""
    try:
        shelf.files.make_folder(shelf.archive)
    except FileExistsError:
        pass
    except OSError:
        return False
    try:
        shelf.files.rename(shelf.folder / name, shelf.archive / f"{name}.{names.random_end()}")
    except OSError:
        return False
    return True
