"""Every public address, read from the URL configuration so that a new page cannot be forgotten."""

import gzip
import re
from copy import deepcopy
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, resolve, reverse, translate_url
from django.utils.translation import override
from pypdf import PdfReader

from organisations.models import Organisation
from publication.models.pending import settle
from publication.services.rebuilding import open_day
from reports.services.codes import printed
from tests.factories import make_event
from tests.public_register import SECRETS, document_of, event_proof, make_full_event, make_register

LANGUAGES = ("fr", "en")
# Where staff sign in: guarded by permissions, tested with them.
NOT_PUBLIC = {"admin", "staff"}
UNDEFINED = "UNDEFINED-NAME:%s"
EVENT_FILES = ("pdf", "csv", "xlsx", "json", "ics", "bib", "ris")
# What search engines read is data, which no policy of scripts stops or needs to.
STRUCTURED_DATA = '<script type="application/ld+json">'

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_request_limits", "healthy")]


def named_patterns(patterns=None, namespaces=()):
    """(view name, names of its arguments) of every address outside the staff area."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        namespace = getattr(pattern, "namespace", None)
        if namespace in NOT_PUBLIC:
            continue
        if hasattr(pattern, "url_patterns"):
            yield from named_patterns(
                pattern.url_patterns, (*namespaces, namespace) if namespace else namespaces
            )
        elif pattern.name:
            yield ":".join((*namespaces, pattern.name)), tuple(pattern.pattern.converters)


def arguments_for(view_name, names, register):
    """What fills the arguments of an address; an address that is not known here fails the test."""
    if not names:
        return {}
    event = register.event
    document = document_of(event)
    known = {
        "website:event_detail": {},
        "website:event_document": {"pk": event.documents.get(is_public=True).pk},
        "website:event_photo": {"pk": event.photos.get(consent=True).pk},
        **{f"website:event_{suffix}": {} for suffix in EVENT_FILES if suffix != "pdf"},
        "reports:event_pdf": {},
        "site:sitemap_events": {"number": 1},
        "reports:verification": {"code": printed(event_proof(event).code)},
        "reports:job": {"token": document.token},
        "reports:job_file": {"token": document.token},
        "website:calendar_month": {"year": 2023, "month": 3},
        "website:series_detail": {"slug": register.series.slug},
        "reports:series_synthesis": {"slug": register.series.slug},
        "website:region_detail": {"slug": register.region.slug},
        "reports:committee_pdf": {"slug": register.committee.slug},
        "website:organisation_detail": {"slug": register.organisation.slug},
        "website:programme_detail": {"slug": register.programme.slug},
    }[view_name]
    return ({"reference": event.reference} if "reference" in names else {}) | known


def addresses(register, language):
    with override(language):
        found = [
            reverse(name, kwargs=arguments_for(name, arguments, register))
            for name, arguments in named_patterns()
        ]
        lists = [reverse("website:event_list"), reverse("website:organisation_list")]
        found += [
            f"{lists[0]}?q=atelier&region=gao&theme=controle&tri=anciens",
            f"{lists[0]}?statut=prevus",
            f"{reverse('website:event_list_csv')}?entetes=hxl&separateur=point-virgule&region=gao",
            f"{lists[0]}?region=atlantide&annee=12",
            f"{lists[1]}?q=essai&type=alliance",
            f"{lists[1]}?region=gao&role=funder&role=organiser&activite=actives",
            f"{reverse('website:calendar_month', args=[2023, 3])}?jour=28",
            f"{reverse('website:statistics')}?annee=2023&programme=programme",
            register.committee.get_absolute_url(),
        ]
    return found


def pages(register, language):
    """The addresses that are read in a browser rather than taken away as a file."""
    return [
        address
        for address in addresses(register, language)
        if address != reverse("health")
        and "." not in address.partition("?")[0]
        and "/documents/" not in address
        and "/photos/" not in address
    ]


def is_html(response):
    return response["Content-Type"].startswith("text/html")


def body_of(response):
    """The whole answer; a file that is streamed is closed once it is read."""
    return b"".join(response) if response.streaming else response.content


def text_of(response):
    """What a reader, or a curious one, can read in an answer."""
    if response["Content-Type"] == "application/pdf":
        document = PdfReader(BytesIO(body_of(response)))
        pages = [page.extract_text() for page in document.pages]
        attached = [
            data.decode(errors="replace") for files in document.attachments.values() for data in files
        ]
        return "\n".join([*pages, *attached, str(document.metadata)])
    if response["Content-Type"].endswith("spreadsheetml.sheet"):
        with ZipFile(BytesIO(body_of(response))) as workbook:
            return "\n".join(workbook.read(name).decode() for name in workbook.namelist())
    return body_of(response).decode(errors="replace")


@pytest.fixture
def register():
    return make_register()


@pytest.fixture
def loud_templates(settings):
    """A template that reads a name nobody gave it writes that name on the page."""
    templates = deepcopy(django_settings.TEMPLATES)
    templates[0]["OPTIONS"]["string_if_invalid"] = UNDEFINED
    settings.TEMPLATES = templates


def test_the_list_of_addresses_holds_the_pages_that_people_look_for():
    names = {name for name, _arguments in named_patterns()}
    assert {"website:home", "website:event_list", "website:event_detail"} <= names
    assert {"website:organisation_detail", "website:programme_detail"} <= names


@pytest.mark.one_database
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_in_its_language_with_a_strict_policy_and_no_cookie(
    client, register, loud_templates, language
):
    for address in addresses(register, language):
        response = client.get(address)
        assert response.status_code == 200, address
        assert not response.cookies, address
        assert "cookie" not in response.get("Vary", "").lower(), address
        page = body_of(response).decode(errors="replace")
        if is_html(response):
            policy = response["Content-Security-Policy"]
            assert "default-src 'none'" in policy and "unsafe" not in policy, address
            assert f'<html lang="{language}">' in page, address
            assert UNDEFINED.partition(":")[0] not in page, address
            page = page.replace(STRUCTURED_DATA, "")
            assert "<script" not in page and "<style" not in page and " style=" not in page, address


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_secret_is_on_any_page_in_any_format(client, register, language):
    for address in addresses(register, language):
        read = text_of(client.get(address))
        for what, secret in SECRETS.items():
            assert secret not in read, f"{what} is on {address}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_has_no_page_and_a_search_for_it_finds_nothing(client, language):
    draft = make_event(title_fr=SECRETS["a draft's title"], reference="RSS-ML-2023-9999")
    with override(language):
        assert client.get(draft.get_absolute_url()).status_code == 404
        found = client.get(reverse("website:event_list"), {"q": "brouillon"})
    assert found.context["listing"].page.paginator.count == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_organisation_that_only_a_secret_names_has_no_page(client, register, language):
    for what in (
        "a draft's organisation",
        "a funder that may not be named",
        "a funder withheld for one event",
    ):
        hidden = Organisation.objects.get(name_fr=SECRETS[what])
        with override(language):
            assert client.get(hidden.get_absolute_url()).status_code == 404, what


@pytest.mark.one_database
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_links_to_itself_in_the_other_language(client, register, language):
    other = {"fr": "en", "en": "fr"}[language]
    for address in pages(register, language):
        response = client.get(address)
        with override(language):
            twin, here = translate_url(address, other), resolve(address.partition("?")[0])
        with override(other):
            there = resolve(twin.partition("?")[0])
        assert twin.startswith(f"/{other}/")
        assert (here.view_name, here.kwargs) == (there.view_name, there.kwargs)
        assert f'hreflang="{other}"' in response.content.decode()
        assert f'href="{twin}"'.replace("&", "&amp;") in response.content.decode(), address


def queries_of(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_register(client, register):
    """Measured with 1, 3 and 30 full events in the same region, series and programme."""
    measured = pages(register, "fr")

    def counted():
        # Publishing is no part of reading.
        settle()
        open_day()
        return {address: queries_of(client, address) for address in measured}

    counts = {1: counted()}
    made = 1
    for number in (3, 30):
        while made < number:
            made += 1
            make_full_event(register, series_rank=made, starts_on=date(2023, 1, made))
        counts[number] = counted()
    assert counts[3] == counts[1]
    assert counts[30] == counts[1]


def test_a_full_list_weighs_less_than_14_kilobytes_with_its_style_sheet(client, register):
    """The page of 20 full events and the sheet, compressed as they travel; nothing else is asked for."""
    for number in range(1, 21):
        make_full_event(
            register,
            title_fr=f"Renforcement des capacités des membres de l’alliance, session {number}",
            starts_on=date(2023, 2, number),
            series_rank=number + 1,
        )
    page = client.get("/fr/evenements/", headers={"accept-encoding": "gzip"})
    sheet = gzip.compress(Path(finders.find("css/site.css")).read_bytes())
    assert len(client.get("/fr/evenements/").context["listing"].items) == 20
    assert len(page.content) + len(sheet) <= 14 * 1024
    asked_for = re.findall(
        r'<(?:link|script|img)\b[^>]*(?:src|href)="(/static/[^"]+)"', gzip.decompress(page.content).decode()
    )
    assert len(asked_for) <= 2


HOSTILE_QUERIES = (
    "page=-1&annee=99999999999999999999&tri=;drop&statut[]=x&jour=99",
    "page=999999999999999999999&q=%00&region=%00&annee=%00&organisation=%00",
    "q=%ff%fe&region=%ff&page=%ff&annee=%C3%28",
    'q="*NEAR(a:b)-^&type=<script>&public=%F0%9F%92%A3',
    "q=" + "x" * 10_000,
    "&".join(f"region=r{number}" for number in range(900)),
)


def test_no_query_that_a_visitor_types_breaks_a_page(client, register):
    """As 200 (the odd value ignored) or 400, never 500, on both databases."""
    for address in pages(register, "fr"):
        if not address.endswith((".pdf", ".xlsx")) and "RSS-ML" not in address:
            for query in HOSTILE_QUERIES:
                response = client.get(f"{address}?{query}", follow=True)
                assert response.status_code in (200, 400, 404, 422), (address, query[:60])
                body_of(response)
