"""The directory of organisations, and one organisation."""

from django.utils import timezone
from django.views.generic import DetailView, TemplateView

from organisations.models import Membership, Organisation
from publication.questions.bodies import disclosed_agreements, named_organisations, named_programmes
from website.listings.organisations import OrganisationListing
from website.membership_periods import timeline_of


class OrganisationListView(TemplateView):
    template_name = "website/organisation_list.html"

    def get_context_data(self, **kwargs):
        listing = OrganisationListing(self.request.path, self.request.GET)
        return super().get_context_data(listing=listing, page=listing.page, **kwargs)


class OrganisationDetailView(DetailView):
    template_name = "website/organisation_detail.html"
    context_object_name = "organisation"

    def get_queryset(self):
        return named_organisations().select_related("parent", "place").prefetch_related("aliases")

    def get_context_data(self, **kwargs):
        organisation: Organisation = self.object
        named = named_organisations()
        members = _joined(organisation.memberships, "member", named)
        return super().get_context_data(
            members=timeline_of(members, timezone.localdate()),
            alliances=_joined(organisation.affiliations, "alliance", named),
            branches=named.filter(parent=organisation),
            programme_roles=organisation.programme_roles.filter(programme__in=named_programmes())
            .select_related("programme")
            .order_by("programme__name"),
            agreements=disclosed_agreements()
            .filter(funder=organisation, programme__in=named_programmes())
            .select_related("programme"),
            **kwargs,
        )


def _joined(memberships, side, named):
    """Memberships of which the other side has a page, in the order of names."""
    other: type[Membership] = memberships.filter(**{f"{side}__in": named})
    return other.select_related(side).order_by("left_on", f"{side}__name", "joined_on")
