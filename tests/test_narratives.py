"""Each text of events/narratives.py is told wherever the others are: a new one needs no other list."""

import json

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from events.admin.event_sections import SECTIONS
from events.models import Event
from events.narratives import NARRATIVES, columns
from events.resources.events import EventResource
from publication.models import Correction
from publication.models.pending import settle
from publication.questions.corrections import corrections_of
from publication.questions.reading import event_facts
from reports.documents import event_report
from tests.factories import make_published_event
from tests.published import published
from tests.reading import body_of

LANGUAGES = ("fr", "en")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize("narrative", NARRATIVES, ids=lambda narrative: narrative.code),
]


@pytest.fixture
def told(narrative):
    """An event of which this text alone is told; its words are nowhere else."""
    event = make_published_event(
        **{f"{narrative.code}_{language}": f"seulement{language} cela" for language in LANGUAGES}
    )
    return published(event)


@pytest.mark.parametrize("language", LANGUAGES)
def test_officers_enter_it_in_the_form_and_by_a_table(narrative, language):
    (column,) = columns((narrative,), language)
    assert [column in section.fields for section in SECTIONS].count(True) == 1
    assert EventResource.fields[column].long


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_public_reads_and_finds_it(client, narrative, told, language):
    word = f"seulement{language}"
    with override(language):
        facts, heading = event_facts(told.reference), narrative.heading
        page = client.get(facts.url).content.decode()
        data = json.loads(body_of(client.get(f"{facts.url.rstrip('/')}.json")))
        found = client.get(reverse("website:event_list"), {"q": word}).content.decode()
    assert f"<h2>{heading}</h2>" in page and f"{word} cela" in page
    assert data[narrative.code] == f"{word} cela"
    assert heading in found and f"<mark>{word}</mark> cela" in found


def test_staff_find_it_in_either_language(narrative, told):
    assert all(Event.objects.search(f"seulement{language}").exists() for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_prints_it_or_says_that_nobody_stated_it(narrative, told, language):
    with override(language):
        report = event_report.build(event_facts(told.reference))
        printed = render_to_string("reports/_event_narrative.html", {"report": report, "facts": report.facts})
        others = {str(other.label) for other in NARRATIVES if other != narrative}
        assert others <= set(report.not_stated) and str(narrative.label) not in report.not_stated
    assert f"seulement{language} cela" in printed


def test_a_correction_of_it_is_told_under_its_name(narrative, told):
    event = Event.objects.get(pk=told.pk)
    setattr(event, f"{narrative.code}_fr", "Tout autre chose")
    event.save()
    settle()
    assert Correction.objects.get().facts == [narrative.element]
    (day,) = corrections_of(told.reference)
    assert day.facts == (narrative.element_label,)
