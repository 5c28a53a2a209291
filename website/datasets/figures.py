"""A public figure as three cells: the number, why there may be none, and how firm it is."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from rss_registry.figures import BELOW_THRESHOLD, THRESHOLD, Figure, Suppression
from website.datasets.columns import Column, Hidden, Kind

STATED, NOT_STATED, MASKED = "stated", "not_stated", "masked"
UNDER_THRESHOLD = f"under_{THRESHOLD}"
_OF_SUPPRESSION = {
    Suppression.NONE: STATED,
    Suppression.PRIMARY: UNDER_THRESHOLD,
    Suppression.SECONDARY: MASKED,
}
_BLANK = format_lazy(_("Vide : non communiqué. « {below} » ou « masqué » : protégé."), below=BELOW_THRESHOLD)
_STATUSES = format_lazy(
    _("stated : communiqué ; not_stated : non communiqué ; {under} : de 1 à {most} ; masked : masqué."),
    under=UNDER_THRESHOLD,
    most=THRESHOLD - 1,
)


def figure_columns(code: str, header, hxl: str, kind: Kind = Kind.INTEGER) -> tuple[Column, ...]:
    return (
        Column(code, header, kind, hxl, _BLANK),
        Column(
            f"{code}_status",
            format_lazy("{} – {}", header, _("état du nombre")),
            hxl="#status",
            note=_STATUSES,
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
        return Hidden(figure.short), _OF_SUPPRESSION[figure.suppression], None
    return figure.value, STATED, str(figure.basis)
