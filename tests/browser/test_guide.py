"""The guide beside the product: each picture that it shows is taken on a walk through the demonstration.

With GUIDE_PICTURES=<folder> (`script/guide`) the pictures are written there; without it the walk is the same,
so that a page which no longer shows what a caption says fails here.
"""

import os
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from events.models import Event, Series
from events.services import workflow
from organisations.models import Place, User
from publication.models.pending import settle
from rss_registry.guide import the_guide
from tests.admin_forms import admin_url
from tests.browser.axe import PHONE, violations
from tests.browser.test_staff import pick

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Wide enough for the layout of a desk, and narrow enough to be read in a column of text.
WIDTH, HEIGHT, DOTS = 800, 620, 1.5
COLOURS = 32
FOLDER = os.environ.get("GUIDE_PICTURES", "")


class Camera:
    """Takes the pictures one after the other, and remembers which."""

    def __init__(self):
        self.taken = []

    def take(self, page, name, box="#content", height=HEIGHT):
        """The beginning of a part of the page, as far as `height`."""
        self.taken.append(f"images/{name}.png")
        assert page.refused == []
        # Bars that stay in sight stand below what is shown.
        page.set_viewport_size({"width": WIDTH, "height": height + 200})
        page.evaluate("document.activeElement.blur()")
        part = page.locator(box).first
        part.scroll_into_view_if_needed()
        part.evaluate("part => scrollTo(0, part.getBoundingClientRect().top + scrollY - 8)")
        place = part.bounding_box()
        frame = {**place, "height": min(place["height"], height)}
        self._write(name, page.screenshot(clip=frame, scale="device"))

    def take_window(self, page, name):
        self.taken.append(f"images/{name}.png")
        assert page.refused == []
        self._write(name, page.screenshot(scale="device"))

    def _write(self, name, content):
        if FOLDER:
            picture = Image.open(BytesIO(content)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
            picture.save(Path(FOLDER) / f"{name}.png", optimize=True)


@pytest.fixture
def demo():
    call_command("load_places", verbosity=0)
    call_command("load_vocabularies", verbosity=0)
    call_command("load_demo", verbosity=0)
    settle()
    return Event.objects.get(title_fr__startswith="Dissémination")


def write_the_article(page, title):
    """What the chapter « Saisir un atelier » says to type, word for word."""
    page.goto(admin_url(Event, "add"))
    page.locator("#id_kind").select_option("workshop")
    page.locator("#id_title_fr").fill(title)
    page.locator("#id_when").fill("11 octobre 2023, deux jours")
    expect(page.locator("#id_outcome")).to_have_value("held")
    pick(page, "#id_where", "bamako")
    page.locator("#id_venue").fill("salle de réunion du gouvernorat")
    pick(page, "#id_organisers", "ADD")
    pick(page, "#id_organisers", "RENEDEP")
    pick(page, "#id_sources", "stabilit")


def walk_of_the_officer(open_as, camera, published):
    officer = User.objects.get(username="essai-add")
    page = open_as(officer, width=WIDTH, dots=DOTS)
    write_the_article(page, "Atelier sur la stratégie de RSS avec le CCS de Bamako")
    expect(page.locator("#likely-events")).to_contain_text("Dissémination de la stratégie")
    camera.take(page, "doublon", "#likely-events")
    camera.take(page, "essentiel", "form .sheet, form fieldset", 1300)
    page.get_by_role("button", name="Garder le brouillon").click()
    expect(page.locator(".parts")).to_contain_text("à compléter")
    expect(page.get_by_role("button", name="Sans objet").first).to_be_visible()
    camera.take(page, "parties", ".parts", 820)
    draft = Event.objects.get(title_fr__startswith="Atelier sur la stratégie de RSS avec")
    page.goto(f"{admin_url(draft, 'change')}?section=protection")
    expect(page.locator("#id_sensitivity")).to_be_visible()
    camera.take(page, "protection", "form .sheet, form fieldset")
    page.goto(f"{admin_url(published, 'change')}?section=deroulement")
    expect(page.locator("#id_correction_reason")).to_be_visible()
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.get_by_role("button", name="Proposer la correction").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    camera.take_window(page, "proposer")
    page.goto(reverse("admin:events_event_history", args=[published.pk]))
    expect(page.locator("#content")).to_contain_text("fiche créée")
    camera.take(page, "historique")
    page.goto(reverse("staff:event_preview", args=[published.pk, "nuire"]))
    expect(page.locator("main")).to_contain_text("La salle est nommée")
    camera.take(page, "nuire", "main", 700)
    page.goto(admin_url(Event, "import"))
    expect(page.get_by_role("button", name="Vérifier le fichier")).to_be_visible()
    camera.take(page, "importer")
    page.goto(reverse("admin:events_event_quality"))
    expect(page.locator("#content")).to_contain_text("Effectifs non communiqués.")
    camera.take(page, "qualite")
    made = {"owner": draft.owner, "created_by": officer, "kind": "training"}
    waiting = Event.objects.create(title_fr="Formation des élus de Kati", **made)
    returned = Event.objects.create(title_fr="Formation des CCS communaux", **made)
    for event in (waiting, returned):
        workflow.submit(event=event, by=officer)
    workflow.return_to_author(
        event=returned,
        by=User.objects.get(username="essai-coordination"),
        reason="La source dit 18 participants, la fiche 81.",
    )
    page.goto(reverse("admin:index"))
    for panel in ("Revenues pour correction", "Mes brouillons", "Soumises, en attente de relecture"):
        expect(page.get_by_role("heading", name=panel)).to_be_visible()
    camera.take(page, "accueil", "#content", 760)


def walk_on_a_phone(open_as, camera):
    page = open_as(User.objects.get(username="essai-add"), width=PHONE, dots=DOTS)
    page.goto(admin_url(Event, "add"))
    page.locator("#id_title_fr").fill("Atelier sur la stratégie de RSS")
    page.locator("#id_kind").scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="Garder le brouillon")).to_be_in_viewport()
    camera.take_window(page, "telephone")


