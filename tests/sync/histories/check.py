"""What must hold of every history: the invariants of sync.md 13, by what each writer had really seen."""

import sqlite3
from typing import TYPE_CHECKING, Any

from repcockpit.domain.errors import (
    CockpitError,
    DiskFullError,
    ReadOnlyError,
    RefusedError,
    UnreachableError,
)
from repcockpit.domain.requests import in_order
from repcockpit.services.conflicts import conflicts_view
from repcockpit.store.heads import BESIDE, STAR, TOP, pairs
from repcockpit.store.log import decode, decode_dots
from repcockpit.store.reads.records_requests import events_of
from repcockpit.store.schema import SYNCED, TableShape, table_shape
from repcockpit.sync.container import scan
from repcockpit.sync.frames import FrameError, FrameKey, plain_body
from repcockpit.sync.held import held_frames, held_keys
from repcockpit.sync.merge.proof import differences
from repcockpit.sync.packs import unpacked
from tests.sync.carriers.faults import WRITING
from tests.sync.histories.truth import ALIVE, Mark, Removal, Write, plain

if TYPE_CHECKING:
    from tests.sync.histories.devices import Device
    from tests.sync.histories.turns import Turn
    from tests.sync.histories.world import World

Shown = dict[str, list[tuple[Mark, Any]]]
"""The heads of each field as a database shows them, the current one first."""


