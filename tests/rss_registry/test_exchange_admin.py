"""The import and export pages themselves, on the table of places."""

from pathlib import Path

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from organisations.models import Place
from rss_registry.exchange import pending
from tests.factories import make_coordinator, make_place, make_user
from tests.importing import (
    address,
    as_csv,
    as_xlsx,
    confirm,
    export_file,
    import_file,
    messages_of,
    problems,
    send,
    text_of,
    xlsx_rows,
)

pytestmark = pytest.mark.django_db
PLACES = "organisations_place"
HEADERS = ["Nom", "Type", "Fait partie de"]


@pytest.fixture
def coordinator(client):
    """Signed in; the Mali of the tests holds one region."""
    make_place(name_fr="Ségou", slug="segou")
    user = make_coordinator()
    client.force_login(user)
    return user


def waiting(settings):
    folder = Path(settings.IMPORT_ROOT)
    return list(folder.iterdir()) if folder.exists() else []


def names():
    return set(Place.objects.values_list("name_fr", flat=True))


# -- preview, then all or nothing --------------------------------------------------------------


def test_nothing_is_stored_before_the_confirmation(client, coordinator, settings):
    page = send(client, PLACES, as_csv(HEADERS, ["Markala", "commune", "Ségou"]))
    assert "1 ligne nouvelle" in text_of(page)
    assert "Rien n’est encore importé." in text_of(page)
    assert "Markala" not in names()
    assert len(waiting(settings)) == 1


def test_the_confirmed_file_is_imported_and_not_kept(client, coordinator, settings):
    answer = import_file(client, PLACES, as_csv(HEADERS, ["Markala", "commune", "Ségou"]))
    assert messages_of(answer) == ["Import terminé : 1 ligne nouvelle."]
    assert Place.objects.get(slug="markala").parent.slug == "segou"
    assert waiting(settings) == []


def test_an_abandoned_file_is_not_kept_either(client, coordinator, settings):
    page = send(client, PLACES, as_csv(HEADERS, ["Markala", "commune", "Ségou"]))
    answer = confirm(client, PLACES, page, cancel="1")
    assert messages_of(answer) == ["Import abandonné : rien n’a été importé, le fichier est effacé."]
    assert "Markala" not in names()
    assert waiting(settings) == []


def test_one_wrong_line_of_many_stores_nothing_and_keeps_no_file(client, coordinator, settings):
    rows = [[f"Village {number}", "localité", "Ségou"] for number in range(20)]
    page = send(client, PLACES, as_csv(HEADERS, *rows, ["Kati", "ville", "Ségouu"]))
    assert "ticket" not in page.context
    assert [(line, column) for line, column, _ in problems(page)] == [
        (22, "B – Type"),
        (22, "C – Fait partie de"),
    ]
    assert "2 points à corriger : rien n’a été importé." in text_of(page)
    assert "Village 3" not in names()
    assert waiting(settings) == []


def test_differences_are_shown_value_by_value(client, coordinator):
    make_place(name_fr="Kati", slug="kati", name_en="Kati town")
    page = send(client, PLACES, as_csv(["identifiant", "nom (anglais)", "nom"], ["kati", "", "Kati"]))
    assert "1 ligne modifiée" in text_of(page)
    assert "Nom (anglais) Kati town → vide" in text_of(page)


def test_counts_are_in_french_plurals(client, coordinator):
    rows = [[f"Village {number}", "localité", "Ségou"] for number in range(2)]
    stored = ["Ségou", "région", "mali"]
    page = send(client, PLACES, as_csv(HEADERS, *rows, stored))
    assert "2 lignes nouvelles 1 ligne inchangée" in text_of(page)


def test_a_file_that_says_what_is_stored_offers_nothing_to_confirm(client, coordinator, settings):
    page = send(client, PLACES, as_csv(["identifiant", "nom"], ["segou", "Ségou"]))
    assert "Rien à importer" in text_of(page)
    assert "ticket" not in page.context
    assert waiting(settings) == []


def test_a_line_may_refer_to_one_above_it(client, coordinator):
    rows = [["Cercle neuf", "cercle", "Ségou"], ["Commune neuve", "commune", "Cercle neuf"]]
    import_file(client, PLACES, as_csv(HEADERS, *rows))
    assert Place.objects.get(name_fr="Commune neuve").parent.name_fr == "Cercle neuf"


