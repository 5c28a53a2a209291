"""The names under which lines find rows: what is stored, and what other lines of the same file add."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from rss_registry.exchange.columns import Column
from rss_registry.exchange.lookups import NameIndex

OWN_CODE = "own_code"


class References:
    """The indexes of one import, each built when it is first asked for."""

    def __init__(self):
        self._indexes: dict[str, NameIndex] = {}
        self._codes: dict[str, list] = defaultdict(list)
        self._awaited: dict[str, list[str]] = defaultdict(list)
        # The rows that other lines have added, by model and key.
        self.made: set[tuple] = set()

    def index(self, name: str, build: Callable[[str], NameIndex]) -> NameIndex:
        if name not in self._indexes:
            # Built from what is stored, lines before this one included, but no row knows its code.
            index = self._indexes[name] = build(name)
            for row, code in self._codes[name]:
                index.add(row, [code])
            index.await_names(self._awaited[name])
        return self._indexes[name]

    def add(self, name: str, row: Any, names: Iterable[str | None], code: str) -> None:
        """Let the next lines find the row, by its names and the code that the file gives it."""
        if code:
            self._codes[name].append((row, code))
        if index := self._indexes.get(name):
            index.add(row, [*names, code])

    def await_names(self, name: str, names: Iterable[str]) -> None:
        """Lines of these names are there, but wrong: whoever refers to them is not to blame."""
        self._awaited[name] += names
        if index := self._indexes.get(name):
            index.await_names(names)


class OwnCode(Column):
    """What the file itself calls a line, for its other lines; never stored."""

    fr, en, aliases = "mon code", "my code", ("code", "votre code")
    help = _("Par exemple « E1 » : les autres feuilles désignent ainsi cette ligne.")
    takes = _("Un mot à vous ; il n’est pas gardé")

    def settle(self, instance, value, resource):
        resource.own_code = value
        return ""

    def read(self, instance):
        return ""