class Check:
    """Looks at a history and tells it what is wrong."""

    def __init__(self, world: "World") -> None:
        self.world, self.truth = world, world.truth
        self.promised: set[FrameKey] = set()
        self.expected = self.private = 0
        self.blank: set[bytes] = set()
        self.there: set[FrameKey] = set()

    def after_sync(self, turn: "Turn", *, is_last: bool) -> None:
        """A sync may fail by what the share does; nothing else may break, and at the end nothing at all."""
        tell, device = self.world.tell, turn.device
        if turn.broken is not None:
            import traceback  # noqa: PLC0415 -- a failure

            self.world.story += traceback.format_exception(turn.broken)
            tell(f"a sync broke: {type(turn.broken).__name__}: {turn.broken}")
        expected: tuple[type[CockpitError], ...] = (UnreachableError, ReadOnlyError, DiskFullError)
        if not self.world.is_calm:
            expected = (*expected, RefusedError)  # nothing of the target is left that tells whose it is
        if turn.error is not None and (is_last or not isinstance(turn.error, expected)):
            tell(f"a sync was refused: {type(turn.error).__name__}: {turn.error}")
        rows = device.db.execute(
            "select replica, seq, identity from sync_frame where seen_at is not null"
        ).fetchall()
        self.promised |= {FrameKey(bytes(16), *row) for row in rows}

    def proof(self, device: "Device") -> None:
        """9: rows = rebuild(frames + unsealed log); 11: no transaction is there in part."""
        for one in differences(device.db):
            self.world.tell(
                f"rows are not what frames and log tell: {one.split(' ')[0]} {one.split(': ')[-1]}"
            )
        counts = device.db.execute(
            "select t.id, (select count(*) from touched where txn_no = t.no) from txn t"
        ).fetchall()
        for txn_id, count in counts:
            bit = self.truth.bits.get(txn_id)
            if bit is not None and self.truth.rows.get(bit, count) != count:
                self.world.tell("a transaction is there in part")

    def promises(self) -> None:
        """21: where nobody touched the share, what was seen on it is there."""
        self.there = self.on_share()
        if self.world.is_calm and not self.promised <= self.there:
            self.world.tell("what was reported as seen on the share is nowhere in its folder")

    def on_share(self) -> set[FrameKey]:
        """Every good frame in any file of the share."""
        found: set[FrameKey] = set()
        for place in self.world.share.rglob("*"):
            if not place.is_file() or place.parent.name == "archive" or ".archive" in place.parent.name:
                continue
            for frame in () if ".rcsnap" in place.name else scan(place.read_bytes()).frames:
                try:
                    found |= {one.key for one in unpacked(frame)}
                except FrameError:
                    continue
        return found

    def before_end(self) -> None:
        """What those who are left hold, and what lies on the share, must be everywhere at the end."""
        self.there = self.on_share()
        for device in self.world.devices:
            self.expected |= self.truth.mask(device.db)
            for txn_id in self.truth.private(device.db):
                self.private |= self.truth.bits[txn_id]

    def at_end(self) -> None:
        """Everything, after all have synced."""
        devices = self.world.devices
        for device in devices:
            self.proof(device)
            self.clock(device)
            self.everything(device)
        self.alike()
        self.quiet()
        self.rows(devices[0])
        self.conflicts(devices[0])
        self.erased()
        self.events(devices[0])
        self.roots(devices[0])

    def clock(self, device: "Device") -> None:
        """18: no clock but one's own moved one's own."""
        (own,) = device.db.execute("select value from meta where key = 'own_stamp'").fetchone()
        if own > (device.max_wall + 2 + 2 * device.writes) << 16:
            self.world.tell("own clock dragged")

    def everything(self, device: "Device") -> None:
        """1, 8, 12, 19: nothing that somebody left holds is missing anywhere."""
        mask = self.truth.mask(device.db)
        if self.expected & ~self.private & ~mask:
            self.world.tell("a transaction is missing after all have synced")
        if self.there and not self.world.founds and not self.there <= held_keys(device.db):
            self.world.tell("a frame that lay on the share is missing")

    def alike(self) -> None:
        """2, 4: the same state on all devices."""
        has_replicas = self.truth.has_replicas
        first = states(self.world.devices[0].db, has_replicas=has_replicas)
        for device in self.world.devices[1:]:
            other = states(device.db, has_replicas=has_replicas)
            if first == other:
                continue
            for key in sorted(first.keys() | other.keys(), key=repr):
                if first.get(key) != other.get(key):
                    self.world.story.append(f"{key}: {first.get(key)} / {other.get(key)}")
            self.world.tell("devices differ after all have synced")

    def quiet(self) -> None:
        """3: a sync with nothing new writes nothing."""
        for device in self.world.devices:
            before = held_keys(device.db)
            turn = device.sync()
            turn.run()
            self.after_sync(turn, is_last=True)
            written = [one for one in turn.files.log if one.split()[1] in WRITING]
            outcome = turn.files.outcome
            if (
                written
                or before != held_keys(device.db)
                or outcome is None
                or outcome.sent
                or outcome.received
            ):
                self.world.story += turn.files.log
                self.world.tell("a second sync wrote something")

    def rows(self, device: "Device") -> None:
        """1, 5, 6, 7, 13, 16, 20: heads, conflicts and deletes are what was really seen."""
        mask = self.truth.mask(device.db)
        self.blank = self.gone(device)
        fields: dict[tuple[str, bytes], set[str]] = {}
        for table, row_id, field in self.truth.writes:
            fields.setdefault((table, row_id), set()).add(field)
        for (table, row_id), some in sorted(fields.items()):
            if table not in SYNCED or not any(
                one.bit & mask for field in some for one in self.truth.writes[table, row_id, field]
            ):
                continue
            shown, hidden = row_shown(device.db, table, row_id)
            heads = {field: self.truth.heads(table, row_id, field, mask) for field in some}
            for field in some | shown.keys():
                self.field((table, row_id, field), heads.get(field, []), shown.get(field, []), mask)
            removals = [one for one in self.truth.removals.get((table, row_id), ()) if one.bit & mask]
            self.hiding((table, row_id), heads, removals, hidden)

    def conflicts(self, device: "Device") -> None:
        """6: a conflict is listed where unlike values had not been seen by each other's writers, and nowhere else."""
        mask = self.truth.mask(device.db)
        gone = self.gone(device)
        wanted = {
            key
            for key in self.truth.writes
            if key[0] in SYNCED
            and key[1] not in gone
            and len({one.value for one in self.truth.heads(*key, mask)}) > 1
        }
        rows = device.db.execute(
            "select t.name, h.row_id, f.name from sync_head h join table_name t on t.no = h.table_no"
            " join table_name f on f.no = h.field_no where h.differs = 1"
        ).fetchall()
        listed = {key for key in rows if key[0] in SYNCED and key[1] not in gone}
        if wanted != listed:
            self.world.story.append(f"conflicts wanted {wanted - listed}, listed {listed - wanted}")
            self.world.tell("the conflicts that are listed are not those there are")
        conflicts_view(device.book())

    def gone(self, device: "Device") -> set[bytes]:
        """The rows that were erased."""
        return {
            row[0] for row in device.db.execute("select row_id from erased where fields <> x'90'").fetchall()
        }

    def erased(self) -> None:
        """24: an erased value is nowhere, on no device and not in the target."""
        devices = self.world.devices
        gone = self.gone(devices[0])
        secrets = {text for row_id in gone for text in self.truth.told.get(row_id, ())}
        if not secrets:
            return
        places = [self.world.target] if self.world.target.is_file() else self.world.target.glob("*.seg")
        frames = [frame for place in places for frame in scan(place.read_bytes()).frames]
        texts = {"the target": b"".join(plain_body(one) for frame in frames for one in unpacked(frame))}
        for device in devices:
            held = b"".join(plain_body(one) for one in held_frames(device.db))
            told = repr(device.db.execute("select body, old from change").fetchall())
            rows = repr([device.db.execute(f"select * from {name}").fetchall() for name in ("contact", "txn", "sync_head", "sync_unknown")])  # fmt: skip
            texts[device.name] = held + told.encode() + rows.encode()
        for place, text in texts.items():
            if any(one.encode() in text for one in secrets):
                self.world.story.append(f"{place} holds an erased value of {secrets}")
                self.world.tell("an erased value is back")

    def field(
        self, key: tuple[str, bytes, str], heads: list[Write], shown: list[tuple[Mark, Any]], mask: int
    ) -> None:
        """The heads of one field."""
        tell, note = self.world.tell, self.world.story.append
        wanted = {(one.mark, one.value) for one in heads}
        if not self.truth.has_replicas:
            shown = [((mark[0], b""), value) for mark, value in shown]
        got = {(mark, plain(value)) for mark, value in shown}
        if key[2] == ALIVE or key[1] in self.blank:
            wanted = {(mark, None) for mark, _ in wanted}
            got = {(mark, None) for mark, _ in got}
        if wanted - got:
            note(f"{key}: wanted {wanted}, got {got}")
            tell("a value that nobody had replaced is not current and not listed")
        if got - wanted:
            note(f"{key}: wanted {wanted}, got {got}")
            tell("a value is listed that somebody who saw it replaced, or nobody wrote")
        every = [one for one in self.truth.writes.get(key, ()) if one.bit & mask]
        if shown and every and shown[0][0] != max(one.mark for one in every):
            note(f"{key}: current {shown[0]}, highest {max(one.mark for one in every)}")
            tell("current is not the highest ever written")

    def hiding(
        self, key: tuple[str, bytes], heads: dict[str, list[Write]], removals: list[Removal], hidden: int
    ) -> None:
        """Whether a row is shown."""
        unseen = [
            one
            for some in heads.values()
            for one in some
            if not any(removal.saw(one) for removal in removals)
        ]
        if removals and hidden and unseen:
            self.world.story.append(f"{key} hidden={hidden} unseen={unseen} removals={removals}")
            self.world.tell("a delete hides what it never saw")
        if removals and not hidden and not unseen:
            self.world.story.append(f"{key} heads={heads} removals={removals}")
            self.world.tell("a row is back although all of it was seen and deleted")
        if not removals and hidden:
            self.world.story.append(f"{key} hidden={hidden} without a delete")
            self.world.tell("a row is hidden that nobody deleted")

    def events(self, device: "Device") -> None:
        """22: an event follows those its writer had seen."""
        for (request,) in device.db.execute("select id from request").fetchall():
            steps = in_order(one.step for one in events_of(device.db, [request]).get(request, []))
            ids = [one.id for one in steps]
            told = [self.truth.events[one] for one in ids if one in self.truth.events]
            for place, event in enumerate(told):
                if any(later.bit & event.past for later in told[place + 1 :] if later.bit != event.bit):
                    self.world.tell("an event comes before one that its writer had seen")

    def roots(self, device: "Device") -> None:
        """23: every account has a root, which is its own."""
        rows = device.db.execute("select id, merged_into, root_id from account").fetchall()
        into = {row_id: target for row_id, target, _ in rows if target is not None}
        for row_id, _, root in rows:
            path = [row_id]
            while path[-1] in into and into[path[-1]] not in path:
                path.append(into[path[-1]])
            end = path[-1]
            if end in into:
                end = min(path[path.index(into[end]) :])
            if (root or row_id) != end:
                self.world.tell("an account's root is not its own")


