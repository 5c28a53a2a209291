"""The pages of an import: a file is sent, looked at, then imported as a whole or not at all.

What takes long is carried out by the worker, while its page says how far it is (`exchange/jobs.py`).
"""

from collections import defaultdict
from dataclasses import asdict

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from rss_registry.exchange import jobs, pending
from rss_registry.exchange.jobs import ImportState
from rss_registry.exchange.reports import as_kept
from rss_registry.locks import has_worker

_GIVEN_UP = gettext_lazy("Import abandonné : rien n’a été importé, le fichier est effacé.")
_NO_LONGER = gettext_lazy("Cet aperçu n’est plus valable : envoyez à nouveau le fichier.")
# Another writer held the database for too long, or its disk is full; the file is not kept.
BUSY = gettext_lazy("Le registre n’a pas pu écrire : rien n’a été importé. Réessayez dans quelques minutes.")
_UNANSWERED = gettext_lazy(
    "D’autres ont modifié des lignes depuis votre export : rien n’a été importé. "
    "Envoyez à nouveau le fichier, et dites s’il doit les remplacer."
)
_CHANGED = gettext_lazy(
    "Le registre a changé depuis l’aperçu : rien n’a été importé. Voici ce que ferait le fichier."
)
# What is said of an import that came to nothing.
_NOTHING = {
    ImportState.STOPPED: _GIVEN_UP,
    ImportState.BUSY: BUSY,
    ImportState.LOST: gettext_lazy(
        "Le serveur s’est arrêté en chemin : rien n’a été importé, le fichier est effacé. "
        "Envoyez-le à nouveau."
    ),
    ImportState.FAULT: gettext_lazy(
        "Erreur inattendue : rien n’a été importé. Essayez avec moins de lignes, "
        "et signalez-la à l’administration du registre si elle revient."
    ),
}
LOGGED_AS = gettext_lazy("Import de fichier")
# The page of an import on its way looks again after so many seconds.
_LOOK_AGAIN = 2