def test_history_and_the_log_say_who_imported(client, coordinator):
    import_file(client, PLACES, as_csv(HEADERS, ["Markala", "commune", "Ségou"]))
    markala = Place.objects.get(name_fr="Markala")
    record = markala.history.get()
    assert (record.history_user, record.history_change_reason) == (coordinator, "Import de fichier")
    entry = LogEntry.objects.get(object_id=str(markala.pk))
    assert (entry.user, entry.action_flag, entry.change_message) == (
        coordinator,
        ADDITION,
        "Import de fichier",
    )


# -- between preview and confirmation ----------------------------------------------------------


def test_a_register_that_changed_meanwhile_is_shown_again_not_written(client, coordinator):
    kati = make_place(name_fr="Kati", slug="kati")
    page = send(client, PLACES, as_csv(["identifiant", "nom"], ["kati", "Kati ville"]))
    Place.objects.filter(pk=kati.pk).update(name_fr="Kati nouveau", name="Kati nouveau")
    again = confirm(client, PLACES, page)
    assert "Le registre a changé depuis l’aperçu" in text_of(again)
    assert "Nom Kati nouveau → Kati ville" in text_of(again)
    assert "Kati nouveau" in names()
    confirm(client, PLACES, again)
    assert "Kati ville" in names()


def test_a_second_click_imports_nothing_twice(client, coordinator):
    page = send(client, PLACES, as_csv(HEADERS, ["Markala", "commune", "Ségou"]))
    confirm(client, PLACES, page)
    again = confirm(client, PLACES, page)
    assert messages_of(again) == ["Cet aperçu n’est plus valable : envoyez à nouveau le fichier."]
    assert Place.objects.filter(name_fr="Markala").count() == 1


def test_the_ticket_of_one_user_is_of_no_use_to_another(client, coordinator):
    page = send(client, PLACES, as_csv(HEADERS, ["Markala", "commune", "Ségou"]))
    other = Client()
    other.force_login(make_coordinator())
    assert messages_of(confirm(other, PLACES, page)) == [
        "Cet aperçu n’est plus valable : envoyez à nouveau le fichier."
    ]
    assert "Markala" not in names()


def test_an_old_preview_is_no_longer_confirmed(client, coordinator, monkeypatch):
    page = send(client, PLACES, as_csv(HEADERS, ["Markala", "commune", "Ségou"]))
    monkeypatch.setattr(pending, "MAX_AGE", -1)
    assert "n’est plus valable" in messages_of(confirm(client, PLACES, page))[0]
    assert "Markala" not in names()


def test_a_failure_in_the_middle_keeps_nothing(client, coordinator, monkeypatch):
    page = send(client, PLACES, as_csv(HEADERS, ["A", "localité", "Ségou"], ["B", "localité", "Ségou"]))
    save, saved = Place.save, []

    def save_one_then_fail(place, **kwargs):
        saved.append(place.name_fr)
        if len(saved) > 1:
            raise RuntimeError("nom secret")
        save(place, **kwargs)

    monkeypatch.setattr(Place, "save", save_one_then_fail)
    answer = confirm(client, PLACES, page)
    assert saved == ["A", "B"]
    assert [(line, message[:18]) for line, _, message in problems(answer)] == [(None, "Erreur inattendue ")]
    assert "secret" not in answer.content.decode()
    assert names() & {"A", "B"} == set()


def test_a_database_that_is_held_by_another_writer_is_said_in_words(
    client, coordinator, monkeypatch, settings
):
    def locked(*_args, **_kwargs):
        raise OperationalError("database is locked")

    page = send(client, PLACES, as_csv(HEADERS, ["Markala", "commune", "Ségou"]))
    monkeypatch.setattr("rss_registry.exchange.resources.ExchangeResource.import_lines", locked)
    said = "Le registre n’a pas pu écrire : rien n’a été importé. Réessayez dans quelques minutes."
    assert messages_of(confirm(client, PLACES, page)) == [said]
    assert problems(send(client, PLACES, as_csv(HEADERS, ["Kati", "commune", "Ségou"]))) == [(None, "", said)]
    assert waiting(settings) == []


