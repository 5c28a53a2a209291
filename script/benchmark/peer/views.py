"""Generic views, as a Django developer would first write them."""

from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.views.generic import DetailView, ListView, TemplateView

from events.models import Event, Headcount
from organisations.models import Organisation

FACETS = {
    "region": ("places__slug", "places__name_fr"),
    "type": ("kind", "kind"),
    "theme": ("themes__slug", "themes__name_fr"),
    "organisation": ("roles__organisation__slug", "roles__organisation__name_fr"),
    "programme": ("programmes__slug", "programmes__name_fr"),
    "bailleur": ("programmes__agreements__funder__slug", "programmes__agreements__funder__name_fr"),
}


def events():
    return Event.objects.filter(
        status="published", sensitivity="public", visible_from__lte=timezone.localdate()
    )


def held():
    return events().filter(outcome="held")


def counted(found, *columns):
    """How many events each value finds, the most frequent first."""
    return (
        found.exclude(**{columns[0]: None})
        .order_by()
        .values(*columns)
        .annotate(number=Count("pk", distinct=True))
        .order_by("-number", columns[0])
    )


def by_year(found):
    return (
        found.order_by()
        .annotate(year=ExtractYear("starts_on"))
        .values("year")
        .annotate(number=Count("pk"))
        .order_by("year")
    )


def people(found):
    rows = Headcount.objects.filter(event__in=found, unit="persons", category="", age_band="")
    return rows.aggregate(
        total=Sum("number", filter=Q(sex="")),
        women=Sum("number", filter=Q(sex="women")),
        men=Sum("number", filter=Q(sex="men")),
    )


class EventList(ListView):
    template_name = "peer/event_list.html"
    paginate_by = 20

    def get_queryset(self):
        found = held()
        for name, (column, _label) in FACETS.items():
            if values := self.request.GET.getlist(name):
                found = found.filter(**{f"{column}__in": values})
        if year := self.request.GET.get("annee"):
            found = found.filter(starts_on__year=year)
        for word in self.request.GET.get("q", "").split():
            found = found.filter(Q(title_fr__icontains=word) | Q(context_fr__icontains=word))
        return (
            found.distinct()
            .order_by("-starts_on", "-pk")
            .prefetch_related("places", "roles__organisation", "programmes", "headcounts")
        )

    def get_context_data(self, **kwargs):
        found = Event.objects.filter(pk__in=self.object_list.order_by().values("pk"))
        facets = {name: counted(found, *columns) for name, columns in FACETS.items()}
        return super().get_context_data(facets=facets, years=by_year(found), people=people(found), **kwargs)


class EventDetail(DetailView):
    template_name = "peer/event_detail.html"
    slug_field = slug_url_kwarg = "reference"

    def get_queryset(self):
        return events().prefetch_related(
            "places",
            "roles__organisation",
            "programmes__agreements__funder",
            "themes",
            "headcounts",
            "recommendations__addressee",
            "event_sources__source",
            "audiences",
        )


class OrganisationDetail(DetailView):
    template_name = "peer/organisation_detail.html"
    model = Organisation

    def get_context_data(self, **kwargs):
        found = held().filter(pk__in=self.object.event_roles.values("event"))
        latest = found.order_by("-starts_on", "-pk").prefetch_related("places", "roles__organisation")[:20]
        return super().get_context_data(
            latest=latest,
            roles=counted(found, "roles__role"),
            years=by_year(found),
            people=people(found),
            **kwargs,
        )


class Home(TemplateView):
    template_name = "peer/home.html"

    def get_context_data(self, **kwargs):
        found = held()
        return super().get_context_data(
            number=found.count(),
            people=people(found),
            regions=counted(found, "places__slug", "places__name_fr"),
            organisations=Organisation.objects.filter(event_roles__event__in=found).distinct().count(),
            themes=counted(found, "themes__slug", "themes__name_fr")[:6],
            latest=found.order_by("-starts_on", "-pk").prefetch_related("places", "roles__organisation")[:5],
            **kwargs,
        )


class Statistics(TemplateView):
    template_name = "peer/statistics.html"

    def get_context_data(self, **kwargs):
        found = held()
        tables = {name: counted(found, *columns)[:20] for name, columns in FACETS.items()}
        return super().get_context_data(
            number=found.count(), people=people(found), years=by_year(found), tables=tables, **kwargs
        )