def replicas_of(db: sqlite3.Connection) -> dict[int, bytes]:
    """The replicas by their local numbers."""
    return dict(db.execute("select no, id from replica").fetchall())


def _beside(db: sqlite3.Connection, table: str, row_id: bytes) -> dict[tuple[str, int, int], Any]:
    """The values of a row that are in no column, by field and dot."""
    place = db.execute("select no from table_name where name = ?", (table,)).fetchone()
    beside: dict[tuple[str, int, int], Any] = {}
    for source in ("sync_unknown", "sync_head"):
        for name, stamp, no, value in db.execute(
            f"select f.name, h.stamp, h.replica_no, h.value from {source} h join table_name f on f.no = h.field_no"
            " where h.row_id = ? and h.table_no = ?",
            (row_id, place[0] if place else 0),
        ).fetchall():
            beside[name, stamp, no] = None if value is None else decode(value)
    return beside


def row_shown(
    db: sqlite3.Connection, table: str, row_id: bytes, shape: TableShape | None = None
) -> tuple[Shown, int]:
    """The heads of every field that has some, by dots, columns and what stands beside; and `_hidden`."""
    shape = shape or table_shape(db, table)
    row = db.execute(
        f"select _dots, _hidden, {', '.join(shape.columns)} from {table} where id = ?", (row_id,)
    ).fetchone()
    if row is None:
        return {}, 0
    replicas = replicas_of(db)
    dots = decode_dots(row[0]) if row[0] else {}
    columns = dict(zip(shape.columns, row[2:], strict=True))
    values = {
        field: tuple(columns[one] for one in shape.members.get(field, (field,))) for field in shape.fields
    }
    beside = _beside(db, table, row_id)
    shown: Shown = {}
    for field, held in values.items():
        value = held if field in shape.members else held[0]
        flat = dots.get(field) or (dots.get(STAR) if plain(value) is not None else None)
        if flat:
            shown[field] = [((flat[0], replicas[flat[1]]), value)]
    for name, flat in dots.items():
        if name not in shown and name not in (STAR, TOP) and not name.startswith(BESIDE):
            shown[name] = [((flat[0], replicas[flat[1]]), beside.get((name, flat[0], flat[1])))]
    if ALIVE not in shown and STAR in dots:
        flat = dots[STAR]
        shown[ALIVE] = [((flat[0], replicas[flat[1]]), None)]
    for name, flat in dots.items():
        if name.startswith(BESIDE):
            for stamp, no in pairs(flat):
                shown.setdefault(name[1:], []).append(
                    ((stamp, replicas[no]), beside.get((name[1:], stamp, no)))
                )
    return shown, row[1]


