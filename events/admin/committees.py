"""The make-up of security committees: numbers of seats, never names."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from events.forms.committees import CompositionForm, SeatsForm
from events.models import CommitteeComposition, CommitteeSeats
from events.permissions import RULES
from events.resources import CompositionResource, SeatsResource
from organisations.admin.history import ScopedHistoryAdmin
from organisations.admin.kept_lists import KeptLists
from organisations.admin.scoped import TabularPart
from rss_registry.admin_menu import Group
from rss_registry.exchange_admin import ExchangeAdmin


class SeatsInline(TabularPart):
    model = CommitteeSeats
    form = SeatsForm
    fields = ["category", "number", "women"]

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 7


@admin.register(CommitteeComposition)
class CommitteeCompositionAdmin(ExchangeAdmin, KeptLists, ScopedHistoryAdmin):
    resource_classes = [CompositionResource, SeatsResource]
    index_rank = 9
    rules = RULES[CommitteeComposition]
    menu_group = Group.BODIES
    form = CompositionForm
    list_display = ["committee", "as_of", "source", "is_as_published"]
    list_display_links = ["committee", "as_of"]
    list_select_related = ["committee", "source"]
    list_filter = ["committee"]
    search_fields = ["committee__name_fr", "committee__acronym"]
    autocomplete_fields = ["committee", "source"]
    inlines = [SeatsInline]
    fieldsets = [
        (
            None,
            {
                "fields": [("committee", "as_of"), ("source", "is_as_published")],
                "description": _("Combien de sièges par collège. Aucun nom n’est enregistré."),
            },
        )
    ]
