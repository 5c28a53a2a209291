"""Links with other events, as rows of the record."""

from events.forms.links import LinkForm
from events.models import EventLink
from events.services.likeness import known_to
from organisations.admin.scoped import TabularPart


class LinkInline(TabularPart):
    """Added and taken away, never turned to another event: the page of the first would go on saying it."""

    model = EventLink
    form = LinkForm
    fk_name = "event"
    fields = ["kind", "other"]
    autocomplete_fields = ["other"]
    classes = ["collapse"]

    def row_words(self, row):
        return f"{row.get_kind_display()} {row.other}"

    def get_queryset(self, request):
        """A coordinator may have linked the record with one that its officer may not know of."""
        known = known_to(request.user).order_by()
        return super().get_queryset(request).filter(other__in=known.values("pk")).select_related("other")

    def has_change_permission(self, request, obj=None):
        return False

    def has_add_permission(self, request, obj=None):
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_change_permission(request, obj)