def states(db: sqlite3.Connection, *, has_replicas: bool = True) -> dict[Any, Any]:
    """Everything that a team shares as one database has it, without its local numbers."""
    found: dict[Any, Any] = {}
    replicas = replicas_of(db) if has_replicas else dict.fromkeys(replicas_of(db), b"")
    names = dict(db.execute("select no, name from table_name").fetchall())
    for table in SYNCED:
        shape = table_shape(db, table)
        derived = sorted(shape.derived)
        for row_id, *values in db.execute(f"select {', '.join(('id', *derived))} from {table}").fetchall():
            shown, hidden = row_shown(db, table, row_id, shape)
            heads = {}
            for field, some in shown.items():
                told = [((stamp, by if has_replicas else b""), plain(value)) for (stamp, by), value in some]
                heads[field] = (told[0], sorted(told[1:], key=repr))  # beside the current one no order counts
            found[table, row_id] = (hidden, heads, values)
    for no, row_id, stamp, by, seen, is_open in db.execute(
        "select table_no, row_id, stamp, replica_no, dots, is_open from sync_delete"
    ).fetchall():
        marks = sorted((one[0], replicas[one[1]]) for one in decode(seen))
        found["delete", names[no], row_id, stamp, replicas[by]] = (marks, is_open)
    for no, row_id, field, stamp, by, differs in db.execute(
        "select table_no, row_id, field_no, stamp, replica_no, differs from sync_head"
    ).fetchall():
        if names[no] in SYNCED:
            found["head", names[no], row_id, names[field], stamp, replicas[by]] = differs
    for txn_id, replica, n, at, kind, label in db.execute(
        "select id, replica_no, n, at, kind, label from txn"
        " where no not in (select txn_no from change where sealed_seq = 0)"
    ).fetchall():
        rows = db.execute(
            "select row_id from touched where txn_no = (select no from txn where id = ?) order by 1",
            (txn_id,),
        ).fetchall()
        found["txn", txn_id] = (replicas[replica], n, at, kind, label, rows)
    return found
