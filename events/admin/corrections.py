"""What staff are told of a correction of a public page."""

from django.utils.translation import gettext as _


def no_longer_shown(saving):
    """Which numbers the public page stopped showing, and what to do about it."""
    return _(
        "La page publique ne montre plus : %(numbers)s. De petits nombres s’en déduiraient, "
        "avec ceux de la fiche ou avec ce que la page a déjà montré. Si c’est une faute de frappe, "
        "remettez le nombre d’avant : tout sera de nouveau montré."
    ) % {"numbers": ", ".join(sorted(map(str, saving.no_longer_shown)))}
