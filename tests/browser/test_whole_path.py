"""From the sign-in page to the donor's PDF, by clicks and keys: the path that the register exists for."""

import pytest
from pypdf import PdfReader

from events.models import Event
from tests.browser.test_staff import pick
from tests.factories import make_coordinator, make_organisation, make_place, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "une phrase de passe solide"
# As Excel in French saves a list: semicolons and Windows-1252.
LIST = "N°;Nom et prénom;Sexe;Téléphone\n" + "".join(
    f"{number};Personne Secrète {number};{'F' if number <= 7 else 'H'};7600000{number:02}\n"
    for number in range(1, 19)
)


@pytest.fixture
def window(browser, live_server):
    """A fresh window, nobody signed in."""
    contexts = []

    def open_():
        contexts.append(browser.new_context(base_url=live_server.url, locale="fr-FR", accept_downloads=True))
        return contexts[-1].new_page()

    yield open_
    for context in contexts:
        context.close()


def sign_in(page, user):
    page.goto("/fr/admin/")
    page.locator("#id_username").fill(user.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#user-tools").wait_for()


def test_an_event_goes_from_the_officers_hands_to_the_donors(window, tmp_path):
    officer = make_user(keeps_lists=True)
    make_place(name_fr="Ségou")
    make_organisation(name_fr="Alliance ADD", acronym="ADD")

    page = window()
    sign_in(page, officer)
    page.get_by_role("link", name="Saisir un événement").click()
    page.locator("#id_title_fr").fill("Dissémination de la stratégie de RSS")
    page.locator("#id_kind").select_option("workshop")
    page.locator("#id_when").fill("11 et 12 octobre 2023")
    pick(page, "#id_where", "seg")
    pick(page, "#id_organisers", "add")
    page.locator("input[name=_save]").click()

    page.get_by_role("link", name="Liste de présence").first.click()
    page.locator("input[type=file]").set_input_files(
        {"name": "liste.csv", "mimeType": "text/csv", "buffer": LIST.encode("cp1252")}
    )
    page.get_by_role("button", name="Lire le fichier").click()
    page.locator("input[name=continuer]").click()
    page.get_by_text("18", exact=True).first.wait_for()
    page.locator("input[name=compter]").check()
    page.locator("input[name=importer]").click()
    page.get_by_text("Les effectifs viennent maintenant de la liste").wait_for()
    event = Event.objects.get()
    page.goto(f"/fr/admin/events/event/{event.pk}/change/")
    page.get_by_role("button", name="Soumettre à la relecture").click()
    page.get_by_text("1 fiche soumise à la relecture.").wait_for()

    reviewer = window()
    sign_in(reviewer, make_coordinator())
    reviewer.get_by_role("link", name="Dissémination de la stratégie de RSS").first.click()
    reviewer.get_by_role("button", name="Publier").click()
    reviewer.get_by_text("1 fiche publiée.").wait_for()

    public = window()
    public.goto("/fr/evenements/")
    public.get_by_role("link", name="Dissémination de la stratégie de RSS").click()
    page_text = public.locator("main").inner_text()
    assert "Ségou" in page_text and "18" in page_text and "7" in page_text
    assert "Secrète" not in public.content() and "76000001" not in public.content()
    answer = public.request.get(public.url.rstrip("/") + ".pdf")
    report = tmp_path / "rapport.pdf"
    report.write_bytes(answer.body())
    text = "".join(sheet.extract_text() for sheet in PdfReader(report).pages)
    assert "RSS-ML-2023-0001" in text and "Ségou" in text
    assert "Secrète" not in text and "76000001" not in text
