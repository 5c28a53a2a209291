"""The base of every admin page: whatever lists, opens or offers rows asks the rules first.

The rules are in `organisations/permissions.py` and `events/permissions/`; Django's own model
permissions play no part. `tests/admin_rights.toml` holds every address of the admin to them.
"""

from collections import defaultdict

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.db.models import DecimalField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from organisations.admin.deletion import citations, without_links
from organisations.admin.filters import SeenValuesFilter
from organisations.admin.sent_once import SentOnce
from organisations.services.record_search import found, is_searched
from rss_registry.forms import RecordForm, UniqueRowsFormSet
from rss_registry.held_forms import gives_back, is_given_back, mark_saved
from rss_registry.row_choices import RowChoiceField
from rss_registry.text import fold

# A search that finds more is no search: the reader adds a word.
_MOST_FOUND = 2000


class ColumnsChangeList(ChangeList):
    """Fetches what the columns of the list show, for the rows of the list alone."""

    def get_queryset(self, request, exclude_parameters=None):
        # Before Django sorts, so that one may sort by them.
        self.root_queryset = self.model_admin.with_columns(self.model_admin.get_queryset(request))
        return super().get_queryset(request, exclude_parameters)

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        self.model_admin.complete(self.result_list)


class AutocompleteChips(AutocompleteSelectMultiple):
    """Several choices, each taken away by its own cross: one that clears all is soon hit by mistake."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class ShownAgain:
    """A form that comes back as it was typed, and that its officer has not sent again."""

    def is_valid(self):
        super().is_valid()
        return False


class ScopedChoices:
    """Fields offer, and accept, only rows that the user may see."""

    def get_field_queryset(self, db, db_field, request):
        related = self.admin_site._registry.get(db_field.remote_field.model)
        if related is None:
            return super().get_field_queryset(db, db_field, request)
        return related.choices(request, db_field)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = AutocompleteChips(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, DecimalField):
            # « 12,5 » as one writes it in French, besides « 12.5 ».
            kwargs["localize"] = True
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            # A form adds what is missing; what others cite is not deleted in passing.
            field.widget.can_delete_related = False
        return field


class ScopedAdmin(ScopedChoices, SentOnce, admin.ModelAdmin):
    """Model admin that shows and takes what `rules` allow."""

    rules = None
    form = RecordForm
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    # Whether a browser may keep what is typed until it is saved. No form that names participants does.
    on_device = False
    # Relations by which other pages link to this list (« événements de cette organisation »).
    linked_lookups: tuple = ()

    class Media:
        # After Django's jQuery, or the merged list of scripts would put it first.
        js = ["admin/js/jquery.init.js", "js/field_names.js", "js/inline_rows.js"]

    # -- what the rules say --------------------------------------------------------

    def get_queryset(self, request):
        return self.rules.visible(request.user, super().get_queryset(request))

    def has_module_permission(self, request):
        return self.rules.may_list(request.user)

    def has_view_permission(self, request, obj=None):
        return self.rules.may_view(request.user, obj)

    def has_add_permission(self, request):
        return self.rules.may_add(request.user)

    def has_change_permission(self, request, obj=None):
        return self.rules.may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return self.rules.may_delete(request.user, obj)

    def choices(self, request, db_field):
        """The rows that a field of another form may point to."""
        return self.get_queryset(request)

    def choice_label(self, row):
        """How a row reads in the list that opens while one types."""
        return str(row)

    # -- lists ---------------------------------------------------------------------

    def get_changelist(self, request, **kwargs):
        return ColumnsChangeList

    def with_columns(self, rows):
        """The rows with what the columns show, so that a list costs the same at any length."""
        return rows

    def complete(self, rows):
        """Attach to the rows of one page what no annotation can say."""

    def get_list_filter(self, request):
        return [
            (item, SeenValuesFilter) if isinstance(item, str) and self._leads_away(item) else item
            for item in super().get_list_filter(request)
        ]

    def lookup_allowed(self, lookup, value, request=None):
        """Addresses name a related row by its key, where a filter or a link does: nothing else of it.

        « owner__users__password__startswith » would otherwise answer, one letter at a time.
        """
        if not self._leads_away(lookup):
            return super().lookup_allowed(lookup, value, request)
        declared = [item[0] for item in self.get_list_filter(request) if isinstance(item, tuple)]
        return lookup in {
            f"{path}__{end}" for path in (*declared, *self.linked_lookups) for end in ("id__exact", "isnull")
        }

    def _leads_away(self, path):
        names = {field.name: field for field in self.opts.get_fields()}
        field = names.get(path.split("__")[0])
        return field is not None and field.is_relation

    def get_search_results(self, request, queryset, search_term):
        """Rows of which the searched columns hold every word, accents and letter case apart.

        Of what stands in the index of records, those of which each word begins one.
        """
        words = fold(search_term).split()
        if not words:
            return queryset, False
        if is_searched(self.model):
            return found(queryset, search_term), False
        texts = defaultdict(str)
        for pk, *columns in queryset.order_by().values_list("pk", *self.get_search_fields(request)):
            texts[pk] += " ".join(["", *(fold(text) for text in columns if text)])
        keys = [pk for pk, text in texts.items() if all(word in text for word in words)]
        return queryset.filter(pk__in=keys[:_MOST_FOUND]), False

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    # -- forms ---------------------------------------------------------------------

    def get_form(self, request, obj=None, *args, **kwargs):
        form = super().get_form(request, obj, *args, **kwargs)
        return type(form.__name__, (ShownAgain, form), {}) if is_given_back(request) else form

    @gives_back
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        name = capfirst(self.opts.verbose_name)
        title = name if object_id else _("%(name)s – nouvelle fiche") % {"name": name}
        return super().changeform_view(
            request, object_id, form_url, {"title": title, **(extra_context or {})}
        )

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        mark_saved(request)

    def render_change_form(self, request, context, *args, **kwargs):
        return super().render_change_form(request, {**context, "on_device": self.on_device}, *args, **kwargs)

    def get_inlines(self, request, obj):
        # The pop-up of another form asks for the row itself: the rest can wait.
        return [] if IS_POPUP_VAR in request.GET | request.POST else super().get_inlines(request, obj)

    def get_deleted_objects(self, objs, request):
        """What goes with the rows, and what cites them: only what nothing cites is deleted."""
        nested, counts, lacking, _protected = super().get_deleted_objects(objs, request)
        return *without_links(nested, counts), lacking, citations(objs)

    def get_view_on_site_url(self, obj=None):
        return self.public_address(obj) if obj is not None and obj.pk else None

    def public_address(self, obj):
        """The address of the row's public page; None as long as it has none."""
        return None


class PartInline(ScopedChoices):
    """Rows inside their parent's form: who may change the parent may change them."""

    formset = UniqueRowsFormSet
    form = RecordForm
    extra = 0
    view_on_site = False
    # What `row_words` reads of other tables.
    row_related: tuple[str, ...] = ()

    def row_words(self, row) -> str:
        """The sentence under which a stored row folds on a phone."""
        return str(row)

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related(*self.row_related) if self.row_related else rows

    def has_view_permission(self, request, obj=None):
        return self._parent.has_view_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return self._parent.has_add_permission(request)
        return self._parent.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            # In a row there is room for « add », not for « change » and « view » beside it.
            field.widget.can_change_related = field.widget.can_view_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(db_field, request, **{"form_class": RowChoiceField, **kwargs})

    @property
    def _parent(self):
        return self.admin_site.get_model_admin(self.parent_model)


class TabularPart(PartInline, admin.TabularInline):
    """Narrow rows, one a line."""


class StackedPart(PartInline, admin.StackedInline):
    """Long rows, one below the other."""
