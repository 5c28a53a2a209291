"""The plan of a series as a sheet: what all its events share, then a place and an expected month a line."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.enums import EventKind
from events.models import Event, EventPlace
from events.services.planning import Plan
from organisations.models import Organisation, Place
from rss_registry.exchange.cells import month_of

EMPTY_ROWS, MORE_ROWS, MOST_ROWS = 2, 5, 40
# What the title of each event takes from its line, as one types it.
PLACE_SIGN = "{lieu}"
_LONGEST = Event._meta.get_field("title").max_length


class SharedForm(forms.Form):
    """What all events of the plan have in common."""

    kind = forms.ChoiceField(label=_("Type"), choices=EventKind)
    title = forms.CharField(
        label=_("Titre de chaque événement"),
        max_length=_LONGEST,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("« {lieu} » devient le lieu de la ligne. Chaque titre se corrige ensuite dans sa fiche."),
    )
    owner = forms.ModelChoiceField(
        label=_("Fiches tenues par"), queryset=Organisation.objects.none(), empty_label=None
    )

    def __init__(self, *args, owners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners

    def clean_title(self):
        title = " ".join(self.cleaned_data["title"].split())
        rest = title.replace(PLACE_SIGN, "")
        if "{" in rest or "}" in rest:
            raise ValidationError(
                _("Entre accolades, seul « {lieu} » est compris."), code="unknown_placeholder"
            )
        return title


class LineForm(forms.Form):
    place = forms.ModelChoiceField(
        label=_("Lieu"),
        queryset=Place.objects.all(),
        required=False,
        widget=AutocompleteSelect(EventPlace._meta.get_field("place"), admin.site),
    )
    month = forms.CharField(
        label=_("Mois prévu"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("mars 2027 ou 03/2027"), "size": 22}),
    )

    def clean_month(self):
        text = self.cleaned_data["month"].strip()
        return month_of(text) if text else None

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("month") and not cleaned.get("place") and "place" not in self.errors:
            self.add_error("place", ValidationError(_("Choisissez le lieu."), code="month_without_place"))
        return cleaned


class Lines(forms.BaseFormSet):
    def clean(self):
        if not any(self.errors) and not self.filled():
            raise ValidationError(_("Choisissez au moins un lieu."), code="empty_plan")

    def filled(self):
        return [form for form in self.forms if form.is_valid() and form.cleaned_data.get("place")]


def sheet_lines(data=None, *, places=(), number=0):
    """A line for each of `places`, as many as make up `number`, and some more."""
    extra = max(number - len(places), 0) + EMPTY_ROWS
    formset = forms.formset_factory(
        LineForm, formset=Lines, extra=extra, max_num=MOST_ROWS, absolute_max=MOST_ROWS
    )
    return formset(data, initial=[{"place": place.pk} for place in places] or None, prefix="lignes")


def with_more_lines(data):
    """What was typed, with empty lines after it."""
    data = data.copy()
    typed = data.get("lignes-TOTAL_FORMS", "0")
    number = int(typed) if typed.isdecimal() and len(typed) < 4 else 0
    data["lignes-TOTAL_FORMS"] = str(min(number + MORE_ROWS, MOST_ROWS))
    return data


def plans_of(shared, lines):
    """The events that the valid sheet plans; ValidationError for a title that would be too long."""
    plans = []
    for form in lines.filled():
        place = form.cleaned_data["place"]
        title = shared.cleaned_data["title"].replace(PLACE_SIGN, place.name_fr or place.name)
        if len(title) > _LONGEST:
            raise ValidationError(
                _("Le titre de « %(place)s » dépasserait %(most)d signes : raccourcissez-le."),
                params={"place": place, "most": _LONGEST},
                code="title_too_long",
            )
        plans.append(Plan(title, place, form.cleaned_data["month"]))
    return plans
