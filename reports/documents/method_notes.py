"""How to read the signs of a document: only those that stand in it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.enums import Basis
from publication.facts import EventFacts
from rss_registry.figures import BELOW_THRESHOLD, THRESHOLD, Figure, Suppression

WOMEN_SHARE_NOTE = gettext_lazy(
    "La part des femmes se calcule là où le nombre de femmes et le total sont connus tous deux, "
    "que celui des hommes le soit ou non."
)

PERSONS_NOTE = gettext_lazy(
    "Personnes : comptées sans leurs noms, par des empreintes que seule l’organisation de la liste peut "
    "rapprocher. Deux homonymes peuvent compter pour un, un nom écrit autrement pour deux. À la dizaine, "
    "sur des listes entrées par cinq au moins. Méthode : %(url)s"
)


def method_notes(facts: EventFacts) -> tuple[str, ...]:
    return tuple(_notes(facts, list(_figures(facts))))


def sign_notes(figures: list[Figure]) -> Iterator[str]:
    """What the signs beside these figures mean."""
    bases = {figure.basis for figure in figures if figure.is_shown}
    suppressions = {figure.suppression for figure in figures if figure.is_known}
    if Basis.APPROXIMATE in bases:
        yield _("« ≈ » : ordre de grandeur donné par la source ; toute somme qui le contient porte ce signe.")
    if Basis.AT_LEAST in bases:
        yield _("« ≥ » : nombre minimal, la source disant « au moins » ou « plus de ».")
    if Suppression.PRIMARY in suppressions:
        yield _(
            "« %(below)s » : de 1 à %(most)d personnes ; "
            "le nombre est protégé pour qu’on ne reconnaisse personne."
        ) % {"below": BELOW_THRESHOLD, "most": THRESHOLD - 1}
    if Suppression.SECONDARY in suppressions:
        yield _("« masqué » : nombre tu parce qu’il révélerait par soustraction un nombre protégé.")


def _notes(facts: EventFacts, figures: list[Figure]) -> Iterator[str]:
    yield _(
        "« non communiqué » : aucune source consultée ne donne cette information. "
        "Ce n’est ni zéro, ni une absence constatée."
    )
    yield from sign_notes(figures)
    if facts.headcount.women_percent is not None:
        yield str(WOMEN_SHARE_NOTE)
    if facts.tests:
        yield _("Les résultats d’un test passé par moins de %(number)d personnes ne sont pas publiés.") % {
            "number": THRESHOLD
        }
    if any(funding.organisation is None for funding in facts.funding):
        yield _("« bailleur non divulgué » : le nommer pourrait exposer des partenaires.")
    if facts.is_coarse:
        yield _(
            "Pour protéger des personnes, cet événement n’est publié qu’avec sa région et son mois : "
            "lieu exact, jours, personnalités et sources n’y figurent pas."
        )
    yield _(
        "Aucun participant n’est nommé. Les personnalités publiques le sont avec la fonction "
        "qu’elles exerçaient ce jour-là."
    )


def _figures(facts):
    for summary in (facts.headcount, *(shared.summary for shared in facts.shared_totals)):
        yield from (summary.total, summary.women, summary.men, summary.organisations)
        yield from (cell.figure for cell in (*summary.categories, *summary.age_bands))
