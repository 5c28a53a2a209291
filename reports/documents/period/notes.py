"""How to read a report: only the signs that stand in it, and how its sums were made."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.totals import Totals
from reports.documents.fact_tables import absolute
from reports.documents.method_notes import PERSONS_NOTE, WOMEN_SHARE_NOTE, sign_notes
from rss_registry.figures import Figure


def notes_of(
    events,
    totals: Totals,
    figures: list[Figure],
    *,
    withholds_a_funder: bool,
    undated: int = 0,
    persons: bool = False,
) -> Iterator[str]:
    """`persons`: whether it says how many persons stand behind the participations."""
    yield _(
        "Le rapport contient les fiches publiées par le registre au jour de sa production, ni plus "
        "ni moins : mêmes chiffres, mêmes mots, même protection des personnes que les pages publiques."
    )
    yield _(
        "« non communiqué » : aucune source consultée ne donne cette information. "
        "Ce n’est ni zéro, ni une absence constatée."
    )
    yield _(
        "Participation : une personne présente à un événement. Qui vient à deux événements compte deux fois."
    )
    if persons:
        yield PERSONS_NOTE % {"url": absolute(f"{reverse('website:about')}#personnes")}
    if totals.shared:
        yield _(
            "Un total commun à plusieurs événements n’est ni partagé entre eux, ni compté deux fois. "
            "Il entre en entier dans la somme dès qu’un de ces événements est dans le rapport."
        )
    if undated:
        yield ngettext(
            "Un événement tenu, qu’aucune source ne date, n’entre dans aucune période.",
            "%(number)d événements tenus, qu’aucune source ne date, n’entrent dans aucune période.",
            undated,
        ) % {"number": undated}
    yield from sign_notes(figures)
    if totals.women_share.is_known:
        yield str(WOMEN_SHARE_NOTE)
    if withholds_a_funder:
        yield _("« bailleur non divulgué » : le nommer pourrait exposer des partenaires.")
    if events.filter(is_coarse=True).exists():
        yield _(
            "Pour protéger des personnes, certains événements ne sont publiés qu’avec leur région "
            "et leur mois."
        )
    yield _(
        "Aucun participant n’est nommé. Les personnalités publiques le sont avec la fonction "
        "qu’elles exerçaient ce jour-là."
    )
