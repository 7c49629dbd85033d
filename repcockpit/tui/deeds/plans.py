"""Targets and rates from the settings: added, changed, taken back."""

from typing import TYPE_CHECKING

from repcockpit.tui.deeds.editing import open_form
from repcockpit.tui.plan_rows import kind_of

if TYPE_CHECKING:
    from repcockpit.tui.screens.settings import SettingsScreen
    from repcockpit.tui.settings_rows import SettingRow


def change_plan(screen: "SettingsScreen", row: "SettingRow") -> None:
    """The form of the row's record, or of a new one."""
    kind, record = kind_of(row), row.name.partition(" ")[2]
    forms = screen.desk.forms
    open_form(screen, forms.edit(kind, bytes.fromhex(record)) if record else forms.new(kind), None)
