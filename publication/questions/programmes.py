"""Published programmes with their parts, and what organisations are to them."""

from collections.abc import Iterable
from dataclasses import dataclass

from publication.facts.programmes import ProgrammeFacts
from publication.facts.stored import facts_of
from publication.models import PublishedOrganisation, PublishedProgramme
from publication.questions.reading import names_in


@dataclass(frozen=True)
class ProgrammeRole:
    programme: PublishedProgramme
    label: str


def read_programmes(
    programmes: Iterable[PublishedProgramme],
) -> list[tuple[PublishedProgramme, ProgrammeFacts]]:
    """Each with its parts, in the active language."""
    programmes = list(programmes)
    names = names_in(programme.content for programme in programmes)
    return [(programme, facts_of(ProgrammeFacts, programme.content, names)) for programme in programmes]


def programme_roles(organisation: PublishedOrganisation) -> list[ProgrammeRole]:
    """What the organisation is to the published programmes, in the order of their names."""
    return [
        ProgrammeRole(programme, partner.role_label)
        for programme, facts in read_programmes(PublishedProgramme.objects.order_by("name", "pk"))
        for partner in facts.partners
        if partner.organisation.slug == organisation.slug
    ]
