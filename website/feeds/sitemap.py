"""sitemap.xml: every public page in both languages, with the day of its last change.

One file would not hold 100,000 events in two languages (50,000 addresses is the limit), so that
`sitemap.xml` lists files: one of pages, and one for every 10,000 events.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from publication.models import PublishedEvent, PublishedOrganisation, PublishedProgramme
from publication.questions.events import public_series, units_by_name

PER_FILE = 10_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
_LISTS = (
    "website:home",
    "website:event_list",
    "website:organisation_list",
    "website:programme_list",
    "website:series_list",
    "website:region_list",
    "website:recommendation_list",
    "website:data",
    "website:about",
)


@dataclass(frozen=True)
class SitePage:
    """One page: the name of its address, what fills it, and its last change where it is known."""

    name: str
    arguments: tuple = ()
    changed_on: date | None = None

    def url(self, language: str) -> str:
        with override(language):
            return f"{settings.PUBLIC_URL}{reverse(self.name, args=self.arguments)}"


def pages() -> Iterator[SitePage]:
    """Every page but those of events."""
    yield from (SitePage(name) for name in _LISTS)
    yield from (SitePage("website:region_detail", (place.slug,)) for place in units_by_name())
    for name, things in (
        ("website:series_detail", public_series()),
        ("website:organisation_detail", PublishedOrganisation.objects.all()),
        ("website:programme_detail", PublishedProgramme.objects.all()),
    ):
        yield from (SitePage(name, (slug,)) for slug in things.order_by("pk").values_list("slug", flat=True))


def event_files() -> int:
    return -(-PublishedEvent.objects.open().count() // PER_FILE)


def events(number: int) -> Iterator[SitePage]:
    """The events of one file, numbered from 1, in the order of their references."""
    start = (number - 1) * PER_FILE
    rows = PublishedEvent.objects.open().order_by("reference").values_list("reference", "changed_at")
    for reference, changed_at in rows[start : start + PER_FILE]:
        yield SitePage("website:event_detail", (reference,), changed_at.date())


def write_index() -> str:
    addresses = [reverse("site:sitemap_pages")]
    addresses += [reverse("site:sitemap_events", args=[number + 1]) for number in range(event_files())]
    lines = [
        f"<sitemap><loc>{escape(settings.PUBLIC_URL + address)}</loc></sitemap>" for address in addresses
    ]
    return "\n".join([f'{_HEAD}<sitemapindex xmlns="{_NAMESPACE}">', *lines, "</sitemapindex>\n"])


def write_file(found: Iterator[SitePage]) -> Iterator[bytes]:
    yield f'{_HEAD}<urlset xmlns="{_NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'.encode()
    for page in found:
        yield _entries(page).encode()
    yield b"</urlset>\n"


def _entries(page):
    """The page in each language; each entry names all of them."""
    urls = {language: page.url(language) for language in _LANGUAGES}
    twins = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(url)}/>'
        for language, url in urls.items()
    )
    changed = f"<lastmod>{page.changed_on.isoformat()}</lastmod>" if page.changed_on else ""
    return "".join(f"<url><loc>{escape(url)}</loc>{changed}{twins}</url>\n" for url in urls.values())
