"""Nothing typed is lost: the copy on the device, in a real browser."""

import pytest
from django.contrib.sessions.models import Session as WebSession
from django.urls import reverse

from events.enums import Status
from events.models import Event, Objective, Participant
from organisations.models import Organisation
from tests.admin_forms import admin_url, sheet_url
from tests.browser.axe import violations
from tests.browser.test_staff import pick
from tests.factories import make_coordinator, make_event, make_organisation, make_place, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COPIES = "Object.keys(localStorage).filter(key => key.startsWith('rss-registry:typed:'))"
REST = 700  # milliseconds, until what was typed is copied


def opened(open_as, user):
    page = open_as(user)
    page.set_default_timeout(8000)
    return page


def copies(page):
    return page.evaluate(COPIES)


def reopened(page, address):
    """The window is gone without a word, as when the power is; another one opens in the same browser."""
    other = page.context.new_page()
    page.close(run_before_unload=False)
    other.goto(address)
    return other


def test_a_text_cut_off_in_the_middle_is_offered_back_with_its_rows(open_as):
    officer = make_user()
    make_place(name_fr="Gao")
    event = make_event(owner=officer.organisation)
    Objective.objects.create(event=event, text_fr="Déjà là")
    address = sheet_url(event)
    page = opened(open_as, officer)
    page.goto(address)
    page.locator("#id_conclusion_fr").fill("Une conclusion lon")
    page.locator("#id_objectives-0-text_fr").fill("Corrigé")
    for text in ("Premier ajout", "Second ajout"):
        page.locator("#objectives-group .add-row a").click()
        page.locator("#objectives-group textarea:visible").last.fill(text)
    page.locator("#event_places-group .add-row a").click()
    pick(page, "#id_event_places-0-place", "gao")
    page.locator("#id_audience_0").check()
    page.wait_for_timeout(REST)
    # A colleague adds a row in between: the keys of rows hold, not their places.
    Objective.objects.create(event=event, text_fr="Ajouté ailleurs", position=0)

    page = reopened(page, address)
    offer = page.locator(".kept-offer")
    assert str(event) in offer.inner_text() and "Une conclusion lon" in offer.inner_text()
    assert page.locator("#id_conclusion_fr").input_value() == ""
    offer.get_by_role("button", name="Le reprendre").click()
    assert page.locator("#id_conclusion_fr").input_value() == "Une conclusion lon"
    assert page.locator("#id_audience_0").is_checked()
    page.locator("input[name=_continue]").click()
    # She is told of the row, and saves again knowingly.
    page.locator(".errornote").wait_for()
    page.locator("input[name=_continue]").click()
    page.locator(".messagelist .success").wait_for()
    assert set(event.objectives.values_list("text_fr", flat=True)) == {
        "Corrigé",
        "Premier ajout",
        "Second ajout",
        "Ajouté ailleurs",
    }
    assert [str(place) for place in event.places.all()] == ["Gao"]
    assert copies(page) == []
    assert page.locator(".kept-offer").count() == 0


def test_what_two_windows_left_is_one_box_with_a_line_for_each(open_as):
    officer = make_user()
    event = make_event(owner=officer.organisation, title_fr="Atelier de Gao")
    address = f"{admin_url(event, 'change')}?section=deroulement"
    page = opened(open_as, officer)
    for text in ("Premier texte", "Second texte"):
        window = page.context.new_page()
        window.goto(address)
        window.locator("#id_conclusion_fr").fill(text)
        window.wait_for_timeout(REST)
    page.goto(address)
    lines = page.locator(".kept-offers li")
    assert lines.count() == 2
    told = lines.all_inner_texts()
    assert all("Atelier de Gao – " in each for each in told)
    assert {text for text in ("Premier texte", "Second texte") for each in told if text in each} == {
        "Premier texte",
        "Second texte",
    }
    assert violations(page) == []
    lines.first.get_by_role("button", name="L’effacer").click()
    assert lines.count() == 1
    lines.first.get_by_role("button", name="Le reprendre").click()
    assert not page.locator(".kept-offers").is_visible()


