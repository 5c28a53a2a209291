"""The admin site of the registry: Django's own, with our title, panels and choices."""

from functools import wraps

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.shortcuts import render
from django.urls import path
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _

from rss_registry.admin_menu import menu_of
from rss_registry.guide import guide_address
from rss_registry.guide import views as guide
from rss_registry.held_forms import to_login, way_back, with_receipt, with_sign_out

_LONGEST_SEARCH = 200
_SECONDS_WORDS_ARE_KEPT = 60 * 60


class ChoicesView(AutocompleteJsonView):
    """What a field offers while one types: the rows that it would accept, in words that tell them apart."""

    def get_queryset(self):
        offered = self.model_admin.choices(self.request, self.source_field)
        found = super().get_queryset().filter(pk__in=offered.values("pk"))
        nearest_first = getattr(self.model_admin, "choices_ordering", None)
        return found.order_by(*nearest_first) if nearest_first else found

    def serialize_result(self, obj, to_field_name):
        return {"id": str(getattr(obj, to_field_name)), "text": self.model_admin.choice_label(obj)}


class RegistryAdminSite(admin.AdminSite):
    site_header = _("Registre des ateliers RSS – espace de saisie")
    site_title = _("Registre RSS")
    index_title = _("Espace de saisie")
    site_url = "/fr/"
    # The lists need the width, and the menu in the head of each page leads everywhere.
    enable_nav_sidebar = False

    def get_urls(self):
        # « Voir sur le site » goes straight to the public page. Django's detour would look up
        # any row of any table by its number, outside every rule.
        inherited = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return [
            path("recherche/", self.admin_view(self.search_view), name="search"),
            path("guide/", self.admin_view(guide.contents), name="guide"),
            path("guide/<slug:slug>/", self.admin_view(guide.chapter), name="guide_chapter"),
            *inherited,
        ]

    def admin_view(self, view, cacheable=False):
        """A form sent after the session has ended leads to the login page, and from there back, filled in."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def answer(request, *args, **kwargs):
            if request.method == "POST" and not request.user.is_authenticated:
                address = way_back(request)
                if address:
                    return to_login(address)
            return with_receipt(request, inner(request, *args, **kwargs))

        return answer

    def logout(self, request, extra_context=None):
        account = request.user.pk
        return with_sign_out(super().logout(request, extra_context), account)

    def i18n_javascript(self, request, extra_context=None):
        """Words for the scripts of forms: the same for everybody, so that a browser asks once an hour."""
        response = super().i18n_javascript(request, extra_context)
        patch_cache_control(response, private=True, max_age=_SECONDS_WORDS_ARE_KEPT)
        return response

    def autocomplete_view(self, request):
        return ChoicesView.as_view(admin_site=self)(request)

    def get_app_list(self, request, app_label=None):
        """Tables in the order of use (`index_rank`), not of the alphabet."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda table: self._rank(table["model"]))
        return sorted(apps, key=lambda app: min(self._rank(table["model"]) for table in app["models"]))

    def each_context(self, request):
        """The menu of the tables goes with every page, and the way to what the guide says of it."""
        context = super().each_context(request)
        pages = self._asked("menu_pages", request) if context["has_permission"] else ()
        return {
            **context,
            "menu": menu_of(context["available_apps"], self._registry, list(pages)),
            "help_address": guide_address(request),
        }

    def _rank(self, model):
        return getattr(self._registry[model], "index_rank", 50)

    def index(self, request, extra_context=None):
        """What waits for the reader, the most pressing first; the tables stand in the menu of every page."""
        context = {
            "panels": sorted(self._asked("index_panels", request), key=lambda panel: panel.rank),
            "actions": list(self._asked("index_actions", request)),
        }
        return super().index(request, {**context, **(extra_context or {})})

    def search_view(self, request):
        """Everything that the reader may see and that holds the words of the address."""
        asked = request.GET.get("q", "")[:_LONGEST_SEARCH].replace("\0", "").strip()
        found = self._asked("search_sections", request, asked) if asked else ()
        title = _("Recherche : %(words)s") % {"words": asked} if asked else _("Recherche")
        sections = [section for section in found if section.rows]
        context = {**self.each_context(request), "title": title, "asked": asked, "sections": sections}
        return render(request, "admin/search.html", context)

    def _asked(self, question, request, *arguments):
        """What the model admins that have an answer to `question` say, one after the other."""
        for model_admin in self._registry.values():
            if hasattr(model_admin, question):
                yield from getattr(model_admin, question)(request, *arguments)


class RegistryAdminConfig(AdminConfig):
    # With the door to it, which knows the accounts.
    default_site = "organisations.views.site.AccountsAdminSite"
