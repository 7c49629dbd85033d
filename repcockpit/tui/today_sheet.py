"""Today as a sheet: groups with their headings, filtered."""

from collections.abc import Iterable

from repcockpit.domain.names import fold
from repcockpit.domain.ranking import is_after
from repcockpit.domain.views.today import GROUPS, TodayItem, TodayView
from repcockpit.services.local_dates import week_of
from repcockpit.tui.day import TITLES
from repcockpit.tui.sheet import Group, Heading, Sheet


def searched_texts(view: TodayView) -> tuple[str, ...]:
    """What a filter looks into, folded, for each row of the day."""
    return tuple(_searched(item) for item in view.items)


def _searched(item: TodayItem) -> str:
    texts = (
        item.contact_name,
        item.account_name,
        item.title,
        item.contact_role,
        item.planned_type,
        item.kind,
    )
    return fold(" ".join(text for text in texts if text)).replace("_", " ")


def today_sheet(
    view: TodayView, filter_text: str, *, is_airy: bool, texts: tuple[str, ...] | None = None
) -> Sheet[TodayItem]:
    """The groups in their order; a filter keeps the rows whose text holds each of its words."""
    rows: dict[str, list[TodayItem]] = {group: [] for group in GROUPS}
    wanted = fold(filter_text).split()
    kept: Iterable[TodayItem] = view.items
    if wanted:
        pairs = zip(view.items, texts or searched_texts(view), strict=True)
        kept = (item for item, there in pairs if all(word in there for word in wanted))
    for item in kept:
        rows.setdefault(item.group, []).append(item)
    groups: list[Group[TodayItem]] = []
    for group, items in rows.items():
        if group == "week":
            groups += _weeks(items, view)
        else:
            groups.append(Group(_heading(group, len(items), view, is_filtered=bool(wanted)), items))
    return Sheet(groups, is_airy=is_airy)


def _weeks(items: list[TodayItem], view: TodayView) -> list[Group[TodayItem]]:
    """The days ahead, parted where this device's week ends."""
    whole = [item for item in view.items if item.group == "week"]
    last = week_of(view.day).last_on
    groups = []
    for title, is_next in (("THIS WEEK", False), ("NEXT WEEK", True)):
        shown = [item for item in items if is_after(item, last) == is_next]
        of = sum(1 for item in whole if is_after(item, last) == is_next)
        groups.append(
            Group(
                Heading(title, f"{len(shown):,}" if len(shown) == of else f"{len(shown):,} of {of:,}"), shown
            )
        )
    return groups


def _heading(group: str, shown: int, view: TodayView, *, is_filtered: bool) -> Heading:
    title = TITLES.get(group, group.upper())
    whole = max(view.counts.get(group, 0), shown)
    count = f"{shown:,}" if shown == whole else f"{shown:,} of {whole:,}"
    if group == "catch_up":
        best = "best " if shown < whole and not is_filtered else ""
        return Heading(title, f"{best}{count}, silent before you began")
    return Heading(title, count, ("silent", "planned") if group == "due" else ("", ""))
