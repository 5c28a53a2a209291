"""A filtered public list as one address asks for it: what is in force, and where each link leads."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from rss_registry.addresses import ListAddress, page_address, page_links

PER_PAGE = 20
# An empty list offers to take filters away one by one, with what each removal would find.
MOST_REMOVALS = 8


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
class Select:
    """One choice of the form. `others` are further values in force, kept when the form is sent."""

    name: str
    label: str
    blank_label: str
    options: tuple[tuple[str, str], ...]
    selected: str
    others: tuple[str, ...]


class FilteredListing:
    """Everything around the rows of a list, computed when it is asked for.

    `parameters` is their order in every address; `form_filters` are the choices that the form shows.
    """

    filterset_class = None
    parameters: tuple[str, ...] = ()
    form_filters: tuple[str, ...] = ()
    # (value, label) of the orders that the form offers; none for a list with one order.
    sorts: list[tuple[str, str]] = []
    sort = ""

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
        found = []
        for name in self.form_filters:
            field = self.filter.form.fields[name]
            selected, *others = self.address.values.get(name, ("",))
            found.append(
                Select(
                    name=name,
                    label=str(field.label),
                    blank_label=str(self.filter.filters[name].blank_label),
                    options=tuple((value, str(label)) for value, label in field.choices),
                    selected=selected,
                    others=tuple(others),
                )
            )
        return [select for select in found if select.options]

    @cached_property
    def chips(self) -> list[Chip]:
        chips = []
        if self.search:
            chips.append(self._chip("q", self.search, _("Recherche : « %(text)s »") % {"text": self.search}))
        for select in self.selects:
            names = dict(select.options)
            for value in filter(None, (select.selected, *select.others)):
                label = _("%(filter)s : %(value)s") % {"filter": select.label, "value": names[value]}
                chips.append(self._chip(select.name, value, label))
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

    def count(self, filterset) -> int:
        """How many rows a neighbouring list holds."""
        return filterset.qs.count()

    def _count_without(self, chip: Chip) -> int:
        values = {
            name: [value for value in given if (name, value) != (chip.name, chip.value)]
            for name, given in self.address.values.items()
        }
        return self.count(self.filterset_class(MultiValueDict(values)))

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
