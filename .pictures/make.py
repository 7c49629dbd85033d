"""The README's pictures and table of keys, made from the real screens and the registry.

`python .pictures/make.py` builds the sample book of one day, presses keys in the cockpit, saves what stands on the
screen as SVG beside this file, and writes the table of keys into README.md. Twice run, it writes the same bytes.
"""

# ruff: noqa: PLC0415 -- the folder of this clone is put on the path first, the README's test asks for the table alone

import asyncio
import os
import re
import shutil
import sys
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
README = HERE.parent / "README.md"
sys.path[:0] = [str(HERE.parent), str(HERE)]
DAY = date(2026, 11, 24)
NOW = f"{DAY.isoformat()}T09:12"
START, END = "<!-- keys -->", "<!-- /keys -->"
LINE = "visit 45m: late sand twice +p certificate by fri +n 8 > 2w trial"
PLACES = {
    "today": "Today",
    "accounts": "Accounts",
    "contacts": "Contacts",
    "qbrs": "QBRs",
    "requests": "Requests",
    "coverage": "Coverage",
    "team": "Team",
    "team_rep": "one rep",
    "team_rows": "rows behind",
    "detail": "details",
    "orgchart": "org chart",
    "brief": "brief",
    "training": "training",
    "news": "news",
    "ideas": "ideas",
    "scorecard": "scorecard",
    "welcome": "empty book",
    "history": "history",
    "bin": "bin",
    "duplicates": "duplicates",
    "settings": "settings",
    "importing": "import",
    "conflicts": "conflicts",
    "conflict": "one conflict",
    "sync": "sync",
    "inbox": "inbox",
    "handover": "handover",
}
EXPORT = {
    "Account.csv": """\
Id,Name,Industry,BillingCity,BillingCountry,OwnerId,Turnover class
001A1,Brenner Guss,Foundry,Kassel,DE,005X1,over 50
001A2,Coulon Verre,Glass,Lyon,FR,005X1,10 to 50
001A3,Madsen Filter,Filters,Aarhus,DK,005X2,10 to 50
""",
    "Contact.csv": """\
Id,FirstName,LastName,Title,Email,Phone,AccountId,ReportsToId,OwnerId
003A1,Lena,Brenner,Managing director,lena@brenner.example,+49 561 5550101,001A1,,005X1
003A2,Tom,Weiss,Head of purchasing,tom@brenner.example,+49 561 5550102,001A1,003A1,005X1
003A3,Claire,Coulon,Plant director,claire@coulon.example,,001A2,,005X1
003A4,Karen,Madsen,Quality manager,karen@madsen.example,+45 5550 0104,001A3,,005X2
""",
}


class Picture(NamedTuple):
    """A file name, the size of the terminal, the theme, and what is pressed; `@name` goes to that row.

    `book` is the sample book (demo; petra, jakub: on their device), an empty one, or one of a small team;
    `place` a screen that is opened first.
    """

    name: str
    size: tuple[int, int]
    theme: str
    keys: tuple[str, ...]
    book: str = "demo"
    place: str = ""

    @property
    def is_demo(self) -> bool:
        """Whether it is of the sample book."""
        return self.book in {"demo", *OWNERS}


OWNERS = {"petra": "Petra Lang", "jakub": "Jakub Nowak"}
TO_MARIA = ("@María López",)
PICTURES = (
    Picture("today", (80, 24), "dark", ()),
    Picture("log", (80, 24), "dark", (*TO_MARIA, "l", *LINE)),
    Picture("brief", (80, 24), "dark", (*TO_MARIA, "b")),
    Picture("requests", (80, 24), "dark", ("5",)),
    Picture("qbrs", (80, 24), "dark", ("4", "j")),
    Picture("orgchart", (80, 24), "light", (*TO_MARIA, "o")),
    Picture("scorecard", (80, 24), "dark", (*TO_MARIA, "A")),
    Picture("import", (80, 24), "dark", ("i", "space", "space", "enter"), "empty"),
    Picture("conflict", (80, 24), "dark", ("C", "right", "j", "left"), "team"),
    Picture("sync", (80, 24), "dark", (), "team", "sync"),
    Picture("team", (120, 36), "dark", ("8",), "petra"),
    Picture("rep", (80, 24), "dark", ("8", "j", "enter"), "petra"),
    Picture("inbox", (80, 24), "dark", (), "petra", "inbox"),
    Picture("handover", (80, 24), "light", (), "jakub", "handover"),
)


