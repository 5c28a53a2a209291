"""The band of logos: as large to the eye, a name where there is none, and a file that stays readable."""

from io import BytesIO

import pikepdf
import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw
from pypdf import PdfReader

from publication.facts import Body
from publication.questions.reading import event_facts
from reports.documents import event_report
from reports.documents.logos import logo_assets, printed_logos
from tests.factories import make_agreement, make_organisation, make_programme, make_published_event, make_role
from tests.published import published

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def drawn(size):
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).rectangle((10, 10, size[0] - 10, size[1] - 10), fill="navy")
    target = BytesIO()
    picture.save(target, "PNG")
    return ContentFile(target.getvalue())


def with_logo(size, **fields):
    organisation = make_organisation(**fields)
    organisation.logo.save("logo.png", drawn(size))
    return organisation


def body_of(organisation):
    return Body(organisation.full_name, organisation.short_name, organisation.logo.name)


@pytest.mark.parametrize(
    ("size", "shape"),
    [((300, 400), "tall"), ((300, 300), "tall"), ((400, 200), "oblong"), ((600, 100), "wide")],
)
def test_a_wide_logo_is_lower_than_a_tall_one(size, shape):
    (logo,) = printed_logos([body_of(with_logo(size))])
    assert logo.shape == shape
    assert list(logo_assets([logo])) == [logo.asset]


def test_without_a_logo_or_without_its_file_the_name_stands_there():
    logos = printed_logos([Body("Réseau (RN)", "RN"), Body("Fondation", "F", "organisations/perdu.png")])
    assert [(logo.short, logo.asset) for logo in logos] == [("RN", ""), ("F", "")]
    assert logo_assets(logos) == {}


def test_the_report_of_an_event_bears_the_logos_with_their_alternative_texts():
    programme = make_programme()
    funder = with_logo((400, 200), name_fr="Fondation")
    agreement = make_agreement(
        funder, programme=programme, shows_logos=True, visibility_statement_fr="Avec l’appui de la Fondation."
    )
    event = make_published_event(programmes=[programme])
    make_role(event, make_organisation(name_fr="Réseau national", acronym="RNAT"))

    def report():
        return event_report.build(event_facts(published(event).reference))

    first = report()
    content = event_report.write(first)
    assert "Logo : Fondation" in alternative_texts(content)
    text = PdfReader(BytesIO(content)).pages[0].extract_text()
    assert "RNAT" in text
    assert "Avec l’appui de la Fondation." in text
    agreement.shows_logos = False
    agreement.save()
    # Another content is another document, with its own code.
    assert report().proof.code != first.proof.code


def alternative_texts(content):
    with pikepdf.open(BytesIO(content)) as pdf:
        return [
            str(thing.Alt)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing
        ]
