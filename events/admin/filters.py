"""Filters of the list of events."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from events.enums import EventKind, FollowUpStatus
from events.quality import CHECKS
from organisations.models import Place


class OwnerFilter(admin.RelatedFieldListFilter):
    """Those who have events that the user sees, each looked up by itself: there are few of them."""

    def field_choices(self, field, request, model_admin):
        events = model_admin.get_queryset(request).order_by().filter(owner=OuterRef("pk"))
        return field.get_choices(
            include_blank=False,
            ordering=self.field_admin_ordering(field, request, model_admin),
            limit_choices_to=Q(Exists(events)),
        )


class KindFilter(admin.SimpleListFilter):
    """Whichever of its two natures."""

    title = _("type")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return EventKind.choices

    def queryset(self, request, queryset):
        return queryset.of_kind(self.value()) if self.value() in EventKind.values else queryset


class UnitFilter(admin.SimpleListFilter):
    """One of the twenty units, with everything below it."""

    title = _("région ou District")
    parameter_name = "unit"

    def lookups(self, request, model_admin):
        return [(place.slug, place.name) for place in Place.objects.units()]

    def queryset(self, request, queryset):
        if (slug := self.value()) is None:
            return queryset
        place = Place.objects.filter(slug=slug).first()
        return queryset.in_place(place) if place else queryset.none()


class GapFilter(admin.SimpleListFilter):
    """What the record lacks."""

    title = _("ce qui manque")
    parameter_name = "gap"

    def lookups(self, request, model_admin):
        return [(check.code, check.sentence) for check in CHECKS]

    def queryset(self, request, queryset):
        for check in CHECKS:
            if check.code == self.value():
                return queryset.filter(pk__in=check.find(queryset.model.objects.all()).values("pk"))
        return queryset


class FollowUpFilter(admin.SimpleListFilter):
    """What became of the recommendation."""

    title = _("suite")
    parameter_name = "follow_up"

    def lookups(self, request, model_admin):
        return [*FollowUpStatus.choices, ("overdue", _("échéance dépassée"))]

    def queryset(self, request, queryset):
        if self.value() == "overdue":
            return queryset.overdue()
        if self.value() in FollowUpStatus.values:
            return queryset.with_status().filter(status=self.value())
        return queryset
