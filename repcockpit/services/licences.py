"""The licences of what the program is made of, as the installed packages themselves say."""

import re
from collections.abc import Iterator
from importlib import metadata
from typing import NamedTuple

_NAME = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r"\bextra\s*==\s*['\"]([^'\"]+)['\"]")
_CLASSIFIER = "License :: OSI Approved :: "
_SHORT = {
    "MIT License": "MIT",
    "MIT license": "MIT",
    "The MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "ISC License (ISCL)": "ISC",
}


class Licence(NamedTuple):
    """A package that is installed for repcockpit; `url` is its own page, `needed_by` who asks for it, A to Z."""

    name: str
    version: str
    licence: str
    url: str | None
    needed_by: tuple[str, ...]


def licences(root: str = "repcockpit") -> tuple[Licence, ...]:
    """Every installed package that `root` needs, directly or not, A to Z; `root` itself first.

    What is optional counts where it is installed, but for the tools that only test.
    """
    found, asked = dict[str, metadata.Distribution](), dict[str, set[str]]()
    waiting, met = [(root, frozenset[str](), "")], set[tuple[str, frozenset[str]]]()
    while waiting:
        name, extras, asker = waiting.pop()
        try:
            held = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system or Python, or optional
        key = _folded(held.name)
        asked.setdefault(key, set()).update({asker} if asker else set())
        found[key] = held
        if (key, extras) not in met:
            met.add((key, extras))
            needs = _needs(held, extras, is_root=key == _folded(root))
            waiting += [(one, wished, held.name) for one, wished in needs]
    ordered = sorted(found, key=lambda key: (key != _folded(root), key))
    return tuple(_licence(found[key], tuple(sorted(asked[key], key=str.casefold))) for key in ordered)


def _needs(
    held: metadata.Distribution, extras: frozenset[str], *, is_root: bool
) -> Iterator[tuple[str, frozenset[str]]]:
    """(name, its extras) of what a package with these extras asks for; of the root's own all but the tools that test."""
    for line in held.requires or ():
        extra = _EXTRA.search(line)
        is_wanted = extra is None or extra[1] in extras or (is_root and extra[1] != "test")
        name = _NAME.match(line)
        if is_wanted and name is not None:
            yield name[1], frozenset((name[2] or "").replace(" ", "").split(",")) - {""}


def _licence(held: metadata.Distribution, needed_by: tuple[str, ...]) -> Licence:
    return Licence(held.name, held.version, _said(held), _page(held), needed_by)


def _said(held: metadata.Distribution) -> str:
    """The expression, else the classifiers, else the first line of the free text."""
    head = held.metadata
    said = _field(held, "License-Expression")
    if not said:
        marks = [
            one.removeprefix(_CLASSIFIER)
            for one in head.get_all("Classifier") or ()
            if one.startswith(_CLASSIFIER)
        ]
        said = " and ".join(_SHORT.get(one, one) for one in marks)
    if not said:
        text = _field(held, "License").strip()
        said = text.splitlines()[0] if text else "not said: see its own files"
    return _SHORT.get(said, said)


def _page(held: metadata.Distribution) -> str | None:
    pages = dict[str, str]()
    for line in held.metadata.get_all("Project-URL") or ():
        label, _, url = line.partition(",")
        pages[label.strip().casefold()] = url.strip()
    wanted = ("homepage", "home", "source", "source code", "repository", "documentation")
    return next((pages[one] for one in wanted if one in pages), _field(held, "Home-page") or None)


def _field(held: metadata.Distribution, name: str) -> str:
    return str((held.metadata.get_all(name) or [""])[0])


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
