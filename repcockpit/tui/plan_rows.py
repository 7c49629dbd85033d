"""The rows of the settings for what is planned for each of us, and for what currencies are worth."""

from typing import TYPE_CHECKING

from repcockpit.tui.settings_rows import SettingRow

if TYPE_CHECKING:
    from repcockpit.domain.views.managing import RateView, TargetView

SECTION = "plans"
KINDS = ("target", "rate")
_TARGET = (
    "Touches planned in these days; without one the tier says how many. Enter changes it, d takes it back.",
)
_RATE = (
    "How much of it one of the reporting currency buys, from that day on.",
    "The reporting currency is the one at 1: without it amounts of different currencies are never summed.",
)


def plan_rows(targets: "tuple[TargetView, ...]", rates: "tuple[RateView, ...]") -> list[SettingRow]:
    """Targets by rep, rates by currency, and a row to add one of each."""
    rows = [_target(one) for one in targets]
    rows.append(
        SettingRow(SECTION, "target", "Target to add", "+", about=("Touches planned for one of us.",))
    )
    rows += [_rate(one) for one in rates]
    rows.append(SettingRow(SECTION, "rate", "Rate to add", "+", about=_RATE))
    return rows


def _target(one: "TargetView") -> SettingRow:
    who = one.rep.name if one.rep and one.rep.name else "nobody"
    where = f" at {one.account.name}" if one.account else ""
    value = f"{one.planned or 0:g}, {one.since} to {one.until}"
    return SettingRow(SECTION, f"target {one.id.hex()}", f"Target {who}{where}", value, about=_TARGET)


def _rate(one: "RateView") -> SettingRow:
    value = f"{one.per or 0:g} from {one.on}"
    state = "reports" if one.per == 1 else ""
    return SettingRow(
        SECTION, f"rate {one.id.hex()}", f"Rate {one.currency or ''}", value, state, about=_RATE
    )


def kind_of(row: SettingRow) -> str:
    """target, rate, or blank for another row."""
    kind = row.name.partition(" ")[0]
    return kind if row.section == SECTION and kind in KINDS else ""
