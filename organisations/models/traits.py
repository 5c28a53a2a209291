"""What places and organisations are by their columns alone, in the record and where they are published."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from organisations.enums import OrganisationKind, PlaceKind


def alive_on(day, *, start="active_from", end="active_to"):
    """Condition: the period between two nullable date columns contains `day`; open ends count."""
    return (Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": day})) & (
        Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": day})
    )


class PlaceQuerySet(models.QuerySet):
    def units(self):
        """The 19 regions and the District of Bamako (laws of 13 March 2023)."""
        return self.filter(kind__in=PlaceKind.units())

    def within(self, place):
        """`place` and everything below it (three levels: region, cercle, commune, locality)."""
        return self.filter(
            Q(pk=place.pk)
            | Q(parent=place.pk)
            | Q(parent__parent=place.pk)
            | Q(parent__parent__parent=place.pk)
        )


class PlaceTraits:
    def get_absolute_url(self):
        return reverse("website:region_detail", args=[self.slug]) if self.is_unit else ""

    @property
    def is_unit(self):
        """Whether this is one of the 20 first-level units, which have a public page."""
        return self.kind in PlaceKind.units()


class OrganisationQuerySet(models.QuerySet):
    def active(self, on=None):
        """Organisations that exist on the day `on` (today by default)."""
        return self.filter(alive_on(on or timezone.localdate()))

    def security_committees(self):
        return self.filter(kind=OrganisationKind.CCS)


class OrganisationTraits:
    def get_absolute_url(self):
        return reverse("website:organisation_detail", args=[self.slug])

    @property
    def short_name(self):
        """The acronym where there is one, for lists and running text."""
        return self.acronym or self.name

    @property
    def full_name(self):
        """« Nom (SIGLE) », for the first mention."""
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def is_active(self, on=None):
        """Whether the organisation exists on the day `on` (today by default)."""
        day = on or timezone.localdate()
        return (self.active_from is None or self.active_from <= day) and (
            self.active_to is None or day <= self.active_to
        )
