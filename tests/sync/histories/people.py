"""What people do on a device: one transaction each, by the calls that the program itself uses."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from repcockpit.domain.errors import CockpitError, InvalidValueError, RefusedError
from repcockpit.domain.ids import derived_id
from repcockpit.domain.requests import loose_ends
from repcockpit.services import history
from repcockpit.services.erasing import erase_person
from repcockpit.services.requests.opening import write_event
from repcockpit.services.syncing import retire_replica
from repcockpit.store.incarnations import own_replica
from repcockpit.store.reads.records_requests import events_of
from repcockpit.store.unit import Unit
from tests.sync.histories.devices import Device, Form
from tests.sync.histories.some import Some

if TYPE_CHECKING:
    from tests.sync.histories.world import World

_EVENTS = ("acknowledged", "waiting_customer", "resumed", "resolved", "reopened")


class People:
    """The actions of a history; each takes the device it happens on."""

    def __init__(self, world: "World") -> None:
        self.world, self.dice, self.some = world, world.dice, Some(world)

    def act(self, device: Device) -> str:
        """One action, drawn by chance; its name."""
        weights, actions = zip(*self._choices(), strict=True)
        action: Callable[[Device], None] = self.dice.choices(actions, weights)[0]
        # In the bin, or a value for somebody who was erased: refused, nothing written.
        with suppress(InvalidValueError, RefusedError):
            action(device)
        return action.__name__

    def act_alone(self, device: Device) -> None:
        """What somebody does with a book of their own, in no team.

        Nothing is deleted: what lies in the bin when a book joins stays on its device.
        """
        actions = (
            self.insert, self.insert, self.bring_in, self.bring_in, self.edit, self.edit, self.edit,
            self.merge, self.write_group, self.open_form, self.save_form, self.bring_person, self.erase,
        )  # fmt: skip
        with suppress(InvalidValueError, RefusedError):
            self.dice.choice(actions)(device)

    def _choices(self) -> Sequence[tuple[float, Callable[[Device], None]]]:
        return (
            (30, self.edit), (12, self.open_form), (12, self.save_form), (9, self.delete), (6, self.restore),
            (9, self.happen), (4, self.merge), (4, self.settle), (4, self.undo), (4, self.insert),
            (6, self.bring_in), (4, self.write_group), (2, self.delete_stale), (1.5, self.erase),
            (1.5, self.retire),
        )  # fmt: skip

    def edit(self, device: Device) -> None:
        """Change one field, or two."""
        if (found := self.some.row(device)) is None:
            return
        table, row_id = found
        values = self.some.values(table, self.some.field(device, table))
        if self.dice.random() < 0.2:
            values |= self.some.values(table, self.some.field(device, table))
        with device.write("edit") as unit:
            unit.update(table, row_id, values)

    def open_form(self, device: Device) -> None:
        """Look at a row."""
        if (found := self.some.row(device)) is not None:
            table, row_id = found
            past = self.world.truth.mask(device.db)
            device.forms.append(Form(table, row_id, device.dots(table, row_id), past))

    def save_form(self, device: Device) -> None:
        """Save what was looked at a while ago."""
        if not device.forms:
            return
        form = device.forms.pop(self.dice.randrange(len(device.forms)))
        with Seeing(device, form), device.write("save a form") as unit:
            unit.update(
                form.table,
                form.row_id,
                self.some.values(form.table, self.some.field(device, form.table)),
                seen=form.dots,
            )

    def delete(self, device: Device) -> None:
        """Move a row to the bin."""
        if (found := self.some.row(device)) is not None:
            with device.write("delete") as unit:
                unit.hide(*found)

    def delete_stale(self, device: Device) -> None:
        """Delete what was looked at a while ago."""
        if device.forms:
            form = device.forms.pop()
            with Seeing(device, form), device.write("delete as seen") as unit:
                unit.hide(form.table, form.row_id, seen=form.dots)

    def restore(self, device: Device) -> None:
        """Take a row out of the bin, or settle that it stays."""
        if (found := self.some.row(device, shown=self.dice.choice((None, False, False)))) is not None:
            with device.write("restore") as unit:
                unit.unhide(*found)

    def happen(self, device: Device) -> None:
        """A step of a request."""
        requests = device.ids("request")
        if not requests:
            return
        request = self.dice.choice(requests)
        with device.write("step") as unit:
            steps = events_of(device.db, [request]).get(request, [])
            ends = loose_ends([one.step for one in steps])
            at = device.wall_ms()
            write_event(device.book(), unit, request, self.dice.choice(_EVENTS), at, after=ends)

    def merge(self, device: Device) -> None:
        """One account is the same as another."""
        accounts = device.ids("account")
        if len(accounts) < 2:
            return
        one, other = self.dice.sample(accounts, 2)
        root = dict(device.db.execute("select id, merged_into from account").fetchall())
        if root[one] is None and root[other] != one:
            with device.write("merge", kind="merge") as unit:
                unit.update("account", one, {"merged_into": other})

    def settle(self, device: Device) -> None:
        """Settle a conflict: one of its values, or another."""
        open_ones = device.db.execute(
            "select distinct t.name, h.row_id, f.name from sync_head h join table_name t on t.no = h.table_no"
            " join table_name f on f.no = h.field_no where h.differs = 1 and t.name <> 'replica' order by 1, 2, 3"
        ).fetchall()
        open_ones = [one for one in open_ones if one[2] != "future" or device.is_newer]
        if not open_ones:
            return
        table, row_id, field = self.dice.choice(open_ones)
        dots = device.dots(table, row_id)
        values = {field: None} if field == "merged_into" else self.some.values(table, field)
        with device.write("settle", kind="settle") as unit:
            unit.settle(table, row_id, values, seen=dots)

    def undo(self, device: Device) -> None:
        """Take the last transaction back, or bring it back."""
        device.settle()
        try:
            (history.undo if self.dice.random() < 0.7 else history.redo)(device.book())
        except CockpitError:
            return

    def insert(self, device: Device) -> None:
        """A new row."""
        number = self.world.next_number()
        with device.write("insert") as unit:
            if self.dice.random() < 0.5:
                unit.insert("account", {"name": f"House {number}", "phone": f"+34 {number}"})
            else:
                unit.insert("task", {"title": f"Call {number}"})

    def bring_in(self, device: Device) -> None:
        """The same export imported, on whichever device: the same ids, mostly the same values."""
        which = self.dice.randrange(2)
        values = {
            "id": derived_id("export", str(which)), "name": f"Imported {which}",
            "phone": "1" if self.dice.random() < 0.7 else f"i{self.world.next_number()}",
        }  # fmt: skip
        with device.write("import", kind="import") as unit:
            unit.insert("account", values)

    def erase(self, device: Device) -> None:
        """A person is erased for good."""
        people = device.ids("contact", shown=None)
        if people:
            device.settle()
            device.writes += 1
            erase_person(device.book(), self.dice.choice(people))

    def retire(self, device: Device) -> None:
        """A device is taken out of the team, or taken back; by one device, as two that retire each other never agree."""
        if device is not self.world.devices[0]:
            return
        known = device.db.execute(
            "select distinct replica from sync_frame where replica <> ? order by 1",
            (own_replica(device.db).id,),
        ).fetchall()
        if known:
            device.settle()
            (replica,) = self.dice.choice(known)
            retire_replica(device.book(), replica, is_back=self.dice.random() < 0.4)

    def bring_person(self, device: Device) -> None:
        """Somebody of an export, whom another who imports it knows under the same id."""
        which = self.dice.randrange(2)
        email = self.world.truth.secret(f"pii-1000{which}@x")
        values = {"id": derived_id("export", f"person {which}"), "name": email, "email": email}
        with device.write("import a person", kind="import") as unit:
            unit.insert("contact", values)

    def write_group(self, device: Device) -> None:
        """Many rows in one transaction, which must come together."""
        tasks = device.ids("task")[:3]
        with device.write("group") as unit:
            for row_id in tasks:
                unit.update("task", row_id, {"note": f"group {self.world.next_number()} " + "x" * 90})
            _ = [unit.insert("task", {"title": f"{n} of {self.world.next_number()}"}) for n in range(2)]


class Seeing:
    """What is written inside is written by somebody who looked when the form was opened."""

    def __init__(self, device: Device, form: Form) -> None:
        self.device, self.form = device, form

    def __enter__(self) -> None:
        self.device.form = self.form

    def __exit__(self, *_: object) -> None:
        self.device.form = None


def base_rows(unit: Unit, secret: str) -> None:
    """What a team has at first."""
    accounts = [
        unit.insert("account", {"name": f"Base {n}", "phone": str(n), "city": "Vigo"}) for n in range(2)
    ]
    unit.insert("task", {"title": "First", "account_id": accounts[0]})
    unit.insert("request", {"title": "Noise", "account_id": accounts[0]})
    unit.insert("contact", {"name": secret, "email": secret, "primary_account_id": accounts[0]})
