"""Forms of series, shared totals and vocabularies."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.models import HeadcountGroup, Series, Theme
from organisations.forms.records import NamedForm
from rss_registry.forms import RecordForm


class SeriesForm(NamedForm):
    named_after = ("title_fr",)
    errors_at = {"duplicate_series": "title_fr", "no_event_planned": "planned_number"}

    class Meta:
        model = Series
        exclude = ["slug", "title", "description", "final_output"]


class ThemeForm(NamedForm):
    class Meta:
        model = Theme
        fields = ("name_fr", "name_en")


class HeadcountGroupForm(RecordForm):
    class Meta:
        model = HeadcountGroup
        exclude = ["label"]

    def clean_events(self):
        events = self.cleaned_data["events"]
        if len(events) < 2:
            raise ValidationError(
                _("Choisissez au moins deux événements : un total propre à un seul se saisit dans sa fiche."),
                code="too_few_events",
            )
        return events
