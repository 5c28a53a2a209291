"""Addresses that go on leading somewhere after their record was made one with another."""

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse

from publication.models import FormerAddress


class LeadsOn:
    """A page of one record, by its slug. `former_table` is the table of the record."""

    former_table = ""

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            slug = kwargs["slug"]
            former = FormerAddress.objects.filter(table=self.former_table, slug=slug).first()
            if former is None:
                raise
            # For now: two records that were made one may be parted again.
            return HttpResponseRedirect(reverse(request.resolver_match.view_name, args=[former.target]))
