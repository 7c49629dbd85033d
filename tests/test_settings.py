"""The settings file: read with one complaint for each mistake, written with its comments kept."""

import subprocess
import sys

import pytest

from repcockpit import paths
from repcockpit.domain import dates
from repcockpit.domain.errors import InvalidValueError, RefusedError, UnreachableError
from repcockpit.settings import CHOICES, Settings, change_keys, change_setting, read_settings


def write(text: str) -> None:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def text() -> str:
    return paths.settings_file().read_text("utf-8")


def test_without_a_file_the_defaults_hold() -> None:
    assert read_settings() == Settings()
    assert all(getattr(Settings(), name) in choice.values for name, choice in CHOICES.items())
    assert set(CHOICES) | {"keys", "complaints"} == set(Settings._fields)


def test_every_setting_is_read() -> None:
    write(
        'theme = "light"\nglyphs = "ascii"\nfirst_day_of_week = "sunday"\ndate_order = "mdy"\nlanguage = "de"\n'
        '[keys]\nlog = "x"\nwhy = ["f9", "W"]\nquit = []\nattempt_n = "a  n"\nselect = " "\n'
    )
    keys = {"log": ("x",), "why": ("f9", "W"), "quit": (), "attempt_n": ("a  n",), "select": (" ",)}
    assert read_settings() == Settings("light", "ascii", "sunday", "mdy", "de", keys)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ('theme = "pink"', "theme 'pink' is none of dark, light"),
        ("glyphs = 3", "glyphs 3 is none of auto"),
        ('first_day_of_week = "mon"', "first_day_of_week 'mon' is none of auto, monday"),
        ('them = "light"', "there is no 'them'; did you mean 'theme'?"),
        ("keys = 3", "keys is a table"),
        ("[keys]\nlog = 3", "keys.log is a key"),
        ("theme =", "is no TOML"),
        ('theme = "\x00"', "is no TOML"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(content: str, complaint: str) -> None:
    write(f'date_order = "mdy"\n{content}\n')
    found = read_settings()
    assert complaint in found.complaint
    assert found._replace(date_order="auto", complaints=()) == Settings()
    assert found.date_order == ("auto" if "TOML" in complaint else "mdy")


def test_several_complaints_are_counted() -> None:
    write('theme = 1\nglyphs = 2\nlanguage = "tlh"\n')
    assert read_settings().complaint.endswith("(and 2 more)")


def test_a_folder_in_place_of_the_file_is_said() -> None:
    paths.settings_file().mkdir(parents=True)
    assert "cannot be read" in read_settings().complaint
    with pytest.raises(UnreachableError):
        change_setting("theme", "light")


def test_a_new_file_names_every_setting() -> None:
    assert change_setting("theme", "light").theme == "light"
    for name, choice in CHOICES.items():
        assert f"# {name}: {choice.meaning}" in text()
        assert ", ".join(choice.values) in text()
    assert read_settings() == Settings("light")


def test_comments_order_and_tables_stay() -> None:
    write('# mine\ntheme = "light"  # at home\n\n[keys]  # work\nlog = "x"  # like my editor\n')
    change_setting("theme", "dark")
    change_setting("glyphs", "ascii")
    change_keys("why", ("f9", "W"))
    found = change_keys("log", ("f8",))
    assert found == Settings("dark", "ascii", keys={"log": ("f8",), "why": ("f9", "W")})
    for kept in ("# mine", "# at home", "# work", "# like my editor"):
        assert kept in text()
    assert change_keys("why", None).keys == {"log": ("f8",)}
    assert change_keys("log", None).keys == {}
    assert change_keys("never", None).keys == {}
    assert "[keys]" not in text()


@pytest.mark.parametrize(
    "content", ['keys.log = "x"', 'keys = {log = "x"}', '[keys]\nlog = "x"\n[other]\na = 1']
)
def test_every_way_to_write_a_table_is_kept(content: str) -> None:
    write(content)
    change_keys("why", ("W",))
    found = change_setting("theme", "ansi")
    assert (found.theme, found.keys) == ("ansi", {"log": ("x",), "why": ("W",)})


def test_a_wrong_name_or_value_is_not_written() -> None:
    with pytest.raises(InvalidValueError, match="no setting"):
        change_setting("colour", "pink")
    with pytest.raises(InvalidValueError, match="cannot be 'pink'"):
        change_setting("theme", "pink")
    assert not paths.settings_file().exists()


def test_a_file_that_is_no_toml_is_left_as_it_is() -> None:
    write("theme =")
    with pytest.raises(RefusedError, match="no TOML"):
        change_setting("theme", "light")
    assert text() == "theme ="


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_stays_a_link_and_the_rights_stay() -> None:
    file = paths.settings_file()
    file.parent.mkdir(parents=True)
    real = file.with_name("dotfile.toml")
    real.write_text("# mine\n", "utf-8")
    real.chmod(0o640)
    file.symlink_to(real)
    change_setting("theme", "light")
    assert file.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert {one.name for one in file.parent.iterdir()} == {"dotfile.toml", "settings.toml"}


def test_the_languages_are_those_of_the_dates() -> None:
    assert set(CHOICES["language"].values) == {"auto", *dates._SPOKEN}


def test_reading_imports_no_tomlkit() -> None:
    code = "import sys; from repcockpit.settings import read_settings; read_settings(); print('tomlkit' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
