"""What lets a reader verify, for years, a document that the register produced (docs/decisions/0015)."""

import json
from collections.abc import Mapping
from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentProof(models.Model):
    """One document as it stood: what was asked for, what it said in figures, on which data.

    The same content gives the same code, so a document asked for again adds no row.
    """

    code = models.CharField(_("code"), max_length=12, unique=True)
    kind = models.CharField(_("sorte de document"), max_length=40)
    language = models.CharField(_("langue"), max_length=2)
    parameters = models.JSONField(_("paramètres"), default=dict)
    subject = models.CharField(
        max_length=32, db_index=True, help_text=_("Sorte, langue et paramètres, en une empreinte.")
    )
    figures = models.JSONField(
        _("chiffres"),
        default=list,
        help_text=_("Tels qu’imprimés ; un nombre protégé n’y a pas de valeur."),
    )
    events = models.JSONField(
        _("événements"),
        default=dict,
        help_text=_("Références, avec leur protection du moment."),
    )
    as_of = models.DateTimeField(_("état des données"))
    definitions = models.PositiveSmallIntegerField(_("version des définitions"))
    is_public = models.BooleanField(
        _("document public"),
        default=True,
        help_text=_("Les chiffres d’un document réservé ne sont pas repris par la page de vérification."),
    )
    created_at = models.DateTimeField(_("produit la première fois"), auto_now_add=True)

    class Meta:
        verbose_name = _("document produit")
        verbose_name_plural = _("documents produits")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.code

    @staticmethod
    def subject_of(kind: str, language: str, parameters: Mapping) -> str:
        """Documents of one subject replace each other."""
        said = json.dumps([kind, language, parameters], sort_keys=True, separators=(",", ":"))
        return sha256(said.encode()).hexdigest()[:32]


class ProducedFile(models.Model):
    """A file with that code, by its digest. Two only where the program that prints changed in between."""

    proof = models.ForeignKey(
        DocumentProof, on_delete=models.CASCADE, related_name="files", verbose_name=_("document produit")
    )
    sha256 = models.CharField(_("empreinte SHA-256"), max_length=64)
    size = models.PositiveBigIntegerField(_("taille en octets"))
    created_at = models.DateTimeField(_("produit la première fois"), auto_now_add=True)

    class Meta:
        verbose_name = _("fichier produit")
        verbose_name_plural = _("fichiers produits")
        ordering = ["created_at", "pk"]
        constraints = [
            # A batch of certificates is one file with many codes.
            models.UniqueConstraint(
                fields=["sha256", "proof"],
                name="produced_file_is_known_once",
                violation_error_message=_("Ce fichier est déjà connu."),
                violation_error_code="file_known",
            ),
        ]

    def __str__(self):
        return self.sha256[:12]
