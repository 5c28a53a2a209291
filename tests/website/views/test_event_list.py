from datetime import date

import pytest
from django.utils.html import escape

from events.enums import Basis, EventKind, Outcome, Role, Sex
from events.models import HeadcountGroup, Theme
from tests.factories import (
    make_agreement,
    make_headcount,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_role,
    make_series,
)

LIST = "/fr/evenements/"
NBSP = "\u00a0"

pytestmark = pytest.mark.django_db


def titles(client, **query):
    return [item.title for item in client.get(LIST, query).context["listing"].items]


def page(client, **query):
    return client.get(LIST, query).content.decode()


def test_events_held_are_listed_newest_first(client):
    make_published_event(title_fr="Ancien", starts_on=date(2021, 2, 24))
    make_published_event(title_fr="Récent", starts_on=date(2024, 2, 29), ends_on=date(2024, 3, 1))
    make_published_event(title_fr="Médian", starts_on=date(2023, 3, 28))
    assert titles(client) == ["Récent", "Médian", "Ancien"]
    assert titles(client, tri="anciens") == ["Ancien", "Médian", "Récent"]


def test_what_is_planned_or_cancelled_has_a_tab_of_its_own(client):
    series = make_series()
    make_published_event(title_fr="Tenu")
    for rank, outcome in ((2, Outcome.PLANNED), (3, Outcome.POSTPONED), (4, Outcome.CANCELLED)):
        make_published_event(
            title_fr=f"Rang {rank}",
            starts_on=None,
            outcome=outcome,
            announced=True,
            series=series,
            series_rank=rank,
        )
    listing = client.get(LIST).context["listing"]
    assert [item.title for item in listing.items] == ["Tenu"]
    assert titles(client, statut="prevus") == ["Rang 2", "Rang 3"]
    assert titles(client, statut="annules") == ["Rang 4"]
    assert [(tab.count, tab.url) for tab in listing.tabs] == [
        (1, LIST),
        (2, f"{LIST}?statut=prevus"),
        (1, f"{LIST}?statut=annules"),
    ]


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0 événement<"), (1, "1 événement<"), (2, "2 événements<")],
)
def test_french_says_zero_and_one_in_the_singular(client, count, expected):
    for _number in range(count):
        make_published_event()
    assert f"<b>{expected}" in page(client)


def test_a_filter_keeps_its_region_and_what_lies_in_it(client):
    gao, kidal = make_place(name_fr="Gao", slug="gao"), make_place(name_fr="Kidal", slug="kidal")
    commune = make_place(name_fr="Ansongo", kind="commune", parent=gao)
    make_published_event(title_fr="À Ansongo", places=[commune])
    make_published_event(title_fr="À Kidal", places=[kidal], starts_on=date(2022, 1, 1))
    make_published_event(title_fr="Ailleurs", starts_on=date(2021, 1, 1))
    assert titles(client, region="gao") == ["À Ansongo"]
    assert titles(client, region=["gao", "kidal"]) == ["À Ansongo", "À Kidal"]


def test_each_filter_finds_its_events_and_no_others(client):
    theme = Theme.objects.create(slug="genre", name_fr="genre")
    programme = make_programme(name_fr="Programme", slug="programme")
    organisation = make_organisation(name_fr="Organisation", slug="organisation")
    wanted = make_published_event(
        title_fr="Trouvé",
        kind=EventKind.FORUM,
        themes=[theme],
        programmes=[programme],
        starts_on=date(2021, 12, 31),
        ends_on=date(2022, 1, 1),
    )
    make_role(wanted, organisation)
    make_published_event(title_fr="Autre", starts_on=date(2023, 5, 2))
    for query in (
        {"annee": "2021"},
        {"annee": "2022"},
        {"type": "forum"},
        {"theme": "genre"},
        {"programme": "programme"},
        {"organisation": "organisation"},
        {"q": "trouve"},
    ):
        assert titles(client, **query) == ["Trouvé"], query


def test_a_funder_is_found_through_its_programme_and_only_where_it_may_be_named(client):
    programme = make_programme()
    funder = make_organisation(name_fr="Bailleur", slug="bailleur")
    hidden = make_organisation(name_fr="Caché", slug="cache")
    make_agreement(funder, programme=programme)
    make_published_event(title_fr="Payé", programmes=[programme])
    secret = make_published_event(title_fr="Secret", starts_on=date(2022, 1, 1))
    make_role(secret, hidden, Role.FUNDER, disclosed=False)
    assert titles(client, bailleur="bailleur") == ["Payé"]
    assert titles(client, organisation="bailleur") == ["Payé"]
    # A name that is withheld is no value of the filter: the address is not understood, nothing is told.
    response = client.get(LIST, {"bailleur": "cache"})
    assert response.context["listing"].unknown_values == [("bailleur", "cache")]
    assert len(response.context["listing"].items) == 2


def test_an_unknown_value_is_ignored_with_a_notice(client):
    make_published_event(title_fr="Toujours là")
    body = page(client, region="atlantide", tri="prix", page="douze")
    assert escape(f"Filtre inconnu, ignoré{NBSP}: region = atlantide") in body
    assert escape(f"Filtre inconnu, ignoré{NBSP}: tri = prix") in body
    assert "Toujours là" in body


