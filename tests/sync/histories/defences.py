"""Each defence of sync.md 13 switched off, by replacing one function of the product.

`OFF[name]` is a context in which the defence is missing; the histories must fail in it.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from repcockpit.domain import requests
from repcockpit.store import roots, unit, updates
from repcockpit.store.log import encode
from repcockpit.sync import frames, held, ingest
from repcockpit.sync import round as rounds
from repcockpit.sync.carriers import one_file, packing, tidying
from repcockpit.sync.carriers.contract import IN_TARGET, Changed
from repcockpit.sync.carriers.marks import is_same_file, mark_of
from repcockpit.sync.frames import FrameKey
from repcockpit.sync.merge import batch, chains, records, state

Off = Callable[[], AbstractContextManager[Any]]


class Defence(NamedTuple):
    """What is switched off, and what a history needs to notice: `has_chance` random stamps, `has_clones` copies."""

    off: Off
    has_chance: bool = True
    has_clones: bool = True
    has_replicas: bool = True


def everywhere(original: Any, other: Any) -> AbstractContextManager[Any]:
    """`other` in the place of a function, under every name it was imported by."""
    stack = ExitStack()
    for module in list(sys.modules.values()):
        name = getattr(module, "__name__", "")
        if name.startswith(("repcockpit.", "tests.sync.histories")):
            for word, value in list(vars(module).items()):
                if value is original and module is not sys.modules[__name__]:
                    stack.enter_context(patch.object(module, word, other))
    return stack


@contextmanager
def bare_stamps() -> Iterator[None]:
    """Dots are stamps alone: whoever wrote them, they are one replica's."""
    real = records.one_record

    def bare(dot: Any) -> Any:
        return dot[0], 1

    def one_record(*given: Any) -> Any:
        one = real(*given)
        return one._replace(
            dot=bare(one.dot),
            replaced={field: tuple(map(bare, some)) for field, some in one.replaced.items()},
            dots=tuple(map(bare, one.dots)),
        )

    slowly = batch.Batch._apply_slowly
    with everywhere(real, one_record), patch.object(batch.Batch, "_apply_table", slowly):
        yield


@contextmanager
def row_stamps() -> Iterator[None]:
    """A record's stamp may lie below its row's."""
    with patch.object(updates.Stamp, "dot_above", lambda self, _: self._dot):
        yield


@contextmanager
def dragged_clock() -> Iterator[None]:
    """What a row's stamp was raised to becomes the own clock."""
    real_dot, real_finish = updates.Stamp.dot_above, unit.Unit._finish

    def dot_above(self: Any, dots: Any) -> list[int]:
        found = real_dot(self, dots)
        self.highest = max(getattr(self, "highest", 0), found[0])
        return found

    def finish(self: Any) -> None:
        real_finish(self)
        highest = getattr(self.row_stamp, "highest", 0)
        self.db.execute("update meta set value = max(value, ?) where key = 'own_stamp'", (highest,))

    with (
        patch.object(updates.Stamp, "dot_above", dot_above),
        patch.object(unit.Unit, "_finish", finish),
    ):
        yield


@contextmanager
def deletes_by_map() -> Iterator[None]:
    """A delete hides whatever is not newer than what it saw."""

    def covered(self: Any) -> set[Any]:
        highest = max((dot[0] for dots in self.deletes.values() for dot in dots), default=0)
        return {dot for heads in self.heads.values() for dot in heads if dot[0] <= highest}

    with patch.object(state.RowState, "covered", property(covered)):
        yield


@contextmanager
def no_alive() -> Iterator[None]:
    """Taking a row out of the bin writes nothing of its own."""
    with patch.object(state, "RESTORE", -1):
        yield


@contextmanager
def no_seen() -> Iterator[None]:
    """A write replaces what the row holds at commit, not what was shown."""
    update, hide = unit.Unit.update, unit.Unit.hide
    with (
        patch.object(unit.Unit, "update", lambda self, t, r, c, seen=None: update(self, t, r, c)),  # noqa: ARG005
        patch.object(unit.Unit, "hide", lambda self, t, r, seen=None: hide(self, t, r)),  # noqa: ARG005
    ):
        yield