class FileImport:
    """What one page of an admin does with a file."""

    kind = ""

    def __init__(self, model_admin):
        self.admin = model_admin

    # -- what a page says ----------------------------------------------------------------------

    def address(self):
        """Where the file is sent to."""
        raise NotImplementedError

    def done_address(self):
        return self.address()

    def form(self, **sent):
        """It has the `bytes` of the file, and its `content` as `read` gives it."""
        raise NotImplementedError

    def asked(self, form):
        """What goes with the file."""
        return {}

    def read(self, data):
        raise NotImplementedError

    def work(self, asked, content):
        """How much it is: more than 1 is not waited for."""
        raise NotImplementedError

    def examine(self, user, asked, content):
        raise NotImplementedError

    def carry_out(self, user, asked, content, expected):
        """The report, and whether the import is kept."""
        raise NotImplementedError

    def show(self, request, form, **extra):
        raise NotImplementedError

    def log(self, user, lines):
        """Say in the log of the admin who brought the rows."""
        brought = defaultdict(list)
        for line in lines:
            if line.is_new or line.changes:
                brought[type(line.instance), ADDITION if line.is_new else CHANGE].append(line.instance)
        for (_model, flag), rows in brought.items():
            LogEntry.objects.log_actions(
                user.pk, rows, flag, change_message=str(LOGGED_AS), single_object=len(rows) == 1
            )

    # -- sent, looked at -----------------------------------------------------------------------

    def receive(self, request):
        """The form; after it, what the file would do or what is wrong with it."""
        pending.sweep()
        if running := jobs.running_of(request.user):
            return redirect(page_of(running))
        if request.method != "POST":
            return self.show(request, self.form(initial=request.GET.dict()))
        # Whether the file was too large is known once the form has been read.
        sent = {"data": request.POST, "files": request.FILES}
        form = self.form(**sent, oversized=getattr(request, "oversized_upload", False))
        try:
            if form.is_valid():
                return self._looked_at(request, form)
        except ValidationError as error:
            form.add_error("import_file", error)
        except OSError:
            form.add_error("import_file", _("Le serveur n’a pu garder le fichier : son disque est plein."))
        except OperationalError:
            form.add_error("import_file", BUSY)
        return self.show(request, form)

    def _looked_at(self, request, form):
        asked = self.asked(form)
        is_long = self.work(asked, form.content) > 1
        if is_long and _has_worker_here():
            return self._start(request, form.bytes, asked)
        report = self.examine(request.user, asked, form.content)
        if not _goes_on(report):
            return self.show(request, form, report=report)
        ticket = self._ticket(request, report, asked, pending.keep(form.bytes), is_long)
        return self.show(request, form, report=report, ticket=ticket)

    # -- imported ------------------------------------------------------------------------------

    def decide(self, request):
        """Carry out what the preview showed, or nothing."""
        ticket = self._read_ticket(request)
        if ticket and ticket["outdated"] and not {"cancel", "replace"} & request.POST.keys():
            return self._back(request, _UNANSWERED)
        data = pending.claim(ticket["file"]) if ticket else None
        if data is None:
            running = jobs.running_of(request.user)
            return redirect(page_of(running)) if running else self._back(request, _NO_LONGER)
        if "cancel" in request.POST:
            return self._back(request, _GIVEN_UP, messages.INFO)
        asked = {**ticket["asked"], "reason": request.POST.get("correction_reason", "")}
        expected = ticket["fingerprint"]
        try:
            if ticket["is_long"] and _has_worker_here():
                return self._start(request, data, asked, expected)
            report, is_kept = self.carry_out(request.user, asked, self.read(data), expected)
            if not is_kept and _goes_on(report):
                return self._shown_anew(request, report, asked, pending.keep(data), ticket["is_long"])
        except (OperationalError, OSError):
            return self._back(request, BUSY)
        return self._done(request, report) if is_kept else self.show(request, self.form(), report=report)

    def _done(self, request, report):
        messages.success(request, _("Import terminé : %(counts)s.") % {"counts": report.counts})
        return redirect(self.done_address())

    def _shown_anew(self, request, report, asked, file, is_long):
        """The register is not what it was at the preview: show what the file would do now."""
        messages.warning(request, _CHANGED)
        ticket = self._ticket(request, report, asked, file, is_long)
        return self.show(request, self.form(), report=report, ticket=ticket)

    def _back(self, request, sentence, level=messages.ERROR):
        messages.add_message(request, level, sentence)
        return redirect(self.address())

    # -- carried out by the worker -------------------------------------------------------------

    def _start(self, request, data, asked, expected=None):
        model = self.admin.opts.label_lower
        try:
            job = jobs.start(
                user=request.user, model=model, kind=self.kind, data=data, asked=asked, expected=expected
            )
        except jobs.AlreadyImporting as already:
            job = already.job
        return redirect(page_of(job))

    def outcome(self, user, asked, data, expected):
        """What the worker writes down: of a preview, and of an import."""
        content, is_kept = self.read(data), False
        if expected is None:
            report = self.examine(user, asked, content)
        else:
            report, is_kept = self.carry_out(user, asked, content, expected)
        goes_on = not is_kept and _goes_on(report)
        return {"report": asdict(report), "is_kept": is_kept, "goes_on": goes_on}

    def follow(self, request, job):
        """How far it is, or what it came to."""
        if job.is_active:
            return self._on_its_way(request, job)
        is_import = job.expected is not None
        if job.state != ImportState.DONE:
            jobs.forget(job)
            # The worker died, or its disk was full, after it had imported all.
            if is_import and self._was_carried_out(job):
                return self._back(request, _("Import terminé."), messages.SUCCESS)
            level = messages.INFO if job.state == ImportState.STOPPED else messages.ERROR
            return self._back(request, job.outcome.get("said") or _NOTHING[job.state], level)
        report = as_kept(job.outcome["report"])
        if job.outcome["is_kept"]:
            jobs.forget(job)
            return self._done(request, report)
        if not job.outcome["goes_on"]:
            return self.show(request, self.form(), report=report)
        if is_import:
            return self._shown_anew(request, report, job.asked, job.file, True)
        ticket = self._ticket(request, report, job.asked, job.file, True)
        return self.show(request, self.form(), report=report, ticket=ticket)

    def _on_its_way(self, request, job):
        stands_still = "fixe" in request.GET
        context = {
            **self.admin.admin_site.each_context(request),
            "title": _("Import en cours") if job.expected is not None else _("Vérification en cours"),
            "opts": self.admin.opts,
            "job": job,
            "has_worker": has_worker(),
            "look_again": _LOOK_AGAIN,
            "stands_still": stands_still,
        }
        request.current_app = self.admin.admin_site.name
        response = TemplateResponse(request, "admin/import_export/job.html", context)
        if not stands_still:
            response["Refresh"] = str(_LOOK_AGAIN)
        return response

    def _was_carried_out(self, job):
        """Whether the transaction that logs the rows was committed."""
        with override(job.language):
            logged = LogEntry.objects.filter(user_id=job.user, change_message=str(LOGGED_AS))
        return logged.filter(action_time__gte=job.asked_at).exists()

    # -- the ticket: from the preview to the file, for this user and this page, an hour long -----

    def _ticket(self, request, report, asked, file, is_long):
        content = {"file": file, "asked": asked, "fingerprint": report.fingerprint}
        content |= {"outdated": report.outdated_rows, "is_long": is_long}
        return signing.dumps(content, salt=self._salt(request))

    def _read_ticket(self, request):
        try:
            return signing.loads(
                request.POST.get("ticket", ""), salt=self._salt(request), max_age=pending.MAX_AGE
            )
        except signing.BadSignature:
            return None

    def _salt(self, request):
        return f"import:{self.admin.opts.label_lower}:{self.kind}:{request.user.pk}"


def page_of(job):
    return reverse(f"admin:{job.model.replace('.', '_')}_import_job", args=[job.name])


def _has_worker_here():
    """How far a worker is stands on its own machine: where several share one, a page could not tell."""
    return has_worker() and "private" not in settings.STORAGES


def _goes_on(report):
    """Whether there is something to import, and nothing wrong."""
    return not report.problems and report.changes_something
