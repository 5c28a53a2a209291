"""Addresses of filtered lists: parameters in one fixed order, so that one view has one address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page


@dataclass(frozen=True)
class ListAddress:
    """A path and its filters; `order` lists the parameters as every address writes them.

    Whatever changes a filter goes back to the first page.
    """

    path: str
    order: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, path: str, order: tuple[str, ...], values: Mapping[str, Iterable[str]]) -> "ListAddress":
        kept = {name: tuple(filter(None, values.get(name, ()))) for name in order}
        return cls(path, order, {name: given for name, given in kept.items() if given})

    def with_value(self, name: str, value: str) -> "ListAddress":
        """The same list with `value` alone in `name`; an empty value takes the filter away."""
        return self._changed(name, (value,) if value else ())

    def without(self, name: str, value: str) -> "ListAddress":
        return self._changed(name, tuple(kept for kept in self.values.get(name, ()) if kept != value))

    def without_filter(self, name: str) -> "ListAddress":
        """The same list with no value of `name`."""
        return self._changed(name, ())

    def only(self, *names: str) -> "ListAddress":
        """The same list with the filters `names` and no other."""
        return ListAddress.of(self.path, self.order, {name: self.values.get(name, ()) for name in names})

    def _changed(self, name: str, given: tuple[str, ...]) -> "ListAddress":
        values = {key: value for key, value in self.values.items() if key != "page"}
        return ListAddress.of(self.path, self.order, {**values, name: given})

    def __str__(self):
        query = urlencode([(name, value) for name in self.order for value in self.values.get(name, ())])
        return f"{self.path}?{query}" if query else self.path


@dataclass(frozen=True)
class PageLink:
    """One entry of a pagination: a number with its address, or a gap without one."""

    label: str
    url: str = ""
    is_current: bool = False


def page_address(address: ListAddress, number: int) -> str:
    """The address of one page; the first has no number."""
    return str(address.with_value("page", str(number) if number > 1 else ""))


def page_links(address: ListAddress, page: Page) -> list[PageLink]:
    return [
        PageLink(str(entry), page_address(address, entry), entry == page.number)
        if isinstance(entry, int)
        else PageLink(label=str(entry))
        for entry in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
