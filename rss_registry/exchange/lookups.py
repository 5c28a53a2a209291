"""Finding a row by what people call it: identifier, name, acronym, another name.

The names of one kind of row are read once per import. Case, accents and punctuation do not
matter; a name that two rows share is refused rather than guessed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rss_registry.exchange.cells import quoted
from rss_registry.text import fold

# Looking for near names costs some milliseconds: a file of a thousand unknown names waits for fifty.
_MAX_SUGGESTED_FOR = 50
# The code of an error that goes when another line is mended.
AWAITED = "awaited"


@dataclass(frozen=True)
class Naming:
    """What the rows of one kind are called, and what is said where none is: `unknown` quotes the text.

    `names` is asked with a row and, where its other names stand in rows of their own, with these; `key`
    always finds the row again, and `label` is what people call it. `rows`: those that a user may see.
    """

    names: Callable[..., Iterable[str | None]]
    label: Callable[[Any], str]
    unknown: str | Promise
    advice: str | Promise
    key: Callable[[Any], str] = attrgetter("slug")
    describe: Callable[[Any], str] = str
    rows: Callable[[Any], Iterable] = tuple
    has_others: bool = False

    def names_of(self, row: Any, others: Iterable[str]) -> Iterable[str | None]:
        return self.names(row, others) if self.has_others else self.names(row)


@dataclass
class NameIndex:
    """Rows by their names."""

    naming: Naming
    by_key: dict[str, Any] = field(default_factory=dict)
    by_name: dict[str, list] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    suggested: dict[str, str] = field(default_factory=dict)
    awaited: set[str] = field(default_factory=set)

    def add(self, row: Any, names: Iterable[str | None]) -> None:
        self.by_key[self.naming.key(row)] = row
        for name in filter(None, (*names, self.naming.key(row))):
            if not (folded := fold(name)):
                continue
            rows = self.by_name.setdefault(folded, [])
            if row not in rows:
                rows.append(row)
            self.names.setdefault(folded, name)

    def find(self, text: str) -> Any:
        """The one row called `text`; ValidationError when there is none, or more than one."""
        if exact := self.by_key.get(text.strip()):
            return exact
        rows = self.by_name.get(fold(text), [])
        if not rows:
            raise self._unknown(text)
        if len(rows) > 1:
            raise ValidationError(
                _("« %(cell)s » peut désigner %(choices)s : écrivez l’identifiant (entre parenthèses)."),
                code="ambiguous",
                params={"cell": quoted(text), "choices": self._choices(rows)},
            )
        return rows[0]

    def await_names(self, names: Iterable[str]) -> None:
        """Rows of these names are about to be there, once their own lines are mended."""
        self.awaited |= {folded for name in names if (folded := fold(name))}

    def knows(self, text: str) -> bool:
        """Whether any row is called `text`."""
        return text.strip() in self.by_key or fold(text) in self.by_name

    def has(self, text: str) -> bool:
        """Whether exactly one row is called `text`."""
        return text.strip() in self.by_key or len(self.by_name.get(fold(text), [])) == 1

    def shown(self, row: Any) -> str:
        """What people call the row, or its key where that name is not its own alone."""
        label = self.naming.label(row)
        own = label and not set(label) & set(";|[]\n") and self.by_name.get(fold(label)) == [row]
        return label if own and self.by_key.get(label, row) == row else self.naming.key(row)

    def named(self, row: Any) -> str:
        """What a reader knows the row by; never a key that the next run might not give it again."""
        label = self.naming.label(row)
        return label if label and self.by_name.get(fold(label)) == [row] else self.naming.describe(row)

    def _unknown(self, text):
        if fold(text) in self.awaited:
            sentence = _("La ligne de « %(cell)s » est à corriger.")
            return ValidationError(sentence, code=AWAITED, params={"cell": quoted(text)})
        near = self._near(text)
        sentence = self.naming.unknown % {"cell": quoted(text)}
        if near:
            sentence = _("%(sentence)s Vouliez-vous dire %(near)s ?") % {"sentence": sentence, "near": near}
        return ValidationError(f"{sentence} {self.naming.advice}", code="unknown")

    def _near(self, text):
        folded = fold(text)
        if folded not in self.suggested and len(self.suggested) < _MAX_SUGGESTED_FOR:
            close = get_close_matches(folded, self.names, n=3, cutoff=0.6) or self._with_near_word(folded)
            # A row may be near by several of its names: one is enough.
            near = {self.by_name[name][0]: self.names[name] for name in reversed(close)}
            self.suggested[folded] = _enumerate(f"« {name} »" for name in reversed(near.values()))
        return self.suggested.get(folded, "")

    def _with_near_word(self, folded):
        """Longer names of which one word is near: « Bamakko » finds « District de Bamako »."""
        found = [
            name
            for name in self.names
            if get_close_matches(folded, [word for word in name.split() if len(word) > 3], n=1, cutoff=0.8)
        ]
        return sorted(found, key=len)[:3]

    def _choices(self, rows):
        shown = sorted(rows, key=self.naming.key)[:5]
        return _enumerate(f"« {self.naming.describe(row)} » ({self.naming.key(row)})" for row in shown)


def _enumerate(words):
    *first, last = list(words) or [""]
    return str(_("%(first)s ou %(last)s") % {"first": ", ".join(first), "last": last}) if first else last


_NAMINGS: dict[str, Naming] = {}


def name_index(model: type[Model], *, name: str = "", **said: Any) -> None:
    """Let columns refer to rows of a model by their names; `name`: of an index beside the model's."""
    _NAMINGS[name or model._meta.label_lower] = Naming(has_others=hasattr(model, "aliases"), **said)


def build_index(name: str, user: Any) -> NameIndex:
    """Of what is stored now."""
    index = NameIndex(_NAMINGS[name])
    for row in index.naming.rows(user):
        others = [alias.name for alias in row.aliases.all()] if index.naming.has_others else ()
        index.add(row, index.naming.names_of(row, others))
    return index


def is_indexed(name: str) -> bool:
    return name in _NAMINGS


def names_in(name: str, row: Any, others: Iterable[str]) -> Iterable[str | None]:
    """What a file may call the row; `others`: its names in rows that may not be stored yet."""
    return _NAMINGS[name].names_of(row, others) if is_indexed(name) else ()