def table_of_keys() -> str:
    """Every action of the registry as Markdown tables, one per group."""
    from repcockpit.tui.actions import ACTIONS

    tables = []
    for group in dict.fromkeys(each.group for each in ACTIONS):
        held = [each for each in ACTIONS if each.group == group]
        lines = [f"**{group}**", "", "| key | does | how | where |", "|---|---|---|---|"]
        lines += [f"| {_keys(each)} | {each.title} | {each.help} | {_where(each)} |" for each in held]
        tables.append("\n".join(lines))
    return "\n\n".join(tables)


def _keys(each: Any) -> str:
    from repcockpit.tui.actions import shown_key

    return " ".join(f"`{shown_key(key)}`" for key in each.keys)


def _where(each: Any) -> str:
    from repcockpit.tui.action import LISTS, OVER

    if not each.places:
        return "everywhere"
    left, found = list(dict.fromkeys(each.places)), []
    for many, name in ((LISTS, "lists"), (OVER, "activities")):
        if set(many) <= set(left):
            found.append(name)
            left = [place for place in left if place not in many]
    return ", ".join([*found[:1], *(PLACES[place] for place in left), *found[1:]])


def with_table(text: str) -> str:
    """The README with the present table of keys between its marks."""
    before, found, rest = text.partition(START)
    _, ended, after = rest.partition(END)
    if not (found and ended):
        raise SystemExit(f"README.md has no {START} … {END}")
    return f"{before}{START}\n\n{table_of_keys()}\n\n{END}{after}"


async def _go_to(pilot: Any, name: str) -> None:
    """Down the list until the cursor stands on that person."""
    for _ in range(99):
        subject = pilot.app.screen.subject
        if subject is not None and subject.name == name:
            return
        await pilot.press("j")
    raise SystemExit(f"no row of {name} on this screen")


async def _take(picture: Picture, book: Path) -> str:
    from repcockpit.services.book import open_book
    from repcockpit.tui.book_desk import BookDesk
    from repcockpit.tui.cockpit import Cockpit
    from repcockpit.tui.taste import Taste

    desk = BookDesk(open_book(book, now=NOW))
    app: Any = Cockpit(desk, Taste(picture.theme, "unicode"), is_demo=picture.is_demo)
    async with app.run_test(size=picture.size) as pilot:
        await pilot.pause(0.6)
        if picture.place:  # a key would begin a sync there
            app.open_place(picture.place)
            await pilot.pause()
        for key in picture.keys:
            if key.startswith("@"):
                await _go_to(pilot, key[1:])
            else:
                await pilot.press("space" if key == " " else key)
        await pilot.pause({"empty": 2, "petra": 4, "jakub": 2}.get(picture.book, 0.3))
        drawn: str = app.export_screenshot(title="repcockpit", simplify=True)
    desk.close()
    # A picture in a README loads nothing from elsewhere: the fonts of the reader's machine are used.
    return re.sub(r',\s*url\("https?://[^"]*"\) format\("[^"]*"\)', "", drawn)


def _write_export(folder: Path) -> None:
    """The two files of the import's picture, the second newer than the first."""
    for age, (name, text) in enumerate(EXPORT.items()):
        file = folder / name
        file.write_text(text, "utf-8")
        os.utime(file, (1_795_000_000 - age, 1_795_000_000 - age))


def main() -> None:
    """Write the table and take every picture."""
    from team import Machine, build_team

    from repcockpit.services.demo import build_demo
    from repcockpit.tui import syncer

    syncer.START_SECONDS = 3600.0  # no sync by itself
    README.write_text(with_table(README.read_text("utf-8")), "utf-8")
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "REPCOCKPIT_HOME": f"{folder}/home",
            "HOME": folder,
            "TZ": "Europe/Madrid",
            "LC_ALL": "C",
        }
        os.environ.pop("NO_COLOR", None)
        _write_export(Path(folder))
        os.chdir(folder)
        demo = Path(folder) / "home" / "demo.db"
        demo.parent.mkdir()
        samples = {"demo": demo} | {name: demo.with_name(f"{name}.db") for name in OWNERS}
        build_demo(demo, DAY)
        for name, owner in OWNERS.items():
            build_demo(samples[name], DAY, owner)
        machine = Machine()
        with machine.used():
            team = build_team(machine, demo.parent)
        for picture in PICTURES:
            book = team if picture.book == "team" else demo.with_name(f"of-{picture.name}.db")
            if picture.is_demo:
                shutil.copyfile(samples[picture.book], book)
            with ExitStack() as stack:
                if picture.book == "team":
                    stack.enter_context(machine.used())
                drawn = asyncio.run(_take(picture, book))
            (HERE / f"{picture.name}.svg").write_text(drawn, "utf-8")
        os.chdir(before)


if __name__ == "__main__":
    main()
