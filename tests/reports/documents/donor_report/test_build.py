"""The parts of a report: filled, in part, missing; and the document that is printed of them."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from reports.documents.donor_report.build import State, build
from reports.documents.donor_report.matrix import field_matrix
from reports.documents.donor_report.scope import scope_of
from reports.documents.donor_report.write import write
from reports.enums import DonorVersion
from reports.models import DocumentProof, DonorTemplate, DonorText
from reports.services.codes import printed
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_donor_report,
    make_donor_template,
    make_headcount,
    make_organisation,
    make_programme,
    make_published_event,
    make_user,
)

pytestmark = pytest.mark.django_db


def document_of(report, user=None, version=DonorVersion.DRAFT):
    return build(report, scope_of(report, user=user or make_coordinator(), version=version))


def write_text(report, number, text, **languages):
    section = report.template.sections.get(number=number)
    return DonorText.objects.create(report=report, section=section, text_fr=text, **languages)


def states(document):
    return [part.state for part in document.parts]


def test_a_part_is_filled_by_the_register_by_the_team_or_by_nobody():
    programme = make_programme()
    make_headcount(make_published_event(programmes=[programme]), 12)
    report = make_donor_report(
        make_donor_template(
            {"fed_by": ["activity_list"]},
            {"fed_by": ["recommendations"]},
            {"fed_by": ["participants"]},
            {"fed_by": ["wishes"], "is_required": False},
            {},
            {},
            {"fed_by": ["activity_list"], "expects_text": True},
        ),
        programme=programme,
    )
    write_text(report, "6", "Le partenariat tient.")
    assert states(document_of(report)) == [
        State.FILLED,
        State.MISSING,
        State.PARTLY,
        State.OPTIONAL,
        State.MISSING,
        State.FILLED,
        State.PARTLY,
    ]


def test_a_title_over_other_parts_is_never_missing_and_headings_skip_no_rank():
    numbers = ("1", "1.1.1", "1.1.2", "2.1", "3")
    report = make_donor_report(make_donor_template(*({"number": number} for number in numbers)))
    document = document_of(report)
    assert [part.heading for part in document.parts] == [2, 3, 4, 3, 2]
    assert [part.is_heading for part in document.parts] == [True, True, False, False, False]


def test_a_text_beyond_the_limit_of_the_form_is_pointed_at():
    report = make_donor_report(make_donor_template({"word_limit": 3}))
    write_text(report, "1", "Un deux trois quatre")
    (part,) = document_of(report).parts
    assert part.state == State.PARTLY
    assert [gap.sentence for gap in part.gaps] == ["Texte de 4 mots, pour 3 au plus"]


def test_a_text_in_one_language_alone_is_printed_in_the_other_too():
    report = make_donor_report(make_donor_template({}))
    write_text(report, "1", "", text_en="The partnership holds.")
    for language in ("fr", "en"):
        with translation.override(language):
            assert document_of(report).parts[0].text == "The partnership holds."


def test_the_version_to_spread_drops_a_text_that_names_a_withheld_funder():
    officer, funder = make_user(), make_organisation(name_fr="Fondation Éclair", acronym="FDE")
    agreement = make_agreement(funder, recipient=officer.organisation, funder_disclosed=False)
    report = make_donor_report(make_donor_template({}, {}), agreement=agreement)
    write_text(report, "1", "Merci à la fondation eclair.")
    write_text(report, "2", "Merci à tous.")

    def texts(version):
        return [part.text for part in document_of(report, officer, version).parts]

    assert texts(DonorVersion.DONOR) == ["Merci à la fondation eclair.", "Merci à tous."]
    assert texts(DonorVersion.PUBLIC) == ["", "Merci à tous."]


def test_the_head_bears_the_logos_that_the_agreement_asks_for_and_the_words_of_the_union():
    union = make_organisation(name_fr="Union européenne", slug="union-europeenne")
    programme = make_programme()
    asked = {"shows_logos": True, "visibility_statement_fr": "Avec l’appui de tous."}
    make_agreement(union, programme=programme, recipient=make_organisation(name_fr="Titulaire"), **asked)
    make_agreement(make_organisation(name_fr="Discret"), programme=programme, funder_disclosed=False, **asked)
    team = make_organisation(name_fr="Équipe")
    report = make_donor_report(programme=programme, organisation=team)
    seen = document_of(report, version=DonorVersion.PUBLIC).visibility
    assert [body.name for body in seen.bodies] == ["Union européenne", "Titulaire", "Équipe"]
    words, sentence = seen.statements
    assert words == "Avec l’appui de tous."
    assert sentence.startswith("Cofinancé par l’Union européenne.")
    # A form that has a place for it says it there alone.
    report.template = make_donor_template({"fed_by": ["eu_acknowledgement"]})
    assert document_of(report).visibility.statements == ("Avec l’appui de tous.",)


def read(document):
    return PdfReader(BytesIO(write(document)))


def text_of(document):
    return " ".join(" ".join(page.extract_text() for page in read(document).pages).split())


def test_only_the_draft_points_at_what_is_missing():
    report = make_donor_report(
        make_donor_template(
            {"title_fr": "Gestion des risques", "instruction_fr": "Sécurité comprise"},
            {"title_fr": "Environnement", "is_required": False},
            name_fr="Rapport harmonisé",
        )
    )
    draft = text_of(document_of(report))
    assert "Brouillon de travail" in draft
    assert "À compléter – Sécurité comprise" in draft
    assert "Environnement" in draft
    final = text_of(document_of(report, version=DonorVersion.DONOR))
    assert "compléter" not in final
    assert "Sécurité comprise" not in final
    assert "Gestion des risques non communiqué" in final
    assert "Environnement" not in final


def test_the_parts_stand_in_the_order_of_the_form_with_the_text_of_the_team():
    programme = make_programme()
    make_published_event(programmes=[programme], title_fr="Forum de Gao")
    report = make_donor_report(
        make_donor_template({"title_fr": "Résumé"}, {"title_fr": "Activités", "fed_by": ["activity_list"]}),
        programme=programme,
    )
    write_text(report, "1", "Une année pleine.")
    reader = read(document_of(report))
    text = " ".join(reader.pages[0].extract_text().split())
    assert (
        text.index("Résumé")
        < text.index("Une année pleine.")
        < text.index("Activités")
        < text.index("Forum de Gao")
    )
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert [item.title for item in reader.outline] == ["1 Résumé", "2 Activités"]


def test_the_same_data_give_the_same_bytes():
    report = make_donor_report(make_donor_template({"fed_by": ["reporting_period"]}))
    assert write(document_of(report)) == write(document_of(report))


def test_hostile_texts_are_printed_as_they_are_and_stay_on_the_page():
    report = make_donor_report(make_donor_template({}, {}, {}))
    write_text(report, "1", "<script>alert(1)</script> <img src='http://example.org/x.png'>")
    write_text(report, "2", "w" * 5_000)
    write_text(report, "3", "ߒߞߏ – أمن – \u202e renversé \x0b fin")
    text = text_of(document_of(report))
    assert "<script>alert(1)</script>" in text
    assert "أمن" in text


def test_the_matrix_says_which_part_each_field_feeds_and_which_code_is_gone():
    make_donor_template({"fed_by": ["regions"]}, {"fed_by": ["regions", "ancien_champ"]}, name_fr="A")
    make_donor_template({"fed_by": ["regions"]}, name_fr="B", is_active=False)
    matrix = field_matrix(DonorTemplate.objects.all())
    rows = {row.field.code: row for _label, group in matrix.groups for row in group}
    assert [template.name for template in matrix.templates] == ["A"]
    assert [[section.number for section in cell] for cell in rows["regions"].cells] == [["1", "2"]]
    assert rows["signature"].is_unused
    assert [(section.number, code) for section, code in matrix.gone] == [("2", "ancien_champ")]


def test_what_is_handed_in_carries_a_code_that_proves_it_and_tells_nothing_else(client):
    report = make_donor_report(make_donor_template({"fed_by": ["reporting_period"]}))
    write(document_of(report))
    assert not DocumentProof.objects.exists()
    text = text_of(document_of(report, version=DonorVersion.DONOR))
    proof = DocumentProof.objects.get()
    assert printed(proof.code) in text
    page = client.get(reverse("reports:verification", args=[printed(proof.code)])).content.decode()
    assert "Authentique" in page
    assert "Réservé" in page
    assert report.programme.name not in page


def test_another_text_is_another_document():
    report = make_donor_report(make_donor_template({}))
    for text in ("Un", "Un", "Deux"):
        DonorText.objects.all().delete()
        write_text(report, "1", text)
        write(document_of(report, version=DonorVersion.DONOR))
    assert DocumentProof.objects.count() == 2
