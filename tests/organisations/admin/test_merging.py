"""The pages on which coordinators make two records one."""

import pytest
from django.urls import reverse

from events.enums import Role
from events.models import EventRole
from organisations.models import Merge, Organisation, OrganisationAlias
from organisations.services.alike import Reason, alike, likely_pairs
from tests.admin_forms import admin_url, data_of, errors_of, log_in
from tests.factories import make_coordinator, make_event, make_organisation, make_place, make_role, make_user

pytestmark = pytest.mark.django_db

SPELLINGS = [
    ("École de maintien de la paix Alioune Blondin Bèye", "EMP-ABB"),
    ("Ecole de Maintien de la Paix Alioune Blondin BEYE de Bamako", "EMP"),
    ("École du maintien de la paix « Alioune Blondin Beye »", ""),
    ("EMP ABB", ""),
    ("Ecole de maintien de la paix Alioune Blondin Beyé", "EMP/ABB"),
    ("École de maintien de la paix ABB", ""),
]


def address(name, *keys):
    return reverse(f"admin:organisations_organisation_{name}", args=keys)


def pairs():
    return likely_pairs(Organisation.objects.prefetch_related("aliases"))


@pytest.fixture
def coordinator(client):
    coordinator = make_coordinator()
    log_in(client, coordinator)
    return coordinator


@pytest.fixture
def pair():
    first = make_organisation(name_fr="École de maintien de la paix", acronym="EMP-ABB", website="")
    second = make_organisation(name_fr="École du maintien de la paix", website="https://emp.example")
    return sorted((first, second), key=lambda row: row.pk)


def test_six_spellings_of_one_school_are_suggested_made_one_and_parted(client, coordinator):
    rows = [make_organisation(name_fr=name, acronym=acronym) for name, acronym in SPELLINGS]
    make_organisation(name_fr="École normale supérieure", acronym="ENSUP")
    make_organisation(name_fr="Mission des Nations unies pour la stabilisation", acronym="MINUSMA")
    events = [make_event() for _row in rows]
    for event, row in zip(events, rows, strict=True):
        make_role(event, row)
    kept, *others = rows
    for _round in others:
        keys = {row.pk for row in Organisation.objects.all()}
        pair = next(p for p in pairs() if kept in (p.first, p.second) and p.first.pk in keys)
        side = "first" if pair.first == kept else "second"
        page = client.get(address("merge", pair.first.pk, pair.second.pk))
        data = {field.name: side for field in page.context["form"].lines()} | {"keeps_names": "on"}
        client.post(address("merge", pair.first.pk, pair.second.pk), data)
    assert set(EventRole.objects.values_list("organisation", flat=True)) == {kept.pk}
    assert (
        Organisation.objects.count()
        == 1 + 2 + Organisation.objects.filter(pk__in=[event.owner_id for event in events]).count()
    )
    for done in Merge.objects.all():
        client.post(address("part", done.pk))
    assert sorted(EventRole.objects.values_list("organisation", flat=True)) == sorted(row.pk for row in rows)
    assert not OrganisationAlias.objects.exists()


def test_the_values_that_one_chooses_stay(client, coordinator, pair):
    first, second = pair
    page = client.get(address("merge", first.pk, second.pk))
    assert [field.name for field in page.context["form"].lines()] == ["keep", "name_fr", "acronym", "website"]
    # What only one of them says is proposed.
    assert page.context["form"]["website"].initial == "second"
    data = {"keep": "first", "name_fr": "first", "acronym": "first", "website": "second"}
    client.post(address("merge", first.pk, second.pk), data | {"keeps_names": "on"})
    first.refresh_from_db()
    assert (first.name_fr, first.website) == ("École de maintien de la paix", "https://emp.example")
    assert first.aliases.get().name == "École du maintien de la paix"


def test_a_name_that_must_not_be_read_becomes_no_other_name(client, coordinator, pair):
    first, second = pair
    OrganisationAlias.objects.create(organisation=second, name="École de Bamako")
    data = {"keep": "first", "name_fr": "first", "acronym": "first", "website": "second"}
    client.post(address("merge", first.pk, second.pk), data)
    assert not OrganisationAlias.objects.exists()
    client.post(address("part", Merge.objects.get().pk))
    assert OrganisationAlias.objects.get().organisation == second


def test_rows_that_both_have_are_said_and_chosen(client, coordinator, pair):
    first, second = pair
    event = make_event()
    kept = make_role(event, first, Role.FUNDER, financing_kind="financial")
    dropped = make_role(event, second, Role.FUNDER, financing_kind="technical", disclosed=False)
    form = client.get(address("merge", first.pk, second.pk)).context["form"]
    (line,) = form.row_lines()
    texts = [str(radio.choice_label) for radio in line]
    assert all(
        row.get_financing_kind_display() in text for row, text in zip((kept, dropped), texts, strict=True)
    )
    data = {name: "first" for name in form.fields if name != "keeps_names"} | {line.name: "second"}
    client.post(address("merge", first.pk, second.pk), data)
    kept.refresh_from_db()
    # What is withheld of either is withheld.
    assert (kept.organisation, kept.financing_kind, kept.disclosed) == (first, "technical", False)
    client.post(address("part", Merge.objects.get().pk))
    kept.refresh_from_db()
    assert (kept.financing_kind, kept.disclosed) == ("financial", True)
    again = EventRole.objects.get(organisation=second)
    assert (again.pk, again.financing_kind, again.disclosed) == (dropped.pk, "technical", False)


