"""What the words of a document mean, by version: a document keeps the version under which it was made.

When a definition changes, add a version; the earlier ones stay, for the documents that carry them.
"""

from django.utils.translation import gettext as _

from rss_registry.figures import BELOW_THRESHOLD, THRESHOLD

CURRENT = 2


def definitions(version: int) -> tuple[str, ...]:
    """The definitions of that version in the active language; none of a version that is not known."""
    return {1: _first, 2: _second}.get(version, tuple)()


def _first() -> tuple[str, ...]:
    return (
        *_of_every_version(),
        _(
            "« ≈ » : ordre de grandeur ; « ≥ » : minimum. Une somme est aussi sûre que la moins sûre "
            "de ses parties."
        ),
        _("La part des femmes se calcule sur les personnes dont le sexe est connu."),
        _("Un nombre de une à quatre personnes s’écrit « < 5 », et celui qui le trahirait « masqué »."),
    )


def _second() -> tuple[str, ...]:
    """A sum with an order of magnitude in it is one; the share of women asks for women and total only."""
    return (
        *_of_every_version(),
        _(
            "« ≈ » : ordre de grandeur ; « ≥ » : minimum. Une somme qui contient un ordre de grandeur "
            "en est un."
        ),
        _(
            "La part des femmes se calcule là où le nombre de femmes et le total sont connus tous deux, "
            "que celui des hommes le soit ou non."
        ),
        _("Un nombre de 1 à %(most)d personnes s’écrit « %(below)s », et ce qui le trahirait « masqué ».")
        % {"most": THRESHOLD - 1, "below": BELOW_THRESHOLD},
    )


def _of_every_version() -> tuple[str, ...]:
    return (
        _("Événement : un atelier, une formation, un forum ou une rencontre publiée par le registre."),
        _(
            "Participation : la présence d’une personne à un événement. Qui vient à deux événements "
            "compte deux fois, sauf là où le document dit « personnes »."
        ),
        _("Un total commun à plusieurs événements entre une seule fois dans une somme."),
        _(
            "Une information qu’aucune source ne donne est « non communiqué » : elle n’entre dans "
            "aucune somme et ne vaut pas zéro."
        ),
    )
