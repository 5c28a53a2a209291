"""Categories of participants of no list: kept in words, classified by a coordinator, told."""

import json

import pytest
from django.core.exceptions import ValidationError

from events.enums import Category, Sensitivity
from events.models import CategoryTerm
from events.services.category_terms import StatedCategory, classify, stated_category
from publication.questions.reading import event_facts
from tests.admin_forms import add_row, admin_url, data_of, errors_of, log_in
from tests.factories import make_coordinator, make_event, make_headcount, make_published_event
from tests.importing import as_csv, import_file
from tests.reading import body_of, text_of

EVENTS = "events_event"

pytestmark = pytest.mark.django_db


def part_url(event):
    return f"{admin_url(event, 'change')}?section=participants"


def save(client, event, *, rows=(), **typed):
    data = data_of(client.get(part_url(event)))
    for row in rows:
        add_row(data, "headcounts", unit="persons", basis="exact", **row)
    return client.post(part_url(event), data | typed)


def counts_of(event):
    rows = event.headcounts.exclude(category="")
    return {(row.category, row.category_words): row.number for row in rows}


@pytest.mark.parametrize(
    ("text", "category", "words"),
    [
        ("", "", ""),
        ("media", Category.MEDIA, ""),
        ("Médias", Category.MEDIA, ""),
        ("Autorités religieuses", Category.TRADITIONAL, "Autorités religieuses"),
        (" leaders  féminines ", Category.OTHER, "leaders féminines"),
    ],
)
def test_words_name_a_category_or_stay_words(text, category, words):
    assert stated_category(text, {}) == StatedCategory(category, words)


@pytest.mark.parametrize("text", ["communauté peule", "Dogons", "ethnies", "x" * 81])
def test_a_community_is_no_category(text):
    with pytest.raises(ValidationError):
        stated_category(text, {})


def test_an_officer_counts_and_names_those_of_no_list(client, officer):
    event = make_event(owner=officer.organisation)
    rows = [{"number": "12", "category": "leaders féminines"}, {"number": "5", "category": "transporteurs"}]
    save(client, event, rows=rows, audience=["media"], audience_words="guides, journalistes")
    assert counts_of(event) == {("other", "leaders féminines"): 12, ("other", "transporteurs"): 5}
    assert {(row.category, row.category_words) for row in event.audiences.all()} == {
        ("media", ""),
        ("other", "guides"),
        ("media", "journalistes"),
    }
    assert set(CategoryTerm.objects.filter(category="").values_list("words", flat=True)) >= {
        "leaders féminines",
        "transporteurs",
        "guides",
    }
    # What one opens and saves again stays as it was.
    save(client, event)
    assert (len(counts_of(event)), event.audiences.count()) == (2, 3)
    refused = save(client, event, rows=[{"number": "3", "category": "Leaders feminines"}])
    assert any("headcounts" in name for name in errors_of(refused))


def test_a_coordinator_says_which_category_it_is(client, officer):
    event = make_event(owner=officer.organisation)
    taken = make_event(owner=officer.organisation)
    make_headcount(taken, 30, category=Category.CIVIL_SOCIETY_WOMEN)
    for each in (event, taken):
        save(client, each, rows=[{"number": "12", "category": "leaders féminines"}])
    log_in(client, make_coordinator())
    assert "leaders féminines" in text_of(client.get("/fr/admin/"))
    term = CategoryTerm.objects.get()
    page = admin_url(CategoryTerm, "changelist")
    client.post(
        page,
        {"action": f"classify_as_{Category.CIVIL_SOCIETY_WOMEN}", "_selected_action": [term.pk]},
    )
    assert counts_of(event) == {("civil_society_women", "leaders féminines"): 12}
    # Nobody knows whether the twelve are among the thirty.
    assert counts_of(taken) == {("civil_society_women", ""): 30, ("other", "leaders féminines"): 12}
    # From now on it is understood at once, and a decision may be taken back.
    assert (
        stated_category("Leaders Féminines", {term.key: "civil_society_women"}).category
        == "civil_society_women"
    )
    term.refresh_from_db()
    term.category = ""
    term.save()
    assert classify(term=term) == 0
    assert counts_of(event) == {("other", "leaders féminines"): 12}


def test_an_officer_decides_none(client, officer):
    CategoryTerm.note("guides")
    page = client.get(admin_url(CategoryTerm, "changelist"))
    assert b"guides" in page.content and b"classify_as" not in page.content


def test_a_file_is_understood_as_the_form_is(client):
    log_in(client, make_coordinator())
    event = make_published_event()
    lines = [["leaders féminines", 12], ["presse", 6]]
    table = as_csv(["événement", "catégorie", "nombre"], *([event.reference, *line] for line in lines))
    for _time in range(2):
        import_file(client, EVENTS, table, resource=1)
        table = as_csv(["événement", "catégorie", "nombre"], [event.reference, "LEADERS FÉMININES", 14])
    assert counts_of(event) == {("other", "LEADERS FÉMININES"): 14, ("media", "presse"): 6}


def test_the_public_reads_the_words_and_the_numbers_together(client):
    event = make_published_event()
    for number, words in ((12, "leaders féminines"), (7, "transporteurs")):
        make_headcount(event, number, category=Category.OTHER, category_words=words)
    event.audiences.create(category=Category.OTHER, category_words="guides")
    facts = event_facts(event.reference)
    (cell,) = facts.headcount.categories
    assert (cell.key, cell.figure.value) == ("other", 19)
    assert facts.other_categories == ("leaders féminines", "transporteurs")
    at = f"/fr/evenements/{event.reference}"
    assert all(word in text_of(client.get(f"{at}/")) for word in ("leaders féminines", "guides"))
    assert "transporteurs" in text_of(client.get(f"{at}.pdf"))
    assert json.loads(body_of(client.get(f"{at}.json")))["other_categories"] == [
        "leaders féminines",
        "transporteurs",
    ]
    event.sensitivity = Sensitivity.REGION_AND_MONTH
    event.save()
    facts = event_facts(event.reference)
    assert facts.other_categories == () and facts.audiences == ("autre catégorie",)
