"""The composition of a CCS as a published row."""

from django.conf import settings
from django.utils.translation import override

from events.models import CommitteeComposition
from publication.committees import public_composition
from publication.facts.stored import stored


def composition_texts(composition: CommitteeComposition) -> dict[str, str]:
    texts = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            texts[language] = stored(public_composition(composition))
    return texts
