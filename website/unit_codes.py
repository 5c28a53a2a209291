"""The codes of a region in three systems, and what the same number means in the other two.

09 is Taoudénit, Ménaka or Bamako according to who counts: side by side, nobody takes one for another.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from organisations.models import Place

SYSTEMS = (
    ("code_national", _("Code national")),
    ("iso_3166_2", _("ISO 3166-2")),
    ("ocha_pcode_2021", _("P-code OCHA 2021")),
)


@dataclass(frozen=True)
class UnitCode:
    system: str
    code: str
    """Empty where the system does not know the region."""
    is_certain: bool
    elsewhere: tuple[tuple[str, Place], ...] = ()
    """Other regions that another system gives the same number: (system, region)."""


def codes_of(unit: Place) -> list[UnitCode]:
    """The codes of `unit` in each system, in one query."""
    others = [place for place in Place.objects.units().order_by("slug") if place.pk != unit.pk]
    return [
        UnitCode(
            system=str(label),
            code=getattr(unit, field) or "",
            is_certain=field != "code_national" or unit.code_national_certain,
            elsewhere=_same_number(_number(getattr(unit, field)), field, others),
        )
        for field, label in SYSTEMS
    ]


def _same_number(number, own_field, others):
    return tuple(
        (str(label), place)
        for field, label in SYSTEMS
        if field != own_field and number is not None
        for place in others
        if _number(getattr(place, field)) == number
    )


def _number(code):
    """The number in a code: 9 of « 09 », « ML-9 » and « ML09 »; None when it has none."""
    digits = re.search(r"\d+$", code or "")
    return int(digits[0]) if digits else None
