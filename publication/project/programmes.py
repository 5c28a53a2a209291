"""What stands on the page of a programme, from its private rows."""

from django.conf import settings
from django.utils.translation import override

from organisations.models import Indicator, Programme, ProgrammeClaim
from publication.facts.programmes import (
    IndicatorFacts,
    PartnerFacts,
    PhaseFacts,
    ProgrammeFacts,
    ReadingFacts,
)
from publication.facts.stored import stored
from publication.project.claims import disagreements
from publication.project.links import link_to

# With what the named funders gave, the whole would tell what the withheld one gave.
_MONEY = {ProgrammeClaim.Field.FUNDER, ProgrammeClaim.Field.BUDGET}


def programme_texts(programme: Programme, *, says_funders: bool) -> dict[str, str]:
    """By language. `says_funders`: what sources say of the money names nobody whom the page does not."""
    texts = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            texts[language] = stored(programme_facts(programme, says_funders=says_funders))
    return texts


def programme_facts(programme: Programme, *, says_funders: bool) -> ProgrammeFacts:
    """In the active language; read the parts of `programme` beforehand."""
    claims = [claim for claim in programme.claims.all() if says_funders or claim.field not in _MONEY]
    return ProgrammeFacts(
        phases=tuple(
            PhaseFacts(
                phase.name,
                phase.starts_on,
                phase.ends_on,
                phase.budget if says_funders else None,
                phase.currency if says_funders else "",
            )
            for phase in programme.phases.all()
        ),
        partners=tuple(
            PartnerFacts(partner.role, str(partner.get_role_display()), link_to(partner.organisation))
            for partner in programme.partners.all()
        ),
        disagreements=disagreements(claims),
        indicators=tuple(_indicator(item) for item in programme.indicators.all()),
    )


def _indicator(item: Indicator) -> IndicatorFacts:
    return IndicatorFacts(
        code=item.code,
        label=item.label,
        measure=item.measure,
        measure_label=str(item.get_measure_display()),
        unit=(item.unit or "").strip(),
        direction=item.direction,
        baseline=item.baseline,
        baseline_on=item.baseline_on,
        target=item.target,
        target_on=item.target_on,
        source=item.source.title if item.source else "",
        changed_at=max([item.updated_at, *(reading.updated_at for reading in item.readings.all())]),
        readings=tuple(
            ReadingFacts(
                reading.as_of,
                reading.value,
                reading.basis,
                reading.source.title if reading.source else "",
                reading.note or "",
            )
            for reading in item.readings.all()
        ),
    )
