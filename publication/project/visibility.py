"""Who asks to be seen on a report: the logos and words of its agreements, the sentence of the Union.

Whoever an event does not name is not seen on it either, in whatever part.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _

from events.enums import Role, Sensitivity
from events.funding import funding_of, named_agreements, withheld_for
from organisations.enums import FinancingKind, OrganisationKind
from organisations.models import GrantAgreement, Organisation
from publication.facts import Body, Visibility

# The one body whose visibility is written in law (regulation 2021/947, article 46).
EUROPEAN_UNION = "union-europeenne"
# More would be a patchwork rather than a band.
MOST_BODIES = 8
_LEADS = (Role.ORGANISER, Role.CO_ORGANISER)


def visibility_of(
    events: Iterable, asks: Callable[[GrantAgreement], bool] = lambda agreement: True
) -> Visibility:
    """What agreements ask to be seen on a report of these events, read `with_funding()`.

    `asks` says which of them the report is about; the Union is named wherever it pays.
    """
    ranked, statements, payers = Counter(), {}, []
    for event in events:
        agreements = [item for item in named_agreements(event) if asks(item)]
        statements |= dict.fromkeys(item.visibility_statement for item in agreements)
        ranked.update(set(_seen(event, [item for item in agreements if item.shows_logos])))
        payers += [(line.organisation, line.kind) for line in funding_of(event)]
    return Visibility(band(ranked), tuple(filter(None, [*statements, union_sentence(payers)])))


def band(ranked: Counter) -> tuple[Body, ...]:
    """From (rank, organisation) and how often: funders first, then holders, then organisers; each once."""
    order = sorted(ranked, key=lambda pair: (pair[0], -ranked[pair], pair[1].full_name))
    bodies = dict.fromkeys(organisation for _rank, organisation in order)
    return tuple(
        Body(item.full_name, item.short_name, item.logo.name or "") for item in list(bodies)[:MOST_BODIES]
    )


def ranked_parties(agreement: GrantAgreement) -> Iterator[tuple[int, Organisation]]:
    """Who pays and who has signed, as `band` takes them."""
    yield 0, agreement.funder
    if agreement.recipient:
        yield 1, agreement.recipient


def union_sentence(payers: Iterable[tuple[Organisation | None, str]]) -> str:
    """What the European Union asks to be said where it pays; empty where it does not, or is not named.

    `payers` are (organisation or None where withheld, kind of financing): advice is not money.
    """
    paying = [organisation for organisation, kind in payers if kind != FinancingKind.TECHNICAL]
    union = [item for item in paying if item is not None and item.slug == EUROPEAN_UNION]
    if not union:
        return ""
    alone = len(union) == len(paying)
    credit = _("Financé par l’Union européenne.") if alone else _("Cofinancé par l’Union européenne.")
    return f"{credit} " + _(
        "Les points de vue et avis exprimés n’engagent toutefois que leurs auteurs et ne reflètent pas "
        "nécessairement ceux de l’Union européenne. L’Union européenne ne saurait en être tenue pour "
        "responsable."
    )


def _seen(event, agreements):
    if not agreements:
        return
    withheld = withheld_for(event)
    leads = [(2, role.organisation) for role in event.roles.all() if role.role in _LEADS]
    for rank, organisation in [*(pair for item in agreements for pair in ranked_parties(item)), *leads]:
        if organisation.pk not in withheld and not _tells_the_town(event, organisation):
            yield rank, organisation


def _tells_the_town(event, organisation):
    coarse = event.sensitivity == Sensitivity.REGION_AND_MONTH
    return coarse and organisation.kind in OrganisationKind.of_one_town()
