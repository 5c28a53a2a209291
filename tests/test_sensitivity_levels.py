"""What is not public leaves no trace: the whole public site reads the same whether it is there or not.

One register is read through every address in every format, then another that differs in nothing but
what must not be told. A reader who sees the same in both cannot know which of the two is the true one.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import zip_longest

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from events.enums import DocumentKind, FigureRole, Outcome, OutputKind, RecommendationKind, Role, Sensitivity
from events.models import (
    Document,
    Event,
    EventClaim,
    EventFigure,
    EventRole,
    FollowUp,
    HeadcountGroup,
    KnowledgeTest,
    Objective,
    Output,
    Person,
    Photo,
    Theme,
)
from events.narratives import NARRATIVES
from events.services.workflow import withdraw
from organisations.enums import PlaceKind
from organisations.models import GrantAgreement, OrganisationAlias, Place, PlaceAlias
from publication.models import PublishedEvent
from publication.questions.search import matching_text
from publication.services.rebuilding import rebuild
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_event,
    make_event_source,
    make_headcount,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
    make_series,
    make_source,
    publish_event,
)
from tests.public_register import Register, make_register
from tests.test_public_surface import addresses, body_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("no_request_limits")]

CANARY = "Zorilcanari"
PUBLISHED_AT = datetime(2023, 6, 1, tzinfo=UTC)
FILES = ("", ".pdf", ".csv", ".xlsx", ".json", ".ics", ".bib", ".ris")


@dataclass(frozen=True)
class Planted:
    event: Event
    addresses: list[str] = field(default_factory=list)


@pytest.fixture
def register():
    return make_register()


def site(client, register: Register, *more: str) -> dict[str, str]:
    """What every public address says, made anew."""
    cache.clear()
    rebuild()
    read = {}
    for address in [*addresses(register, "fr"), *more]:
        # What is printed is made of the same facts and takes seconds; a workbook holds the cells of the CSV.
        if ".pdf" not in address and ".xlsx" not in address:
            read[address] = without_the_hour(text_of(client.get(address)))
    return read


def without_the_hour(text):
    """A file says when it was made."""
    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+[^\"]*", "…", text)


def differences(before, after):
    """The first line that differs, by address."""
    return {
        address: next(pair for pair in _lines(text, after[address]) if len({*pair}) > 1)
        for address, text in before.items()
        if text != after[address]
    }


def _lines(text, other):
    return zip_longest(text.split("\n"), other.split("\n"))


def plant(register, *, day=date(2023, 3, 14), word=CANARY, canary_place=True, **fields) -> Planted:
    """An event with `word` in every text that it or anything of its own can hold."""
    town = Place.objects.filter(slug=f"ville-{word.lower()}").first()
    if town is None:
        town = make_place(
            name_fr=f"Ville {word}",
            name_en=f"{word} town",
            slug=f"ville-{word.lower()}",
            kind=PlaceKind.COMMUNE,
            parent=register.region,
        )
        PlaceAlias.objects.create(place=town, name=f"Alias {word}")
    theme = Theme.objects.create(slug=f"theme-{word.lower()}", name_fr=word, name_en=f"{word} theme")
    texts = (*(narrative.code for narrative in NARRATIVES), "title", "place_note")
    event = make_event(
        places=[town],
        themes=[theme],
        programmes=[make_programme(name_fr=f"Programme {word}")],
        series=make_series(title_fr=f"Série {word}"),
        owner=make_organisation(name_fr=f"Tenant {word}"),
        venue=f"Salle {word}",
        starts_on=day,
        **{f"{text}_{code}": f"{text} {word} {code}" for text in texts for code in ("fr", "en")},
        **fields,
    )
    source = make_source(title=f"Article {word}", author=word, url=f"https://{word.lower()}.example/")
    body = make_organisation(name_fr=f"Organisation {word}", acronym=word[:12])
    OrganisationAlias.objects.create(organisation=body, name=f"Autre {word}")
    make_role(event, body, Role.ORGANISER, note_fr=word)
    make_role(event, make_organisation(name_fr=f"Bailleur {word}"), Role.FUNDER)
    _plant_people(event, body, source, word)
    _plant_outcomes(event, source, theme, word)
    publish_event(event)
    Event.objects.filter(pk=event.pk).update(first_published_at=PUBLISHED_AT, updated_at=PUBLISHED_AT)
    # Without a page it has no reference either: asked for under the next one that would be given.
    page = (event.get_absolute_url() or "/fr/evenements/RSS-ML-2023-0999/").rstrip("/")
    files = [f"{page}/documents/{row.pk}/" for row in event.documents.all()]
    files += [f"{page}/photos/{row.pk}/" for row in event.photos.all()]
    pages = [f"{page}/", *(f"{page}{suffix}" for suffix in FILES[1:])]
    return Planted(event, [*pages, *files, *(address.replace("/fr/", "/en/") for address in pages)])


def _plant_people(event, body, source, word):
    person = Person.objects.create(name=f"Personne {word}", note=word)
    EventFigure.objects.create(
        event=event,
        person=person,
        role=FigureRole.SPEAKER,
        title_on_day_fr=f"Préfet de {word}",
        organisation=body,
        represents_fr=word,
        statement_fr=word,
    )
    make_headcount(event, 40, source=source)
    make_headcount(event, 12, category="media")
    group = HeadcountGroup.objects.create(label_fr=f"Ateliers de {word}")
    group.events.add(event)
    group.headcounts.create(number=80, source=source)


def _plant_outcomes(event, source, theme, word):
    make_event_source(event, source, note_fr=word)
    EventClaim.objects.create(event=event, field="dates", value_fr=word, source=source, followed=True)
    EventClaim.objects.create(event=event, field="dates", value_fr=f"non {word}", source=source)
    Objective.objects.create(event=event, text_fr=word)
    Output.objects.create(event=event, kind=OutputKind.GUIDE, title_fr=word)
    KnowledgeTest.objects.create(event=event, moment="before", taken_by=20, note_fr=word)
    for kind in RecommendationKind.values:
        addressee = make_organisation(name_fr=f"Destinataire {word} {kind}")
        asked = make_recommendation(event, text_fr=word, kind=kind, addressee=addressee, theme=theme)
        FollowUp.objects.create(
            recommendation=asked, day=date(2024, 1, 1), status="done", note_fr=word, source=source
        )
    file = ContentFile(word.encode(), f"{word}.odt")
    Document.objects.create(event=event, kind=DocumentKind.AGENDA, title_fr=word, file=file, is_public=True)
    image = BytesIO()
    Image.new("RGB", (8, 6), "white").save(image, "JPEG")
    photo = ContentFile(image.getvalue(), f"{word}.jpg")
    Photo.objects.create(event=event, caption_fr=word, credit=word, image=photo, consent=True, source=source)


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


NOT_PUBLIC = {
    "hidden": {"sensitivity": Sensitivity.HIDDEN},
    "in totals only": {"sensitivity": Sensitivity.AGGREGATE},
    "delayed": {"sensitivity": Sensitivity.DELAYED, "delay_days": 30_000},
    "planned and not announced": {"outcome": Outcome.PLANNED, "day": date(2090, 3, 14)},
}


def test_the_site_is_the_same_with_and_without_events_that_are_not_public(client, register):
    """All at once: a walk of the whole site takes seconds."""
    guesses = [f"/fr/evenements/?q={CANARY}", f"/en/events/?q={CANARY[:-1]}e"]
    before = site(client, register, *guesses)
    planted = [
        plant(register, word=f"{CANARY}{number}", **fields)
        for number, fields in enumerate(NOT_PUBLIC.values())
    ]
    assert differences(before, site(client, register, *guesses)) == {}
    for level, one in zip(NOT_PUBLIC, planted, strict=True):
        assert_leads_nowhere(client, level, one)


def assert_leads_nowhere(client, level, planted):
    event = planted.event
    for name, slug in (
        ("organisation", event.roles.first().organisation.slug),
        ("bailleur", event.roles.last().organisation.slug),
        ("theme", event.themes.get().slug),
        ("programme", event.programmes.get().slug),
    ):
        assert CANARY not in text_of(client.get(f"/fr/evenements/?{name}={slug}")), (level, name)
    for thing in (event.series, event.programmes.get(), *(role.organisation for role in event.roles.all())):
        assert client.get(thing.get_absolute_url()).status_code == 404, (level, thing)
    for address in planted.addresses:
        assert client.get(address).status_code == 404, (level, address)


def test_a_withdrawn_event_answers_that_it_was_and_tells_nothing_else(client, register):
    planted = plant(register)
    assert CANARY in text_of(client.get(planted.addresses[0]))
    planted.event.refresh_from_db()
    withdraw(event=planted.event, by=make_coordinator(), reason=f"Pour {CANARY}.")
    for address, text in site(client, register).items():
        assert CANARY not in text, address
    for address in planted.addresses:
        response = client.get(address)
        assert response.status_code in (404, 410), address
        assert CANARY.encode() not in body_of(response), address


# -- region and month only -----------------------------------------------------------------------------

OTHER = "Belettecanari"


def assert_reads_the_same(client, register, planted, change):
    """Nothing public changes with what only the true register tells."""
    before = site(client, register, *planted.addresses)
    change()
    Event.objects.filter(pk=planted.event.pk).update(updated_at=PUBLISHED_AT)
    after = site(client, register, *planted.addresses)
    assert differences(before, after) == {}


def test_what_is_withheld_of_an_event_known_to_its_region_and_month_is_in_no_format(client, register):
    """Its day, its town, who spoke there and who wrote of it: changed together, they change nothing."""
    for day in (1, 13, 31):
        make_published_event(starts_on=date(2023, 3, day), places=[register.region])
    planted = plant(register, day=date(2023, 3, 2), sensitivity=Sensitivity.REGION_AND_MONTH)
    other = make_place(kind=PlaceKind.COMMUNE, parent=register.region, name_fr=OTHER)

    def change():
        event = Event.objects.get(pk=planted.event.pk)
        event.starts_on = event.ends_on = date(2023, 3, 28)
        event.venue = event.place_note_fr = event.place_note_en = OTHER
        event.save()
        event.event_places.update(place=other)
        for rows in (event.figures, event.event_sources, event.claims, event.documents, event.photos):
            rows.all().delete()
        FollowUp.objects.update(source=None)
        event.headcounts.update(source=None)
        event.headcount_groups.all().delete()

    assert_reads_the_same(client, register, planted, change)


def test_a_search_for_what_is_withheld_does_not_find_the_event(client, register):
    planted = plant(register, sensitivity=Sensitivity.REGION_AND_MONTH)
    Event.objects.filter(pk=planted.event.pk).update(venue="Salleseule")
    rebuild()

    def found(words):
        return matching_text(PublishedEvent.objects.open(), words).filter(pk=planted.event.pk).exists()

    assert found(f"title {CANARY}")
    for words in ("Salleseule", "Alias", "préfet", "Personne", "Article", f"Ville {CANARY}"):
        assert not found(words), words


# -- funders that may not be named ----------------------------------------------------------------------


WAYS = ("role", "agreement", "programme", "event")


def paid_in_secret(way, funder, place):
    programme = make_programme(name_fr=f"Programme financé, {way}")
    event = make_event(
        places=[place], programmes=[programme], funders_withheld=way == "event", title_fr=f"Payé, {way}"
    )
    withheld_by(way, event, programme, funder)
    publish_event(event)
    Event.objects.filter(pk=event.pk).update(first_published_at=PUBLISHED_AT, updated_at=PUBLISHED_AT)
    return event


def withheld_by(way, event, programme, funder):
    if way == "role":
        make_role(event, funder, Role.FUNDER, disclosed=False)
    elif way == "agreement":
        event.agreements.add(make_agreement(funder, funder_disclosed=False, reference=f"R {way}"))
    elif way == "programme":
        make_agreement(funder, programme=programme, funder_disclosed=False, reference=f"R {way}")
    else:
        make_role(event, funder, Role.FUNDER)


def test_which_funder_is_withheld_is_in_no_format(client, register):
    """Swapped everywhere at once, whatever the way in which it is withheld."""
    funders = [make_organisation(name_fr=f"{word} qui paie", acronym=word[:10]) for word in (CANARY, OTHER)]
    # Both are known for something else, so that both have a page, a place in lists and in filters.
    for number, funder in enumerate(funders):
        make_role(make_published_event(title_fr=f"Autre {number}"), funder, Role.PARTNER)
    events = [paid_in_secret(way, funders[0], register.region) for way in WAYS]
    pages = [page.get_absolute_url() for event in events for page in (event, event.programmes.get())]
    pages += [funder.get_absolute_url() for funder in funders]
    queries = [
        f"/fr/evenements{suffix}?{name}={funder.slug}{role}"
        for suffix in ("/", ".csv", ".json", ".atom")
        for funder in funders
        for name, role in (("bailleur", ""), ("organisation", "&role=funder"))
    ]
    queries += [f"/fr/organisations/?role=funder&q={word}" for word in (CANARY, OTHER)]
    planted = Planted(events[0], [*pages, *queries])

    def swap():
        roles = EventRole.objects.filter(organisation=funders[0], role=Role.FUNDER)
        roles.update(organisation=funders[1])
        GrantAgreement.objects.filter(funder=funders[0]).update(funder=funders[1])

    assert_reads_the_same(client, register, planted, swap)
