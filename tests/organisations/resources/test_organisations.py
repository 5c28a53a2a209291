import pytest

from organisations.models import Organisation
from tests.factories import make_coordinator, make_organisation, make_user
from tests.importing import as_csv, import_file, problems, send

pytestmark = pytest.mark.django_db
ORGANISATIONS = "organisations_organisation"


def test_names_become_identifiers_and_the_one_who_imports_has_entered_them(client):
    user = make_user()
    client.force_login(user)
    rows = [
        ["Réseau des femmes de Ségou", "RFS", "réseau", "Femmes Ségou ; RF-Ségou"],
        ["Voisins", "", "ONG", ""],
    ]
    import_file(client, ORGANISATIONS, as_csv(["Nom", "Sigle", "Type", "Autres noms"], *rows))
    network, neighbours = Organisation.objects.get(slug="rfs"), Organisation.objects.get(slug="voisins")
    assert (network.kind, network.created_by, neighbours.kind) == ("network", user, "ngo")
    assert {alias.name for alias in network.aliases.all()} == {"Femmes Ségou", "RF-Ségou"}


def test_a_line_may_be_the_branch_of_one_above_it(client):
    client.force_login(make_coordinator())
    headers = ["Nom", "Type", "Rattachée à"]
    import_file(
        client, ORGANISATIONS, as_csv(headers, ["Maison mère", "ONG", ""], ["Bureau", "ONG", "maison mere"])
    )
    assert Organisation.objects.get(name_fr="Bureau").parent.name_fr == "Maison mère"


def test_an_unknown_organisation_is_named_with_near_ones_and_what_to_do(client):
    client.force_login(make_coordinator())
    make_organisation(name_fr="WANEP-Mali")
    page = send(
        client, ORGANISATIONS, as_csv(["Nom", "Type", "Rattachée à"], ["Bureau", "ONG", "WANEP Malii"])
    )
    assert problems(page) == [
        (
            2,
            "C – Rattachée à",
            "L’organisation « WANEP Malii » n’est pas dans le registre. Vouliez-vous dire « WANEP-Mali » ? "
            "Corrigez le nom, ou ajoutez d’abord cette organisation sous « Organisations ».",
        )
    ]


def test_the_rules_of_the_form_hold_for_files_too(client):
    client.force_login(make_coordinator())
    headers = ["Nom", "Type", "Niveau du CCS", "Active depuis le", "Active jusqu'au"]
    page = send(
        client,
        ORGANISATIONS,
        as_csv(
            headers,
            ["CCS de Kati", "CCS", "communal", "", ""],
            ["Une ONG", "ONG", "communal", "", ""],
            ["Une autre", "ONG", "", "01/01/2024", "31/12/2023"],
        ),
    )
    assert problems(page) == [
        (2, "Lieu", "Indiquez le ressort de ce CCS."),
        (
            3,
            "B – Type",
            "Le niveau et la date d’installation ne concernent que les CCS : "
            "changez le type ou videz ces champs.",
        ),
        (4, "E – Active jusqu'au", "La fin d’activité précède le début : vérifiez les deux dates."),
    ]


def test_an_officer_does_not_change_the_organisation_of_another(client):
    client.force_login(make_user())
    make_organisation(name_fr="Une autre", slug="une-autre")
    page = send(client, ORGANISATIONS, as_csv(["identifiant", "sigle"], ["une-autre", "UA"]))
    assert problems(page)[0][0] == 2
    assert "Vous ne pouvez modifier que ce que votre équipe a saisi" in problems(page)[0][2]


def test_an_officer_corrects_her_own_organisation(client):
    user = make_user()
    client.force_login(user)
    import_file(client, ORGANISATIONS, as_csv(["identifiant", "sigle"], [user.organisation.slug, "NOUS"]))
    user.organisation.refresh_from_db()
    assert user.organisation.acronym == "NOUS"
