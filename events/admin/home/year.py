"""The figures of the reader's own organisation this year, each with the events that give it."""

from dataclasses import dataclass, replace

from django.db.models import Count, Exists, F, OuterRef, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import Basis, CountUnit, Outcome, Sex
from events.models import Event, Headcount, HeadcountGroup
from rss_registry.figures import Coverage, Figure, add


@dataclass(frozen=True)
class YearFigure:
    """A sum of people: `figure` carries how many of the events state it."""

    label: str
    figure: Figure

    @property
    def coverage_words(self):
        coverage = self.figure.coverage
        return _("%(stated)d sur %(all)d événements le donnent") % {
            "stated": coverage.covered,
            "all": coverage.events,
        }


@dataclass(frozen=True)
class YearPanel:
    rank: int
    code: str
    title: str
    events: str
    figures: tuple[YearFigure, ...]
    count: str = ""
    template: str = "admin/home/_year.html"


def year_panels(user, on=None):
    """Nothing where the organisation held no event this year: « 0 participant » would be no figure."""
    if user.organisation_id is None:
        return
    year = (on or timezone.localdate()).year
    held = Event.objects.filter(
        owner=user.organisation_id,
        outcome=Outcome.HELD,
        starts_on__gte=f"{year}-01-01",
        starts_on__lte=f"{year}-12-31",
    ).order_by()
    number = held.count()
    if not number:
        return
    people = people_in(held, number)
    yield YearPanel(
        90,
        "year",
        _("%(organisation)s en %(year)d") % {"organisation": user.organisation.short_name, "year": year},
        ngettext("%(number)d événement tenu", "%(number)d événements tenus", number) % {"number": number},
        (
            YearFigure(_("Participations"), people[Sex.NOT_STATED]),
            YearFigure(_("dont femmes"), people[Sex.WOMEN]),
            YearFigure(_("dont hommes"), people[Sex.MEN]),
        ),
    )


def people_in(events, number) -> dict[str, Figure]:
    """Totals, women and men over `events` (`number` of them); what several of them share counts once."""
    rows = Headcount.objects.filter(unit=CountUnit.PERSONS, category="", age_band="").exclude(
        basis=Basis.PLANNED
    )
    own = rows.filter(event__in=events)
    sums = own.order_by().values("sex", "basis").annotate(sum=Sum("number"), events=Count("event"))
    # Beside an event outside the set, or one with its own number, a shared total says nothing of the rest.
    links = HeadcountGroup.events.through.objects.filter(headcountgroup=OuterRef("group"))
    stated = own.order_by().filter(sex=OuterRef(OuterRef("sex")))
    shared = rows.filter(
        Exists(links.filter(event__in=events)),
        ~Exists(links.exclude(event__in=events)),
        ~Exists(links.filter(event__in=stated.values("event"))),
        group__isnull=False,
    )
    groups = shared.order_by("pk").annotate(events=Count("group__events"), sum=F("number"))
    parts = [*sums, *groups.values("sex", "basis", "sum", "events")]
    return {sex: _sum([part for part in parts if part["sex"] == sex], number) for sex in Sex.values}


def _sum(parts, number):
    figure = add(Figure(part["sum"], part["basis"]) for part in parts)
    covered = sum(part["events"] for part in parts)
    return replace(figure, coverage=Coverage(covered, max(0, number - covered)))
