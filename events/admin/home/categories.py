"""What sources call a category of participants, and nobody has placed in the list yet."""

from django.urls import reverse
from django.utils.translation import gettext as _

from events.services.category_terms import terms_to_classify
from organisations.permissions import coordinates
from rss_registry.admin_panels import Panel, Row, shown_and_count


def category_panels(user):
    if not coordinates(user):
        return
    address = f"{reverse('admin:events_categoryterm_changelist')}?decided=no"
    rows, count = shown_and_count(terms_to_classify().order_by("-pk"))
    yield Panel(
        48,
        "categories",
        _("Catégories à classer"),
        count,
        tuple(Row(row.words, reverse("admin:events_categoryterm_change", args=[row.pk])) for row in rows),
        more=address,
        more_words=_("Les classer toutes"),
    )
