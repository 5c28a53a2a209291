"""What one knows of an event with a press cutting in hand, one field each, whatever rows keep it."""

from types import SimpleNamespace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.enums import Role, Sex
from events.forms.cells import cells_of, counts_in, store_cells
from events.forms.events import EventForm
from events.forms.merging import comparable
from events.forms.rows import Rows
from events.models import EventPlace, EventRole, EventSource
from events.models.roles import check_alive_at
from events.services.over_totals import refused_part
from organisations.enums import FinancingKind
from organisations.models import Organisation, Place, Source
from rss_registry.word_fields import CountField

ORGANISING = (Role.ORGANISER, Role.CO_ORGANISER)
# Which cell of the headcount each field holds.
CELLS = {"participants": Sex.NOT_STATED, "women": Sex.WOMEN, "men": Sex.MEN}


class FirstPageForm(EventForm):
    """The first page of a record. Rows that say more than it shows are left as they are."""

    where = Rows(label=_("Lieux"), queryset=Place.objects.all(), required=False)
    organisers = Rows(label=_("Qui a organisé"), queryset=Organisation.objects.all(), required=False)
    funders = Rows(
        label=_("Qui a payé"),
        queryset=Organisation.objects.all(),
        required=False,
        help_text=_("Programmes, conventions et nature de l’appui se précisent ensuite."),
    )
    participants = CountField(label=_("Participants"), help_text="")
    women = CountField(label=_("Femmes"), help_text="")
    men = CountField(label=_("Hommes"), help_text="")
    sources = Rows(
        label=_("Sources"),
        queryset=Source.objects.all(),
        required=False,
        help_text=_("L’article, le rapport ou la page d’où viennent ces informations."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial |= self._stored(self.instance)

    def told_about(self):
        """When the first of the sources that are chosen here was published, saved with the event or not."""
        if "sources" not in self.fields:
            return super().told_about()
        chosen = [key for key in self.data.getlist(self.add_prefix("sources")) if key.isdigit()]
        days = (source.published_about for source in self.fields["sources"].queryset.filter(pk__in=chosen))
        return min(filter(None, days), default=None) or super().told_about()

    def _told(self, event):
        """Each field by itself: what a row says beside is no matter of this page."""
        stored = dict.fromkeys(CELLS) | self._stored(event)
        return super()._told(event) | {name: comparable(value) for name, value in stored.items()}

    def _stored(self, event):
        roles = list(event.roles.order_by("pk"))
        stored = {
            "where": [row.place_id for row in event.event_places.all()],
            "organisers": [row.organisation_id for row in roles if row.role in ORGANISING],
            "funders": [row.organisation_id for row in roles if row.role == Role.FUNDER],
            "sources": [row.source_id for row in event.event_sources.all()],
        }
        counts = counts_in(cells_of(event.headcounts))
        return stored | {name: counts[sex] for name, sex in CELLS.items() if sex in counts}

    def clean(self):
        cleaned = super().clean()
        self._check_alive(cleaned)
        self._check_total(cleaned)
        return cleaned

    def _check_alive(self, cleaned):
        """The funders, on the days that stand here."""
        event = self.instance
        first, last = event.when.bounds(cleaned.get("stated_days", event.stated_days))
        outcome = cleaned.get("outcome", event.outcome)
        dated = SimpleNamespace(starts_on=first, ends_on=last, outcome=outcome)
        for funder in cleaned.get("funders", ()):
            try:
                check_alive_at(funder, dated)
            except ValidationError as refused:
                self.add_error("funders", refused.error_dict["organisation"])

    def _check_total(self, cleaned):
        if refused := refused_part(*(cleaned.get(name) for name in CELLS)):
            self.add_error(*refused)

    def _save_m2m(self):
        super()._save_m2m()
        event, chosen = self.instance, self.cleaned_data
        if "where" in self.changed_data:
            places = keep_rows(
                event.event_places.all(),
                chosen["where"],
                lambda row: row.place_id,
                lambda place: EventPlace(event=event, place=place),
            )
            for position, row in enumerate(places, 1):
                row.position = position
                row.save()
        if "organisers" in self.changed_data:
            self._keep_roles(ORGANISING, chosen["organisers"], Role.ORGANISER, "")
        if "funders" in self.changed_data:
            self._keep_roles((Role.FUNDER,), chosen["funders"], Role.FUNDER, FinancingKind.NOT_SPECIFIED)
        if "sources" in self.changed_data:
            store_new(
                keep_rows(
                    event.event_sources.all(),
                    chosen["sources"],
                    lambda row: row.source_id,
                    lambda source: EventSource(event=event, source=source),
                )
            )
        counts = {CELLS[name]: chosen[name] for name in CELLS if name in self.changed_data}
        if counts:
            store_cells(cells_of(event.headcounts), counts, event=event)

    def _keep_roles(self, roles, organisations, role, financing_kind):
        store_new(
            keep_rows(
                self.instance.roles.filter(role__in=roles),
                organisations,
                lambda row: row.organisation_id,
                lambda organisation: EventRole(
                    event=self.instance, organisation=organisation, role=role, financing_kind=financing_kind
                ),
            )
        )


def keep_rows(stored, wanted, key_of, make):
    """For each of `wanted`, in this order, its stored row or a new one, unsaved; the others are deleted."""
    by_key = {key_of(row): row for row in stored}
    keys = {each.pk for each in wanted}
    for key, row in by_key.items():
        if key not in keys:
            row.delete()
    return [by_key.get(each.pk) or make(each) for each in wanted]


def store_new(rows):
    for row in rows:
        if row.pk is None:
            row.save()
