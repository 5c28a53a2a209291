import pytest

from events.models import Theme
from tests.admin_forms import admin_url, log_in
from tests.factories import make_coordinator, make_event, make_organisation

pytestmark = pytest.mark.django_db


def test_what_a_deletion_takes_along_is_told_without_technical_names(client):
    make_event(themes=[Theme.objects.create(name_fr="Plaidoyer", slug="plaidoyer")])
    theme = Theme.objects.get()
    log_in(client, make_coordinator())
    page = client.get(admin_url(theme, "delete"))
    assert page.status_code == 200
    assert len(page.context["deleted_objects"]) == 1 and "Plaidoyer" in page.context["deleted_objects"][0]
    assert [str(name) for name, _count in page.context["model_count"]] == ["thèmes"]


def test_a_theme_of_an_event_is_not_deleted(client):
    theme = Theme.objects.create(name_fr="Plaidoyer", slug="plaidoyer")
    make_event(title_fr="Forum de Kayes", themes=[theme])
    log_in(client, make_coordinator())
    page = client.get(admin_url(theme, "delete"))
    assert page.context["protected"] == ["Événement : Forum de Kayes"]
    client.post(admin_url(theme, "delete"), {"post": "yes"})
    client.post(
        admin_url(Theme, "changelist"),
        {"action": "delete_selected", "_selected_action": [theme.pk], "post": "yes"},
    )
    assert Theme.objects.filter(pk=theme.pk).exists()


def test_what_a_deletion_takes_along_is_listed(client):
    organisation = make_organisation()
    organisation.aliases.create(name="Ancien nom")
    log_in(client, make_coordinator())
    page = client.get(admin_url(organisation, "delete"))
    assert {str(name): count for name, count in page.context["model_count"]} == {
        "organisations": 1,
        "autres noms": 1,
    }
