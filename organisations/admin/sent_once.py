"""The form of a new record makes one record, however often it is sent (docs/decisions/0049).

Its page carries a key of its own. The first sending that saves claims the key in the same transaction; what
comes after it under that key leads to the record, and changes it where it says something else.
"""

import json
import re
from collections import defaultdict

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import IntegrityError, transaction
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from organisations.models import SentForm
from rss_registry.held_forms import ACCOUNT, COPY, ONCE, is_given_back, once_key

_LEFT_OUT = {"csrfmiddlewaretoken", ACCOUNT, COPY, ONCE, "version"}
_MOST_ROWS = 1000


class SentBeforeError(Exception):
    """Another sending of the same form has saved meanwhile; this one is rolled back."""


class SentOnce:
    """For a model admin: what is sent under a key that has made a record leads to it."""

    def add_view(self, request, form_url="", extra_context=None):
        if request.method != "POST" or not once_key(request):
            return super().add_view(request, form_url, extra_context)
        before = self._sent_before(request)
        if before is None:
            try:
                response = super().add_view(request, form_url, extra_context)
            except SentBeforeError:
                before = self._sent_before(request)
            else:
                # Refused for what the other sending has just stored, perhaps.
                before = None if getattr(request, "is_form_saved", False) else self._sent_before(request)
                if before is None:
                    return response
        return self._sent_again(request, before, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        if not change:
            self.claim_key(request)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.note_saved(request, form.instance, formsets)

    # -- what a page adds to it ----------------------------------------------------

    def version_after(self, request, record) -> str:
        """The word of the page's own form for what it has just saved; empty where it has none."""
        return ""

    def answer_again(self, request, record):
        """The answer to what was sent twice without a difference."""
        return self.response_add(request, record)

    def opens_sent(self, request, record):
        """Whether what differs is shown as a change of the record, even where it cannot be saved."""
        return self.has_change_permission(request, record)

    def as_change(self, request):
        """Make the request, which is of the form of a new record, one of its change form."""

    # -- the key -------------------------------------------------------------------

    def claim_key(self, request):
        key = once_key(request)
        if key and not is_given_back(request):
            try:
                with transaction.atomic():
                    request.sent_form = SentForm.objects.create(
                        user=request.user, key=key, table=self.opts.label_lower
                    )
            except IntegrityError as taken:
                raise SentBeforeError from taken

    def note_saved(self, request, record, formsets=(), version=None):
        """What the sending that claimed the key, or one that follows it, has made."""
        sent = getattr(request, "sent_form", None)
        if sent is not None:
            sent.record_id, sent.digest = record.pk, request.sent_digest
            sent.rows = _rows_of(request, formsets)
            sent.version = self.version_after(request, record) if version is None else version
            sent.save()

    def _sent_before(self, request):
        request.sent_digest = _digest(request)
        keys = {"user": request.user, "key": once_key(request), "table": self.opts.label_lower}
        return SentForm.objects.filter(**keys).first()

    def _sent_again(self, request, sent, form_url, extra_context):
        record = self.get_object(request, str(sent.record_id))
        if record is not None and sent.digest == request.sent_digest:
            return self.answer_again(request, record)
        if record is None or not self.opens_sent(request, record):
            # Deleted since, or out of reach: it is a new record then, and nothing typed is lost.
            sent.delete()
            return self.add_view(request, form_url, extra_context)
        request.sent_form = sent
        self.as_change(request)
        _name_rows(request, sent)
        for formset, _inline in self.get_formsets_with_inlines(request, record):
            # Rows that only a stored record has.
            for counter in (TOTAL_FORM_COUNT, INITIAL_FORM_COUNT):
                request.POST.setdefault(f"{formset.get_default_prefix()}-{counter}", "0")
        if IS_POPUP_VAR not in request.POST:
            said = _(
                "Cette page avait déjà enregistré cette fiche : vos changements y sont portés, et n’en font "
                "pas une seconde. Pour une autre fiche, ouvrez un formulaire neuf."
            )
            self.message_user(request, said, messages.WARNING)
        return self.change_view(request, str(record.pk), form_url, extra_context)


def _digest(request):
    """A word for what the page says; of files, their names and sizes. Keyed: no name is guessed by it."""
    fields = [
        (name, values)
        for name, values in request.POST.lists()
        if name not in _LEFT_OUT and "password" not in name
    ]
    files = [(name, [(each.name, each.size) for each in files]) for name, files in request.FILES.lists()]
    told = json.dumps([sorted(fields), sorted(files)])
    return salted_hmac("organisations.sent_once", told, algorithm="sha256").hexdigest()


def _rows_of(request, formsets):
    """The keys of the stored rows: by prefix, by the number that the row has on the page that was sent."""
    sent_as = getattr(request, "row_numbers", {})
    return {
        formset.prefix: {
            str(sent_as.get(formset.prefix, {}).get(number, number)): row.instance.pk
            for number, row in _stored(formset)
        }
        for formset in formsets
    }


def _stored(formset):
    gone = {form.instance for form in formset.deleted_forms if form.instance.pk} if formset.can_delete else ()
    for number, form in enumerate(formset.forms[:_MOST_ROWS]):
        if form.instance.pk and form.instance not in gone:
            yield number, form


def _name_rows(request, sent):
    """Say of the rows of the page which are stored now: those first, as a change form has them."""
    request.POST = request.POST.copy()
    request.row_numbers = {}
    if sent.version and not request.POST.get("version"):
        request.POST["version"] = sent.version
    for prefix, keys in sent.rows.items():
        if keys and request.POST.get(f"{prefix}-{INITIAL_FORM_COUNT}") == "0":
            numbers = _renumbered(prefix, keys, request.POST)
            request.row_numbers[prefix] = {new: old for old, new in numbers.items()}
            for data in (request.POST, request.FILES):
                _renumber(data, prefix, numbers)
            for old, key in keys.items():
                request.POST[f"{prefix}-{numbers[int(old)]}-id"] = str(key)
            request.POST[f"{prefix}-{INITIAL_FORM_COUNT}"] = str(len(keys))


def _renumbered(prefix, keys, data):
    """The number of each row once the stored ones stand first, in their order."""
    total = data.get(f"{prefix}-{TOTAL_FORM_COUNT}", "")
    count = min(int(total), _MOST_ROWS) if total.isdecimal() and len(total) < 6 else 0
    stored = sorted(map(int, keys))
    others = [number for number in range(max(count, *(n + 1 for n in stored))) if number not in stored]
    return {old: new for new, old in enumerate([*stored, *others])}


def _renumber(data, prefix, numbers):
    of_row = re.compile(rf"{re.escape(prefix)}-(\d{{1,4}})-(.+)")
    moved = defaultdict(list)
    for name in list(data):
        found = of_row.fullmatch(name)
        if found and int(found[1]) in numbers:
            moved[f"{prefix}-{numbers[int(found[1])]}-{found[2]}"] = data.getlist(name)
            del data[name]
    for name, values in moved.items():
        data.setlist(name, values)
