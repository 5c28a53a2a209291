"""A list of participants on its way from a file into an event, and what a team calls its columns.

No name of a person stands here: the file, and what is typed on the way, wait outside the database
(events/services/list_work.py).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from organisations.models import Organisation, User


class ListImport(models.Model):
    """One file for one event; open until its people are in the list, or it is given up.

    `work` names what waits: the file while it is open, then what would take the import back.
    """

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="list_imports", verbose_name=_("événement")
    )
    work = models.CharField(_("où le fichier attend"), max_length=32)
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("envoyé par")
    )
    created_at = models.DateTimeField(_("envoyé le"), auto_now_add=True)
    finished_at = models.DateTimeField(_("importé le"), null=True, blank=True)
    added = models.PositiveIntegerField(_("personnes ajoutées"), default=0)

    # Deleted with its account without a word (organisations/admin/deletion.py).
    is_internal = True

    class Meta:
        verbose_name = _("import d’une liste de présence")
        verbose_name_plural = _("imports de listes de présence")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["event"],
                condition=models.Q(finished_at__isnull=True),
                name="list_import_one_open_per_event",
                violation_error_message=_("Un fichier attend déjà pour cet événement."),
                violation_error_code="import_already_open",
            )
        ]

    def __str__(self):
        return str(_("Import #%(number)s") % {"number": self.pk})


class ListHeading(models.Model):
    """What a heading means in the lists of one organisation, as somebody of it has said."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="list_headings", verbose_name=_("organisation")
    )
    heading = models.CharField(_("en-tête"), max_length=120, help_text=_("Sans accents ni majuscules."))
    use = models.CharField(_("contenu"), max_length=40)

    is_internal = True

    class Meta:
        verbose_name = _("en-tête de liste retenu")
        verbose_name_plural = _("en-têtes de listes retenus")
        ordering = ("organisation", "heading")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "heading"], name="list_heading_once_per_organisation"
            )
        ]

    def __str__(self):
        return self.heading
