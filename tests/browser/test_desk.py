"""An officer with a press cutting: few clicks, no refusal, and a draft that waits until she is back."""

import pytest
from django.urls import reverse

from events.enums import FigureRole, Role, Status
from events.models import Event
from tests.admin_forms import admin_url
from tests.browser.test_staff import add_in_pop_up, pick
from tests.factories import make_organisation, make_place, make_programme, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_CLICKS = 25
COUNTED = """
addEventListener("click", event => {
  if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1;
}, true)
"""


class Clicks:
    """Those that the window saw, and those of lists and pop-ups, which the driver makes without one."""

    def __init__(self, page):
        self.page, self.choices, self.elsewhere = page, 0, 0
        page.add_init_script(COUNTED)

    def choose(self, box, value):
        self.page.locator(box).select_option(value)
        self.choices += 2

    def add(self, link, **fields):
        add_in_pop_up(self.page, link, **fields)
        # In the pop-up: what kind, and « Enregistrer ».
        self.elsewhere += 3 if "kind" in fields else 1

    @property
    def total(self):
        return int(self.page.evaluate("sessionStorage.clicks || 0")) + self.choices + self.elsewhere


def test_the_article_on_the_ccs_of_bamako_is_in_within_25_clicks(open_as):
    make_place(name_fr="District de Bamako", kind="district")
    for acronym in ("ADD", "RENEDEP", "ASSN"):
        make_organisation(name_fr=f"Organisation {acronym}", acronym=acronym)
    make_programme(name_fr="Just Future")
    page = open_as(make_user())
    clicks = Clicks(page)
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name="Saisir un événement").click()
    clicks.choose("#id_kind", "workshop")
    page.locator("#id_title_fr").fill("Dissémination de la stratégie de RSS auprès du CCS de Bamako")
    page.locator("#id_when").fill("11 octobre 2023, deux jours")
    pick(page, "#id_where", "bamako")
    page.locator("#id_venue").fill("Salle de conférence du Gouvernorat")
    pick(page, "#id_organisers", "add")
    pick(page, "#id_organisers", "renedep")
    clicks.add("#add_id_sources", title="Les CCS s’approprient la stratégie", kind="press")
    page.locator("input[name=_save]").click()
    page.get_by_role("link", name="Qui organise, qui paie, qui prend la parole").click()
    pick(page, "#id_programmes", "just")
    page.locator("#roles-group .add-row a").click()
    pick(page, "#id_roles-2-organisation", "assn")
    clicks.choose("#id_roles-2-role", "technical_support")
    clicks.choose("#id_figures-0-role", "chair")
    page.locator("#id_figures-0-title_on_day_fr").fill("Gouverneur du District de Bamako")
    page.locator("input[name=_submit]").click()
    page.get_by_text("1 fiche soumise à la relecture.").wait_for()
    assert page.locator(".errornote").count() == 0
    assert clicks.total <= MOST_CLICKS
    event = Event.objects.get()
    assert event.status == Status.SUBMITTED
    # As the article says it: its opening, and that it took two days.
    assert (event.dates_edtf, event.stated_days) == ("2023-10-11/", 2)
    assert [row.role for row in event.roles.all()] == [
        Role.ORGANISER,
        Role.ORGANISER,
        Role.TECHNICAL_SUPPORT,
    ]
    assert event.figures.get().role == FigureRole.CHAIR
    assert page.refused == []


def test_a_title_is_kept_found_again_and_completed_on_a_phone(open_as):
    make_place(name_fr="Ménaka")
    officer = make_user()
    page = open_as(officer)
    page.goto(admin_url(Event, "add"))
    page.locator("#id_title_fr").fill("Atelier de Ménaka")
    page.locator("input[name=_save]").click()
    page.get_by_text("Enregistré.").wait_for()
    page.close()

    phone = open_as(officer, width=360)
    phone.goto(reverse("admin:index"))
    phone.get_by_role("link", name="Atelier de Ménaka").click()
    phone.locator("ol.parts").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.get_by_role("link", name="L’essentiel, sur une page").first.click()
    phone.locator("#id_kind").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.locator("input[name=_save]").bounding_box()["height"] >= 44
    phone.locator("#id_kind").select_option("workshop")
    phone.locator("#id_when").fill("juin 2018")
    phone.locator("#id_participants").fill("une trentaine")
    pick(phone, "#id_where", "menaka")
    phone.locator("input[name=_save]").click()
    phone.get_by_role("button", name="Soumettre à la relecture").click()
    phone.get_by_text("1 fiche soumise à la relecture.").wait_for()
    event = Event.objects.get()
    assert (event.status, event.dates_edtf) == (Status.SUBMITTED, "2018-06")
    assert (event.headcounts.get().number, event.headcounts.get().basis) == (30, "approximate")
    assert phone.refused == []


def test_the_whole_way_is_gone_by_the_keyboard(open_as):
    officer = make_user()
    page = open_as(officer)
    page.goto(admin_url(Event, "add"))
    # The first field has the cursor; what opens a list while one types is closed with it.
    page.keyboard.press("Tab")
    page.keyboard.type("Forum de Kayes")
    page.keyboard.press("Tab")
    page.keyboard.type("les 7 et 8 mars 2020")
    page.keyboard.press("Enter")
    page.get_by_text("Enregistré.").wait_for()
    event = Event.objects.get()
    assert (event.title_fr, event.dates_edtf) == ("Forum de Kayes", "2020-03-07/2020-03-08")
    for _turn in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('part-title')"):
            break
    page.keyboard.press("Enter")
    page.locator("#id_stated_days").wait_for()
    assert "section=quoi" in page.url
