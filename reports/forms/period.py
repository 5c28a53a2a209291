"""What one may ask of the report of a period beside the filters of the list: months, language, chapters."""

import re
from datetime import date

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.documents.period.spans import Period
from reports.enums import Section

FIRST_YEAR = 1990
_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)
# Beyond it, a report says nothing of a programme any more; and a typing error is often a century.
MOST_YEARS = 15


class MonthField(forms.CharField):
    """« 2023-01 », or « 2023 » for its first or last month."""

    default_error_messages = {
        "invalid": _("« %(value)s » n’est pas un mois : écrivez par exemple 2023-01, ou 2023 pour l’année."),
        "out_of_range": _(
            "L’année %(year)s est hors du registre : donnez une année de %(first)s à %(last)s."
        ),
    }

    def __init__(self, *, month_of_a_year: int, **kwargs):
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"type": "month"}), **kwargs)
        self.month_of_a_year = month_of_a_year

    def prepare_value(self, value):
        """A year is shown as the month that it stands for: a browser’s field takes nothing else."""
        if isinstance(value, str) and (found := _MONTH.fullmatch(value.strip())) and not found.group(2):
            return f"{found.group(1)}-{self.month_of_a_year:02}"
        return value

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            year, month = _MONTH.fullmatch(text).groups()
            found = date(int(year), int(month or self.month_of_a_year), 1)
        except (AttributeError, ValueError):
            raise forms.ValidationError(
                self.error_messages["invalid"],
                code="invalid",
                params={"value": "".join(filter(str.isprintable, text))},
            ) from None
        last = timezone.localdate().year + 10
        if not FIRST_YEAR <= found.year <= last:
            params = {"year": str(found.year), "first": str(FIRST_YEAR), "last": str(last)}
            raise forms.ValidationError(
                self.error_messages["out_of_range"], code="out_of_range", params=params
            )
        return found

    def validate(self, value):
        """A month is no text: there is nothing more to hold against it."""

    def run_validators(self, value):
        """Nor has it a length."""


class SectionsField(forms.MultipleChoiceField):
    """Chapters, as several values or as one with commas, so that an address stays short."""

    def to_python(self, value):
        parts = (part.strip() for given in value or () for part in str(given).split(","))
        return list(dict.fromkeys(filter(None, parts)))


class ReportForm(forms.Form):
    """All of it is optional: the whole period, the language of the site, every chapter."""

    du = MonthField(label=_("Du mois de"), month_of_a_year=1, required=False)
    au = MonthField(label=_("Au mois de"), month_of_a_year=12, required=False)
    langue = forms.ChoiceField(
        label=_("Langue du rapport"),
        required=False,
        error_messages={"invalid_choice": _("Langue inconnue : « %(value)s ». Choisissez fr ou en.")},
    )
    sections = SectionsField(
        label=_("Chapitres"),
        choices=Section.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Chapitre inconnu : « %(value)s ». Choisissez dans la liste.")},
    )

    def __init__(self, query, *, years=(), language):
        self.years = tuple(years)
        self.default_language = language
        super().__init__(query)
        self.fields["langue"].choices = [(code, str(name).capitalize()) for code, name in settings.LANGUAGES]

    def clean(self):
        first, last = self.cleaned_data.get("du"), self.cleaned_data.get("au")
        if (first or last) and self.years:
            self.add_error(
                None, _("Donnez des années ou des mois, pas les deux : retirez le filtre des années.")
            )
        if first and last and first > last:
            self.add_error("au", _("La fin précède le début : inversez les deux mois."))
        elif self.period.length_in_years > MOST_YEARS:
            self.add_error(
                "au",
                _("Cette période compte %(length)s années : demandez-en %(most)s au plus.")
                % {"length": self.period.length_in_years, "most": MOST_YEARS},
            )
        return self.cleaned_data

    @property
    def period(self) -> Period:
        first, last = self.cleaned_data.get("du"), self.cleaned_data.get("au")
        return Period.of_months(first, last) if first or last else Period.of_years(self.years)

    @property
    def language(self) -> str:
        return self.cleaned_data.get("langue") or self.default_language

    @property
    def chosen_sections(self) -> tuple[Section, ...]:
        """In the order of the report; all of them when none is asked for."""
        asked = self.cleaned_data.get("sections")
        return tuple(section for section in Section if not asked or section.value in asked)
