"""Preparing a report to a donor: from the choice of the form to the document."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from publication.models.pending import settle
from reports.admin import donor_pages
from reports.models import DonorReport, DonorText
from reports.models.donor_templates import LONGEST_TEXT
from rss_registry.pdf.errors import PdfTooHeavy
from tests.admin_forms import admin_url, errors_of, log_in
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_donor_report,
    make_donor_template,
    make_organisation,
    make_programme,
    make_published_event,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(officer):
    """A report of the officer's organisation with one part for the register and one for the team."""
    template = make_donor_template(
        {"fed_by": ["participants"]}, {"instruction_fr": "Ne nommez personne."}, languages="fr"
    )
    return make_donor_report(template, organisation=officer.organisation)


def page(report):
    return reverse("admin:reports_donorreport_fill_in", args=[report.pk])


def pdf(report, **asked):
    return reverse("admin:reports_donorreport_pdf", args=[report.pk]), asked


def box(report, number, language="fr"):
    return f"texte-{report.template.sections.get(number=number).pk}-{language}"


def filled(client, report, **texts):
    """What the browser sends after the boxes were filled in."""
    form = client.get(page(report)).context["form"]
    return {"version": form["version"].value()} | texts


def test_an_officer_prepares_a_report_for_his_organisation_and_is_led_to_its_parts(client, officer):
    template, programme = make_donor_template({}), make_programme()
    data = {
        "template": template.pk,
        "programme": programme.pk,
        "starts_on": "01/01/2023",
        "ends_on": "31/12/2023",
    }
    response = client.post(admin_url(DonorReport, "add"), data)
    report = DonorReport.objects.get()
    assert response["Location"] == page(report)
    assert (report.organisation, report.programme) == (officer.organisation, programme)


def test_one_subject_and_a_period_that_runs_forward_are_asked_for(client, officer):
    template, programme = make_donor_template({}), make_programme()
    agreement = make_agreement(make_organisation(), recipient=officer.organisation)
    data = {
        "template": template.pk,
        "programme": programme.pk,
        "agreement": agreement.pk,
        "starts_on": "31/12/2023",
        "ends_on": "01/01/2023",
    }
    errors = errors_of(client.post(admin_url(DonorReport, "add"), data))
    assert "un seul des trois" in errors["programme"][0]
    assert "La fin précède le début" in errors["ends_on"][0]


def test_the_agreement_of_another_organisation_is_not_offered(client, officer):
    foreign = make_agreement(make_organisation(), recipient=make_organisation(), funder_disclosed=False)
    data = {
        "template": make_donor_template({}).pk,
        "agreement": foreign.pk,
        "starts_on": "01/01/2023",
        "ends_on": "31/12/2023",
    }
    assert "agreement" in errors_of(client.post(admin_url(DonorReport, "add"), data))


def test_the_page_leads_to_the_records_that_lack_something(client, officer, report):
    event = make_published_event(
        owner=officer.organisation, programmes=[report.programme], title_fr="Forum <b>de</b> Gao"
    )
    content = client.get(page(report)).content.decode()
    assert "1 événement sans effectif" in content
    assert f"/fr/admin/events/event/{event.pk}/change/#partie-participants" in content
    assert "Forum &lt;b&gt;de&lt;/b&gt; Gao" in content
    assert "2 parties à compléter" in content


def test_a_report_without_any_event_is_still_a_page_and_a_document(client, report):
    assert client.get(page(report)).status_code == 200
    address, asked = pdf(report)
    assert client.get(address, asked)["Content-Type"] == "application/pdf"


def test_texts_are_kept_with_their_history(client, officer, report):
    client.post(page(report), filled(client, report, **{box(report, "2"): "Première version"}))
    client.post(page(report), filled(client, report, **{box(report, "2"): "Seconde version"}))
    text = DonorText.objects.get()
    assert text.text_fr == "Seconde version"
    history = text.history.order_by("history_id")
    assert [version.text_fr for version in history] == ["Première version", "Seconde version"]
    assert {version.history_user for version in history} == {officer}


