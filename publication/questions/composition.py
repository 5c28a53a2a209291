"""The published composition of a security committee."""

from publication.committees import Composition
from publication.facts.stored import facts_of
from publication.models import PublishedComposition, PublishedOrganisation


def composition_of(committee: PublishedOrganisation) -> Composition | None:
    """The latest that is known; None where none is."""
    row = PublishedComposition.objects.filter(committee=committee.pk).first()
    return facts_of(Composition, row.content, {}) if row else None
