"""The columns of a table that is imported and exported.

A column says its headers once (stable code, French, English), understands a cell, compares the
value with the stored one, writes it, and shows it again. Headers are part of the file format, so
they are written with the table in both languages and not left to a catalogue.
"""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.formats import date_format, number_format
from django.utils.functional import cached_property
from django.utils.text import capfirst, format_lazy
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from rss_registry.exchange.cells import (
    day_of,
    decimal_of,
    flag_of,
    refused,
    text_of,
    time_of,
    whole_of,
)
from rss_registry.tabular import is_blank
from rss_registry.text import fold

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Column:
    """One column; what is not `said` of it, or by its table, follows from the field of the model."""

    fr = en = ""
    help: "StrOrPromise" = ""
    aliases: tuple[str, ...] = ()
    # `required` of a new row; `fixed`: shown in the file, never changed by it; `keeps`: a blank cell
    # leaves what is stored, where falling back to a default could uncover what is protected.
    required = fixed = keeps = False
    # Whether it is written after the row itself, because it needs the row's key.
    related = False
    # The value of a blank cell; what may stand in it, for the blank template; what understands a cell.
    blank: Any = None
    takes = gettext_lazy("Texte")
    reads: Callable[[Any], Any] = staticmethod(text_of)

    # The field of the model where it has another name; its name in the table.
    attribute = code = ""

    def __init__(self, **said):
        vars(self).update(said)

    def of_field(self, field):
        """Take over what the field of the model says."""
        said = vars(self)
        said.setdefault("required", not (field.blank or field.has_default()))
        if field.has_default() and not field.is_relation:
            said.setdefault("blank", field.get_default())
        value = self.called_by_default(field)
        default = [format_lazy(gettext_lazy("Vide : {value}."), value=value)] if value else []
        said.setdefault("help", format_lazy(" ".join(["{}"] * (len(default) + 1)), field.help_text, *default))

    def called_by_default(self, field):
        """What a blank cell is taken for, in words."""
        return self.blank and dict(field.flatchoices).get(self.blank)

    @property
    def field_name(self):
        return self.attribute or self.code

    def header(self, *, codes=False):
        """The header as it is exported: in the language of the page, or the stable code."""
        if codes:
            return self.code
        return self.fr if (get_language() or "fr").startswith("fr") else self.en

    def known_as(self):
        """Every header under which the column is understood."""
        return (self.code, self.fr, self.en, *self.aliases)

    def accepted(self, resource):
        """What may stand in the column, for the blank template."""
        return self.takes

    def offered(self, resource):
        """The values that a spreadsheet may offer, none where they are too many."""
        return ()

    def understand(self, cell, resource):
        """The value of a cell; a blank one is « not stated »."""
        return self.blank if is_blank(cell) else self.parse(cell, resource)

    def parse(self, cell, resource):
        return self.reads(cell)

    def settle(self, instance, value, resource):
        """The value once the row is known to which it belongs."""
        return value

    def read(self, instance):
        # None too for a link that a new row does not have yet.
        return getattr(instance, self.field_name, None)

    def assign(self, instance, value):
        setattr(instance, self.field_name, value)

    def written(self, value, resource):
        """The cell of a file."""
        return value

    def exported(self, instance, resource):
        """The cell of an export."""
        return self.written(self.read(instance), resource)

    def shown(self, value, resource):
        """The value in the preview of an import."""
        cell = self.written(value, resource)
        if isinstance(cell, date):
            return date_format(cell, "SHORT_DATE_FORMAT")
        if isinstance(cell, time):
            return f"{cell:%H:%M}"
        if isinstance(cell, (int, Decimal)):
            return number_format(cell)
        return cell or ""

    def relate(self, instance, value, resource):
        """Write what stands in rows of its own (`related`): new ones wait with the resource."""
        raise NotImplementedError


class Text(Column):
    blank = ""
    long = False

    def of_field(self, field):
        super().of_field(field)
        vars(self).setdefault("long", isinstance(field, models.TextField))

    def accepted(self, resource):
        return _("Texte, sur plusieurs lignes au besoin") if self.long else self.takes

    def parse(self, cell, resource):
        return self._spaced(text_of(cell))

    def read(self, instance):
        # Line breaks come back from a browser as CR LF, from a spreadsheet as LF: the same text.
        return self._spaced((getattr(instance, self.field_name) or "").replace("\r\n", "\n").strip())

    def assign(self, instance, value):
        nullable = instance._meta.get_field(self.field_name).null
        setattr(instance, self.field_name, None if nullable and not value else value)

    def _spaced(self, text):
        return text if self.long else " ".join(text.split())


class Choice(Column):
    """One of several values: its code, its French or its English label."""

    blank = ""
    # Other words by which values are known.
    spellings: dict[str, tuple[str, ...]] = {}

    def of_field(self, field):
        super().of_field(field)
        self.choices = {value: label for value, label in field.flatchoices if value}

    def accepted(self, resource):
        return " ; ".join(f"{label} ({value})" for value, label in self.choices.items())

    def offered(self, resource):
        return tuple(map(str, self.choices.values()))

    def parse(self, cell, resource):
        folded = fold(str(cell))
        if folded not in self._known:
            raise refused(
                _("« %(cell)s » n’est pas une valeur de cette colonne. Valeurs admises : %(values)s."),
                cell,
                code="not_a_choice",
                values=", ".join(f"« {label} »" for label in self.choices.values()),
            )
        return self._known[folded]

    def written(self, value, resource):
        return value if resource.codes else str(self.choices.get(value, value or ""))

    @cached_property
    def _known(self):
        other = {fold(word): value for value, words in self.spellings.items() for word in words}
        return other | labels_of(self.choices.items())


class Day(Column):
    takes = gettext_lazy("Date : JJ/MM/AAAA")
    reads = staticmethod(day_of)


class Time(Column):
    takes = gettext_lazy("Heure : 9 h 30, 09:30")
    reads = staticmethod(time_of)


class Whole(Column):
    takes = gettext_lazy("Nombre entier ; vide : non communiqué")
    reads = staticmethod(whole_of)


class Amount(Column):
    takes = gettext_lazy("Nombre ; vide : non communiqué")
    reads = staticmethod(decimal_of)

    def written(self, value, resource):
        # 1500000.00 reads 1500000, and 16.7600 reads 16.76.
        return None if value is None else Decimal(format(value.normalize(), "f"))


class Flag(Column):
    """Yes, no, and where `blank` is None also « not stated »."""

    takes = gettext_lazy("oui ou non")
    reads = staticmethod(flag_of)

    def called_by_default(self, field):
        return {True: gettext_lazy("oui"), False: gettext_lazy("non")}.get(self.blank)

    def offered(self, resource):
        return (_("oui"), _("non"))

    def written(self, value, resource):
        if value is None:
            return ""
        if resource.codes:
            return "yes" if value else "no"
        return _("oui") if value else _("non")


def labels_of(choices) -> dict[str, str]:
    """The values of an enumeration, or of pairs, by everything that they are called, folded."""
    pairs = list(getattr(choices, "choices", choices))
    known: dict[str, Any] = {}
    for language in ("fr", "en"):
        with override(language):
            known |= {fold(str(label)): value for value, label in pairs}
    return known | {fold(value): value for value, _label in pairs if value}


def unchangeable(column, cell):
    """The error of a `fixed` column that a file would change."""
    return refused(
        _(
            "« %(header)s » ne se change pas par un fichier : "
            "remettez la valeur d’origine ou ôtez la colonne."
        ),
        cell,
        code="fixed_column",
        header=capfirst(column.header()),
    )
