"""The composition of a CCS as a published row."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.conf import settings
from django.utils.translation import override

from events.models import CommitteeComposition
from organisations.models import Organisation
from publication.committees import Composition, public_composition
from publication.facts.stored import facts_of, stored
from publication.models import DisclosedComposition


def composition_of(committee: Organisation) -> Composition | None:
    """The latest that is known; None where none is."""
    found = CommitteeComposition.objects.filter(committee=committee).select_related("source")
    latest = found.prefetch_related("seats").order_by("-as_of").first()
    if latest is None:
        return None
    return public_composition(latest, told_compositions([committee.pk])[committee.pk, latest.as_of])


def told_compositions(committees: Collection[int]) -> dict[tuple[int, date], list[Composition]]:
    """By committee and day all that was ever told of its seats on that day, the first version first."""
    told = defaultdict(list)
    for row in DisclosedComposition.objects.filter(committee__in=committees).order_by("pk"):
        told[row.committee, row.as_of].append(facts_of(Composition, row.content, {}))
    return told


def composition_texts(composition: CommitteeComposition, told: Iterable[Composition]) -> dict[str, str]:
    """By language, beside what was `told` of the same day."""
    texts, told = {}, list(told)
    for language, _name in settings.LANGUAGES:
        with override(language):
            texts[language] = stored(public_composition(composition, told))
    return texts
