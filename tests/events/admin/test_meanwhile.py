"""What others did to a record between the opening of its page and its saving; nothing typed is lost."""

from urllib.parse import parse_qs

import pytest
from django.urls import reverse

from events.enums import Status
from events.forms.events import EventForm
from events.models import Event, SectionState, Theme
from events.services.deleting import delete_draft
from events.services.section_states import Progress
from rss_registry.held_forms import account_mark
from tests.admin_forms import add_row, admin_url, data_of, errors_of, log_in
from tests.events.admin.test_proposed_corrections import accept, propose, public
from tests.events.admin.test_sections import mine, part_url, progress_of, save_part
from tests.factories import make_coordinator, make_headcount, make_organisation, make_user

__all__ = ["mine", "public"]

pytestmark = pytest.mark.django_db


def test_a_row_deleted_since_it_was_proposed_is_one_to_add(client, public):
    gone = make_headcount(public, 18)
    make_headcount(public, 8, sex="women")
    propose(client, public, "participants", **{"headcounts-0-number": "19"})
    gone.delete()
    page, saved = accept(client, public, "participants")
    assert list(errors_of(page)) == ["__all__"]
    assert saved.status_code == 302
    assert sorted(public.headcounts.values_list("number", flat=True)) == [8, 19]


def test_a_row_deleted_since_it_was_typed_is_one_to_add(client, officer, mine):
    gone = make_headcount(mine, 18)
    save_part(client, mine, "participants", **{"headcounts-0-number": "douze ou treize"})
    gone.delete()
    page = client.get(part_url(mine, "participants"))
    assert data_of(page)["headcounts-0-number"] == "douze ou treize"
    client.post(part_url(mine, "participants"), data_of(page) | {"headcounts-0-number": "12"})
    page = client.get(part_url(mine, "participants"))
    client.post(part_url(mine, "participants"), data_of(page) | {"headcounts-0-number": "12"})
    assert mine.headcounts.get().number == 12


@pytest.mark.parametrize("told", ["abc", "", "99999999999999999999"])
def test_a_draft_that_lies_about_its_rows_can_be_corrected(client, officer, mine, told):
    save_part(client, mine, "participants", **{"headcounts-TOTAL_FORMS": told})
    address = part_url(mine, "participants")
    page = client.get(address)
    assert client.post(address, data_of(page)).status_code == 302
    assert not SectionState.objects.exists()


def test_no_more_rows_are_made_than_were_sent(client, officer, mine):
    page = save_part(
        client, mine, "participants", **{"headcounts-TOTAL_FORMS": "2000", "headcounts-2-number": "x"}
    )
    (rows,) = [
        each.formset for each in page.context["inline_admin_formsets"] if each.formset.prefix == "headcounts"
    ]
    assert len(rows.forms) == 3


@pytest.mark.parametrize("field", ["stated_days", "series_rank"])
def test_a_number_beyond_every_column_is_kept_as_typed(client, officer, mine, field):
    refused = save_part(client, mine, "quoi", **{field: "9" * 20})
    assert field in errors_of(refused)


def test_a_move_that_waited_for_the_sign_in_is_not_made_by_opening_a_page(client, mine):
    mine.status = Status.SUBMITTED
    mine.save()
    coordinator = make_coordinator()
    client.logout()
    move = reverse("admin:events_event_step", args=[mine.pk, "publish"])
    to_login = client.post(move, {"_account": account_mark(coordinator)})
    log_in(client, coordinator)
    client.get(parse_qs(to_login["Location"].partition("?")[2])["next"][0])
    mine.refresh_from_db()
    assert mine.status == Status.SUBMITTED


def test_setting_a_part_apart_loses_nothing_that_was_typed_into_it(client, officer, mine):
    save_part(client, mine, "suites", **{"outputs-TOTAL_FORMS": "1", "outputs-0-quantity": "douze"})
    assert progress_of(mine, "suites") == Progress.TO_CORRECT
    client.post(reverse("admin:events_event_not_applicable", args=[mine.pk, "suites"]))
    assert progress_of(mine, "suites") == Progress.TO_CORRECT


def test_what_a_colleague_keeps_to_correct_is_not_dropped_in_silence(client, officer, mine):
    address = part_url(mine, "participants")
    opened = data_of(client.get(address))
    client.post(address, opened | {"headcounts-0-number": "douze ou treize"})
    log_in(client, make_user(organisation=mine.owner))
    told = client.post(address, opened | {"audience": ["fds"]})
    assert "__all__" in errors_of(told)
    assert SectionState.objects.get().typed["headcounts-0-number"] == ["douze ou treize"]
    assert data_of(client.get(address))["headcounts-0-number"] == "douze ou treize"
    # Told, one may go on.
    assert client.post(address, data_of(told)).status_code == 302
    assert [row.category for row in mine.audiences.all()] == ["fds"]


