"""The pages of a report in preparation: part by part on the screen, and as a document."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from reports.background import MOST_AT_ONCE
from reports.documents.donor_report.build import build, missing_count, scope_name
from reports.documents.donor_report.kind import KIND
from reports.documents.donor_report.scope import MOST_EVENTS, TooManyEventsError, scope_of, size_of
from reports.documents.donor_report.write import write
from reports.enums import DonorVersion, TemplateLanguage
from reports.forms.donor_texts import DonorTextsForm
from reports.views.jobs import answer_in_background
from rss_registry.held_forms import gives_back, is_given_back, mark_saved
from rss_registry.pdf.errors import PdfError
from rss_registry.request_limits import staff_document_limit


class DonorReportPages:
    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("<int:object_id>/remplir/", view(self.fill_in_view), name="reports_donorreport_fill_in"),
            path(
                "<int:object_id>/pdf/",
                view(staff_document_limit(self.pdf_view)),
                name="reports_donorreport_pdf",
            ),
        ]
        return own + super().get_urls()

    @gives_back
    def fill_in_view(self, request, object_id):
        """Part by part: what the register prints, what is missing and where, what the team writes."""
        report = self.get_object(request, object_id)
        if report is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        try:
            document = build(report, scope_of(report, user=request.user))
        except TooManyEventsError as refused:
            return self._too_many(request, report, refused)
        form = DonorTextsForm(request.POST or None, document=document)
        if request.method == "POST" and not is_given_back(request) and self._save_texts(request, form):
            return HttpResponseRedirect(fill_in_address(report))
        return render(
            request, "admin/reports/donorreport/fill_in.html", self._context(request, document, form)
        )

    def pdf_view(self, request, object_id):
        """The document, in the language and the version asked for."""
        report = self.get_object(request, object_id)
        if report is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        codes = TemplateLanguage(report.template.languages).codes
        asked = request.GET.get("langue", "")
        language, version = asked if asked in codes else codes[0], _version_asked(request)
        try:
            if size_of(report, version=version) > MOST_AT_ONCE:
                return self._in_background(request, report, language, version)
            with override(language):
                document = build(report, scope_of(report, user=request.user, version=version))
                content = write(document)
        except TooManyEventsError as refused:
            return self._too_many(request, report, refused)
        except PdfError:
            return self._too_heavy(request, report)
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = content_disposition_header(False, document.filename)
        return response

    def _in_background(self, request, report, language, version):
        """For this officer alone: a colleague asks for his own (docs/decisions/0017)."""
        parameters = {"report": report.pk, "version": str(version)}
        return answer_in_background(request, KIND, parameters, language=language, asked_by=request.user)

    def _context(self, request, document, form):
        report = document.report
        return {
            **self.admin_site.each_context(request),
            "title": _("Ce qui est rempli, ce qui manque"),
            "subtitle": str(report),
            "opts": self.opts,
            "original": report,
            "document": document,
            "scope_name": scope_name(report),
            "summary": missing_count(document),
            "form": form,
            "parts": [(part, form.boxes_of(part.section)) for part in document.parts],
            "versions": DonorVersion.choices,
            "languages": [item for item in TemplateLanguage.choices if item[0] in form.languages],
        }

    def _save_texts(self, request, form):
        """Whether the texts were saved; the reader is told how many."""
        with transaction.atomic():
            if not form.is_valid():
                return False
            count = form.save()
        mark_saved(request)
        if not count:
            self.message_user(request, _("Rien n’a changé."))
            return True
        self.log_change(
            request, form.report, [{"changed": {"name": _("textes"), "object": str(form.report)}}]
        )
        sentence = ngettext("%(count)d texte enregistré.", "%(count)d textes enregistrés.", count)
        self.message_user(request, sentence % {"count": count}, messages.SUCCESS)
        return True

    def _too_many(self, request, report, refused):
        sentence = _(
            "%(count)d événements dans cette période, pour %(most)d au plus : "
            "choisissez une période plus courte."
        )
        self.message_user(request, sentence % {"count": refused.count, "most": MOST_EVENTS}, messages.ERROR)
        return HttpResponseRedirect(reverse("admin:reports_donorreport_change", args=[report.pk]))

    def _too_heavy(self, request, report):
        sentence = _(
            "Le document n’a pas pu être mis en page dans le temps permis : "
            "choisissez une période plus courte, ou raccourcissez les textes. Rien n’est perdu."
        )
        self.message_user(request, sentence, messages.ERROR)
        return HttpResponseRedirect(fill_in_address(report))


def fill_in_address(report):
    return reverse("admin:reports_donorreport_fill_in", args=[report.pk])


def _version_asked(request):
    asked = request.GET.get("version", "")
    return DonorVersion(asked if asked in DonorVersion.values else DonorVersion.DRAFT)
