"""A public figure as three cells: the number, why there may be none, and how firm it is."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.figures import Figure, Shield
from website.datasets.columns import Column, Hidden, Kind

STATED, NOT_STATED, UNDER_5, MASKED = "stated", "not_stated", "under_5", "masked"
_OF_SHIELD = {Shield.NONE: STATED, Shield.SMALL: UNDER_5, Shield.COMPLEMENT: MASKED}


def figure_columns(code: str, header, hxl: str, kind: Kind = Kind.INTEGER) -> tuple[Column, ...]:
    return (
        Column(code, header, kind, hxl, _("Vide : non communiqué. « < 5 » ou « masqué » : protégé.")),
        Column(
            f"{code}_status",
            format_lazy("{} – {}", header, _("état du nombre")),
            hxl="#status",
            note=_(
                "stated : communiqué ; not_stated : non communiqué ; under_5 : de 1 à 4 ; masked : masqué."
            ),
        ),
        Column(
            f"{code}_basis",
            format_lazy("{} – {}", header, _("fiabilité")),
            note=_("exact : exact ; approximate : environ ; at_least : au moins."),
        ),
    )


def figure_cells(figure: Figure) -> tuple:
    """Never 0 for what is not known, never the number of what is protected."""
    if not figure.is_known:
        return None, NOT_STATED, None
    if not figure.is_shown:
        return Hidden(figure.short), _OF_SHIELD[figure.shield], None
    return figure.value, STATED, str(figure.basis)