# -- files ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("vide.csv", b"", "Ce fichier est vide."),
        ("vide.csv", b" \n;;\n", "Ce fichier est vide."),
        ("titres.csv", as_csv(HEADERS), "Ce fichier n’a que des en-têtes : il n’y a rien à importer."),
        (
            "liste.pdf",
            b"%PDF-1.4",
            "Format non accepté : enregistrez le tableau au format « Excel (.xlsx) » ou « CSV ».",
        ),
        (
            "liste.xlsm",
            b"PK",
            "Ce classeur contient des macros : enregistrez-le au format « .xlsx », sans macros.",
        ),
        (
            "liste.xlsx",
            b"nom;type\n",
            "Ce fichier porte l’extension « .xlsx » mais n’est pas un classeur Excel.",
        ),
        (
            "liste.csv",
            as_xlsx(HEADERS),
            "Ce fichier est un classeur Excel : donnez-lui l’extension « .xlsx ».",
        ),
        (
            "vieux.xls",
            b"\xd0\xcf\x11\xe0",
            "Ancien format Excel (.xls) : ouvrez le fichier et enregistrez-le au format « .xlsx ».",
        ),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(client, coordinator, settings, name, data, said):
    page = send(client, PLACES, data, name)
    assert problems(page) == [(None, "", said)]
    assert "rien n’a changé dans le registre" in text_of(page)
    assert waiting(settings) == []


def test_no_file_at_all_is_asked_for(client, coordinator):
    page = client.post(address(PLACES), {"resource": 0})
    assert problems(page) == [(None, "", "Choisissez le fichier à importer.")]


def test_sixty_megabytes_are_dropped_on_the_way_in(client, coordinator, settings, monkeypatch):
    written = []
    monkeypatch.setattr(
        "django.core.files.uploadedfile.TemporaryUploadedFile.write",
        lambda _file, data: written.append(len(data)),
        raising=False,
    )
    page = send(client, PLACES, b"nom;type\n" + b"x" * 60 * 1024 * 1024)
    assert problems(page) == [
        (None, "", "Ce fichier dépasse 5 Mo : il n’a pas été lu. Partagez-le en plusieurs fichiers.")
    ]
    assert sum(written) <= 6 * 1024 * 1024
    assert waiting(settings) == []


def test_too_many_lines_for_one_file_say_how_many_are_allowed(client, coordinator):
    page = send(client, PLACES, as_csv(HEADERS, *([["Kati", "commune", "Ségou"]] * 1001)))
    assert problems(page) == [(None, "", "Ce fichier a 1001 lignes ; le maximum est de 1000 : partagez-le.")]


def test_hundreds_of_problems_are_counted_and_not_all_shown(client, coordinator):
    page = send(client, PLACES, as_csv(HEADERS, *([[f"Lieu {n}", "ville", "Ségou"] for n in range(250)])))
    assert "250 points à corriger" in text_of(page)
    assert "Et 50 autres points, qui ne sont pas montrés ici." in text_of(page)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_in_any_usual_encoding_is_imported(client, coordinator, encoding):
    import_file(client, PLACES, as_csv(HEADERS, ["Diré été", "commune", "SÉGOU"], encoding=encoding))
    assert "Diré été" in names()


def test_a_workbook_is_imported_and_its_sheet_named(client, coordinator):
    data = as_xlsx(["Lieux de la région"], HEADERS, ["Markala", "commune", "Ségou"])
    page = send(client, PLACES, data, "lieux.xlsx")
    assert "Feuille lue : « Sheet », en-têtes à la ligne 2." in text_of(page)
    confirm(client, PLACES, page)
    assert "Markala" in names()


# -- rights and safety -------------------------------------------------------------------------


def test_the_upload_needs_its_csrf_token(coordinator):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(coordinator)
    file = SimpleUploadedFile("a.csv", as_csv(HEADERS, ["Markala", "commune", "Ségou"]))
    assert strict.post(address(PLACES), {"resource": 0, "import_file": file}).status_code == 403
    assert strict.post(address(PLACES, "process_import"), {"ticket": "x"}).status_code == 403


@pytest.mark.parametrize("page", ["import", "export"])
def test_strangers_and_accounts_that_are_no_staff_are_sent_to_the_login(client, page):
    assert client.get(address(PLACES, page)).status_code == 302
    client.force_login(make_user(is_staff=False))
    assert client.get(address(PLACES, page)).status_code == 302