@contextmanager
def no_chance() -> Iterator[None]:
    """Stamps without random bits."""
    real: Any = vars(unit)["random_bytes"]
    with patch.object(unit, "random_bytes", lambda count: bytes(2) if count == 2 else real(count)):
        yield


@contextmanager
def plain_step() -> Iterator[None]:
    """A clock that stands still goes on by one."""
    real = unit.Unit._begin

    def begin(self: Any) -> None:
        real(self)
        (own,) = self.db.execute("select value from meta where key = 'own_stamp'").fetchone()
        wall = self._at if unit._BUILT_MS <= self._at <= unit._LATEST_MS else 0
        self.stamp = max(wall << 16 | self._chance, own + 1)
        self.row_stamp = updates.Stamp(self.stamp, self._replica_no, self._chance)
        self._fresh_dots = encode({"*": [self.stamp, self._replica_no]})

    with patch.object(unit.Unit, "_begin", begin):
        yield


@contextmanager
def names_forgotten() -> Iterator[None]:
    """What was named before it was met is not kept."""
    with patch.object(state.RowState, "waiting", lambda _: []):
        yield


@contextmanager
def keys_without_identity() -> Iterator[None]:
    """A frame is known by replica and number alone."""

    def is_held(db: Any, frame: Any, streams: Any) -> bool:
        head = frame.header
        text = "select 1 from sync_frame where stream = ? and replica = ? and seq = ?"
        return db.execute(text, (streams.number(head.stream), head.replica, head.seq)).fetchone() is not None

    with (
        patch.object(FrameKey, "__eq__", lambda one, other: tuple(one)[:3] == tuple(other)[:3]),
        patch.object(FrameKey, "__hash__", lambda one: hash(tuple(one)[:3])),
        patch.object(ingest, "_is_held", is_held),
    ):
        yield


@contextmanager
def overwriting() -> Iterator[None]:
    """The target is compared, then overwritten."""

    def set_aside(self: Any, *_: Any) -> None:
        read = self.marks.get(self.target.name)
        try:
            there = mark_of(self.files.stat(self.target))
        except FileNotFoundError:
            there = None
        if (there is None) != (read is None) or (there and not is_same_file(there, read)):
            raise Changed("another")

    def replace(files: Any, temp: Any, goal: Any, _: Any) -> bool:
        files.rename(temp, goal)
        return True

    with (
        patch.object(one_file.OneFile, "_set_aside", set_aside),
        patch.object(one_file, "create_if_absent", replace),
    ):
        yield


@contextmanager
def unchecked_tidy() -> Iterator[None]:
    """Asides and temps go without a look at what they hold."""
    with (
        patch.object(tidying, "_is_covered", lambda *_: True),
        patch.object(packing, "_is_covered", lambda *_: True),
    ):
        yield


@contextmanager
def not_read_back() -> Iterator[None]:
    """What was written counts as seen."""
    real = rounds.Round.publish

    def publish(self: Any, missing: Any) -> None:
        real(self, missing)
        self.see(missing)

    with patch.object(rounds.Round, "publish", publish):
        yield


@contextmanager
def published_note() -> Iterator[None]:
    """What was once seen in the target is believed to be there."""
    real = rounds.Round.missing

    def missing(self: Any) -> set[FrameKey]:
        return real(self) - held.seen_keys(self.db)

    with patch.object(rounds.Round, "missing", missing):
        yield


