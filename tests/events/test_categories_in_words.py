"""Categories of participants of no list: kept in words, classified by a coordinator, told."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.enums import Category, Sensitivity
from events.models import CategoryTerm, Event, Headcount, HeadcountGroup
from events.services import category_terms
from events.services.category_terms import StatedCategory, classify, stated_category
from events.services.restoring import plan_return, restore
from publication.disclosure.events import suppress
from publication.headcounts import statements, summary_of
from publication.models import Correction, PublishedFacts
from publication.models.pending import settle
from publication.project.corrections import changed_elements, digests_of
from publication.questions.reading import event_facts
from tests.admin_forms import add_row, admin_url, data_of, errors_of, log_in
from tests.factories import make_coordinator, make_event, make_headcount, make_published_event
from tests.importing import as_csv, import_file, problems, send
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


@pytest.mark.parametrize(
    "text",
    ["communauté peule", "Dogons", "femmes touarègues", "Songhay", "jeunes musulmans", "ethnies", "x" * 81],
)
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
    make_event(owner=officer.organisation).audiences.create(category=Category.OTHER, category_words="guides")
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
    assert "Transporteurs" in text_of(client.get(f"{at}.pdf"))
    assert json.loads(body_of(client.get(f"{at}.json")))["other_categories"] == [
        "leaders féminines",
        "transporteurs",
    ]
    event.sensitivity = Sensitivity.REGION_AND_MONTH
    event.save()
    facts = event_facts(event.reference)
    assert facts.other_categories == () and facts.audiences == ("autre catégorie",)


def found_by(client, words):
    """The references of the events that the public search finds."""
    page = client.get("/fr/evenements/", {"q": words})
    return {item.reference for item in page.context["page"].object_list}


def test_the_public_finds_an_event_by_the_words_that_its_page_says(client):
    counted, present, classified = (make_published_event() for _ in range(3))
    make_headcount(counted, 12, category=Category.OTHER, category_words="commerçantes")
    present.audiences.create(category=Category.OTHER, category_words="Commerçantes du marché")
    # Its page says the category, and the words no more.
    make_headcount(classified, 12, category=Category.PARTNERS, category_words="commerçantes")
    settle()
    assert found_by(client, "commercantes") == {counted.reference, present.reference}
    row = counted.headcounts.get()
    row.category = Category.PARTNERS
    row.save()
    settle()
    assert found_by(client, "commerçantes") == {present.reference}


def test_nobody_finds_it_by_words_that_its_page_keeps_back(client):
    few, planned, coarse, later = (make_published_event() for _ in range(4))
    for event, number, basis in ((few, 3, "exact"), (planned, 9, "planned"), (coarse, 12, "exact")):
        make_headcount(event, 3 if event == few else 20)
        make_headcount(event, number, category=Category.OTHER, category_words="commerçantes", basis=basis)
    for event in (coarse, later):
        event.audiences.create(category=Category.OTHER, category_words="commerçantes")
    coarse.sensitivity, later.sensitivity = Sensitivity.REGION_AND_MONTH, Sensitivity.HIDDEN
    coarse.save()
    later.save()
    settle()
    assert found_by(client, "commerçantes") == set()
    for event in (few, planned, coarse):
        assert "ommerçantes" not in text_of(client.get(f"/fr/evenements/{event.reference}/"))


# -- what the numbers tell ---------------------------------------------------------------------------


def summary_for(*rows, total=40, earlier=()):
    """Of an event of `total` people, « fds » among them; `rows`: words and numbers of other categories."""
    event = make_event()
    make_headcount(event, total)
    make_headcount(event, 15, category=Category.FDS)
    for words, number in rows:
        make_headcount(event, number, category=Category.OTHER, category_words=words)
    stated = statements(event.headcounts.all())
    disclosed = suppress(stated, earlier=earlier)
    return summary_of(stated, disclosed), disclosed


def shown(summary):
    return {cell.key: cell.figure.drawn for cell in summary.categories}


def test_several_that_are_no_small_numbers_are_told_together():
    summary, _disclosed = summary_for(("leaders féminines", 12), ("transporteurs", 7))
    assert shown(summary) == {"fds": 15, "other": 19}


def test_a_small_one_among_several_is_not_told_by_their_sum():
    summary, _disclosed = summary_for(("leaders féminines", 12), ("transporteurs", 2))
    assert shown(summary)["other"] is None


def test_one_that_is_added_later_is_not_told_by_the_difference():
    _summary, before = summary_for(("leaders féminines", 12))
    after, _disclosed = summary_for(("leaders féminines", 12), ("transporteurs", 2), earlier=[before])
    assert shown(after)["other"] is None


def test_one_that_is_classified_later_tells_no_small_number_of_the_others():
    event = make_published_event()
    make_headcount(event, 40)
    make_headcount(event, 15, category=Category.FDS)
    for number, words in ((13, "leaders féminines"), (3, "transporteurs")):
        make_headcount(event, number, category=Category.OTHER, category_words=words)
    told = [event_facts(event.reference).headcount]
    classify(term=CategoryTerm(key="transporteurs", category=Category.PARTNERS))
    settle()
    told.append(event_facts(event.reference).headcount)
    sums = [shown(each).get("other") for each in told]
    assert sums == [None, None] or (sums[0] is None and sums[1] == 13)
    assert all(shown(each).get("partners") is None for each in told)


def test_words_stand_beside_a_number_that_the_page_has(client):
    few = make_published_event()
    make_headcount(few, 3)
    make_headcount(few, 3, category=Category.OTHER, category_words="veuves de gendarmes")
    planned = make_published_event()
    make_headcount(planned, 9, category=Category.OTHER, category_words="guides", basis="planned")
    nobody = make_published_event()
    make_headcount(nobody, 0, category=Category.OTHER, category_words="griots")
    settle()
    assert [event_facts(each.reference).other_categories for each in (few, planned, nobody)] == [(), (), ()]


@pytest.mark.django_db(transaction=True)
def test_classifying_says_why_the_page_reads_otherwise(client):
    event = make_published_event()
    make_headcount(event, 12, category=Category.OTHER, category_words="leaders féminines")
    settle()
    log_in(client, make_coordinator())
    action = {"action": f"classify_as_{Category.MEDIA}", "_selected_action": [CategoryTerm.objects.get().pk]}
    client.post(admin_url(CategoryTerm, "changelist"), action)
    settle()
    correction = Correction.objects.latest("pk")
    assert correction.reason
    # No number is said to have been corrected.
    assert correction.facts == ["categories"]
    assert shown(event_facts(event.reference).headcount) == {"media": 12}


# -- who writes and reads the words -------------------------------------------------------------------


@pytest.fixture
def kept_in_words(officer):
    """A row that stays in words, since its event counts the category already."""
    event = make_event(owner=officer.organisation)
    make_headcount(event, 30, category=Category.CIVIL_SOCIETY_WOMEN)
    make_headcount(event, 12, category=Category.OTHER, category_words="leaders féminines")
    term = CategoryTerm.objects.get()
    term.category = Category.CIVIL_SOCIETY_WOMEN
    term.save()
    assert classify(term=term) == 1
    return event


def test_a_category_that_is_counted_at_the_same_moment_stops_nothing(kept_in_words, monkeypatch):
    monkeypatch.setattr(category_terms, "_is_counted", lambda *_row: False)
    counted = counts_of(kept_in_words)
    assert classify(term=CategoryTerm.objects.get()) == 1
    assert counts_of(kept_in_words) == counted


def test_what_stays_in_words_is_saved_again_as_it_is(client, kept_in_words):
    counted = counts_of(kept_in_words)
    assert save(client, kept_in_words, audience=["media"]).status_code == 302
    assert counts_of(kept_in_words) == counted
    assert kept_in_words.audiences.count() == 1


def test_what_stays_in_words_is_imported_again_as_it_is(client, kept_in_words):
    counted = counts_of(kept_in_words)
    log_in(client, make_coordinator())
    lines = [[kept_in_words.title, "leaders féminines", 13]]
    import_file(client, EVENTS, as_csv(["événement", "catégorie", "nombre"], *lines), resource=1)
    assert counts_of(kept_in_words) == counted | {("other", "leaders féminines"): 13}


def test_two_lines_of_one_category_do_not_overwrite_each_other(client):
    log_in(client, make_coordinator())
    event = make_published_event()
    lines = [[event.reference, "journalistes", 5], [event.reference, "presse", 6]]
    page = send(client, EVENTS, as_csv(["événement", "catégorie", "nombre"], *lines), resource=1)
    assert [line for line, _place, _message in problems(page)] == [3]


def test_the_same_public_written_twice_is_one_and_in_the_order_of_the_source(client, officer):
    event = make_event(owner=officer.organisation)
    save(client, event, audience_words="guides, Griots, GUIDES, artisans, bouchers, chauffeurs")
    words = [row.category_words for row in event.audiences.all()]
    assert words == ["guides", "Griots", "artisans", "bouchers", "chauffeurs"]


def test_a_colleague_is_not_told_of_what_a_row_of_another_organisation_says(client, officer):
    hidden = make_event()
    make_headcount(hidden, 12, category=Category.OTHER, category_words="habitants de Djebock")
    assert b"Djebock" not in client.get(admin_url(CategoryTerm, "changelist")).content
    own = make_event(owner=officer.organisation)
    own.audiences.create(category=Category.OTHER, category_words="guides")
    assert b"guides" in client.get(admin_url(CategoryTerm, "changelist")).content


def test_a_coordinator_takes_words_away_that_no_row_says(client):
    CategoryTerm.note("Moussa Traoré")
    log_in(client, make_coordinator())
    assert "Moussa" not in text_of(client.get("/fr/admin/"))
    term = CategoryTerm.objects.get()
    client.post(admin_url(term, "delete"), {"post": "yes"})
    assert not CategoryTerm.objects.exists()


def test_a_coordinator_reads_in_which_records_they_stand(client, officer):
    event, group = make_event(owner=officer.organisation), HeadcountGroup.objects.create()
    shared = make_event()
    group.events.set([shared])
    make_headcount(event, 12, category=Category.OTHER, category_words="guides")
    make_headcount(None, 12, group=group, category=Category.OTHER, category_words="Guides")
    address = admin_url(CategoryTerm.objects.get(), "change")
    links = [f'href="{admin_url(each, "change")}"' for each in (event, shared)]
    assert not any(link in client.get(address).content.decode() for link in links)
    log_in(client, make_coordinator())
    assert all(link in client.get(address).content.decode() for link in links)


def test_what_was_decided_stays_when_the_record_goes_back_to_an_earlier_version():
    event = make_event()
    row = make_headcount(event, 12, category=Category.OTHER, category_words="guides")
    before = timezone.now()
    term = CategoryTerm.objects.get()
    term.category = Category.MEDIA
    term.save()
    classify(term=term)
    stored = Headcount.objects.get(pk=row.pk)
    stored.number = 13
    stored.save()
    restore(plan_return(Event.objects.get(pk=event.pk), before))
    assert counts_of(event) == {("media", "guides"): 12}


def test_words_that_a_row_says_are_not_taken_away(client):
    make_event().audiences.create(category=Category.OTHER, category_words="guides")
    log_in(client, make_coordinator())
    client.post(admin_url(CategoryTerm.objects.get(), "delete"), {"post": "yes"})
    assert CategoryTerm.objects.exists()


def test_a_second_editor_does_not_dispute_what_only_the_first_one_wrote(client, officer):
    event = make_event(owner=officer.organisation)
    save(client, event, audience_words="journalistes", audience=["fds"])
    opened = data_of(client.get(part_url(event)))
    save(client, event, audience_words="journalistes, guides")
    assert client.post(part_url(event), opened | {"audience": ["fds", "media"]}).status_code == 302
    told = {(row.category, row.category_words) for row in event.audiences.all()}
    assert told == {("fds", ""), ("media", ""), ("media", "journalistes"), ("other", "guides")}


# -- what is told of a correction ---------------------------------------------------------------------


def corrected(event):
    return [correction.facts for correction in Correction.objects.filter(event=event.pk).order_by("pk")]


def test_a_number_that_changes_is_told_by_what_counts_it():
    event = make_published_event()
    total = make_headcount(event, 60)
    row = make_headcount(event, 20, category=Category.MEDIA)
    settle()
    row.number = 25
    row.save()
    settle()
    total.number = 70
    total.save()
    settle()
    assert corrected(event) == [["categories"], ["headcount"]]


def test_of_a_total_that_events_share_classifying_corrects_no_number_either():
    event, other = make_published_event(), make_published_event()
    group = HeadcountGroup.objects.create()
    group.events.set([event, other])
    total = make_headcount(None, 60, group=group)
    make_headcount(None, 20, group=group, category=Category.OTHER, category_words="leaders féminines")
    settle()
    classify(term=CategoryTerm(key="leaders feminines", category=Category.CIVIL_SOCIETY_WOMEN))
    settle()
    total.number = 70
    total.save()
    settle()
    assert corrected(event) == corrected(other) == [["categories"], ["headcount"]]


def test_what_was_kept_before_there_was_a_word_for_the_split_is_compared_as_a_whole():
    event = make_published_event()
    row = make_headcount(event, 20, category=Category.MEDIA)
    settle()
    before = digests_of(stored_facts(event))
    for each in before.values():
        for name in ("categories", "counts"):
            del each[name]
    assert changed_elements(before, digests_of(stored_facts(event))) == []
    row.number = 25
    row.save()
    settle()
    assert changed_elements(before, digests_of(stored_facts(event))) == ["headcount"]


def stored_facts(event):
    return dict(PublishedFacts.objects.filter(event=event.pk).values_list("language", "content"))