def test_of_very_many_rows_that_differ_some_are_asked_about(client, coordinator, pair, monkeypatch):
    monkeypatch.setattr("organisations.forms.merging._MOST_ROWS", 2)
    for _number in range(3):
        event = make_event()
        for row, kind in zip(pair, ("financial", "technical"), strict=True):
            make_role(event, row, Role.FUNDER, financing_kind=kind)
    make_role(event, pair[0])
    make_role(event, pair[1])
    form = client.get(address("merge", *(row.pk for row in pair))).context["form"]
    assert (len(form.row_fields), form.further_rows, form.same_rows) == (2, 1, 1)


def test_two_that_are_said_to_be_two_are_asked_about_again_when_one_is_renamed(client, coordinator, pair):
    first, second = pair
    assert [(p.first, p.second) for p in pairs()] == [(first, second)]
    client.post(address("different_records", first.pk, second.pk))
    assert pairs() == []
    second.name_fr = "École du maintien de la paix de Bamako"
    second.save()
    assert len(pairs()) == 1


def test_the_page_lists_pairs_and_merges_for_coordinators_alone(client, coordinator, pair):
    page = client.get(address("pairs"))
    assert [(p.first, p.second) for p, *_rest in page.context["pairs"]] == [tuple(pair)]
    assert address("pairs") in client.get(admin_url(Organisation, "changelist")).content.decode()
    log_in(client, make_user())
    assert client.get(address("pairs")).status_code == 403
    assert address("pairs") not in client.get(admin_url(Organisation, "changelist")).content.decode()


def test_two_ticked_in_the_list_are_compared(client, coordinator, pair):
    data = {"action": "merge_two", "_selected_action": [row.pk for row in pair]}
    response = client.post(admin_url(Organisation, "changelist"), data)
    assert response.url == address("merge", *(row.pk for row in pair))
    data["_selected_action"] = [pair[0].pk]
    response = client.post(admin_url(Organisation, "changelist"), data)
    assert response.url == admin_url(Organisation, "changelist")


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (("Réseau des femmes", ""), ("Reseau  des FEMMES", ""), Reason.SAME_NAME),
        (("Forum des OSC de Ségou", "FOSC"), ("Fédération des organisations", "FOSC"), Reason.SAME_ACRONYM),
        (("Association malienne des droits humains", ""), ("AMDH", "AMDH"), Reason.INITIALS),
        (("Femmes et paix de Tombouctou", ""), ("Femmes et paix de Tombouctu", ""), Reason.NEAR_NAME),
        (("Mairie de Gao", ""), ("Mairie de Mopti", ""), None),
        (("Mairie de la Commune III de Bamako", ""), ("Mairie de la Commune IV de Bamako", ""), None),
        (("Tassaght", ""), ("GREFFA", ""), None),
        (("EMP Bamako", ""), ("École de maintien de la paix", "EMP-ABB"), Reason.ABBREVIATION),
        (("ONG AJCAD", ""), ("ONG ARGA", ""), None),
        (
            ("Commissariat à la Réforme du Secteur de la Sécurité", "CRSS"),
            ("Alliance citoyenne pour la réforme du secteur de la sécurité", "AC-RSS"),
            None,
        ),
        (
            ("Commissariat à la RSS", ""),
            ("Commissariat à la Réforme du Secteur de la Sécurité", "CRSS"),
            Reason.SAME_NAME,
        ),
    ],
)
def test_why_two_names_may_be_one(one, other, reason):
    rows = [make_organisation(name_fr=name, acronym=acronym) for name, acronym in (one, other)]
    found = alike(rows[0], rows[1:])
    assert (found[0].reason if found else None) == reason


def test_an_office_and_the_body_on_which_it_depends_are_two():
    body = make_organisation(name_fr="WANEP", acronym="WANEP")
    make_organisation(name_fr="WANEP Mali", acronym="WANEP-Mali", parent=body)
    assert pairs() == []


def test_a_name_that_is_the_acronym_of_another_is_found_among_many():
    make_organisation(name_fr="École de maintien de la paix", acronym="EMP-ABB")
    make_organisation(name_fr="EMP ABB")
    assert [pair.reason for pair in pairs()] == [Reason.SAME_ACRONYM]


def test_an_abbreviation_that_many_carry_suggests_no_pair():
    make_organisation(name_fr="Coordination des associations féminines", acronym="CAFO")
    for town in ("Gao", "Mopti", "Kayes"):
        make_organisation(name_fr=f"CAFO {town}")
    assert pairs() == []


def test_a_region_and_its_commune_of_one_name_are_two():
    region = make_place(name_fr="Gao")
    cercle = make_place(name_fr="Gao", kind="cercle", parent=region)
    assert likely_pairs([region, cercle]) == []


def test_a_new_record_that_resembles_one_is_asked_about_and_nothing_is_lost(client, coordinator):
    known = make_organisation(name_fr="École de maintien de la paix", acronym="EMP-ABB")
    add = admin_url(Organisation, "add")
    data = data_of(client.get(add)) | {"name_fr": "Ecole du maintien de la paix", "kind": "research"}
    data = {name: value for name, value in data.items() if value is not None}
    page = client.post(add, data)
    assert str(known) in errors_of(page)["__all__"][0]
    assert str(known) in page.content.decode()
    assert data_of(page)["name_fr"] == "Ecole du maintien de la paix"
    assert Organisation.objects.count() == 1
    client.post(add, data | {"is_another": "on"})
    assert Organisation.objects.count() == 2


def test_a_new_record_that_resembles_none_is_not_asked_about(client, coordinator):
    make_organisation(name_fr="École de maintien de la paix", acronym="EMP-ABB")
    add = admin_url(Organisation, "add")
    data = data_of(client.get(add)) | {"name_fr": "Radio Klédu", "kind": "media"}
    client.post(add, {name: value for name, value in data.items() if value is not None})
    assert Organisation.objects.filter(name_fr="Radio Klédu").exists()
