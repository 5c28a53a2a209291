"""« Doublons probables »: records that may be one, side by side, made one or said to be two."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from organisations.forms.known import AsksIfKnown
from organisations.forms.merging import MergeForm, name_of
from organisations.models import Merge
from organisations.permissions import coordinates
from organisations.services.alike import likely_pairs, say_different
from organisations.services.merge_limits import ends_list_keeping
from organisations.services.merging import UNDO_DAYS, links_of, merge, part

_SHOWN = 50


class PairPages:
    """Two records side by side, made one, said to be two, parted again."""

    merge_form = MergeForm

    def get_urls(self):
        def address(end, view, name):
            name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
            return path(end, self.admin_site.admin_view(view), name=name)

        pair = "doublons/<int:first>/<int:second>"
        return [
            address("doublons/", self.likely_pairs_view, "pairs"),
            address(f"{pair}/", self.merge_view, "merge"),
            address(f"{pair}/distinctes/", self.pair_is_two_view, "different_records"),
            address("doublons/annuler/<int:merge_id>/", self.part_view, "part"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        pairs = {"pairs_address": self._address_of("pairs")} if self.may_merge(request) else {}
        return super().changelist_view(request, {**pairs, **(extra_context or {})})

    def get_actions(self, request):
        actions = super().get_actions(request)
        if self.may_merge(request):
            actions["merge_two"] = (_ask, "merge_two", gettext_lazy("Réunir deux fiches…"))
        return actions

    def likely_pairs_view(self, request):
        self._allow_merging(request)
        pairs, beside = self.likely_pairs(request)
        return self._merge_page(
            request,
            "pairs",
            _("Doublons probables"),
            pairs=[
                (pair, name_of(pair.first), name_of(pair.second), self._pair_address(pair.first, pair.second))
                for pair in pairs[:_SHOWN]
            ],
            further=max(len(pairs) - _SHOWN, 0),
            merges=self._undoable(request),
            explanation=self.likeness_explained(),
            **beside,
        )

    def merge_view(self, request, first, second):
        self._allow_merging(request)
        rows = self._to_merge(request).in_bulk([first, second])
        if len(rows) < 2:
            self.message_user(request, _("L’une des deux fiches n’existe plus."), messages.WARNING)
            return self._to_pairs()
        self._allow_pair(request, rows[first], rows[second])
        form = self.merge_form(request.POST or None, first=rows[first], second=rows[second])
        if form.is_valid():
            return self._merge(request, form)
        return self._merge_page(
            request,
            "merge",
            _("Réunir deux fiches"),
            form=form,
            sides=[(name_of(row), self.links_of(row)) for row in (rows[first], rows[second])],
            different=f"{self._pair_address(rows[first], rows[second])}distinctes/",
            **self.pair_context(rows[first], rows[second]),
        )

    def _merge(self, request, form):
        kept = form.kept
        try:
            done = self.make_one(request, form)
        except ValidationError as refused:
            self.message_user(request, " ".join(refused.messages), messages.ERROR)
            return HttpResponseRedirect(request.path)
        self.log_change(request, kept, _("Réunie avec « %(name)s »") % {"name": done.absorbed_name})
        self.message_user(
            request,
            format_html(
                "{} <a href='{}'>{}</a>",
                _("« %(absorbed)s » est maintenant « %(kept)s ». Cela s’annule pendant %(days)d jours.")
                % {"absorbed": done.absorbed_name, "kept": kept, "days": UNDO_DAYS},
                self._address_of("pairs"),
                _("Revoir les fiches réunies"),
            ),
            messages.SUCCESS,
        )
        return self._to_pairs()

    @method_decorator(require_POST)
    def pair_is_two_view(self, request, first, second):
        self._allow_merging(request)
        rows = self._to_merge(request).in_bulk([first, second])
        if len(rows) == 2:
            self._allow_pair(request, rows[first], rows[second])
            said = self.say_two(request, rows[first], rows[second])
            self.message_user(request, said, messages.SUCCESS)
        return self._to_pairs()

    @method_decorator(require_POST)
    def part_view(self, request, merge_id):
        self._allow_merging(request)
        done = Merge.objects.filter(pk=merge_id, table=self.opts.label_lower).first()
        if done is not None and not self.may_part(request, done):
            raise PermissionDenied
        if done is None:
            self.message_user(request, _("Cette réunion est déjà annulée."), messages.WARNING)
            return self._to_pairs()
        try:
            record = self.take_apart(request, done)
        except ValidationError as refused:
            self.message_user(request, " ".join(refused.messages), messages.ERROR)
            return self._to_pairs()
        self.log_change(request, record, _("Séparée de nouveau"))
        said = _("« %(name)s » est de nouveau une fiche à part.") % {"name": record}
        self.message_user(request, said, messages.SUCCESS)
        return self._to_pairs()

    # -- small things --------------------------------------------------------------

    def _allow_merging(self, request):
        if not self.may_merge(request):
            raise PermissionDenied

    def _allow_pair(self, request, one, other):
        if not self.may_merge_pair(request, one, other):
            raise PermissionDenied

    def _to_merge(self, request):
        rows = self.get_queryset(request)
        return rows.prefetch_related("aliases") if hasattr(self.model, "aliases") else rows

    def _undoable(self, request):
        since = timezone.now() - timedelta(days=UNDO_DAYS)
        rows = Merge.objects.filter(table=self.opts.label_lower, merged_at__gte=since)
        rows = [row for row in rows.select_related("merged_by") if self.may_part(request, row)]
        kept = self.model._base_manager.in_bulk([row.kept_key for row in rows])
        return [(row, kept.get(row.kept_key), self._address_of("part", row.pk)) for row in rows]

    # -- what is of one kind of record ---------------------------------------------

    def may_merge(self, request):
        """Whether the reader may make any two records one."""
        return coordinates(request.user)

    def may_merge_pair(self, request, one, other):
        return self.may_merge(request)

    def may_part(self, request, merge):
        return self.may_merge(request)

    def likely_pairs(self, request):
        """The pairs, surest first, and what the page shows beside them."""
        return likely_pairs(self._to_merge(request)), {}

    def likeness_explained(self):
        return _(
            "Le registre compare les noms, les sigles et les autres noms. Il ne réunit rien de lui-même."
        )

    def links_of(self, record):
        return links_of(record)

    def pair_context(self, one, other):
        return {"ends_list_keeping": ends_list_keeping(one, other)}

    def make_one(self, request, form):
        return merge(
            kept=form.kept,
            absorbed=form.absorbed,
            values=form.values(),
            by=request.user,
            replacing=form.replacing(),
            keeps_names=form.cleaned_data.get("keeps_names", True),
        )

    def say_two(self, request, one, other):
        """Note it; what one is told then."""
        say_different(one=one, other=other, by=request.user)
        return _("Noté : ce sont deux. La question ne revient que si l’une change de nom.")

    def take_apart(self, request, merge):
        return part(merge=merge)

    # -- small things --------------------------------------------------------------

    def _merge_page(self, request, template, title, **context):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "media": self.media,
            **context,
        }
        return render(request, f"admin/merging/{template}.html", context)

    def _pair_address(self, one, other):
        return self._address_of("merge", *sorted((one.pk, other.pk)))

    def _address_of(self, name, *keys):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=keys)

    def _to_pairs(self):
        return HttpResponseRedirect(self._address_of("pairs"))


class MergePages(PairPages):
    """For coordinators: a record that many teams cite is everybody's. A new one is asked about."""

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else [*fieldsets, (None, {"fields": ["is_another"]})]

    def get_form(self, request, obj=None, **kwargs):
        if obj is None and "form" not in kwargs:
            candidates = {"candidates": staticmethod(lambda: self._to_merge(request))}
            kwargs["form"] = type(self.form.__name__, (AsksIfKnown, self.form), candidates)
        return super().get_form(request, obj, **kwargs)


def _ask(model_admin, request, queryset):
    """The action of the list: the page of the two that are ticked."""
    keys = sorted(queryset.values_list("pk", flat=True)[:3])
    if len(keys) != 2:
        model_admin.message_user(request, _("Cochez deux fiches, ni plus ni moins."), messages.ERROR)
        return None
    return HttpResponseRedirect(model_admin._address_of("merge", *keys))