def test_a_second_click_makes_no_second_record(open_as):
    page = opened(open_as, make_user())
    page.goto(admin_url(Event, "add"))
    page.locator("#id_title_fr").fill("Atelier de Kidal")
    page.locator("input[name=_save]").dblclick()
    page.locator(".messagelist .success").wait_for()
    page.wait_for_timeout(REST)
    assert Event.objects.count() == 1


def test_a_refusal_keeps_the_copy_and_the_next_cut_loses_nothing(open_as):
    coordinator = make_coordinator()
    address = sheet_url(make_event(status=Status.SUBMITTED))
    page = opened(open_as, coordinator)
    page.goto(address)
    page.locator("#id_title_fr").fill("")
    page.locator("#id_conclusion_fr").fill("Une conclusion longue")
    page.locator("input[name=_save]").click()
    page.locator(".errornote").wait_for()
    assert page.locator(".kept-offer").count() == 0
    page.locator("#id_general_objective_fr").fill("Un objectif")
    page.wait_for_timeout(REST)
    page = reopened(page, address)
    assert page.locator(".kept-offer").count() == 1
    page.get_by_role("button", name="Le reprendre").click()
    assert page.locator("#id_conclusion_fr").input_value() == "Une conclusion longue"
    assert page.locator("#id_general_objective_fr").input_value() == "Un objectif"


def test_a_draft_kept_with_its_errors_needs_no_copy(open_as):
    page = opened(open_as, make_user())
    page.goto(admin_url(Event, "add"))
    page.locator("#id_title_fr").fill("Atelier de Kidal")
    page.locator("#id_women").fill("3")
    page.locator("#id_participants").fill("2")
    page.locator("input[name=_save]").click()
    page.locator(".errornote").wait_for()
    assert copies(page) == []
    address = page.url
    page = reopened(page, address)
    assert page.locator("#id_participants").input_value() == "2"
    assert page.locator(".kept-offer").count() == 0
    page.locator("#id_participants").fill("5")
    page.wait_for_timeout(REST)
    page = reopened(page, address)
    page.get_by_role("button", name="Le reprendre").click()
    assert page.locator("#id_participants").input_value() == "5"


def test_a_text_for_a_record_that_can_only_be_read_is_shown_to_be_copied(open_as):
    officer = make_user()
    event = make_event(owner=officer.organisation)
    page = opened(open_as, officer)
    page.goto(sheet_url(event))
    page.locator("#id_conclusion_fr").fill("Une conclusion longue")
    page.wait_for_timeout(REST)
    Event.objects.filter(pk=event.pk).update(status=Status.SUBMITTED)
    page = reopened(page, sheet_url(event))
    page.get_by_role("button", name="Le reprendre").click()
    assert page.locator("#kept-rest").input_value() == "Une conclusion longue"
    assert violations(page) == []
    page = reopened(page, sheet_url(event))
    assert page.locator(".kept-offer").count() == 1


def test_a_copy_is_erased_when_asked_at_sign_out_and_after_its_days(open_as):
    page = opened(open_as, make_user())
    address = admin_url(Organisation, "add")
    page.goto(address)
    page.locator("#id_name_fr").fill("Association")
    page.wait_for_timeout(REST)
    page = reopened(page, address)
    page.get_by_role("button", name="L’effacer").click()
    assert copies(page) == []

    page.locator("#id_name_fr").fill("Association")
    page.wait_for_timeout(REST)
    key = copies(page)[0]
    page.evaluate(
        "key => localStorage.setItem(key.slice(0, -1) + 'x', JSON.stringify("
        "{...JSON.parse(localStorage.getItem(key)), at: Date.now() - 8 * 86400000}))",
        key,
    )
    page = reopened(page, reverse("admin:index"))
    assert copies(page) == [key]
    page.locator("#logout-form button").click()
    page.wait_for_load_state()
    assert copies(page) == []


