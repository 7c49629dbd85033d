"""What the settings do with a row: another value, what it acts on, the default again."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.settings import NUMBERS, checked_number
from repcockpit.settings import CHOICES, Settings, change_keys, change_setting
from repcockpit.tui.actions import action
from repcockpit.tui.deeds.drilling import try_backup
from repcockpit.tui.deeds.plans import change_plan
from repcockpit.tui.desk import Saved
from repcockpit.tui.looks import use_settings, use_theme
from repcockpit.tui.plan_rows import kind_of
from repcockpit.tui.settings_rows import about_lines
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.tui.screens.settings import SettingsScreen
    from repcockpit.tui.settings_rows import SettingRow


def explain(screen: "SettingsScreen") -> None:
    """What the row under the cursor acts on, in a box."""
    from repcockpit.tui.dialogs.reading import Reading  # noqa: PLC0415 -- not needed before the first frame

    row: SettingRow | None = screen.row
    if row is not None:
        more = screen.more_of(row)
        screen.app.push_screen(Reading("What it does", partial(about_lines, row, more)))


def change(screen: "SettingsScreen") -> None:
    """Ask for another value of the row under the cursor."""
    row: SettingRow | None = screen.row
    if row is None:
        return
    if row.key == ("machine", "backups"):
        try_backup(screen)
    elif not row.can_change:
        explain(screen)
    elif row.name in CHOICES:
        _choose(screen, row)
    elif kind_of(row):
        change_plan(screen, row)
    elif row.section == "keys":
        _ask_key(screen, row)
    elif row.section == "rules":
        _enter(screen, row, "", _number_said(row), _set_number(screen, row.name))
    elif row.name == "timezone":
        _choose_zone(screen, row)
    elif row.name == "leave":
        numbers = screen.desk.numbers
        _enter(screen, row, "", numbers.check_leave, numbers.add_leave)
    elif not row.name.startswith("leave "):
        _enter_own(screen, row)


def _choose(screen: "SettingsScreen", row: "SettingRow") -> None:
    from repcockpit.tui.dialogs.taste import TasteDialog  # noqa: PLC0415 -- not needed before the first frame

    look = partial(use_theme, screen.cockpit) if row.name == "theme" else None

    def chosen(value: str | None) -> None:
        if value is not None and value != row.value:
            screen.attempt_to(
                lambda: _take(screen, change_setting(row.name, value), f"{row.label} is {value}")
            )
        # What was only looked at goes back to what is kept.
        use_theme(screen.cockpit, screen.cockpit.taste.theme)

    screen.app.push_screen(TasteDialog(row.label, row.name, row.value, look), chosen)


def _ask_key(screen: "SettingsScreen", row: "SettingRow") -> None:
    from repcockpit.tui.dialogs.keypress import KeyPress  # noqa: PLC0415 -- not needed before the first frame

    def pressed(key: str | None) -> None:
        if key is not None:
            screen.attempt_to(
                lambda: _take(screen, change_keys(row.name, (key,)), f"{row.label} has another key")
            )

    screen.app.push_screen(KeyPress(action(row.name), row.value, screen.taste.keys), pressed)


def _take(screen: "SettingsScreen", settings: Settings, said: str) -> None:
    use_settings(screen.cockpit, settings)
    screen.read_again()
    screen.show_toast(Toast("done", visible(said), "d: default again"))


def _number_said(row: "SettingRow") -> Callable[[str], str]:
    number = NUMBERS[row.name]

    def said(text: str) -> str:
        if not text.strip():
            return f"{row.value} now"
        try:
            amount = checked_number(row.name, text.strip().replace(",", "."))
        except InvalidValueError:
            whole = ", whole" if number.is_whole else ""
            span = f"from {number.low:g} to {number.high:g} {number.unit}{whole}"
            raise InvalidValueError(f"it cannot be {text.strip()}", span) from None
        return f"{amount:g} {number.unit}, usually {number.default:g}"

    return said


def _set_number(screen: "SettingsScreen", name: str) -> Callable[[str], Saved | None]:
    return lambda text: screen.desk.numbers.set_number(name, text.replace(",", "."))


def _enter_own(screen: "SettingsScreen", row: "SettingRow") -> None:
    numbers = screen.desk.numbers

    def said(text: str) -> str:
        return numbers.check_own(row.name, text) or "as it comes"

    _enter(screen, row, "" if row.value == "–" else row.value, said, partial(numbers.change_own, row.name))


def _choose_zone(screen: "SettingsScreen", row: "SettingRow") -> None:
    from zoneinfo import available_timezones  # noqa: PLC0415 -- only here

    from repcockpit.tui.dialogs.choosing import Choosing, Option  # noqa: PLC0415 -- the same

    names = sorted(available_timezones())
    options = [Option(name, name.replace("_", " ")) for name in names]

    def chosen(name: str | None) -> None:
        if name is not None:
            _write(screen, partial(screen.desk.numbers.change_own, row.name, name))

    at = names.index(row.value) if row.value in names else 0
    screen.app.push_screen(Choosing(row.label, "", options, at), chosen)


def _enter(
    screen: "SettingsScreen",
    row: "SettingRow",
    text: str,
    said: Callable[[str], str],
    write: Callable[[str], Saved | None],
) -> None:
    from repcockpit.tui.dialogs.entry import Entry  # noqa: PLC0415 -- not needed before the first frame

    def entered(value: str | None) -> None:
        if value is not None:
            _write(screen, partial(write, value))

    screen.app.push_screen(Entry(row.label, " ".join(row.about), text, said), entered)


def _write(screen: "SettingsScreen", write: Callable[[], Saved | None]) -> None:
    def act() -> None:
        saved = write()
        screen.read_again()
        if saved is not None:
            screen.show_toast(Toast("done", visible(saved.text), "u undoes"))

    screen.attempt_to(act)


def _remove_plan(screen: "SettingsScreen", row: "SettingRow") -> None:
    record = row.name.partition(" ")[2]
    if record:
        _write(screen, partial(screen.desk.managing.remove_plan, kind_of(row), bytes.fromhex(record)))


def give_back(screen: "SettingsScreen") -> None:
    """The default of the row under the cursor again; days away are taken back."""
    row: SettingRow | None = screen.row
    numbers = screen.desk.numbers
    if row is None:
        return
    if row.name.startswith("leave "):
        _write(screen, partial(numbers.remove_leave, bytes.fromhex(row.name.partition(" ")[2])))
    elif kind_of(row):
        _remove_plan(screen, row)
    elif row.state != "yours" or row.name == "rep":
        screen.show_toast(Toast("calm", "That is as it comes", ink="muted"))
    elif row.name in CHOICES:
        _take(screen, change_setting(row.name, CHOICES[row.name].values[0]), f"{row.label} is as it comes")
    elif row.section == "keys":
        _take(screen, change_keys(row.name, None), f"{row.label} has its key again")
    elif row.section == "rules":
        _write(screen, partial(numbers.set_number, row.name, ""))
    else:
        _write(screen, partial(numbers.change_own, row.name, ""))
