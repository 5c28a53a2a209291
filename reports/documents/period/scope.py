"""What a report is about, read from an address: the filters of the public list, and the report's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from publication.models import PublishedOrganisation, PublishedPlace, PublishedProgramme
from reports.documents.period.spans import Period
from reports.enums import Section
from reports.forms.period import ReportForm
from rss_registry.addresses import ListAddress
from website.listings.events import EventListing
from website.listings.filters import OF_THE_LIST_ALONE

# The tabs and the order of the list mean nothing here: a report tells what was held, and what was not.
_OWN_PARAMETERS = ("du", "au", "langue", "sections")
# What letters and networks hang on a link, to count clicks; it asks for nothing.
_OF_NO_MEANING = ("utm_", "mtm_", "fbclid", "gclid")


class SubjectKind(Enum):
    """What heads the cover; the value is the filter that decides it."""

    PROGRAMME = "programme"
    FUNDER = "bailleur"
    ORGANISATION = "organisation"
    REGION = "region"
    YEAR = "annee"
    REGISTER = ""


_MODELS = {
    SubjectKind.PROGRAMME: PublishedProgramme,
    SubjectKind.FUNDER: PublishedOrganisation,
    SubjectKind.ORGANISATION: PublishedOrganisation,
    SubjectKind.REGION: PublishedPlace,
}


@dataclass(frozen=True)
class Subject:
    """Whom or what the cover names; `record` is the public record behind it, where there is one."""

    kind: SubjectKind
    record: object = None


@dataclass(frozen=True)
class ReportScope:
    """Which events, of which period, in which language and chapters. `events` hold every outcome."""

    subject: Subject
    period: Period
    events: object
    undated: int
    """How many events that were held belong to no period, this one or another: no source dates them."""
    filters: tuple[str, ...]
    """The filters in force that the cover does not say already."""
    sections: tuple[Section, ...]
    language: str
    address: str
    """The path of this very document: whoever has it can make it again."""
    parameters: Mapping[str, Sequence[str]]
    """The same as data, for the register to remember: `ReportRequest.of(parameters)`."""
    list_address: str

    @property
    def url(self) -> str:
        """The address with its host, as paper needs it."""
        return f"{settings.PUBLIC_URL}{self.address}"

    def has(self, section: Section) -> bool:
        return section in self.sections

    @property
    def held(self):
        return self.events.held()


@dataclass(frozen=True)
class OfferedSection:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Removal:
    """What a report that finds nothing would find without one of its conditions."""

    label: str
    url: str
    count: int


class ReportRequest:
    """One address that asks for a report: the scope it means, or what has to be changed in it.

    `language` is that of the page on which one asks; `langue` in the query decides on the report's.
    """

    def __init__(self, query: QueryDict):
        self.query = query
        self.listing = EventListing(reverse("website:event_list"), _without(query, OF_THE_LIST_ALONE))
        self.form = ReportForm(
            query,
            years=[int(year) for year in self.listing.address.values.get("annee", ())],
            language=get_language(),
        )
        self.form.is_valid()

    @classmethod
    def of(cls, parameters: Mapping[str, Sequence[str]]) -> "ReportRequest":
        """From what the register remembers of a report, in the active language."""
        query = QueryDict(mutable=True)
        for name, given in parameters.items():
            query.setlist(name, given)
        return cls(query)

    @cached_property
    def problems(self) -> list[str]:
        """What the address asks for and the register cannot give, each with what to do."""
        meant = [name for name in self.listing.parameters if name not in OF_THE_LIST_ALONE]
        meant += _OWN_PARAMETERS
        misspelt = [
            _(
                "Paramètre inconnu : « %(name)s ». Corrigez-le ou retirez-le ; "
                "un rapport comprend : %(known)s."
            )
            % {"name": name, "known": ", ".join(meant)}
            for name in self.query
            if name not in (*meant, *OF_THE_LIST_ALONE) and not name.startswith(_OF_NO_MEANING)
        ]
        unknown = [
            _("Filtre inconnu : %(name)s = « %(value)s ». Retirez-le ou choisissez dans la liste.")
            % {"name": name, "value": value}
            for name, value in self.listing.unknown_values
        ]
        errors = [error for field in self.form.errors.values() for error in field]
        return [*misspelt, *unknown, *errors]

    @property
    def language(self) -> str:
        return self.form.language

    @property
    def has_years(self) -> bool:
        """Whether the filters say the period already."""
        return bool(self.form.years)

    @property
    def month_fields(self):
        return self.form["du"], self.form["au"]

    @property
    def sections(self) -> list[OfferedSection]:
        chosen = self.form.chosen_sections
        return [OfferedSection(section.value, section.label, section in chosen) for section in Section]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The filters of the list, which the form sends along."""
        return [(name, value) for name, values in self.listing.address.values.items() for value in values]

    def count(self) -> int:
        """How many events, whatever became of them."""
        return self.form.period.narrow(_events(self.listing)).count()

    def removals(self) -> list[Removal]:
        """What the report would find without one of its filters, or without its period."""
        path = reverse("reports:report_form")
        found = []
        for chip in self.listing.chips:
            without = self.address_of(path).without(chip.name, chip.value)
            found.append((chip.label, without))
        if self.form.period.start or self.form.period.end:
            months = self.address_of(path).without_filter("du").without_filter("au")
            if months.values != self.address_of(path).values:
                found.append((_("la période"), months))
        return [
            Removal(label, str(address), ReportRequest.of(address.values).count()) for label, address in found
        ]

    def scope(self) -> ReportScope:
        """The scope in words of the report's language; only of an address without problems."""
        with override(self.form.language):
            # The same filters once more, so that their labels are in that language too.
            listing = EventListing(reverse("website:event_list"), _without(self.query, OF_THE_LIST_ALONE))
            subject = _subject(listing, self.form.period)
            # The language is in the path already, which is that of the report.
            address = self.address_of(reverse("reports:period_report"), langue="")
            return ReportScope(
                subject=subject,
                period=self.form.period,
                events=self.form.period.narrow(_events(listing)),
                undated=self._undated(),
                filters=tuple(
                    chip.label for chip in listing.chips if chip.name not in ("annee", subject.kind.value)
                ),
                sections=self.form.chosen_sections,
                language=self.form.language,
                address=str(address),
                parameters={name: list(given) for name, given in address.values.items()},
                list_address=f"{settings.PUBLIC_URL}{listing.address}",
            )

    def _undated(self):
        if not (self.has_years or self.form.period.start or self.form.period.end):
            return 0
        of_any_year = _without(self.query, (*OF_THE_LIST_ALONE, SubjectKind.YEAR.value))
        events = _events(EventListing(reverse("website:event_list"), of_any_year))
        return events.held().filter(first_day__isnull=True).count()

    def address_of(self, path: str, **changed: str) -> ListAddress:
        """The same question at another path, in one order of parameters; `changed` replaces some."""
        kept = self.listing.address.values
        own = {name: self.query.getlist(name) for name in _OWN_PARAMETERS}
        if self.form.is_valid():
            chosen = self.form.chosen_sections
            own["sections"] = [",".join(chosen)] if len(chosen) < len(Section) else []
        order = (*self.listing.parameters, *_OWN_PARAMETERS)
        address = ListAddress.of(path, order, {**own, **kept})
        for name, value in changed.items():
            address = address.with_value(name, value)
        return address


def _without(query, names):
    kept = query.copy()
    for name in names:
        kept.pop(name, None)
    return kept


def _events(listing):
    """What the filters find, whatever became of it."""
    return listing.matches.found()


def _subject(listing, period):
    """The first filter with one single value, in the order in which a donor asks."""
    for kind, model in _MODELS.items():
        values = listing.address.values.get(kind.value, ())
        if len(values) == 1:
            return Subject(kind, model.objects.get(slug=values[0]))
    if period.year and set(listing.address.values) <= {"annee"}:
        return Subject(SubjectKind.YEAR)
    return Subject(SubjectKind.REGISTER)
