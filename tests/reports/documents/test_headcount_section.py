"""The headcount on paper: trust in words, bars that never show what is protected."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from events.enums import AgeBand, Basis, Category, Sex
from events.models import Audience, Event, Headcount, HeadcountGroup
from publication.project.facts import build_event_facts
from reports.documents.fact_tables import Entry
from reports.documents.headcount_section import headcount_section
from rss_registry.figures import BELOW_THRESHOLD
from tests.factories import make_headcount, make_published_event, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def section_of(event):
    return headcount_section(build_event_facts(Event.objects.published().with_facts().get(pk=event.pk)))


def rows_of(event):
    return {row.label: row.entries for row in section_of(event).rows}


def test_each_number_says_how_far_it_can_be_trusted():
    event = make_published_event()
    make_headcount(event, 40, basis=Basis.APPROXIMATE)
    make_headcount(event, 12, sex=Sex.WOMEN, basis=Basis.AT_LEAST)

    rows = rows_of(event)

    assert rows["Participants"] == (
        Entry("≈\u00a040, une quarantaine", note="ordre de grandeur donné par la source"),
    )
    assert rows["Femmes"] == (
        Entry("≥\u00a012, au moins 12", note="minimum : la source dit « au moins » ou « plus de »"),
    )
    assert rows["Hommes"] == ()


def test_an_exact_total_is_called_exact_and_its_source_named():
    event = make_published_event()
    make_headcount(event, 18, source=make_source(title="Compte rendu"))

    rows = rows_of(event)

    assert rows["Participants"] == (Entry("18", note="nombre exact"),)
    assert rows["Source des effectifs"] == (Entry("Compte rendu"),)


def test_women_and_men_are_drawn_to_scale_and_described():
    event = make_published_event()
    for number, sex in ((20, ""), (5, Sex.WOMEN), (10, Sex.MEN)):
        make_headcount(event, number, sex=sex)

    section = section_of(event)
    drawing = ElementTree.fromstring(section.share)
    _, *bars = drawing
    lengths = [float(bar.get("width")) for bar in bars]

    assert [entry.text for entry in section.legend] == [
        "Femmes 5 (25\u202f%)",
        "Hommes 10 (50\u202f%)",
        "Sexe non communiqué 5",
    ]
    assert drawing[0].text == "Femmes 5 (25\u202f%), Hommes 10 (50\u202f%), Sexe non communiqué 5"
    assert lengths == pytest.approx([24.7, 49.4, 24.7], abs=0.01)


def test_no_share_is_drawn_when_men_are_not_stated():
    event = make_published_event()
    make_headcount(event, 20)
    make_headcount(event, 12, sex=Sex.WOMEN)

    section = section_of(event)

    assert section.share == ""
    assert section.legend == ()


def test_a_protected_cell_has_its_sign_and_no_bar():
    event = make_published_event()
    make_headcount(event, 33)
    for number, category in ((3, Category.MEDIA), (12, Category.JUSTICE), (18, Category.FDS)):
        make_headcount(event, number, category=category)

    (split,) = section_of(event).splits

    assert [(row.label, row.text, bool(row.bar)) for row in split.rows] == [
        ("forces de défense et de sécurité", "18", True),
        ("médias", BELOW_THRESHOLD, False),
        ("justice", "masqué", False),
    ]


def test_categories_and_ages_are_two_tables():
    event = make_published_event()
    make_headcount(event, 12, category=Category.JUSTICE)
    make_headcount(event, 12, age_band=AgeBand.ADULT)

    assert [split.heading for split in section_of(event).splits] == ["Catégorie", "Tranche d’âge"]


def test_publics_are_named_even_when_they_were_not_counted():
    event = make_published_event()
    Audience.objects.create(event=event, category=Category.ELECTED)

    assert rows_of(event)["Publics présents"] == (Entry("Élus"),)


def test_a_shared_total_names_the_public_events_that_share_it():
    event, other = make_published_event(), make_published_event(title_fr="Atelier de Taoudénit")
    group = HeadcountGroup.objects.create(label_fr="les deux ateliers")
    group.events.set([event, other])
    Headcount.objects.create(group=group, number=200)

    (entry,) = rows_of(event)["Total commun"]

    assert replace(entry, note="") == Entry("200")
    assert entry.note == (
        "pour les deux ateliers, ensemble\u202f; avec : Atelier de Taoudénit\u202f; "
        "ne se partage pas et n’est compté qu’une fois"
    )