@contextmanager
def no_relay() -> Iterator[None]:
    """Only own frames are put back."""
    real_missing, real_frames = rounds.Round.missing, rounds.Round.frames_of

    def missing(self: Any) -> set[FrameKey]:
        own = held.own_replicas(self.db)
        return {key for key in real_missing(self) if key.replica in own}

    def frames_of(self: Any, keys: Any) -> Any:
        own = held.own_replicas(self.db)
        there = {
            key for one in self.sight.readings.values() if one.item.role in IN_TARGET for key in one.keys
        }
        return (one for one in real_frames(self, keys) if one.key.replica in own or one.key in there)

    with (
        patch.object(rounds.Round, "missing", missing),
        patch.object(rounds.Round, "frames_of", frames_of),
    ):
        yield


@contextmanager
def damage_applied() -> Iterator[None]:
    """Hashes of bodies are not looked at."""
    real_plain = frames.plain_body

    def read(raw: Any, at: int = 0) -> Any:
        header, length = frames.read_header(raw, at)
        end = at + length + header.body_length
        if end > len(raw):
            raise frames.FrameError("cut short")
        return frames.Frame(header, bytes(raw[at:end]))

    def plain(frame: Any, opener: Any = None) -> bytes:
        head = frame.header._replace(flags=frame.header.flags | frames.REDACTED)
        return real_plain(frame._replace(header=head), opener)

    with everywhere(frames.read_frame, read), everywhere(real_plain, plain):
        yield


@contextmanager
def no_after() -> Iterator[None]:
    """Events stand by their stamps."""

    def by_stamp(steps: Any) -> list[Any]:
        return sorted(steps, key=lambda step: (step.kind != "opened", step.order, step.at))

    with everywhere(requests.in_order, by_stamp), everywhere(requests.is_chain, lambda _: False):
        yield


@contextmanager
def naive_roots() -> Iterator[None]:
    """`merged_into` is followed to its end, if it has one."""

    def root_of(row_id: bytes, merged: Any) -> bytes:
        for _ in range(50):
            row_id = merged.get(row_id, row_id)
        return row_id

    with patch.object(roots, "root_of", root_of):
        yield


@contextmanager
def erased_once() -> Iterator[None]:
    """An erase blanks what is there, not what comes later."""
    from repcockpit.sync.erasing import Erasing  # noqa: PLC0415 -- the others do without

    with patch.object(Erasing, "cleaned", lambda _, frame, body: (frame, body)):
        yield


@contextmanager
def applied_again() -> Iterator[None]:
    """A transaction that comes in another frame is applied again."""
    real = chains._enter

    def enter(db: Any, txn: Any, how: Any) -> int:
        row = db.execute("select no from txn where id = ?", (txn.id,)).fetchone()
        return int(row[0]) if row else real(db, txn, how)

    with patch.object(chains.Chains, "_known", lambda _: set()), patch.object(chains, "_enter", enter):
        yield


OFF: dict[str, Defence] = {
    "bare stamps": Defence(bare_stamps, has_chance=False, has_clones=False, has_replicas=False),
    "row stamps": Defence(row_stamps),
    "own clock dragged": Defence(dragged_clock),
    "delete by map": Defence(deletes_by_map),
    "no _alive": Defence(no_alive),
    "no seen": Defence(no_seen),
    "no random bits": Defence(no_chance),
    "own + 1 not random": Defence(plain_step),
    "names forgotten": Defence(names_forgotten),
    "keys without identity": Defence(keys_without_identity),
    "overwrite": Defence(overwriting),
    "unchecked tidy": Defence(unchecked_tidy),
    "no read-back": Defence(not_read_back),
    "published note": Defence(published_note),
    "no relay": Defence(no_relay),
    "damage applied": Defence(damage_applied),
    "no after": Defence(no_after),
    "merge cycle": Defence(naive_roots),
    "erase not on ingest": Defence(erased_once),
    "transaction applied again": Defence(applied_again),
}


@contextmanager
def switched_off(name: str) -> Iterator[Defence]:
    """The product without one defence."""
    with ExitStack() as stack:
        stack.enter_context(OFF[name].off())
        if not OFF[name].has_chance:
            stack.enter_context(no_chance())
        yield OFF[name]
