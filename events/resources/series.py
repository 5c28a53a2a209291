"""Series and totals that several events share, in tables."""

from django.utils.translation import gettext_lazy as _

from events import permissions
from events.forms.series import HeadcountGroupForm, SeriesForm
from events.models import Event, HeadcountGroup, Series
from events.permissions import editable_by
from events.resources.event_parts import NOT_YOURS
from organisations.resources.named import NamedResource, Slug
from organisations.resources.records import RecordResource
from rss_registry.exchange.columns import Text, Whole
from rss_registry.exchange.links import Link, Links


class SeriesResource(NamedResource):
    table_name = _("Séries")
    file_name = "series"
    own_index = "series"
    keys = ("slug", "title_fr")
    name_code = "title_fr"
    slug_from = ("title_fr",)
    form_class = SeriesForm
    policy = permissions

    slug = Slug()
    title_fr = Text("titre", "title", required=True, aliases=("série", "cycle", "series"))
    title_en = Text("titre (anglais)", "title (English)")
    programme = Link("programme", "programme", index="programmes", aliases=("projet", "project"))
    organisation = Link("organisation responsable", "organisation", index="organisations")
    planned_number = Whole("nombre d’événements prévus", "planned number", aliases=("nombre prévu",))
    planned_places = Links("lieux prévus", "planned places", index="places")
    description_fr = Text("présentation", "description", long=True)
    description_en = Text("présentation (anglais)", "description (English)", long=True)
    final_output_fr = Text("aboutissement prévu", "final output", long=True)
    final_output_en = Text("aboutissement prévu (anglais)", "final output (English)", long=True)

    class Meta:
        model = Series

    def to_export(self, queryset):
        return super().to_export(queryset).prefetch_related("planned_places")

    def names_of(self, instance):
        return (instance.title_fr, instance.title_en)


class SharedTotalResource(RecordResource):
    table_name = _("Totaux communs à plusieurs événements")
    file_name = "totaux-communs"
    keys = ("label_fr",)
    announced = ("groups",)
    keys_suffice = True
    form_class = HeadcountGroupForm
    policy = permissions

    label_fr = Text(
        "libellé",
        "label",
        required=True,
        aliases=("total commun",),
        help=_("Publié : par exemple « les deux ateliers d’avril 2023 »."),
    )
    label_en = Text("libellé (anglais)", "label (English)")
    events = Links("événements", "events", index="visible_events", required=True)

    class Meta:
        model = HeadcountGroup

    def to_export(self, queryset):
        return super().to_export(queryset).prefetch_related("events")

    def pk_of(self, row):
        label = self.key_value("label_fr", row)
        same = self.to_import().filter(label_fr__iexact=label) if label else HeadcountGroup.objects.none()
        return same.order_by("pk").values_list("pk", flat=True).first()

    def names_of(self, instance):
        return (instance.label_fr, instance.label_en)

    def check(self, instance, values, wrong):
        yield from super().check(instance, values, wrong)
        chosen = {event.pk for event in values.get("events", ())}
        allowed = editable_by(self.user, Event.objects.filter(pk__in=chosen)).count()
        if self.changes and "events" not in wrong and allowed < len(chosen):
            yield "events", NOT_YOURS
