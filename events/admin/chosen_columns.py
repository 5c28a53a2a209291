"""Columns of the list of events that are shown to who asks for them."""

from django.contrib import admin
from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from events.models import Theme
from organisations.admin.kept_lists import KeptLists
from organisations.models import Programme


class ChosenEventColumns(KeptLists):
    """Who keeps the record, what kind of event, in which series, programmes and themes, changed when."""

    offered_columns = (
        "reference_column",
        "title_column",
        "kind_column",
        "dates_column",
        "place_column",
        "owner_column",
        "series_column",
        "programmes_column",
        "themes_column",
        "status_column",
        "participants_column",
        "gaps_column",
        "updated_column",
    )

    def with_chosen(self, rows, columns):
        if "owner_column" in columns:
            rows = rows.select_related("owner")
        if "series_column" in columns:
            rows = rows.select_related("series")
        if "programmes_column" in columns:
            rows = rows.prefetch_related(Prefetch("programmes", Programme.objects.order_by("name_fr")))
        if "themes_column" in columns:
            rows = rows.prefetch_related(Prefetch("themes", Theme.objects.order_by("name_fr")))
        return rows

    @admin.display(description=_("type"), ordering="kind")
    def kind_column(self, obj):
        kinds = (obj.kind and obj.get_kind_display(), obj.second_kind and obj.get_second_kind_display())
        return ", ".join(str(kind) for kind in kinds if kind)

    @admin.display(description=_("fiche tenue par"), ordering="owner__name_fr")
    def owner_column(self, obj):
        return obj.owner.short_name

    @admin.display(description=_("série"), ordering="series__title_fr")
    def series_column(self, obj):
        if obj.series is None:
            return ""
        if obj.series_rank is None:
            return str(obj.series)
        return _("%(series)s, n° %(rank)d") % {"series": obj.series, "rank": obj.series_rank}

    @admin.display(description=_("programmes"))
    def programmes_column(self, obj):
        return ", ".join(map(str, obj.programmes.all()))

    @admin.display(description=_("thèmes"))
    def themes_column(self, obj):
        return ", ".join(map(str, obj.themes.all()))

    @admin.display(description=_("modifié le"), ordering="updated_at")
    def updated_column(self, obj):
        return date_format(localtime(obj.updated_at), "SHORT_DATETIME_FORMAT")