def test_two_officers_do_not_overwrite_each_other_unknowingly(client, report):
    mine = filled(client, report, **{box(report, "2"): "Le mien"})
    client.post(page(report), filled(client, report, **{box(report, "2"): "Le sien"}))
    refused = client.post(page(report), mine)
    assert refused.status_code == 200
    assert "pendant que vous écriviez" in refused.content.decode()
    assert "Le mien" in refused.content.decode()
    assert DonorText.objects.get().text_fr == "Le sien"
    again = mine | {"version": refused.context["form"]["version"].value()}
    assert client.post(page(report), again).status_code == 302
    assert DonorText.objects.get().text_fr == "Le mien"


def test_a_text_that_is_too_long_is_refused_and_stays_in_its_box(client, report):
    long = "mot " * 25_000
    refused = client.post(page(report), filled(client, report, **{box(report, "2"): long}))
    assert refused.status_code == 200
    assert long.strip() in refused.content.decode()
    assert str(LONGEST_TEXT)[:2] in "".join(refused.context["form"].errors[box(report, "2")])
    assert not DonorText.objects.exists()


def test_markup_in_a_text_is_shown_as_text(client, report):
    client.post(page(report), filled(client, report, **{box(report, "2"): "<script>alert(1)</script>"}))
    content = client.get(page(report)).content.decode()
    assert "<script>alert(1)" not in content
    assert "&lt;script&gt;alert(1)" in content


def text_of(response):
    return " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(response.content)).pages).split())


def test_the_document_comes_in_the_version_asked_for_and_in_a_language_that_the_donor_takes(client, report):
    address, asked = pdf(report, version="donor", langue="en")
    response = client.get(address, asked)
    assert response["Content-Disposition"].endswith('-donor-fr.pdf"')
    assert "Brouillon" not in text_of(response)
    address, asked = pdf(report, version="rien", langue="xx")
    assert "Brouillon de travail" in text_of(client.get(address, asked))


def test_the_donors_version_names_a_withheld_funder_and_the_one_to_spread_does_not(client, officer):
    funder = make_organisation(name_fr="Fondation discrète")
    agreement = make_agreement(
        funder,
        recipient=officer.organisation,
        funder_disclosed=False,
        title_fr="Appui de la Fondation discrète",
    )
    report = make_donor_report(
        make_donor_template({"fed_by": ["action_title", "funders"]}),
        agreement=agreement,
        organisation=officer.organisation,
    )
    address, asked = pdf(report, version="donor")
    assert "Fondation discrète" in text_of(client.get(address, asked))
    address, asked = pdf(report, version="public")
    assert "Fondation discrète" not in text_of(client.get(address, asked))


def test_another_organisation_finds_neither_the_report_nor_its_document(client, report):
    log_in(client, make_user())
    for address in (page(report), pdf(report)[0], admin_url(report, "change")):
        assert client.get(address)["Location"] == reverse("admin:index")
    assert client.post(page(report), {box(report, "2"): "Intrus"})["Location"] == reverse("admin:index")
    assert not DonorText.objects.exists()


def test_a_document_that_takes_too_long_leads_back_with_a_sentence(client, report, monkeypatch):
    def give_up(document):
        raise PdfTooHeavy("too heavy")

    monkeypatch.setattr(donor_pages, "write", give_up)
    response = client.get(pdf(report)[0], follow=True)
    assert response.redirect_chain[-1][0] == page(report)
    assert "période plus courte" in response.content.decode()


def test_the_page_asks_as_many_questions_for_three_events_as_for_one(
    client, officer, django_assert_max_num_queries
):
    """The same report: what grows with the events would be noticed at three."""
    template = make_donor_template(
        {"fed_by": ["activity_list", "participants", "recommendations", "regions"]}
    )
    report = make_donor_report(template, organisation=officer.organisation)
    counts = []
    for _number in range(3):
        make_published_event(
            owner=officer.organisation, programmes=[report.programme], starts_on=date(2023, 2, 1)
        )
        settle()
        with django_assert_max_num_queries(200) as context:
            client.get(page(report))
        counts.append(len(context))
    assert counts[0] == counts[2], counts


def test_coordinators_see_the_reports_of_all_and_say_whose_a_new_one_is(client, report):
    log_in(client, make_coordinator())
    assert client.get(page(report)).status_code == 200
    form = client.get(admin_url(DonorReport, "add")).context["adminform"].form
    assert "organisation" in form.fields
