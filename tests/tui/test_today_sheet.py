from datetime import date, timedelta

from repcockpit.settings import change_setting
from repcockpit.tui.today_sheet import today_sheet
from tests.tui.invented import invented_day, invented_items


def test_the_days_ahead_are_parted_where_the_week_ends() -> None:
    day = date(2026, 11, 24)
    items = [item._replace(group="week", at=None, due_at=None) for item in invented_items()[:3]]
    items = [
        item._replace(due_on=day + timedelta(days=ahead))
        for item, ahead in zip(items, (2, 4, 6), strict=True)
    ]
    view = invented_day()._replace(day=day, items=tuple(items), counts={"week": 3})

    def headings(text: str = "") -> list[tuple[str, str]]:
        return [
            (one.heading.title, one.heading.tally) for one in today_sheet(view, text, is_airy=False).groups
        ]

    assert headings() == [("THIS WEEK", "2"), ("NEXT WEEK", "1")]
    change_setting("first_day_of_week", "saturday")
    assert headings() == [("THIS WEEK", "1"), ("NEXT WEEK", "2")]
    change_setting("first_day_of_week", "wednesday")
    assert headings() == [("NEXT WEEK", "3")]
    assert headings("no such word") == []
