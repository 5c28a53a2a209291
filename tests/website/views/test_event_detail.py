from datetime import date
from functools import partial

import pytest
from django.utils import timezone
from django.utils.html import escape

from events.enums import Basis, DateInference, Outcome, Role
from events.models import Event, EventClaim, EventFigure, HeadcountGroup
from events.services.workflow import return_to_author, withdraw
from publication.models import PublishedEvent
from publication.models.pending import settle
from rss_registry.figures import BELOW_THRESHOLD
from tests.factories import (
    make_coordinator,
    make_event,
    make_headcount,
    make_organisation,
    make_published_event,
    make_role,
    make_series,
    make_source,
    publish_event,
)

NBSP = "\u00a0"

pytestmark = pytest.mark.django_db


def page(client, event):
    response = client.get(event.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_what_no_source_states_reads_not_communicated_and_never_zero(client):
    body = page(client, make_published_event())
    assert f"Nombre de participants{NBSP}: non communiqué." in body
    assert "<dd>0</dd>" not in body


def test_an_approximate_count_keeps_its_words(client):
    event = make_published_event()
    make_headcount(event, 40, basis=Basis.APPROXIMATE)
    body = page(client, event)
    assert f"<dd>≈{NBSP}40</dd>" in body
    assert "une quarantaine" in body


def test_a_small_group_is_hidden_and_nothing_is_drawn_for_it(client):
    event = make_published_event()
    for category, number in (("", 43), ("fds", 3), ("elected", 20), ("media", 20)):
        make_headcount(event, number, category=category)
    body = page(client, event)
    assert f'<td class="num">{escape(BELOW_THRESHOLD)}</td><td class="bar-cell"></td>' in body
    assert '<td class="num">masqué</td><td class="bar-cell"></td>' in body


def test_a_shared_total_names_the_other_events_once_all_have_a_page(client):
    one, other = make_published_event(), make_published_event(title_fr="L’autre atelier")
    group = HeadcountGroup.objects.create(label_fr="les ateliers d’avril")
    group.events.set([one, other])
    group.headcounts.create(number=200)
    body = page(client, one)
    assert f"200 participants en tout{NBSP}: les ateliers d’avril." in body
    assert "L’autre atelier" in body
    group.events.add(make_event(title_fr="Brouillon du groupe"))
    body = page(client, one)
    assert "les ateliers d’avril" not in body and "L’autre atelier" not in body


def test_an_inferred_date_says_so_and_from_what(client):
    event = make_published_event(
        date_inference=DateInference.YEAR, date_note="Déduite de la parution de l'article."
    )
    body = page(client, event)
    assert (
        "28 mars 2023 (année déduite)" in body.replace(NBSP, " ")
        and "Déduite de la parution de l’article." in body
    )


def test_sources_that_disagree_are_both_shown_with_the_one_that_is_followed(client):
    event, source = make_published_event(), make_source(title="Un article")
    EventClaim.objects.create(event=event, field="dates", value_fr="deux jours", followed=True, source=source)
    EventClaim.objects.create(event=event, field="dates", value_fr="trois jours", source=source)
    body = page(client, event)
    assert body.index("deux jours") < body.index("retenu par la fiche") < body.index("trois jours")


def test_a_withheld_funder_reads_as_withheld(client):
    event = make_published_event()
    make_role(event, make_organisation(name_fr="Bailleur caché"), Role.FUNDER, disclosed=False)
    body = page(client, event)
    assert "Bailleur non divulgué" in body and "Bailleur caché" not in body


def test_a_public_figure_without_a_name_is_known_by_office(client):
    event = make_published_event()
    EventFigure.objects.create(
        event=event, role="guest", title_on_day_fr="Adjointe au maire", represents_fr="le maire"
    )
    assert f"Adjointe au maire (représente{NBSP}: le maire)" in page(client, event)


def test_an_event_of_a_series_leads_to_its_public_neighbours(client):
    series = make_series(title_fr="Forums", planned_number=5)
    first = make_published_event(title_fr="Bamako", series=series, series_rank=1)
    make_event(title_fr="Brouillon de rang 2", series=series, series_rank=2)
    third = make_published_event(
        title_fr="Sikasso",
        series=series,
        series_rank=3,
        starts_on=None,
        outcome=Outcome.PLANNED,
        announced=True,
    )
    body = page(client, first)
    assert "1<sup>er</sup> de 5" in body
    assert f'<a href="{third.get_absolute_url()}" rel="next">Sikasso</a>' in body
    assert 'rel="prev"' not in body


def test_the_page_offers_its_report_and_a_way_to_cite_it(client):
    event = make_published_event(title_fr="Un atelier", starts_on=date(2023, 3, 28))
    body = page(client, event)
    assert f"/fr/evenements/{event.reference}.pdf" in body
    assert f"Un atelier. 28{NBSP}mars 2023. {event.reference}. http" in body


def withdrawn(event, **why):
    withdraw(event=event, by=make_coordinator(), reason="Erreur d’organisation.", **why)


def returned(event):
    return_to_author(event=event, by=make_coordinator(), reason="À compléter.")


def less_visible(sensitivity, **fields):
    def change(event):
        for name, value in {"sensitivity": sensitivity, **fields}.items():
            setattr(event, name, value)
        event.save()

    return change


@pytest.mark.parametrize(
    ("leave", "reason"),
    [
        (withdrawn, None),
        (partial(withdrawn, public_reason="duplicate"), "doublon"),
        (partial(withdrawn, public_reason="protection"), "pour protéger"),
        (returned, "erreur"),
        (less_visible("hidden"), "pour protéger"),
        (less_visible("aggregate"), "pour protéger"),
        (less_visible("delayed", delay_days=30_000), "pour protéger"),
    ],
)
def test_what_was_public_and_is_no_more_says_since_when_and_for_what_class_of_reason(client, leave, reason):
    event = make_published_event(title_fr="Titre retiré")
    address = event.get_absolute_url()
    assert client.get(address).status_code == 200
    leave(event)
    response = client.get(address)
    body = response.content.decode()
    assert response.status_code == 410
    assert "Fiche retirée" in body and f"depuis le {timezone.localdate().day}" in body
    assert (f"Motif{NBSP}: " in body) is bool(reason) and (reason or "") in body
    assert (
        "Titre retiré" not in body and "organisation." not in body.partition("<main")[2].partition("Motif")[0]
    )
    # The menu and the other language are there.
    assert "/en/events/" in body and "/fr/statistiques/" in body
    english = client.get(address.replace("/fr/evenements/", "/en/events/"))
    assert english.status_code == 410 and "Record withdrawn" in english.content.decode()


def test_the_class_of_reason_does_not_tell_that_a_record_was_under_delay(client):
    events = [make_published_event(), make_published_event(sensitivity="delayed", delay_days=2)]
    settle()
    for event in events:
        returned(event)
    pages = [client.get(event.get_absolute_url()).content.decode() for event in events]
    assert all("erreur" in page and "protéger" not in page for page in pages)


def test_it_is_back_once_it_is_published_again(client):
    event = make_published_event()
    returned(event)
    assert client.get(event.get_absolute_url()).status_code == 410
    publish_event(Event.objects.get(pk=event.pk))
    assert client.get(event.get_absolute_url()).status_code == 200


def test_a_record_that_is_suspended_says_that_it_may_come_back(client):
    event = make_published_event()
    PublishedEvent.objects.filter(pk=event.pk).update(is_suspended=True)
    response = client.get(event.get_absolute_url())
    assert response.status_code == 410
    assert "Fiche suspendue" in response.content.decode()


def test_a_future_event_that_is_not_announced_has_no_page(client):
    event = make_event(starts_on=date(2090, 1, 1), outcome=Outcome.PLANNED)
    publish_event(event)
    assert event.get_absolute_url() == ""
    assert client.get("/fr/evenements/RSS-ML-2090-0001/").status_code == 404


@pytest.mark.parametrize("address", ["/fr/evenements/RSS-ML-1999-0001/", "/fr/nulle-part/"])
def test_an_address_that_leads_nowhere_says_so_in_both_languages(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "Page introuvable" in response.content.decode()
    assert "Page not found" in response.content.decode()


def test_who_was_there_is_told_even_when_nobody_counted(client):
    event = make_published_event()
    event.audiences.create(category="media")
    event.audiences.create(category="justice")
    body = client.get(event.get_absolute_url()).content.decode()
    assert "Publics présents, sans effectif" in body and "médias, justice" in body


def test_what_a_public_figure_said_is_read_beside_the_title_of_that_day(client):
    event = make_published_event()
    event.figures.create(role="speaker", title_on_day_fr="Maire", statement_fr="La paix se construit ici.")
    assert "La paix se construit ici." in client.get(event.get_absolute_url()).content.decode()


def test_an_order_of_magnitude_is_also_said_in_words(client):
    event = make_published_event()
    make_headcount(event, 40, basis="approximate")
    for address in (event.get_absolute_url(), "/fr/evenements/"):
        body = client.get(address).content.decode()
        assert "≈\u00a040" in body and "une quarantaine" in body


def test_a_photo_is_fetched_only_when_asked_for_and_a_lost_file_breaks_nothing(client):
    event = make_published_event()
    event.photos.create(caption_fr="La salle", credit="FES", image="photos/perdue.jpg", consent=True)
    body = client.get(event.get_absolute_url()).content.decode()
    assert 'loading="lazy"' in body and "<details><summary>La salle</summary>" in body and "FES" in body
