"""The address of a file is that of its page with a suffix, and the same query."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from rss_registry.addresses import ListAddress, page_address
from website.datasets.event_periods import is_dated

LIST_FORMATS = ("csv", "xlsx", "json")
EVENT_LIST_FORMATS = (*LIST_FORMATS, "atom", "ics", "pdf")
_EVENT_FORMATS = (*LIST_FORMATS, "ics", "bib", "ris")
_KINDS = {
    "csv": ("CSV", "text/csv"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("JSON", "application/json"),
    "atom": ("Atom", "application/atom+xml"),
    "ics": ("iCal", "text/calendar"),
    "pdf": ("PDF", "application/pdf"),
    "bib": ("BibTeX", "application/x-bibtex"),
    "ris": ("RIS", "application/x-research-info-systems"),
}


@dataclass(frozen=True)
class Download:
    suffix: str
    url: str

    @property
    def label(self) -> str:
        return _KINDS[self.suffix][0]

    @property
    def type(self) -> str:
        return media_type(self.suffix)


def media_type(suffix: str) -> str:
    return _KINDS[suffix][1]


def file_address(address: ListAddress, suffix: str, page: int = 1) -> str:
    """All pages of a list have one file; only a feed has pages of its own."""
    path = f"{address.path.rstrip('/')}.{suffix}"
    return page_address(ListAddress(path, address.order, address.values), page)


def downloads_of_list(address: ListAddress, formats: Iterable[str]) -> list[Download]:
    return [Download(suffix, file_address(address, suffix)) for suffix in formats]


def downloads_of_dataset(name: str, **filters: str) -> list[Download]:
    """The files of a dataset by the name of its addresses; `filters` as its list writes them."""
    formats = EVENT_LIST_FORMATS if name == "event_list" else LIST_FORMATS
    query = f"?{urlencode(filters)}" if filters else ""
    return [Download(suffix, f"{_reversed(name, suffix)}{query}") for suffix in formats]


def downloads_of_chart(code: str, address: ListAddress) -> list[Download]:
    """The files of one chart of the page of statistics, with the filters of the page."""
    _path, mark, query = str(address).partition("?")
    return [
        Download(suffix, f"{reverse(f'website:chart_{code}_{suffix}')}{mark}{query}")
        for suffix in LIST_FORMATS
    ]


def downloads_of_event(event, reference: str) -> list[Download]:
    """The files of one event; one of which only the month is public has no calendar."""
    return [
        Download(suffix, _reversed("event", suffix, reference))
        for suffix in _EVENT_FORMATS
        if suffix != "ics" or is_dated(event)
    ]


def _reversed(name, suffix, *arguments):
    # Documents stand further right: they are known by the name of their address alone.
    namespace = "reports" if suffix == "pdf" else "website"
    return reverse(f"{namespace}:{name}_{suffix}", args=arguments)