def test_an_officer_is_not_told_of_what_she_keeps_herself(client, officer, mine):
    address = part_url(mine, "participants")
    opened = data_of(client.get(address))
    for _click in range(2):
        kept = client.post(address, opened | {"headcounts-0-number": "douze ou treize"})
        assert list(errors_of(kept)) == ["headcounts-0-number"]
    assert client.post(address, opened | {"headcounts-0-number": "12"}).status_code == 302


def saved_by_others_while_it_is_checked(monkeypatch, event, **values):
    check = EventForm.full_clean

    def others_first(form):
        Event.objects.filter(pk=event.pk).update(**values)
        monkeypatch.setattr(EventForm, "full_clean", check)
        check(form)

    monkeypatch.setattr(EventForm, "full_clean", others_first)


@pytest.mark.parametrize("typed", [{"title_fr": "Autre"}, {"title_fr": "Autre", "stated_days": "deux"}])
def test_another_part_saved_in_the_same_second_stays(client, officer, mine, monkeypatch, typed):
    data = data_of(client.get(part_url(mine, "quoi"))) | typed
    saved_by_others_while_it_is_checked(monkeypatch, mine, venue="Mairie")
    client.post(part_url(mine, "quoi"), data)
    mine.refresh_from_db()
    assert (mine.title_fr, mine.venue) == ("Autre", "Mairie")


@pytest.mark.parametrize("typed", [{"title_fr": "Autre"}, {"title_fr": "Autre", "stated_days": "deux"}])
def test_a_record_submitted_in_the_same_second_stays_submitted(client, officer, mine, monkeypatch, typed):
    before, data = mine.title_fr, data_of(client.get(part_url(mine, "quoi"))) | typed
    saved_by_others_while_it_is_checked(monkeypatch, mine, status=Status.SUBMITTED)
    assert "__all__" in errors_of(client.post(part_url(mine, "quoi"), data))
    mine.refresh_from_db()
    assert (mine.title_fr, mine.status) == (before, Status.SUBMITTED)


def test_the_dates_of_another_page_stay(client, officer, mine, monkeypatch):
    data = data_of(client.get(part_url(mine, "ou")))
    saved = {"dates_edtf": "2024-03", "starts_on": "2024-03-01", "ends_on": "2024-03-31"}
    saved_by_others_while_it_is_checked(monkeypatch, mine, **saved, date_precision="month")
    client.post(part_url(mine, "ou"), data | {"venue": "Mairie"})
    mine.refresh_from_db()
    assert (mine.dates_edtf, mine.date_precision, mine.venue) == ("2024-03", "month", "Mairie")


# -- two editors of one part ---------------------------------------------------------


def saved_by_a_colleague(client, event, key, **values):
    """The fields of a page that one has open while a colleague saves these values."""
    address = part_url(event, key)
    opened = data_of(client.get(address))
    assert client.post(address, opened | values).status_code == 302
    return address, opened


def test_what_only_the_other_one_changed_is_kept(client, officer, mine):
    themes = [Theme.objects.create(slug=word, name_fr=word) for word in ("paix", "police")]
    theirs = {"context_fr": "Le leur", "themes": [theme.pk for theme in themes]}
    address, opened = saved_by_a_colleague(client, mine, "objectifs", **theirs)
    saved = client.post(address, opened | {"general_objective_fr": "Le mien"}, follow=True)
    mine.refresh_from_db()
    assert (mine.context_fr, mine.general_objective_fr) == ("Le leur", "Le mien")
    assert set(mine.themes.all()) == set(themes)
    assert any("Changé entre-temps" in str(message) for message in saved.context["messages"])


def test_what_both_changed_is_named_and_the_rest_taken_over(client, officer, mine):
    address, opened = saved_by_a_colleague(client, mine, "ou", venue="Mairie", modality="online")
    told = client.post(address, opened | {"venue": "Gouvernorat"})
    (sentence,) = errors_of(told)["__all__"]
    label = told.context["adminform"].form.fields["venue"].label
    assert sentence.endswith(f"« {label[0].upper()}{label[1:]} ».")
    assert (data_of(told)["venue"], data_of(told)["modality"]) == ("Gouvernorat", "online")
    client.post(address, data_of(told))
    mine.refresh_from_db()
    assert (mine.venue, mine.modality) == ("Gouvernorat", "online")