@pytest.mark.parametrize("words", ["\0", "x" * 300])
def test_a_search_that_cannot_be_read_is_ignored_with_a_notice(client, words):
    make_published_event(title_fr="Toujours là")
    response = client.get(LIST, {"q": words})
    assert response.status_code == 200
    assert "Toujours là" in response.content.decode()
    assert "Filtre inconnu" in response.content.decode()


def test_filters_in_force_are_chips_that_lead_to_the_list_without_them(client):
    make_place(name_fr="Gao", slug="gao")
    make_published_event(starts_on=date(2023, 5, 2))
    listing = client.get(LIST, {"annee": "2023", "region": "gao", "q": "atelier"}).context["listing"]
    assert [(chip.label, chip.url) for chip in listing.chips] == [
        (f"Recherche{NBSP}: «{NBSP}atelier{NBSP}»", f"{LIST}?region=gao&annee=2023"),
        (f"Région{NBSP}: Gao", f"{LIST}?q=atelier&annee=2023"),
        (f"Année{NBSP}: 2023", f"{LIST}?q=atelier&region=gao"),
    ]
    assert listing.clear_url == LIST


def test_an_empty_list_offers_each_removal_with_what_it_would_find(client):
    make_place(name_fr="Gao", slug="gao")
    make_published_event(title_fr="Atelier", starts_on=date(2023, 5, 2))
    make_published_event(title_fr="Forum", starts_on=date(2022, 5, 2))
    response = client.get(LIST, {"region": "gao", "annee": "2023"})
    assert [(item.chip.name, item.count) for item in response.context["listing"].removals()] == [
        ("region", 1),
        ("annee", 0),
    ]
    body = response.content.decode()
    assert "Aucun événement ne correspond" in body
    assert f'<a href="{LIST}?annee=2023">retirer Région{NBSP}: Gao</a> – 1 résultat' in body


def test_pages_hold_twenty_and_say_their_number_in_the_title(client):
    for number in range(21):
        make_published_event(title_fr=f"Atelier {number}", starts_on=date(2023, 1, 1 + number))
    second = client.get(LIST, {"page": "2"})
    assert [item.title for item in second.context["listing"].items] == ["Atelier 0"]
    assert "(page 2 sur 2)" in second.content.decode().partition("</title>")[0]
    assert f'href="{LIST}" rel="prev"' in second.content.decode()
    assert f'href="{LIST}?page=2" rel="next"' in page(client)


def test_searching_keeps_the_filters_and_filtering_keeps_the_search(client):
    make_place(name_fr="Gao", slug="gao")
    make_published_event()
    listing = client.get(LIST, {"q": "atelier", "region": "gao", "statut": "prevus"}).context["listing"]
    assert listing.kept_by_search == [("region", "gao"), ("statut", "prevus")]
    assert listing.kept_by_form == [("q", "atelier"), ("statut", "prevus")]


def test_the_headline_adds_up_with_its_uncertainty(client):
    exact = make_published_event()
    make_headcount(exact, 18)
    make_headcount(exact, 7, sex=Sex.WOMEN)
    make_headcount(exact, 11, sex=Sex.MEN)
    make_headcount(make_published_event(), 40, basis=Basis.APPROXIMATE)
    make_published_event()
    body = page(client)
    # 18 of about 58 participations: too few for a percentage that would stand for all.
    assert f"≈{NBSP}58 participations\u202f; part des femmes{NBSP}: 7 femmes sur 18" in body
    assert f"1 événement sans effectif communiqué{NBSP}: il n’entre pas dans la somme." in body
    assert "Effectif non communiqué" in body


def test_a_total_that_two_events_share_is_counted_once(client):
    group = HeadcountGroup.objects.create(label_fr="les deux ateliers")
    group.events.set([make_published_event(), make_published_event()])
    group.headcounts.create(number=200)
    body = page(client)
    assert "200 participations" in body
    assert body.count("total commun à plusieurs événements") == 2
    assert f"Total commun, compté une seule fois{NBSP}: 200 participants (les deux ateliers)." in body


def test_an_event_whose_place_is_protected_shows_its_region_and_month_only(client):
    gao = make_place(name_fr="Gao", slug="gao")
    commune = make_place(name_fr="Ansongo", kind="commune", parent=gao)
    make_published_event(places=[commune], sensitivity="region_and_month", starts_on=date(2023, 5, 2))
    body = page(client)
    assert "Mai 2023" in body and "Ansongo" not in body and "2 mai" not in body.replace(NBSP, " ")


def test_names_of_organisers_are_escaped_once(client):
    event = make_published_event()
    make_role(event, make_organisation(name_fr="Eau & <vie>"), Role.ORGANISER)
    make_role(event, make_organisation(name_fr="L'autre"), Role.ORGANISER)
    for query in ({}, {"q": "eau"}):
        body = page(client, **query)
        assert "&amp;amp;" not in body and "&amp;lt;" not in body and "&amp;#" not in body
        assert "L’autre" in body
