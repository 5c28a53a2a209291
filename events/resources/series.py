"""Series and totals that several events share, in tables."""

from events import permissions
from events.forms.series import HeadcountGroupForm, SeriesForm
from events.models import Event, HeadcountGroup, Series
from events.permissions import editable_by
from events.resources.event_parts import NOT_YOURS
from organisations.resources.named import NamedResource
from organisations.resources.records import RecordResource


class SeriesResource(NamedResource):
    model = Series
    sheet = ("Séries", "Series")
    example = {"own_code": "C1", "title_fr": "Forums communaux", "planned_number": "5"}
    keys = ("slug", "title_fr")
    name_code = "title_fr"
    form_class = SeriesForm
    policy = permissions

    headings = """
        title_fr        | titre                      | title          | série, cycle, series
        programme       | programme                  | programme      | projet, project
        organisation    | organisation responsable   | organisation
        planned_number  | nombre d’événements prévus | planned number | nombre prévu
        planned_places  | lieux prévus               | planned places
        description_fr  | présentation               | description
        final_output_fr | aboutissement prévu        | final output
    """

    def to_export(self, queryset):
        return super().to_export(queryset).prefetch_related("planned_places")


class SharedTotalResource(RecordResource):
    model = HeadcountGroup
    sheet = ("Totaux communs", "Shared totals")
    keys = ("label_fr",)
    keys_suffice = True
    form_class = HeadcountGroupForm
    policy = permissions

    headings = """
        required label_fr | libellé    | label  | total commun
        events            | événements | events
    """

    def to_export(self, queryset):
        return super().to_export(queryset).prefetch_related("events")

    def pk_of(self, row):
        label = self.key_value("label_fr", row)
        same = self.to_import().filter(label_fr__iexact=label) if label else HeadcountGroup.objects.none()
        return same.order_by("pk").values_list("pk", flat=True).first()

    def check(self, instance, values, wrong):
        yield from super().check(instance, values, wrong)
        chosen = {event.pk for event in values.get("events", ())}
        allowed = editable_by(self.user, Event.objects.filter(pk__in=chosen)).count()
        if self.changes and "events" not in wrong and allowed < len(chosen):
            yield "events", NOT_YOURS
