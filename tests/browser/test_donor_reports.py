"""A report to a donor in a real browser: what is missing, the team’s text, the document."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from reports.models import DonorReport, DonorText
from tests.admin_forms import admin_url
from tests.browser.axe import DESK, PHONE
from tests.factories import (
    make_coordinator,
    make_donor_report,
    make_donor_template,
    make_organisation,
    make_programme,
    make_published_event,
    make_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "scheme"), [(PHONE, "dark"), (DESK, "light")])
def test_axe_finds_nothing_on_the_pages_of_reports_to_donors(open_as, width, scheme):  # noqa: F811
    coordinator = make_coordinator(organisation=make_organisation())
    template = make_donor_template(
        {
            "fed_by": ["participants", "activity_list"],
            "instruction_fr": "Femmes comprises",
            "word_limit": 300,
        },
        {"number": "1.1", "expects_text": True},
    )
    report = make_donor_report(template, organisation=coordinator.organisation)
    make_published_event(programmes=[report.programme], owner=coordinator.organisation)
    page = open_as(coordinator, width, scheme)
    for address in (
        admin_url(DonorReport, "changelist"),
        reverse("admin:reports_donorreport_fill_in", args=[report.pk]),
        admin_url(report, "change"),
        admin_url(template, "change"),
        admin_url(template.sections.first(), "change"),
        reverse("admin:reports_donortemplate_matrix"),
        reverse("admin:reports_donortemplate_preview", args=[template.pk]),
    ):
        page.goto(address)
        assert page.refused == [], address
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
        results = Axe().run(page)
        assert results.violations_count == 0, f"{address}\n{results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        page.refused.clear()  # axe brings styles of its own


def test_an_officer_goes_from_the_form_of_the_donor_to_the_document(open_as):  # noqa: F811
    officer = make_user()
    template = make_donor_template({"title_fr": "Gestion des risques"}, languages="fr")
    programme = make_programme(name_fr="Just Future")
    page = open_as(officer, PHONE)
    page.goto(reverse("admin:reports_donortemplate_preview", args=[template.pk]))
    page.get_by_role("link", name="Préparer un rapport sur ce formulaire").click()
    page.locator("#id_starts_on").fill("01/01/2023")
    page.locator("#id_ends_on").fill("31/12/2024")
    page.locator("#id_programme + .select2 .select2-selection").click()
    page.locator(".select2-search__field").last.fill("just")
    page.locator(".select2-results__option", has_text=programme.name_fr).first.click()
    page.locator("input[name=_save]").click()
    assert "1 partie à compléter" in page.locator(".record-state").inner_text()
    page.locator(".donor-contents a").first.press("Enter")
    page.locator(".donor-part textarea").fill("Aucun incident.")
    page.get_by_role("button", name="Enregistrer les textes").press("Enter")
    assert "1 texte enregistré" in page.locator(".messagelist").inner_text()
    assert "Toutes les parties obligatoires sont remplies." in page.locator(".record-state").inner_text()
    assert DonorText.objects.get().text_fr == "Aucun incident."
    document = page.request.get(reverse("admin:reports_donorreport_pdf", args=[DonorReport.objects.get().pk]))
    assert document.headers["content-type"] == "application/pdf"
