"""Who asks to be seen on a report: the logos and words of its agreements, the sentence of the Union.

Whoever an event does not name is not seen on it either, in whatever part.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _

from organisations.enums import FinancingKind
from publication.facts.names import Body, Funding, Link, Visibility, VisibleAgreement
from publication.facts.types import EventFacts

# The one body whose visibility is written in law (regulation 2021/947, article 46).
EUROPEAN_UNION = "union-europeenne"
_MONEY = (FinancingKind.FINANCIAL, FinancingKind.BOTH)
# More would be a patchwork rather than a band.
MOST_BODIES = 8


def visibility_of(
    events: Iterable[EventFacts], asks: Callable[[VisibleAgreement], bool] = lambda agreement: True
) -> Visibility:
    """What agreements ask to be seen on a report of these events.

    `asks` says which of them the report is about. The sentence of the Union stands where it is true of
    the whole report: where the Union pays for each of its events.
    """
    ranked: Counter[tuple] = Counter()
    statements: dict[str, None] = {}
    funding = []
    for facts in events:
        agreements = [item for item in facts.visible_agreements if asks(item)]
        statements |= dict.fromkeys(item.statement for item in agreements)
        ranked.update({pair for item in agreements for pair in item.bodies})
        funding.append(facts.funding)
    return Visibility(band(ranked), tuple(filter(None, [*statements, union_sentence_of_all(funding)])))


def band(ranked: Counter) -> tuple[Body, ...]:
    """From (rank, body) and how often: funders first, then holders, then organisers; each once."""
    order = sorted(ranked, key=lambda pair: (pair[0], -ranked[pair], pair[1].name))
    return tuple(dict.fromkeys(body for _rank, body in order))[:MOST_BODIES]


def union_sentence_of_all(funding: Sequence[Sequence[Funding]]) -> str:
    """Empty unless the Union pays for every one of these events."""
    sentences = [union_sentence([(line.organisation, line.kind) for line in lines]) for lines in funding]
    # Where it pays for one alone and for another with others, the weaker word holds for all.
    return min(sentences, default="", key=lambda sentence: (bool(sentence), sentence))


def _is_union(link):
    return link is not None and link.slug == EUROPEAN_UNION


def union_sentence(payers: Sequence[tuple[Link | None, str]]) -> str:
    """What the European Union asks to be said where it pays; empty where it does not, or is not named.

    `payers` are (link or None where withheld, kind of financing): advice is not money, and support of a kind
    that no source states is not said to be. It may be, though: the Union then does not pay alone.
    """
    others = [link for link, kind in payers if kind != FinancingKind.TECHNICAL and not _is_union(link)]
    union = [link for link, kind in payers if kind in _MONEY and _is_union(link)]
    if not union:
        return ""
    alone = not others
    credit = _("Financé par l’Union européenne.") if alone else _("Cofinancé par l’Union européenne.")
    return f"{credit} " + _(
        "Les points de vue et avis exprimés n’engagent toutefois que leurs auteurs et ne reflètent pas "
        "nécessairement ceux de l’Union européenne. L’Union européenne ne saurait en être tenue pour "
        "responsable."
    )