def test_the_pages_hold_no_inline_script_or_style(client, coordinator):
    pages = [
        client.get(address(PLACES)),
        client.get(address(PLACES, "export")),
        send(client, PLACES, as_csv(HEADERS, ["Markala", "commune", "Ségou"])),
        send(client, PLACES, as_csv(HEADERS, ["Markala", "ville", "Ségou"])),
    ]
    for page in pages:
        source = page.content.decode()
        assert " style=" not in source and "<style" not in source
        assert " onclick=" not in source and " onchange=" not in source
        assert "<script>" not in source


def test_what_a_cell_says_is_never_markup(client, coordinator):
    page = send(client, PLACES, as_csv(HEADERS, ["<b>Kati</b>", "commune", "<i>Ségou</i>"]))
    assert "<i>" not in page.content.decode()
    page = send(client, PLACES, as_csv(HEADERS, ["<b>Kati</b>", "commune", "Ségou"]))
    assert "<b>Kati" not in page.content.decode()


def test_a_staff_member_changes_only_what_she_has_entered(client):
    region = make_place(name_fr="Ségou", slug="segou")
    client.force_login(make_user())
    import_file(client, PLACES, as_csv(HEADERS, ["Markala", "commune", "Ségou"]))
    import_file(client, PLACES, as_csv(["identifiant", "nom"], ["markala", "Markala-ville"]))
    assert "Markala-ville" in names()
    page = send(client, PLACES, as_csv(["identifiant", "nom"], [region.slug, "Autre"]))
    assert problems(page) == [
        (2, "", "Vous ne pouvez modifier que ce que votre équipe a saisi : demandez à la coordination.")
    ]


# -- export and template -----------------------------------------------------------------------


def test_headers_come_in_the_language_of_the_page_or_as_codes(client, coordinator):
    assert (
        export_file(client, PLACES)
        .decode("utf-8-sig")
        .startswith("Identifiant;Nom;Nom (anglais);Autres noms;Type;")
    )
    codes = export_file(client, PLACES, headers="codes").decode("utf-8-sig")
    assert codes.startswith("slug,name_fr,name_en,aliases,kind,")
    english = client.post(
        address(PLACES, "export").replace("/fr/", "/en/"),
        {"resource": 0, "file_format": "csv", "headers": "labels"},
    )
    assert english.content.decode("utf-8-sig").startswith("Identifier,Name,Name (English),Other names,Kind,")


def test_the_export_follows_the_filters_of_the_list(client, coordinator):
    make_place(name_fr="Kati", kind="commune", parent=Place.objects.get(slug="segou"))
    data = export_file(client, PLACES, query="?kind__exact=commune").decode("utf-8-sig")
    assert "Kati" in data and "Ségou;" in data
    assert len(data.splitlines()) == 2


def test_a_text_that_begins_like_a_formula_is_inert_in_the_file_and_comes_back(client, coordinator):
    make_place(name_fr="=HYPERLINK(1)", slug="formule")
    assert ";'=HYPERLINK(1);" in export_file(client, PLACES).decode("utf-8-sig")
    for file_format in ("csv", "xlsx"):
        page = send(client, PLACES, export_file(client, PLACES, file_format), f"lieux.{file_format}")
        assert "Rien à importer" in text_of(page)


def test_the_blank_template_explains_each_column_and_can_be_imported(client, coordinator):
    answer = client.get(address(PLACES, "import") + "template/0/")
    sheet, explained = xlsx_rows(answer.content), xlsx_rows(answer.content, 1)
    assert sheet[0][:4] == ["Identifiant", "Nom", "Nom (anglais)", "Autres noms"]
    assert len(explained) == len(sheet[0]) + 1
    kind = next(row for row in explained if row[1] == "kind")
    assert kind[0] == "Type" and kind[2] == "oui" and "commune (commune)" in kind[4]
    filled = as_xlsx(sheet[0], ["", "Markala", "", "", "commune", "Ségou"])
    import_file(client, PLACES, filled, "modele.xlsx")
    assert "Markala" in names()
    assert client.get(address(PLACES, "import") + "template/7/").status_code == 403


def test_files_that_leave_the_admin_are_not_cached(client, coordinator):
    answer = client.post(
        address(PLACES, "export"), {"resource": 0, "file_format": "csv", "headers": "labels"}
    )
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
