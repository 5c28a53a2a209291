"""The columns of a table that is imported and exported.

A column says its headers once (stable code, French, English), understands a cell, compares the
value with the stored one, writes it, and shows it again. Headers are part of the file format, so
they are written here in both languages and not left to a catalogue.
"""

from datetime import date
from decimal import Decimal

from django.db.models.fields import NOT_PROVIDED
from django.utils.formats import date_format, number_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from import_export.fields import Field

from rss_registry.exchange.cells import (
    day_of,
    decimal_of,
    flag_of,
    refused,
    text_of,
    whole_of,
)
from rss_registry.tabular import is_blank
from rss_registry.text import fold


class Column(Field):
    """One column. `attribute` is the model's field; the code is the name it has in the resource."""

    # Whether it is written after the row itself, because it needs the row's key.
    related = False
    blank: object = ""

    def __init__(
        self, fr, en, *, attribute=None, aliases=(), help="", required=False, fixed=False, keeps=False
    ):
        super().__init__(attribute=attribute)
        self.fr, self.en, self.aliases, self.help = fr, en, aliases, help
        # `required` of a new row; `fixed`: shown in the file, never changed by it; `keeps`: a blank
        # cell leaves what is stored, where falling back to a default could uncover what is protected.
        self.required, self.fixed, self.keeps = required, fixed, keeps

    @property
    def code(self):
        return self.column_name

    @property
    def field_name(self):
        return self.attribute or self.column_name

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
        return _("Texte")

    def offered(self, resource):
        """The values that a spreadsheet may offer, none where they are too many."""
        return ()

    def understand(self, cell, resource):
        """The value of a cell; a blank one is « not stated »."""
        return self.blank if is_blank(cell) else self.parse(cell, resource)

    def parse(self, cell, resource):
        raise NotImplementedError

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
        if isinstance(cell, (int, Decimal)):
            return number_format(cell)
        return cell or ""

    def relate(self, instance, value, resource):
        """Write what stands in rows of its own (`related`): new ones wait with the resource."""
        raise NotImplementedError

    # What import-export itself asks of a field.

    def get_value(self, instance):
        return self.read(instance)


class Text(Column):
    def __init__(self, *args, long=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.long = long

    def accepted(self, resource):
        return _("Texte, sur plusieurs lignes au besoin") if self.long else _("Texte")

    def parse(self, cell, resource):
        text = text_of(cell)
        return text if self.long else " ".join(text.split())

    def read(self, instance):
        # Line breaks come back from a browser as CR LF, from a spreadsheet as LF: the same text.
        text = (getattr(instance, self.field_name) or "").replace("\r\n", "\n").strip()
        return text if self.long else " ".join(text.split())

    def assign(self, instance, value):
        nullable = instance._meta.get_field(self.field_name).null
        setattr(instance, self.field_name, None if nullable and not value else value)


class Choice(Column):
    """One of an enumeration: its code, its French or its English label."""

    def __init__(self, *args, choices, default=NOT_PROVIDED, spellings=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.choices, self.spellings = choices, spellings or {}
        self.blank = "" if default is NOT_PROVIDED else default

    def accepted(self, resource):
        return " ; ".join(f"{label} ({value})" for value, label in self._stated())

    def offered(self, resource):
        return tuple(str(label) for _value, label in self._stated())

    def parse(self, cell, resource):
        folded = fold(str(cell))
        if folded not in self._known:
            raise refused(
                _("« %(cell)s » n’est pas une valeur de cette colonne. Valeurs admises : %(values)s."),
                cell,
                code="not_a_choice",
                values=", ".join(f"« {label} »" for _value, label in self._stated()),
            )
        return self._known[folded]

    def written(self, value, resource):
        if resource.codes or value not in self.choices.values:
            return value
        return str(self.choices(value).label) if value else ""

    def _stated(self):
        return [(value, label) for value, label in self.choices.choices if value]

    @cached_property
    def _known(self):
        return {fold(word): value for word, value in self.spellings.items()} | labels_of(self.choices)


class Day(Column):
    blank = None

    def accepted(self, resource):
        return _("Date : JJ/MM/AAAA")

    def parse(self, cell, resource):
        return day_of(cell)


class Whole(Column):
    blank = None

    def accepted(self, resource):
        return _("Nombre entier ; vide : non communiqué")

    def parse(self, cell, resource):
        return whole_of(cell)


class Amount(Column):
    blank = None

    def accepted(self, resource):
        return _("Nombre ; vide : non communiqué")

    def parse(self, cell, resource):
        return decimal_of(cell)

    def written(self, value, resource):
        # 1500000.00 reads 1500000, and 16.7600 reads 16.76.
        return None if value is None else Decimal(format(value.normalize(), "f"))


class Flag(Column):
    """Yes, no, and where `default` is None also « not stated »."""

    def __init__(self, *args, default=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.blank = default

    def accepted(self, resource):
        return _("oui ou non")

    def offered(self, resource):
        return (_("oui"), _("non"))

    def parse(self, cell, resource):
        return flag_of(cell)

    def written(self, value, resource):
        if value is None:
            return ""
        if resource.codes:
            return "yes" if value else "no"
        return _("oui") if value else _("non")


def labels_of(choices) -> dict[str, str]:
    """The values of an enumeration by everything that they are called, folded."""
    known: dict[str, str] = {}
    for language in ("fr", "en"):
        with override(language):
            known |= {fold(str(label)): value for value, label in choices.choices}
    return known | {fold(value): value for value in choices.values if value}


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
