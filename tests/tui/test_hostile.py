import asyncio
from functools import cached_property
from typing import Any

import pytest
from rich.cells import cell_len

from repcockpit.tui.desks.details import Details
from tests.tui.invented import FakeDesk, FakeDetails, invented_day, invented_items, pane_view, why_view
from tests.tui.stage import cockpit, reset, seen, tap, text

HOSTILE = [
    "Bad [/red] tag [bold]B[/bold] [@click=app.quit]x[/]",
    "\x1b[31mred\x1b]0;title\x07 \x9b2J",
    "abc\u202edef\u2066ghi\u200b\u2028",
    "株式会社日本材料試験研究所東京営業所第二課",
    "👩‍👩‍👧‍👦 🇪🇸 é Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴",
    "Bundesanstalt für Materialforschung und -prüfung, Außenstelle Süd",
    "nul\x00 tab\t line\nbreak \ud800 lone",
    "",
    " ",
    "=HYPERLINK('x')",
    "ﷺ" * 5,
    "x" * 32_767,
]


class HostileDesk(FakeDesk):
    def __init__(self, bad: str) -> None:
        items = tuple(
            item._replace(
                account_name=bad,
                contact_name=bad if item.contact_name else item.contact_name,
                contact_role=bad,
                account_segment=bad[:40],
                title=bad,
                planned_type=bad if item.planned_on else None,
                phone=bad,
                reasons=tuple(reason._replace(text=bad) for reason in item.reasons),
            )
            for item in invented_items()
        )
        super().__init__(invented_day(items, rep_name=bad))
        self.bad = bad

    @cached_property
    def details(self) -> Details:
        return HostileDetails(self, self.bad)


class HostileDetails(FakeDetails):
    def __init__(self, desk: FakeDesk, bad: str) -> None:
        super().__init__(desk)
        self.bad = bad

    def why_item(self, item: Any) -> Any:
        view = why_view(item)
        rows = tuple(row._replace(said=self.bad, what=self.bad) for row in view.rows)
        return view._replace(title=self.bad, about=self.bad, rule=(self.bad, f"a: {self.bad}"), rows=rows)

    def pane_item(self, item: Any) -> Any:
        view = pane_view(item)
        return view._replace(
            name=self.bad,
            about=self.bad,
            rule=(self.bad, f"a: {self.bad}"),
            touches=tuple(row._replace(note=self.bad, why=self.bad, type=self.bad) for row in view.touches),
            open=tuple(row._replace(title=self.bad, kind=self.bad) for row in view.open),
            requests=tuple(row._replace(title=self.bad) for row in view.requests),
            seven=tuple(line._replace(words=self.bad, fact=self.bad) for line in view.seven),
            phone=self.bad,
            email=self.bad,
        )


_FIRST = 4


@pytest.mark.parametrize(
    "bad",
    [
        one if number < _FIRST else pytest.param(one, marks=pytest.mark.slow)
        for number, one in enumerate(HOSTILE)
    ],
    ids=range(len(HOSTILE)),
)
def test_hostile_text_in_every_field_of_every_screen(bad: str) -> None:
    async def scenario() -> None:
        app = cockpit(HostileDesk(bad))
        async with app.run_test(size=(110, 30)) as pilot:
            await pilot.pause()
            for opener in [
                (),
                ("j",) * 4,
                ("w",),
                ("question_mark",),
                ("l", "x"),
                ("y",),
                ("Y",),
                ("slash", "x"),
                ("a", "n"),
            ]:
                await tap(pilot, *opener)
                for line in seen(app):
                    assert not [char for char in line if ord(char) < 32 or 0x7F <= ord(char) < 0xA0]
                    assert not set(line) & set("\u202e\u2066\u2028")
                    assert cell_len(line) == 110
                if opener == ("l", "x"):
                    app.screen.take_paste(bad)  # type: ignore[attr-defined]
                    await pilot.pause()
                    assert cell_len(seen(app)[10]) == 110
                reset(app)

    asyncio.run(scenario())


def test_markup_is_shown_as_it_was_typed() -> None:
    async def scenario() -> None:
        app = cockpit(HostileDesk("ACME [EMEA]"))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "ACME [EMEA]" in text(app)

    asyncio.run(scenario())
