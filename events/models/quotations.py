"""Where a source says what the record says: the words themselves, kept for those who check it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from organisations.models import Source


class Quotation(models.Model):
    """Private, whatever the sensitivity of the event: a quotation may name people, and its words belong
    to another.

    `about` is a column of the event (« venue »), or a row of one of its parts (« headcount:12 »). It has no
    history, so that a name that is erased does not survive in one.
    """

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="quotations", verbose_name=_("événement")
    )
    about = models.CharField(_("ce qu’il appuie"), max_length=60)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="quotations", verbose_name=_("source")
    )
    text = models.TextField(
        _("extrait"),
        max_length=600,
        blank=True,
        help_text=_(
            "Les mots de la source, quelques lignes au plus. Jamais publié ; aucun nom de participant."
        ),
    )
    locator = models.CharField(
        _("où dans la source"),
        max_length=120,
        blank=True,
        help_text=_("« p. 3, 2e paragraphe », « 4 min 20 »."),
    )

    class Meta:
        verbose_name = _("extrait d’une source")
        verbose_name_plural = _("extraits des sources")
        ordering = ("about", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(locator=""),
                name="quotation_says_something",
                violation_error_message=_("Donnez l’extrait, ou au moins l’endroit de la source."),
                violation_error_code="empty_quotation",
            )
        ]

    def __str__(self):
        # Without the words: admin history and lists print this.
        return str(_("Extrait #%(number)s") % {"number": self.pk})
