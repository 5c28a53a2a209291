"""The rows of an event's form: roles, figures, results, evidence."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from events.enums import Role
from events.models import Document, EventFigure, EventRole, KnowledgeTest, Photo, Session
from events.models.roles import check_alive_at
from organisations.enums import FinancingKind
from rss_registry.files import clean_document, clean_photo, printed_copy
from rss_registry.forms import RecordForm, UniqueRowsFormSet
from rss_registry.held_files import mark_accepted


class RoleForm(RecordForm):
    errors_at = {
        "duplicate_role": "organisation",
        "financing_mismatch": "financing_kind",
        "withheld_not_funder": "disclosed",
        "intermediary_mismatch": "intermediary",
    }
    is_held_against_parent = True

    class Meta:
        model = EventRole
        fields = ("organisation", "role", "financing_kind", "intermediary", "disclosed", "note_fr")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("role") != Role.FUNDER:
            return cleaned
        # No source says how: that is an answer too, and needs no click.
        cleaned["financing_kind"] = cleaned.get("financing_kind") or FinancingKind.NOT_SPECIFIED
        organisation = cleaned.get("organisation")
        if organisation and self.instance.event_id is None:
            # The model asks this of stored events only.
            check_alive_at(organisation, self.instance.event)
        return cleaned


class RoleFormSet(UniqueRowsFormSet):
    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        # Held against the dates as they now stand in the form, not as they were stored.
        form.instance.event = self.instance
        return form


class FigureForm(RecordForm):
    errors_at = {"nobody": "title_on_day_fr"}

    class Meta:
        model = EventFigure
        fields = (
            "role",
            "person",
            "title_on_day_fr",
            "organisation",
            "represents_fr",
            "statement_fr",
            "position",
        )


class SessionForm(RecordForm):
    errors_at = {"times_reversed": "ends_at"}

    class Meta:
        model = Session
        fields = ("day", "half_day", "starts_at", "ends_at", "place", "title")


class KnowledgeTestForm(RecordForm):
    errors_at = {"score_out_of_scale": "scale"}

    class Meta:
        model = KnowledgeTest
        fields = ("moment", "sex", "taken_by", "mean_score", "median_score", "scale", "note_fr")


class KeptWithNamesFormSet(UniqueRowsFormSet):
    """Rows that are not deleted as long as the private list behind them holds something."""

    private = ""
    refusal = ""

    def clean(self):
        super().clean()
        for form in self.deleted_forms:
            if form.instance.pk and getattr(form.instance, self.private).exists():
                raise ValidationError(self.refusal, code="list_behind")


class SessionFormSet(KeptWithNamesFormSet):
    private = "presences"
    refusal = _("Des présences sont notées pour cette séance : retirez-les d’abord de la liste de présence.")


class KnowledgeTestFormSet(KeptWithNamesFormSet):
    private = "scores"
    refusal = _("Des notes de participants dépendent de ce test : retirez-les d’abord.")


class DocumentForm(RecordForm):
    # What the page says once the file is saved.
    notices: tuple = ()

    class Meta:
        model = Document
        fields = ("title_fr", "kind", "file", "is_public")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            cleaned, keeps_traces = clean_document(file, settings.MAX_UPLOAD_BYTES)
            mark_accepted(file)
            if keeps_traces:
                self.notices = (
                    _(
                        "« %(name)s » est gardé tel quel : signé, ou d’une forme inhabituelle, il ne peut "
                        "pas perdre ce qu’il dit de son auteur et de son origine. Pour l’effacer, "
                        "imprimez-le dans un nouveau PDF."
                    )
                    % {"name": file.name},
                )
            return cleaned
        return file


class PhotoForm(RecordForm):
    errors_at = {"photo_nowhere": "image", "photo_without_credit": "credit"}

    class Meta:
        model = Photo
        fields = ("image", "caption_fr", "credit", "consent", "consent_note", "source", "position")

    def clean_image(self):
        image = self.cleaned_data["image"]
        if not isinstance(image, UploadedFile):
            return image
        cleaned = clean_photo(image, settings.MAX_PHOTO_BYTES)
        mark_accepted(image)
        return cleaned

    def save(self, commit=True):
        if "image" in self.changed_data:
            image = self.cleaned_data["image"]
            self.instance.printed = printed_copy(image) if image else ""
        return super().save(commit)
