"""Lists as one wants them: filters kept under a name, and the columns that are shown.

Both belong to an account. A kept list is an address of the list and nothing else: what it leads to is
made of the parameters that the list accepts when it is opened, after the address of that list.
"""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin.utils import label_for_field
from django.contrib.admin.views.main import IS_POPUP_VAR, ORDER_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organisations.admin.kept_queries import COLUMNS, Accepted, accepted, parameters_of, reordered
from organisations.admin.scoped import ColumnsChangeList
from organisations.models import ChosenColumns, KeptList
from organisations.permissions import coordinates
from rss_registry.text import without_nul

_MOST = 40


class KeptChangeList(ColumnsChangeList):
    """Takes the columns from its address, where it names some."""

    def get_filters_params(self, params=None):
        kept = super().get_filters_params(params)
        kept.pop(COLUMNS, None)
        return kept

    def get_queryset(self, request, exclude_parameters=None):
        rows = super().get_queryset(request, exclude_parameters)
        return self.model_admin.with_chosen(rows, self.list_display)


class KeptLists:
    """Kept lists above the list, a page where they are renamed, shared and deleted, and its columns."""

    change_list_template = "admin/kept_lists/change_list.html"
    # What may be shown beside the usual columns, which are `list_display`: all of them in their order.
    offered_columns: tuple = ()
    # Of the parameters of the list, those by which an export is not filtered.
    beside_filters = (COLUMNS,)

    # -- the list ------------------------------------------------------------------

    def get_changelist(self, request, **kwargs):
        return KeptChangeList

    @property
    def _offered(self):
        return self.offered_columns or tuple(self.list_display)

    @property
    def fixed_column(self):
        """Always shown: it leads to the record."""
        return self.list_display_links[-1] if self.list_display_links else self.list_display[0]

    def with_chosen(self, rows, columns):
        """The rows with what only the chosen columns need."""
        return rows

    def get_list_display(self, request):
        # Asked several times while one page is made.
        if not hasattr(request, "chosen_columns"):
            named = self._named(request.GET.get(COLUMNS, ""))
            request.chosen_columns = named or self._own_columns(request) or list(self.list_display)
        return request.chosen_columns

    def changelist_view(self, request, extra_context=None):
        context = {} if IS_POPUP_VAR in request.GET else self._above_list(request)
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def _above_list(self, request):
        shown = self.get_list_display(request)
        here = parameters_of(request.GET.urlencode())
        return {
            "kept_lists": [
                (kept, self._address_of("list", kept.pk), parameters_of(kept.query) == here)
                for kept in self._readable(request)
            ],
            "list_query": request.GET.urlencode(),
            "may_share": coordinates(request.user),
            "columns": [
                (_code(name), self._label(name), name in shown, name == self.fixed_column)
                for name in self._offered
            ],
            "lists_address": self._address_of("lists"),
            "columns_address": self._address_of("columns"),
        }

    # -- pages ---------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("listes/", view(self.lists_view), name=self._url_name("lists")),
            path("listes/<int:list_id>/", view(self.list_view), name=self._url_name("list")),
            path("colonnes/", view(self.columns_view), name=self._url_name("columns")),
            *super().get_urls(),
        ]

    def lists_view(self, request):
        """The kept lists, to be renamed or deleted; what is sent here is a list to keep."""
        self._allow_list(request)
        if request.method == "POST":
            return self._keep(request)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Listes gardées"),
            "opts": self.opts,
            "lists": [
                (kept, self._address_of("list", kept.pk), kept.user_id == request.user.pk)
                for kept in self._readable(request).select_related("user")
            ],
            "may_share": coordinates(request.user),
            "list_address": self._address_of("changelist"),
            "longest_name": KeptList._meta.get_field("name").max_length,
        }
        return render(request, "admin/kept_lists/lists.html", context)

    def list_view(self, request, list_id):
        """Open a kept list; what is sent here renames, shares or deletes it."""
        self._allow_list(request)
        kept = self._readable(request).filter(pk=list_id).first()
        if kept is None:
            raise Http404
        if request.method == "POST":
            self._change(request, kept)
            return HttpResponseRedirect(self._address_of("lists"))
        found = self._with_columns(request, accepted(self, request, kept.query))
        if found.unknown:
            said = _(
                "« %(name)s » filtrait aussi par : %(filters)s. Votre liste n’a pas, ou n’a plus, ce filtre "
                "ou ce qu’il cherchait : elle est montrée sans lui."
            )
            said %= {"name": kept.name, "filters": ", ".join(found.unknown)}
            self.message_user(request, said, messages.WARNING)
        return HttpResponseRedirect(self._list_address(found.query))

    @method_decorator(require_POST)
    def columns_view(self, request):
        """Show other columns from now on."""
        self._allow_list(request)
        before = self._named(request.POST.get("avant", "")) or self.get_list_display(request)
        mine = ChosenColumns.objects.filter(user=request.user, table=self.opts.label_lower)
        if "habituelles" in request.POST:
            mine.delete()
            after = list(self.list_display)
        else:
            after = self._named(",".join(request.POST.getlist("colonne")))
            after = after or [self.fixed_column]
            ChosenColumns.objects.update_or_create(
                user=request.user, table=self.opts.label_lower, defaults={"columns": list(map(_code, after))}
            )
        here = dict(accepted(self, request, request.POST.get("query", "")).parameters)
        here.pop(COLUMNS, None)
        if order := reordered(here.pop(ORDER_VAR, ""), before, after):
            here[ORDER_VAR] = order
        return HttpResponseRedirect(self._list_address(urlencode(sorted(here.items()))))

    # -- what is kept --------------------------------------------------------------

    def _readable(self, request):
        return KeptList.objects.readable_by(request.user).filter(table=self.opts.label_lower)

    def _keep(self, request):
        sent = request.POST.get("query", "")
        here = accepted(self, request, sent)
        # With its columns: the order is told by their numbers.
        if not self._named(here.parameters.get(COLUMNS, "")):
            here.parameters[COLUMNS] = ",".join(map(_code, self.get_list_display(request)))
        here = self._with_columns(request, here)
        kept = KeptList(
            user=request.user,
            table=self.opts.label_lower,
            name=_clean_name(request),
            query=here.query,
            is_shared=coordinates(request.user) and "partager" in request.POST,
        )
        back = self._list_address(accepted(self, request, sent).query)
        if KeptList.objects.filter(user=request.user, table=kept.table).count() >= _MOST:
            self.message_user(
                request,
                _("Vous gardez déjà %(most)d listes : supprimez-en une.") % {"most": _MOST},
                messages.ERROR,
            )
            return HttpResponseRedirect(back)
        if self._saved(request, kept):
            self.message_user(
                request, _("Liste gardée : « %(name)s ».") % {"name": kept.name}, messages.SUCCESS
            )
            back = self._list_address(kept.query)
        return HttpResponseRedirect(back)

    def _change(self, request, kept):
        own = kept.user_id == request.user.pk
        if not own and not coordinates(request.user):
            raise PermissionDenied
        if "supprimer" in request.POST and own:
            kept.delete()
            said = _("Liste supprimée : « %(name)s ». Les fiches, elles, restent.") % {"name": kept.name}
            self.message_user(request, said, messages.SUCCESS)
        elif "renommer" in request.POST and own:
            kept.name = _clean_name(request)
            if self._saved(request, kept):
                said = _("La liste s’appelle maintenant « %(name)s ».") % {"name": kept.name}
                self.message_user(request, said, messages.SUCCESS)
        elif "partager" in request.POST and coordinates(request.user):
            kept.is_shared = own and request.POST["partager"] == "oui"
            kept.save()
            said = (
                _("« %(name)s » se lit maintenant chez tous, chacun avec les fiches qu’il peut voir.")
                if kept.is_shared
                else _("« %(name)s » n’est plus partagée.")
            )
            self.message_user(request, said % {"name": kept.name}, messages.SUCCESS)

    def _saved(self, request, kept):
        try:
            kept.full_clean()
        except ValidationError as refused:
            if "name" in refused.message_dict:
                sentences = [_("Donnez un nom à la liste, de 60 signes au plus.")]
            else:
                sentences = refused.messages
            for sentence in sentences:
                self.message_user(request, sentence, messages.ERROR)
            return False
        kept.save()
        return True

    # -- columns -------------------------------------------------------------------

    def _with_columns(self, request, found):
        """The columns of a kept address that the list still has, and its order by their numbers there."""
        parameters = dict(found.parameters)
        codes = {_code(name): name for name in self._offered}
        before = [codes.get(code, "") for code in parameters.pop(COLUMNS, "").split(",")]
        after = self._named(",".join(_code(name) for name in before))
        if order := reordered(parameters.pop(ORDER_VAR, ""), before, after):
            parameters[ORDER_VAR] = order
        if after:
            parameters[COLUMNS] = ",".join(map(_code, after))
        return Accepted(parameters, found.unknown)

    def _named(self, codes):
        """The columns that are offered among these codes, the fixed one with them; none of none."""
        asked = set(codes.split(","))
        chosen = [name for name in self._offered if _code(name) in asked]
        if not chosen:
            return []
        return [name for name in self._offered if name in chosen or name == self.fixed_column]

    def _own_columns(self, request):
        kept = ChosenColumns.objects.filter(user=request.user, table=self.opts.label_lower).first()
        return self._named(",".join(map(str, kept.columns))) if kept else []

    def _label(self, name):
        return capfirst(str(label_for_field(name, self.model, self)))

    # -- small things --------------------------------------------------------------

    def _allow_list(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _url_name(self, page):
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def _address_of(self, page, *keys):
        return reverse(f"{self.admin_site.name}:{self._url_name(page)}", args=keys)

    def _list_address(self, query):
        address = self._address_of("changelist")
        return f"{address}?{query}" if query else address


def _code(name):
    return name.removesuffix("_column")


def _clean_name(request):
    return " ".join(without_nul(request.POST.get("nom", "")).split())
