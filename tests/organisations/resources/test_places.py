import pytest

from organisations.enums import PlaceKind
from organisations.models import Place
from tests.factories import make_coordinator, make_country, make_place
from tests.importing import as_csv, as_xlsx, import_file, problems, send

pytestmark = pytest.mark.django_db
PLACES = "organisations_place"
HEADERS = ["Nom", "Type", "Fait partie de"]


@pytest.fixture(autouse=True)
def _kayes_twice(client):
    client.force_login(make_coordinator())
    region = make_place(name_fr="Kayes", slug="kayes")
    make_place(name_fr="Kayes", slug="cercle-de-kayes", kind=PlaceKind.CERCLE, parent=region)


def test_a_region_and_its_cercle_of_one_name_are_told_apart(client):
    page = send(client, PLACES, as_csv(HEADERS, ["Diamou", "commune", "Kayes"]))
    assert problems(page)[0][1] == "C – Fait partie de"
    assert problems(page)[0][2] == (
        "« Kayes » peut désigner « Kayes, cercle » (cercle-de-kayes) ou « Kayes, région » (kayes) : "
        "écrivez l’identifiant (entre parenthèses)."
    )
    import_file(client, PLACES, as_csv(HEADERS, ["Diamou", "commune", "Kayes (cercle)"]))
    assert Place.objects.get(name_fr="Diamou").parent.slug == "cercle-de-kayes"


def test_a_line_without_an_identifier_means_the_place_of_that_name_kind_and_parent(client):
    page = send(
        client, PLACES, as_csv(["Nom", "Type", "Fait partie de", "name_en"], ["Kayes", "région", "mali", "K"])
    )
    assert [row.changes[0].after for row in page.context["report"].rows] == ["K"]
    assert (page.context["report"].new, page.context["report"].changed) == (0, 1)


def test_an_identifier_is_given_once_and_never_changes(client):
    headers = ["identifiant", "nom", "type", "fait partie de"]
    import_file(client, PLACES, as_csv(headers, ["yelimane", "Yélimané", "cercle", "Kayes (région)"]))
    page = send(client, PLACES, as_csv(headers, ["Yelimane", "Yélimané ville", "cercle", "Kayes (région)"]))
    assert [change.header for change in page.context["report"].rows[0].changes] == ["Nom"]


def test_the_rules_of_the_model_speak_at_their_column(client):
    make_country(slug="senegal", name_fr="Sénégal", iso_3166_1="SN")
    headers = ["nom", "type", "fait partie de", "latitude", "longitude", "code ISO 3166-1 (pays)"]
    page = send(
        client,
        PLACES,
        as_csv(
            headers,
            ["Dakar", "localité", "", "", "", ""],
            ["Kidira", "localité", "Sénégal", "48,85", "2,35", ""],
            ["Bakel", "localité", "Sénégal", "14,9", "", ""],
            ["Sénégal bis", "pays", "", "", "", "SN"],
        ),
    )
    assert problems(page) == [
        (2, "C – fait partie de", "Indiquez dans quoi se trouve ce lieu ; seul un pays n’est dans rien."),
        (3, "D – latitude", "Ces coordonnées sont hors du Mali."),
        (4, "E – longitude", "Donnez la latitude et la longitude, ou aucune des deux."),
        (5, "F – code ISO 3166-1 (pays)", "Un autre lieu porte déjà ce code."),
    ]


def test_two_lines_for_one_place_are_refused_with_both_lines(client):
    page = send(client, PLACES, as_csv(["identifiant", "nom"], ["kayes", "Kayes 1"], ["kayes", "Kayes 2"]))
    assert problems(page) == [
        (3, "A – identifiant", "« kayes » figure aussi à la ligne 2 : chaque fiche n’a qu’une ligne.")
    ]


def test_a_national_code_that_a_spreadsheet_took_for_a_number_is_mended_and_said(client):
    Place.objects.filter(slug="cercle-de-kayes").update(code_national="0101")
    headers = ["Identifiant", "Nom", "Type", "Code national"]
    lines = [["kayes", "Kayes", "région", 1], ["cercle-de-kayes", "Kayes", "cercle", 101]]
    page = send(client, PLACES, as_xlsx(headers, *lines), "lieux.xlsx")
    report = page.context["report"]
    assert (report.changed, report.unchanged, len(report.notes)) == (1, 1, 2)
    assert report.rows[0].changes[0].after == "01"
