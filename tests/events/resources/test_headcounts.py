import pytest

from events.enums import Basis
from events.models import Headcount, HeadcountGroup
from events.resources.indexes import event_record
from tests.factories import (
    make_event,
    make_event_source,
    make_headcount,
    make_organisation,
    make_published_event,
    make_source,
    make_user,
)
from tests.importing import as_csv, import_file, problems, send

pytestmark = pytest.mark.django_db
EVENTS = "events_event"
HEADERS = ["Événement", "Sexe", "Catégorie", "Tranche d’âge", "Nombre"]


@pytest.fixture
def event(client):
    user = make_user(organisation=make_organisation())
    client.force_login(user)
    return make_event(owner=user.organisation, title_fr="Forum de Kati")


def send_counts(client, *rows):
    return send(client, EVENTS, as_csv(*rows), resource=1)


def import_counts(client, *rows):
    return import_file(client, EVENTS, as_csv(*rows), resource=1)


def stored(event):
    return {(row.sex, row.category, row.age_band, row.number, row.basis) for row in event.headcounts.all()}


def test_one_number_a_line_by_sex_category_and_age(client, event):
    import_counts(
        client,
        HEADERS,
        ["Forum de Kati", "", "", "", "environ 40"],
        ["forum de kati", "F", "médias", "18–35 ans (jeunes)", "3"],
        [event_record(event), "hommes", "fds", "", "12"],
    )
    assert stored(event) == {
        ("", "", "", 40, Basis.APPROXIMATE),
        ("women", "media", "18_35", 3, Basis.EXACT),
        ("men", "fds", "", 12, Basis.EXACT),
    }
    assert Headcount.history.first().history_change_reason == "Import de fichier"


def test_the_same_cell_is_corrected_and_planned_numbers_stay_apart(client, event):
    make_headcount(event, 18)
    make_headcount(event, 50, basis=Basis.PLANNED)
    import_counts(
        client,
        ["Événement", "Nombre", "Valeur"],
        ["Forum de Kati", "20", ""],
        ["Forum de Kati", "60", "prévu"],
    )
    assert {(row.number, row.basis) for row in event.headcounts.all()} == {(20, "exact"), (60, "planned")}


def test_the_same_cell_on_two_lines_is_refused_with_both(client, event):
    page = send_counts(
        client, HEADERS, ["Forum de Kati", "F", "", "", "7"], [event_record(event), "femmes", "", "", "8"]
    )
    assert problems(page) == [
        (3, "E – Nombre", "« 8 » figure aussi à la ligne 2 : chaque fiche n’a qu’une ligne.")
    ]


def test_women_and_men_over_the_total_are_seen_over_the_whole_file(client, event):
    make_headcount(event, 18)
    page = send_counts(
        client, HEADERS, ["Forum de Kati", "femmes", "", "", "10"], ["Forum de Kati", "hommes", "", "", "9"]
    )
    assert problems(page) == [
        (
            3,
            "E – Nombre",
            "10 femmes et 9 hommes font 19, plus que le total de 18 : corrigez l’un des trois.",
        )
    ]
    assert event.headcounts.count() == 1


def test_a_line_without_a_number_is_not_zero(client, event):
    page = send_counts(client, HEADERS, ["Forum de Kati", "femmes", "", "", ""])
    assert problems(page) == [
        (2, "E – Nombre", "Donnez le nombre, ou ôtez la ligne : « non communiqué » n’est pas zéro.")
    ]


def test_a_number_and_its_value_may_not_contradict_each_other(client, event):
    page = send_counts(client, ["Événement", "Nombre", "Valeur"], ["Forum de Kati", "environ 40", "exact"])
    assert problems(page)[0][:2] == (2, "C – Valeur")


def test_what_the_organiser_published_names_its_source(client, event):
    source = make_source(title="Article de presse")
    make_event_source(event, source)
    headers = ["Événement", "Nombre", "Publié par l’organisateur", "Source"]
    assert problems(send_counts(client, headers, ["Forum de Kati", "3", "oui", ""]))[0][:2] == (
        2,
        "D – Source",
    )
    import_counts(client, headers, ["Forum de Kati", "3", "oui", "article de presse"])
    assert event.headcounts.get().source == source


def test_a_total_that_events_share_is_found_by_its_label(client, event):
    group = HeadcountGroup.objects.create(label_fr="Les deux ateliers")
    group.events.set([event, make_event(owner=event.owner)])
    import_counts(client, ["Total commun", "Nombre"], ["les deux ateliers", "200"])
    assert group.headcounts.get().number == 200
    assert event.headcounts.count() == 0


def test_a_line_speaks_of_one_event_or_of_one_shared_total(client, event):
    group = HeadcountGroup.objects.create(label_fr="Les deux ateliers")
    group.events.set([event])
    headers = ["Événement", "Total commun", "Nombre"]
    page = send_counts(client, headers, ["Forum de Kati", "Les deux ateliers", "5"], ["", "", "6"])
    said = "Donnez un événement ou un total commun : l’un des deux."
    assert problems(page) == [(2, "A – Événement", said), (3, "A – Événement", said)]


def test_numbers_of_events_that_are_not_ones_own_are_refused(client, event):
    foreign = make_published_event(title_fr="Le leur")
    published = make_published_event(owner=event.owner)
    page = send_counts(
        client,
        HEADERS,
        ["Le leur", "", "", "", "5"],
        [foreign.reference, "", "", "", "5"],
        [published.reference, "", "", "", "5"],
    )
    assert [(line, column) for line, column, _ in problems(page)] == [
        (2, "A – Événement"),
        (3, "A – Événement"),
        (4, "A – Événement"),
    ]
    assert not Headcount.objects.exists()


def test_a_number_that_says_what_it_counts_is_held_to_it(client, event):
    page = send_counts(client, [*HEADERS, "unité"], ["Forum de Kati", "", "", "", "18 OSC", "personnes"])
    assert [column for _line, column, _ in problems(page)] == ["F – unité"]
