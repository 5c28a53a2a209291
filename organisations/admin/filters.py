"""Filters of the lists."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.permissions import coordinates


class SeenValuesFilter(admin.RelatedFieldListFilter):
    """Offers the values that the user's own rows hold: not the whole table, nor others' rows."""

    def field_choices(self, field, request, model_admin):
        seen = model_admin.get_queryset(request).order_by().values(self.field_path)
        return field.get_choices(
            include_blank=False,
            ordering=self.field_admin_ordering(field, request, model_admin),
            limit_choices_to={"pk__in": seen},
        )


class SharedReferenceFilter(admin.SimpleListFilter):
    """For the coordination: agreements of several holders under one reference of one funder."""

    title = _("référence")
    parameter_name = "reference"

    def lookups(self, request, model_admin):
        return [("several", _("portée par plusieurs titulaires"))] if coordinates(request.user) else []

    def queryset(self, request, queryset):
        if self.value() == "several" and coordinates(request.user):
            return queryset.of_several_holders()
        return queryset


class ActiveFilter(admin.SimpleListFilter):
    """In existence today, or closed."""

    title = _("activité")
    parameter_name = "active"

    def lookups(self, request, model_admin):
        return [("yes", _("en activité")), ("no", _("a pris fin"))]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "yes":
            return queryset.active(today)
        if self.value() == "no":
            return queryset.filter(active_to__lt=today)
        return queryset
