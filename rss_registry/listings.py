"""A filtered public list as one address asks for it: what is in force, and where each link leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from rss_registry.addresses import ListAddress, page_address, page_links
from rss_registry.filters import ForgivingFilterSet

PER_PAGE = 20
# An empty list offers to take filters away one by one, with what each removal would find.
MOST_REMOVALS = 8
# A filter with more values offers the commonest; the others are found through the directory.
MOST_OPTIONS = 40


@dataclass(frozen=True)
class Chip:
    """One filter in force, and the address of the same list without it."""

    name: str
    value: str
    label: str
    url: str


@dataclass(frozen=True)
class Removal:
    """What an empty list would find without one of its filters."""

    chip: Chip
    count: int


@dataclass(frozen=True)
class Option:
    """One value of a filter, with how many rows it would find (None where nobody counts)."""

    value: str
    label: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Select:
    """One filter of the form: any of its values may be chosen together."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    counts: Mapping[str, int] | None = None

    @cached_property
    def entries(self) -> list[Option]:
        """What is offered: what is chosen, and what would find something; of a long list the commonest."""
        found = [
            Option(
                value,
                label,
                self.counts.get(value, 0) if self.counts is not None else None,
                value in self.chosen,
            )
            for value, label in self.options
        ]
        found = [option for option in found if option.is_chosen or option.count != 0]
        if len(found) <= MOST_OPTIONS:
            return found
        ranked = sorted(found, key=lambda option: (not option.is_chosen, -(option.count or 0)))
        kept = {option.value for option in ranked[:MOST_OPTIONS]}
        return [option for option in found if option.value in kept]


class KnownCountPaginator(Paginator):
    """Of a list that was counted already."""

    def __init__(self, rows, per_page: int, count: int):
        super().__init__(rows, per_page)
        self.count = count


class FilteredListing:
    """Everything around the rows of a list, computed when it is asked for.

    `parameters` is their order in every address; `form_filters` are the choices that the form shows.
    """

    filterset_class: type[ForgivingFilterSet]
    parameters: tuple[str, ...] = ()
    form_filters: tuple[str, ...] = ()
    # (value, label) of the orders that the form offers; none for a list with one order.
    sorts: list[tuple[str, str]] = []
    sort = ""
    # (name, address) of what the reader may have meant, for a list that can tell.
    suggestions: list[tuple[str, str]] = []

    def __init__(self, path: str, query: QueryDict):
        self.filter = self.filterset_class(query)
        self.unknown_values = self.filter.unknown_values
        values = {name: _as_values(value) for name, value in self.filter.form.cleaned_data.items()}
        self.address = ListAddress.of(path, self.parameters, self.written(values))
        self.search = self.value("q")
        self._page_number = query.get("page")

    def written(self, values: dict) -> dict:
        """The values as addresses write them: for a list that leaves its default unsaid."""
        return values

    def value(self, name: str) -> str:
        return next(iter(self.address.values.get(name, ())), "")

    @property
    def rows(self):
        """The filtered queryset, sorted."""
        return self.filter.qs

    @cached_property
    def page(self) -> Page:
        return Paginator(self.rows, PER_PAGE).get_page(self._page_number)

    @property
    def page_links(self):
        return page_links(self.address, self.page)

    @property
    def canonical_url(self) -> str:
        """The one address of this page of this list, with its host."""
        return f"{settings.PUBLIC_URL}{page_address(self.address, self.page.number)}"

    @property
    def previous_url(self) -> str:
        return page_address(self.address, self.page.previous_page_number())

    @property
    def next_url(self) -> str:
        return page_address(self.address, self.page.next_page_number())

    @cached_property
    def selects(self) -> list[Select]:
        found = [
            Select(
                name=name,
                label=str(self.filter.form.fields[name].label),
                options=tuple((value, str(label)) for value, label in self.filter.form.fields[name].choices),
                chosen=self.address.values.get(name, ()),
                counts=self.counts_of(name),
            )
            for name in self.form_filters
        ]
        return [select for select in found if select.options]

    def counts_of(self, name: str) -> Mapping[str, int] | None:
        """How many rows each value of a filter would find beside the other filters; None: not counted."""
        return None

    @cached_property
    def chips(self) -> list[Chip]:
        chips = []
        if self.search:
            chips.append(self._chip("q", self.search, _("Recherche : « %(text)s »") % {"text": self.search}))
        for name in self.form_filters:
            field = self.filter.form.fields[name]
            names = dict(field.choices)
            for value in self.address.values.get(name, ()):
                label = _("%(filter)s : %(value)s") % {"filter": field.label, "value": names[value]}
                chips.append(self._chip(name, value, label))
        return chips

    @property
    def clear_url(self) -> str:
        """The same list without search or filters."""
        kept = set(self.parameters) - {"q", "page", *self.form_filters}
        return str(self.address.only(*kept))

    @property
    def kept_by_search(self) -> list[tuple[str, str]]:
        """What the search box sends along, so that searching keeps the filters."""
        return self._hidden(but=("q",))

    @property
    def kept_by_form(self) -> list[tuple[str, str]]:
        """What the form of filters sends along besides its own fields."""
        return self._hidden(but=(*self.form_filters, "tri"))

    def removals(self) -> list[Removal]:
        return [Removal(chip, self._count_without(chip)) for chip in self.chips[:MOST_REMOVALS]]

    def count_with(self, values: Mapping[str, tuple[str, ...]]) -> int:
        """How many rows a neighbouring list holds."""
        given = MultiValueDict({name: list(each) for name, each in values.items()})
        return self.filterset_class(given).qs.count()

    def _count_without(self, chip: Chip) -> int:
        values = dict(self.address.values)
        values[chip.name] = tuple(value for value in values[chip.name] if value != chip.value)
        return self.count_with(values)

    def _chip(self, name, value, label) -> Chip:
        return Chip(name, value, label, str(self.address.without(name, value)))

    def _hidden(self, *, but) -> list[tuple[str, str]]:
        return [
            (name, value)
            for name, given in self.address.values.items()
            if name not in (*but, "page")
            for value in given
        ]


def _as_values(value) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())
