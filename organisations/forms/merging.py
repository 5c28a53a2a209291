"""Which of two records stays, and what it takes over from the other."""

from django import forms
from django.contrib.admin.utils import display_for_field
from django.db.models import FileField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.services.twins import Twins, twins_of

FIRST, SECOND = "first", "second"
# What stays with the record that is kept, whatever its values.
_OWN = {"slug", "created_by"}
# Rows that both have and say otherwise: as many as one decides on.
_MOST_ROWS = 60


class MergeForm(forms.Form):
    """`first` and `second` are the records; a choice for each field, and each row, in which they differ."""

    # Never asked about.
    own = frozenset(_OWN)
    # Fields that are chosen as one: the first says what is shown.
    together: dict[str, tuple[str, ...]] = {}

    keep = forms.ChoiceField(
        label=gettext_lazy("Fiche qui reste"), choices=[(FIRST, ""), (SECOND, "")], widget=forms.RadioSelect
    )

    def __init__(self, *args, first, second, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {FIRST: first, SECOND: second}
        self.differing = [field for field in self._compared() if self._differs(field)]
        self.fields["keep"].initial = self.first_choice()
        for field in self.differing:
            texts = [self.text_of(row, field) for row in self.rows.values()]
            self.ask(field.name, capfirst(field.verbose_name), texts, initial=self._proposed_side(field))
        self.fields["keep"].choices = [(side, name_of(row)) for side, row in self.rows.items()]
        self._ask_of_rows()
        if hasattr(first, "aliases"):
            self.fields["keeps_names"] = forms.BooleanField(
                label=_("L’ancien nom devient un autre nom, que le public peut lire"),
                initial=True,
                required=False,
            )

    def ask(self, name, label, texts, *, initial=None):
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=list(zip(self.rows, texts, strict=True)),
            widget=forms.RadioSelect,
            initial=initial or self.first_choice(),
        )

    # -- what the page shows -----------------------------------------------------------

    def lines(self):
        """The choices one below the other: a label and its two sides."""
        for name in self.fields:
            if name not in self.row_fields and name != "keeps_names":
                yield self[name]

    def row_lines(self):
        """The same for rows that both have, and of which one is dropped."""
        for name in self.row_fields:
            yield self[name]

    # -- what was chosen -----------------------------------------------------------------

    @property
    def kept(self):
        return self.rows[self.cleaned_data["keep"]]

    @property
    def absorbed(self):
        return self.rows[SECOND if self.cleaned_data["keep"] == FIRST else FIRST]

    def values(self):
        """What the kept record takes over from the other."""
        return {
            name: _value(self.absorbed, self.absorbed._meta.get_field(name))
            for field in self.differing
            if self.is_taken_over(field.name)
            for name in (field.name, *self.together.get(field.name, ()))
        }

    def is_taken_over(self, name):
        return self.cleaned_data.get(name, self.cleaned_data["keep"]) != self.cleaned_data["keep"]

    def replacing(self) -> frozenset[tuple[str, int]]:
        """Of the absorbed record, the rows that are right where both have one, as (table, key)."""
        rows = [
            twins.one if self.absorbed == self.rows[FIRST] else twins.other
            for name, twins in self.row_fields.items()
            if self.is_taken_over(name)
        ]
        return frozenset((row._meta.label_lower, row.pk) for row in rows)

    # -- small things --------------------------------------------------------------------

    def first_choice(self):
        return FIRST

    def _proposed_side(self, field):
        """The record that is proposed to stay keeps what it says; the other completes it."""
        stays = self.first_choice()
        leaves = SECOND if stays == FIRST else FIRST
        return leaves if _value(self.rows[leaves], field) and not _value(self.rows[stays], field) else stays

    def twins(self) -> list[Twins]:
        return twins_of(self.rows[FIRST], self.rows[SECOND])

    def text_of(self, row, field):
        return text_of(row, field)

    def _ask_of_rows(self):
        twins = self.twins()
        differing = [each for each in twins if each.fields]
        self.same_rows = len(twins) - len(differing)
        # Of these the rows of the record that stays are right.
        self.further_rows = max(len(differing) - _MOST_ROWS, 0)
        self.row_fields = {}
        for each in differing[:_MOST_ROWS]:
            name = f"row-{each.one._meta.model_name}-{each.one.pk}-{each.other.pk}"
            self.row_fields[name] = each
            texts = [_row_text(row, each.fields) for row in (each.one, each.other)]
            self.ask(name, _label_of(each.one), texts)

    def _differs(self, field):
        names = (field.name, *self.together.get(field.name, ()))
        fields = [field.model._meta.get_field(name) for name in names]
        return any(_value(self.rows[FIRST], each) != _value(self.rows[SECOND], each) for each in fields)

    def _compared(self):
        """The fields that somebody types: not the keys, nor what mirrors a translation."""
        fields = self.rows[FIRST]._meta.concrete_fields
        names = {field.name for field in fields}
        others = {name for names in self.together.values() for name in names}
        return [
            field
            for field in fields
            if field.editable
            and not field.primary_key
            and field.name not in self.own | others
            and not {f"{field.name}_fr"} & names
        ]


def name_of(record) -> str:
    """The whole name, where the record has one beside the short one by which it is known."""
    return getattr(record, "full_name", "") or str(record)


def text_of(row, field) -> str:
    value = getattr(row, field.name)
    if isinstance(field, FileField):
        return _("un fichier") if value else "–"
    if field.is_relation:
        return str(value or "–")
    return display_for_field(value, field, "–") or "–"


def _value(row, field):
    value = getattr(row, field.name)
    return value.name if isinstance(field, FileField) else value or None


def _row_text(row, fields):
    return " ; ".join(f"{capfirst(field.verbose_name)} : {text_of(row, field)}" for field in fields)


def _label_of(row):
    """What the row is, and of which event or programme where it does not say so itself."""
    event = getattr(row, "event", None)
    beside = f" – {event}" if event is not None else ""
    return f"{capfirst(row._meta.verbose_name)} : {row}{beside}"
