"""How many persons came, of an organisation's lists, of a programme or of a series, as far as it is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from events.enums import Role
from publication.models import PublishedEvent, PublishedOrganisation, PublishedPersons
from publication.models import PublishedProgramme as Programme
from publication.models import PublishedSeries as Series
from publication.persons import Persons, Told, persons_told
from rss_registry.figures import Coverage, Figure

_LEADS = (Role.ORGANISER, Role.CO_ORGANISER)


@dataclass(frozen=True)
class PersonsLine:
    """One figure, whose lists it is of, and on how many of their events it stands."""

    organisation: PublishedOrganisation
    told: Persons
    events: int
    """How many public events this organisation held within the same programme or series."""
    programme: Programme | None = None
    series: Series | None = None

    @property
    def coverage(self) -> Coverage:
        return Coverage(self.told.lists, max(0, self.events - self.told.lists))

    @cached_property
    def sentence(self) -> str:
        """« ≈ 1 240 participations sur 31 listes de présence : ≈ 870 personnes, dont … »."""
        told = self.told
        words = {
            "participations": told.participations.short,
            "lists": Figure(told.lists).short,
            "persons": told.persons.short,
            "once": told.once.short,
            "returned": told.returned.short,
        }
        if not told.once.is_known:
            return (
                _(
                    "%(participations)s participations sur %(lists)s listes de présence : "
                    "%(persons)s personnes."
                )
                % words
            )
        return (
            _(
                "%(participations)s participations sur %(lists)s listes de présence : %(persons)s personnes, "
                "dont %(once)s venues une seule fois et %(returned)s revenues."
            )
            % words
        )

    @property
    def coverage_words(self) -> str:
        """Whose lists these are, and on how many of how many events the figure stands."""
        return _("Listes tenues par %(organisation)s : %(lists)s, pour %(events)s événements tenus.") % {
            "organisation": self.organisation.short_name,
            "lists": Figure(self.told.lists).short,
            "events": Figure(self.events).short,
        }


def persons_of_organisation(organisation: PublishedOrganisation) -> list[PersonsLine]:
    return _lines(PublishedPersons.objects.filter(organisation=organisation.pk, programme=None, series=None))


def persons_of_programme(programme) -> list[PersonsLine]:
    return _lines(PublishedPersons.objects.filter(programme=programme.pk))


def persons_of_series(series) -> list[PersonsLine]:
    return _lines(PublishedPersons.objects.filter(series=series.pk))


def all_persons() -> list[PersonsLine]:
    """Those of organisations, each followed by those of its programmes and series."""
    return _lines(PublishedPersons.objects.all())


def _lines(rows: Iterable[PublishedPersons]) -> list[PersonsLine]:
    rows = list(rows)
    if not rows:
        return []
    organisations = PublishedOrganisation.objects.in_bulk({row.organisation for row in rows})
    programmes = Programme.objects.in_bulk({row.programme for row in rows if row.programme})
    series = Series.objects.in_bulk({row.series for row in rows if row.series})
    lines = [
        PersonsLine(
            organisations[row.organisation],
            persons_told(Told(row.participations, row.persons, row.once or 0), row.lists),
            _events_of(organisations[row.organisation], row, programmes),
            programmes.get(row.programme),
            series.get(row.series),
        )
        for row in rows
        # What the public may not know of is no line, whatever it is a part of.
        if row.organisation in organisations
        and (not row.programme or row.programme in programmes)
        and (not row.series or row.series in series)
    ]
    return sorted(lines, key=lambda line: (line.organisation.name, *_rank(line)))


def _rank(line):
    if line.programme:
        return 1, line.programme.name
    return (2, line.series.title) if line.series else (0, "")


def _events_of(organisation, row, programmes) -> int:
    led = (f"{role}:{organisation.slug}" for role in _LEADS)
    events = PublishedEvent.objects.open().held().having("role", *led)
    if row.programme:
        events = events.having("programme", programmes[row.programme].slug)
    if row.series:
        events = events.filter(series=row.series)
    return events.count()