def test_the_same_typed_twice_is_no_dispute(client, officer, mine):
    address, opened = saved_by_a_colleague(client, mine, "ou", venue="Mairie")
    assert client.post(address, opened | {"venue": "Mairie"}).status_code == 302


# -- a record that has left its officer's hands --------------------------------------


@pytest.mark.parametrize("typed", [{"venue": "Mairie"}, {"venue": "Mairie", "modality": "nonsense"}])
def test_what_was_typed_into_a_submitted_record_comes_back(client, officer, mine, typed):
    address = part_url(mine, "ou")
    opened = data_of(client.get(address))
    Event.objects.filter(pk=mine.pk).update(status=Status.SUBMITTED)
    shown = client.post(address, opened | typed)
    assert shown.status_code == 200
    assert data_of(shown)["venue"] == "Mairie"
    mine.refresh_from_db()
    assert mine.venue == ""
    assert not SectionState.objects.exists()
    # Sent back, she saves what still stands there.
    Event.objects.filter(pk=mine.pk).update(status=Status.RETURNED)
    client.post(address, data_of(shown) | {"modality": opened["modality"]})
    mine.refresh_from_db()
    assert mine.venue == "Mairie"


def test_what_was_typed_into_a_record_published_meanwhile_is_proposed(client, officer, public):
    whole = admin_url(public, "change")
    data = data_of(client.get(f"{whole}?section=tout"))
    client.post(whole, data | {"venue": "Mairie"})
    assert public.proposals.get().typed["venue"] == ["Mairie"]


def test_a_move_goes_with_nothing_that_is_not_saved(client, officer, mine):
    opened = data_of(client.get(part_url(mine, "ou")))
    Event.objects.filter(pk=mine.pk).update(status=Status.SUBMITTED)
    client.post(part_url(mine, "ou"), opened | {"_publish": "1", "_save": "1"})
    mine.refresh_from_db()
    assert mine.status == Status.SUBMITTED


def test_a_deleted_record_gives_back_what_was_typed_into_it(client, officer, mine):
    address = part_url(mine, "objectifs")
    text = "Un contexte. " * 60
    theme = Theme.objects.create(slug="femmes", name_fr="Femmes et sécurité")
    data = data_of(client.get(address)) | {"context_fr": text, "themes": [theme.pk]}
    add_row(data, "objectives", text_fr="Former cent agents")
    Event.objects.filter(pk=mine.pk).update(created_by=officer)
    delete_draft(event=mine)
    gone = client.post(address, data)
    assert gone.status_code == 410
    typed = [text for _label, text in gone.context["typed"]]
    assert text.strip() in typed
    assert str(theme) in typed
    assert any("Former cent agents" in each for each in typed)
    assert gone.context["deleted"] == mine
    assert gone.context["may_restore"]


def test_of_a_record_of_others_nothing_is_told(client, mine):
    log_in(client, make_user(organisation=make_organisation()))
    theirs = client.post(part_url(mine, "ou"), {"version": "x", "venue": "Mairie"})
    delete_draft(event=mine)
    deleted = client.post(part_url(mine, "ou"), {"version": "x", "venue": "Mairie"})
    none = client.post(
        part_url(mine, "ou").replace(str(mine.pk), "999999"), {"version": "x", "venue": "Mairie"}
    )
    for answer in (theirs, deleted, none):
        assert answer.status_code == 410
        assert answer.context["deleted"] is None
        assert mine.title_fr not in answer.content.decode()


def test_what_others_counted_is_taken_over_on_the_first_page(client, officer, mine):
    save_part(client, mine, "essentiel", participants="environ 40")
    opened = data_of(client.get(part_url(mine, "essentiel")))
    save_part(client, mine, "essentiel", participants="50")
    assert client.post(part_url(mine, "essentiel"), opened | {"venue": "Gouvernorat"}).status_code == 302
    mine.refresh_from_db()
    assert (mine.venue, mine.headcounts.get().number) == ("Gouvernorat", 50)


def test_a_number_that_both_typed_on_the_first_page_is_named(client, officer, mine):
    opened = data_of(client.get(part_url(mine, "essentiel")))
    save_part(client, mine, "essentiel", participants="50")
    assert errors_of(client.post(part_url(mine, "essentiel"), opened | {"participants": "60"}))
    assert mine.headcounts.get().number == 50
