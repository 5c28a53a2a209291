"""The directory of organisations, and one organisation."""

from django.db.models import F
from django.utils import timezone
from django.views.generic import DetailView, TemplateView

from publication.models import PublishedAgreement, PublishedOrganisation
from publication.questions.programmes import programme_roles
from website.listings.organisations import OrganisationListing
from website.membership_periods import timeline_of
from website.views.moved import LeadsOn


class OrganisationListView(TemplateView):
    template_name = "website/organisation_list.html"

    def get_context_data(self, **kwargs):
        listing = OrganisationListing(self.request.path, self.request.GET)
        return super().get_context_data(listing=listing, page=listing.page, **kwargs)


class OrganisationDetailView(LeadsOn, DetailView):
    former_table = "organisations.organisation"
    template_name = "website/organisation_detail.html"
    context_object_name = "organisation"

    def get_queryset(self):
        return PublishedOrganisation.objects.select_related("parent", "place")

    def get_context_data(self, **kwargs):
        organisation: PublishedOrganisation = self.object
        members = _joined(organisation.memberships, "member")
        agreements = PublishedAgreement.objects.filter(funder=organisation, programme__isnull=False)
        return super().get_context_data(
            members=timeline_of(members, timezone.localdate()),
            alliances=_joined(organisation.affiliations, "alliance"),
            branches=organisation.branches.all(),
            programme_roles=programme_roles(organisation),
            agreements=[item for item in agreements.select_related("programme") if item.programme],
            **kwargs,
        )


def _joined(memberships, side):
    """Memberships in the order of names, first those that go on."""
    lasting = F("left_on").asc(nulls_first=True)
    since = F("joined_on").asc(nulls_first=True)
    return memberships.select_related(side).order_by(lasting, f"{side}__name", since)