def walk_of_the_series(open_as, camera):
    officer = User.objects.get(username="essai-fes-mali")
    series = Series.objects.create(
        title_fr="Forums communaux sur la RSS", slug="forums-communaux", organisation=officer.organisation
    )
    series.planned_places.set(Place.objects.filter(slug__in=("kayes", "sikasso", "mopti", "gao")))
    page = open_as(officer, width=WIDTH, dots=DOTS)
    page.goto(reverse("admin:events_series_plan", args=[series.pk]))
    page.locator("#id_kind").select_option("forum")
    page.locator("#id_lignes-0-month").fill("mars 2027")
    for place in ("Kayes", "Sikasso", "Mopti", "Gao"):
        expect(page.locator("#content")).to_contain_text(place)
    expect(page.get_by_role("button", name="Créer ces événements")).to_be_visible()
    camera.take(page, "serie", height=1120)


def walk_of_the_coordination(open_as, camera):
    page = open_as(User.objects.get(username="essai-coordination"), width=WIDTH, dots=DOTS)
    page.goto(reverse("admin:index"))
    expect(page.get_by_role("heading", name="À relire")).to_be_visible()
    camera.take(page, "relire")


def test_each_picture_of_the_guide_is_taken_where_the_product_shows_it(open_as, demo):
    camera = Camera()
    walk_of_the_officer(open_as, camera, demo)
    walk_on_a_phone(open_as, camera)
    walk_of_the_series(open_as, camera)
    walk_of_the_coordination(open_as, camera)
    shown = [name for chapter in the_guide().chapters for name in chapter.pictures]
    assert sorted(camera.taken) == sorted(shown)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_in_the_guide(open_as, demo, language):
    page = open_as(User.objects.get(username="essai-add"))
    for address in (reverse("admin:guide"), reverse("admin:guide_chapter", args=["nombres"])):
        page.goto(address.replace("/fr/", f"/{language}/", 1))
        assert page.refused == []
        assert violations(page) == []


def test_the_question_mark_opens_the_chapter_of_the_page_and_leaves_the_form(open_as, demo):
    page = open_as(User.objects.get(username="essai-add"), width=PHONE)
    page.goto(admin_url(Event, "add"))
    page.locator("#id_title_fr").fill("En cours de saisie")
    mark = page.get_by_role("link", name="Le guide, pour cette page")
    assert min(mark.bounding_box()[side] for side in ("width", "height")) >= 44
    with page.expect_popup() as opened:
        mark.click()
    guide = opened.value
    expect(guide.locator("h2:target")).to_have_text("L’essentiel, sur une page")
    assert page.locator("#id_title_fr").input_value() == "En cours de saisie"
    guide.get_by_role("link", name="Chapitre suivant").click()
    expect(guide.locator("h1")).to_contain_text("Écrire les dates")