def test_an_ended_session_brings_the_form_back_and_then_forgets_the_copy(open_as):
    officer = make_user()
    officer.set_password("un mot de passe")
    officer.save()
    event = make_event(owner=officer.organisation)
    page = opened(open_as, officer)
    page.goto(sheet_url(event))
    page.locator("#id_conclusion_fr").fill("Une conclusion longue")
    WebSession.objects.all().delete()
    page.locator("input[name=_continue]").click()
    page.get_by_text("Votre session a pris fin").wait_for()
    assert violations(page) == []
    page.locator("#id_username").fill(officer.username)
    page.locator("#id_password").fill("un mot de passe")
    page.locator("#login-form input[type=submit]").click()
    page.get_by_text("Voici ce que vous aviez tapé").wait_for()
    assert page.locator("#id_conclusion_fr").input_value() == "Une conclusion longue"
    assert page.locator(".kept-offer").count() == 0 and len(copies(page)) == 1
    page.locator("input[name=_continue]").click()
    page.locator(".messagelist .success").wait_for()
    event.refresh_from_db()
    assert (event.conclusion_fr, copies(page)) == ("Une conclusion longue", [])


def test_offline_nothing_is_sent_and_leaving_is_warned_of(open_as):
    officer = make_user()
    page = opened(open_as, officer)
    page.goto(sheet_url())
    page.locator("#id_title_fr").fill("Atelier")
    page.context.set_offline(True)
    page.locator("input[name=_save]").click()
    page.get_by_text("Hors ligne : rien n’a été envoyé.").wait_for()
    assert page.locator("#id_title_fr").input_value() == "Atelier"
    page.context.set_offline(False)
    warnings = []
    page.on("dialog", lambda dialog: (warnings.append(dialog.type), dialog.accept()))
    page.goto(reverse("admin:index"))
    page.goto(sheet_url())
    page.goto(reverse("admin:index"))
    assert warnings == ["beforeunload"]


def test_files_too_heavy_for_one_sending_stay_where_they_were_chosen(open_as, tmp_path, settings):
    settings.MAX_FORM_MEGABYTES = 1
    officer = make_user()
    event = make_event(owner=officer.organisation)
    heavy = tmp_path / "rapport.pdf"
    heavy.write_bytes(b"%PDF-1.7" + bytes(1024 * 1024))
    page = opened(open_as, officer)
    page.goto(f"{admin_url(event, 'change')}?section=sources")
    page.locator("#documents-group summary").first.click()
    page.locator("#documents-group .add-row a").click()
    page.locator("#id_documents-0-file").set_input_files(heavy)
    page.locator("input[name=_save]").click()
    page.get_by_text("Rien n’a été envoyé : ces fichiers font plus de 1 Mo ensemble.").wait_for()
    assert page.locator("#id_documents-0-file").evaluate("input => input.files.length") == 1


def test_a_list_is_never_copied_to_the_device(open_as):
    keeper = make_user(keeps_lists=True)
    event = make_event(owner=keeper.organisation)
    page = opened(open_as, keeper)
    page.goto(f"{admin_url(Participant, 'add')}?event={event.pk}")
    page.locator("#id_full_name").fill("Canari Nom")
    page.wait_for_timeout(REST)
    assert page.evaluate("JSON.stringify(localStorage)").find("Canari") == -1
    assert copies(page) == []


def test_where_the_browser_keeps_nothing_the_form_still_works(open_as):
    officer = make_user()
    page = opened(open_as, officer)
    # The colours that Django's own script notes are not asked for here.
    page.add_init_script(
        "Storage.prototype.setItem = key => { if (key !== 'theme') throw new Error('full') }"
    )
    page.goto(admin_url(Organisation, "add"))
    page.locator("#id_name_fr").fill("Association")
    page.locator("#id_kind").select_option("ngo")
    page.wait_for_timeout(REST)
    page.locator("input[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    assert page.refused == []
    assert Organisation.objects.filter(name_fr="Association").exists()


def test_another_account_on_the_same_device_is_offered_nothing(open_as):
    one, other = make_user(organisation=make_organisation()), make_user()
    page = opened(open_as, one)
    page.goto(admin_url(Organisation, "add"))
    page.locator("#id_name_fr").fill("Association")
    page.wait_for_timeout(REST)
    session = open_as(other).context.cookies()
    page.context.add_cookies([cookie for cookie in session if cookie["name"] == "sessionid"])
    page = reopened(page, admin_url(Organisation, "add"))
    assert page.locator(".kept-offer").count() == 0
    assert len(copies(page)) == 1
