"""The admin as a Django developer would first register it: the parts of an event as rows below its fields."""

from django.contrib import admin

from events import models as events
from organisations import models as organisations

_PARTS = (
    events.EventPlace,
    events.EventRole,
    events.EventFigure,
    events.Audience,
    events.Headcount,
    events.Session,
    events.Objective,
    events.Recommendation,
    events.Output,
    events.KnowledgeTest,
    events.EventSource,
    events.EventClaim,
    events.Document,
    events.Photo,
)
# What an officer looks up by typing in both: a list of every row would make the comparison too easy.
_LOOKED_UP = (
    organisations.Organisation,
    organisations.Place,
    organisations.Programme,
    organisations.GrantAgreement,
    organisations.Source,
    events.Series,
    events.Theme,
    events.StrategyElement,
    events.LegalReference,
    events.Person,
)

site = admin.AdminSite()


def _looked_up(model):
    return [
        field.name
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.related_model in _LOOKED_UP
    ]


class SearchedAdmin(admin.ModelAdmin):
    search_fields = ["pk"]


def _rows_of(model):
    fields = {"model": model, "fk_name": "event", "extra": 1, "autocomplete_fields": _looked_up(model)}
    return type(f"{model.__name__}Inline", (admin.TabularInline,), fields)


class EventAdmin(admin.ModelAdmin):
    list_display = ["reference", "title", "starts_on", "status", "outcome"]
    list_filter = ["status", "outcome", "kind"]
    date_hierarchy = "starts_on"
    search_fields = ["title_fr"]
    list_per_page = 50
    autocomplete_fields = _looked_up(events.Event)
    exclude = ["deleted_by"]
    raw_id_fields = ["created_by"]
    inlines = [_rows_of(model) for model in _PARTS]


for _model in _LOOKED_UP:
    site.register(_model, SearchedAdmin)
site.register(events.Event, EventAdmin)
