"""Bodies of each region, and the places below it: associations, authorities, security committees."""

from datetime import date

from events.enums import Category
from events.models import CommitteeComposition, CommitteeSeats
from organisations.enums import CCSLevel, OrganisationKind, PlaceKind
from organisations.models import Organisation, Place
from script.benchmark.varied.texts import Text

_ASSOCIATIONS = (
    ("Association Exemple des femmes {}", "Example Women’s Association of {}", "AEF", "association"),
    ("Association Exemple des jeunes {}", "Example Youth Association of {}", "AEJ", "association"),
    ("ONG Exemple Paix et développement {}", "Example NGO Peace and Development of {}", "OEPD", "ngo"),
)
_COLLEGES = (
    (Category.FDS, 9, 1),
    (Category.ADMINISTRATION, 6, 2),
    (Category.ELECTED, 5, 1),
    (Category.TRADITIONAL, 7, 0),
    (Category.CIVIL_SOCIETY_WOMEN, 6, 6),
    (Category.CIVIL_SOCIETY_YOUTH, 6, 3),
)


class Regional:
    """What the regions hold: `associations`, `authorities` and `committees` by the slug of their unit."""

    def __init__(self, rows, chance, units, source):
        self._rows, self._chance, self._source = rows, chance, source
        self.associations, self.authorities, self.committees = {}, {}, {}
        self.communes = {}
        for number, unit in enumerate(units):
            self.associations[unit.slug] = self._association(number, unit)
            self.authorities[unit.slug] = self._body(
                f"gouvernorat-exemple-{unit.slug}",
                Text(f"Gouvernorat Exemple {_of(unit).fr}", f"Example Governorate of {_of(unit).en}"),
                OrganisationKind.LOCAL_AUTHORITY,
                unit,
            )
            self.communes[unit.slug] = rows.add(
                Place(
                    slug=f"commune-exemple-{unit.slug}",
                    kind=PlaceKind.COMMUNE,
                    parent=unit,
                    **Text(
                        f"Commune Exemple ({unit.name_fr})", f"Example Municipality ({unit.name_en})"
                    ).columns("name"),
                )
            )
            # Not everywhere: a region without a committee is a fact to show as well.
            if number % 3 != 2:
                self.committees[unit.slug] = self._committee(number, unit)

    def _association(self, number, unit):
        french, english, acronym, kind = _ASSOCIATIONS[number % len(_ASSOCIATIONS)]
        name = Text(french.format(_of(unit).fr), english.format(_of(unit).en))
        return self._body(
            f"{acronym.lower()}-exemple-{unit.slug}",
            name,
            kind,
            unit,
            acronym=f"{acronym}-{unit.name_fr[:3].upper()}" if number % 2 else "",
        )

    def _committee(self, number, unit):
        level = (CCSLevel.REGIONAL, CCSLevel.CERCLE, CCSLevel.COMMUNAL)[number % 2 * (1 + number % 4 // 2)]
        committee = self._body(
            f"ccs-exemple-{unit.slug}",
            Text(f"CCS Exemple {_of(unit).fr}", f"Example CCS of {_of(unit).en}"),
            OrganisationKind.CCS,
            self.communes[unit.slug] if level == CCSLevel.COMMUNAL else unit,
            ccs_level=level,
            ccs_installed_on=date(2019 + number % 6, 1 + number % 12, 5 + number) if number % 4 else None,
        )
        if number % 5 != 4:
            self._composition(committee, number, date(2023, 1 + number % 12, 10))
        if number % 7 == 0:
            self._composition(committee, number + 1, date(2025, 3, 4))
        return committee

    def _composition(self, committee, number, day):
        published = number % 2 == 0
        composition = self._rows.add(
            CommitteeComposition(
                committee=committee,
                as_of=day,
                source=self._source if published else None,
                is_as_published=published,
            )
        )
        for place, (category, seats, women) in enumerate(_COLLEGES):
            known = (number + place) % 6
            self._rows.add(
                CommitteeSeats(
                    composition=composition,
                    category=category,
                    number=None if known == 5 else seats + number % 3,
                    women=None if known in (4, 5) else women,
                )
            )

    def _body(self, slug, name, kind, place, **columns):
        return self._rows.add(
            Organisation(slug=slug, kind=kind, place=place, **name.columns("name"), **columns)
        )


def _of(unit):
    """« de Gao », « du District de Bamako »; in English what follows « of »."""
    if unit.kind == PlaceKind.DISTRICT:
        return Text(f"du {unit.name_fr}", f"the {unit.name_en}")
    return Text(f"de {unit.name_fr}", unit.name_en)
