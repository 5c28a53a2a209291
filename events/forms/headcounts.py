"""Headcounts: three rows ready to fill; a number left blank is « non communiqué », so no row."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.enums import AgeBand, Basis, Category, CountUnit, Sex
from events.forms.categories import CategoryField
from events.models import Headcount
from events.services.category_terms import StatedCategory
from events.services.over_totals import refused_parts
from rss_registry.forms import RecordForm, UniqueRowsFormSet
from rss_registry.text import fold
from rss_registry.word_fields import CountField
from rss_registry.words_of_counts import Count, unit_in

# What most sheets say: the rows that wait for a number.
_USUAL = (Sex.NOT_STATED, Sex.WOMEN, Sex.MEN)


def _choices(enum, everybody):
    return [(value, label if value else everybody) for value, label in enum.choices]


class HeadcountForm(RecordForm):
    errors_at = {
        "organisations_split": "unit",
        "published_without_source": "source",
    }
    columns_beside = ("category_words",)

    sex = forms.ChoiceField(label=_("qui"), choices=_choices(Sex, _("ensemble (total)")), required=False)
    category = CategoryField()
    age_band = forms.ChoiceField(label=_("âge"), choices=_choices(AgeBand, _("tous")), required=False)

    number = CountField(
        of="",
        label=_("nombre"),
        widget=forms.TextInput(attrs={"size": 10}),
        help_text=_("Comme la source le dit : « 18 », « une trentaine ». Vide : non communiqué, pas zéro."),
    )

    class Meta:
        model = Headcount
        fields = (
            "sex",
            "number",
            "basis",
            "category",
            "age_band",
            "published_by_organiser",
            "source",
            "unit",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["category"] = StatedCategory.of(self.instance)
            # Its basis stands in a field of its own.
            self.initial["number"] = Count(self.instance.number, Basis.EXACT)

    @property
    def is_blank(self):
        """Whether no number was typed: the cell is not stated, and no row says so."""
        return self["number"].data in (None, "")

    def has_changed(self):
        if self.instance.pk is None and self.is_blank and set(self.changed_data) <= {"sex", "basis", "unit"}:
            return False
        return super().has_changed()

    def clean_category(self):
        return self.cleaned_data["category"].as_decided_of(self.instance)

    def clean(self):
        cleaned = super().clean()
        if (count := cleaned.get("number")) is not None:
            cleaned["number"] = count.number
            if unit_in(self["number"].data) == CountUnit.ORGANISATIONS:
                # « 18 OSC » says both.
                cleaned["unit"] = CountUnit.ORGANISATIONS
            if count.basis != Basis.EXACT:
                # « une trentaine » says both.
                cleaned["basis"] = count.basis
        if (stated := cleaned.get("category")) is not None:
            cleaned["category"], cleaned["category_words"] = stated.category, stated.words
            self.instance.category_words = stated.words
        if self.instance.pk is None and self.is_blank:
            self.add_error(
                "number", ValidationError(_("Donnez le nombre, ou videz la ligne."), code="number_missing")
            )
        return cleaned

    def _post_clean(self):
        # An emptied row is about to go: it is held to no rule.
        if not self.is_blank:
            super()._post_clean()


class HeadcountFormSet(UniqueRowsFormSet):
    """The headcount of one event, or of one shared total."""

    row_keys = {
        f"headcount_one_row_per_{scope}_{cell}{suffix}": lambda row, planned=planned: _cell_of(row, planned)
        for scope in ("event", "group")
        for cell in ("cell", "words")
        for planned, suffix in ((False, ""), (True, "_planned"))
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stated = {
            row.sex
            for row in self.get_queryset()
            if row.unit == CountUnit.PERSONS and not row.category and not row.age_band
        }
        self.initial_extra = [{"sex": sex} for sex in _USUAL if sex not in stated]
        self.extra = len(self.initial_extra)

    def clean(self):
        super().clean()
        rows = {}
        for form in self.kept_forms():
            row = form.cleaned_data
            if row["unit"] == CountUnit.PERSONS and row["basis"] != Basis.PLANNED:
                rows[row["sex"], _category_of(row), row["age_band"]] = form
        for cell, error in refused_parts({cell: _count_in(form) for cell, form in rows.items()}):
            rows[cell].add_error("number", error)

    def _should_delete_form(self, form):
        emptied = form.instance.pk and "number" in form.cleaned_data and form.cleaned_data["number"] is None
        return bool(emptied) or super()._should_delete_form(form)

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        # The scope is this page's parent, which may not be stored yet.
        form.codes_left_to_formset |= {"two_scopes"}
        return form


def _count_in(form):
    return Count(form.cleaned_data["number"], form.cleaned_data["basis"])


def _cell_of(row, planned):
    """What one row counts; None when the other of the two rules concerns it."""
    if (row["basis"] == Basis.PLANNED) != planned:
        return None
    return (row["unit"], row["sex"], _category_of(row), row["age_band"])


def _category_of(row):
    """The category, or what the source calls one that is in no list."""
    return (row["category"], fold(row["category_words"]) if row["category"] == Category.OTHER else "")
