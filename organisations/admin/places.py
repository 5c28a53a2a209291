"""Places."""

from django.contrib import admin
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from organisations.admin.history import ScopedHistoryAdmin
from organisations.admin.inlines import PlaceAliasInline
from organisations.admin.kept_lists import KeptLists
from organisations.admin.merging import MergePages
from organisations.forms.records import PlaceForm
from organisations.models import Place
from organisations.permissions import RULES
from organisations.resources import PlaceResource
from rss_registry.admin_menu import Group
from rss_registry.exchange_admin import ExchangeAdmin


@admin.register(Place)
class PlaceAdmin(MergePages, ExchangeAdmin, KeptLists, ScopedHistoryAdmin):
    resource_classes = [PlaceResource]
    index_rank = 13
    rules = RULES[Place]
    menu_group = Group.BODIES
    form = PlaceForm
    list_display = [
        "name_column",
        "kind",
        "parent",
        "code_national",
        "iso_3166_2",
        "ocha_pcode_2021",
        "events_link",
    ]
    list_select_related = ["parent"]
    list_filter = ["kind"]
    ordering = ["name_fr"]
    # « bamako »: the District before its communes, whose names contain its name.
    choices_ordering = (Length("name_fr"), "name_fr")
    search_fields = ["name_fr", "name_en", "slug", "aliases__name"]
    inlines = [PlaceAliasInline]
    search_help_text = _("Nom du lieu, sans souci des accents.")
    autocomplete_fields = ["parent", "created_from"]
    readonly_fields = ["slug", "events_link"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("parent")

    def get_fieldsets(self, request, obj=None):
        facts = ["name_fr", "kind", "parent"]
        return [
            (None, {"fields": [*facts, "slug", "events_link"] if obj else facts}),
            (
                _("Chef-lieu et origine"),
                {"fields": [("latitude", "longitude"), "created_from"], "classes": ["collapse"]},
            ),
            (
                _("Codes"),
                {
                    "fields": [
                        ("code_national", "code_national_certain"),
                        ("iso_3166_2", "ocha_pcode_2021", "iso_3166_1"),
                    ],
                    "classes": ["collapse"],
                    "description": _(
                        "Ces systèmes se contredisent : recopiez chaque code de sa source, "
                        "n’en déduisez aucun d’un autre."
                    ),
                },
            ),
            (_("Version anglaise"), {"fields": ["name_en"], "classes": ["collapse"]}),
        ]

    def choice_label(self, row):
        within = [row.get_kind_display(), *([row.parent.name] if row.parent else [])]
        return f"{row.name} ({', '.join(within)})"

    @admin.display(description=_("nom"), ordering="name_fr")
    def name_column(self, obj):
        return obj.name

    @admin.display(description=_("événements"))
    def events_link(self, obj):
        address = reverse("admin:events_event_changelist")
        return format_html(
            '<a href="{}?places__id__exact={}">{}</a>', address, str(obj.pk), _("voir ses événements")
        )
