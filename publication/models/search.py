"""The words by which the public finds an event: those of its published facts, in both languages.

One table of two natures, as the index of the private record: FTS5 on SQLite, `tsvector` on PostgreSQL.
"""

from django.db import models

from events.models.search import WordsField
from publication.models.events import PublishedEvent
from publication.models.pending import PublishedManager


class PublishedText(models.Model):
    """The folded published texts of an event, for phrases."""

    event = models.OneToOneField(
        PublishedEvent, on_delete=models.CASCADE, primary_key=True, related_name="search_text"
    )
    text = models.TextField()

    objects = PublishedManager()

    class Meta:
        verbose_name = "texte de recherche publié"
        verbose_name_plural = "textes de recherche publiés"

    def __str__(self):
        return f"#{self.event_id}"


class PublishedWords(models.Model):
    """The full-text index; a table of the database's own kind, made by a migration."""

    event = models.OneToOneField(
        PublishedEvent,
        on_delete=models.CASCADE,
        primary_key=True,
        db_column="rowid",
        db_constraint=False,
        related_name="search_words",
    )
    words = WordsField()

    objects = PublishedManager()

    class Meta:
        managed = False
        db_table = "publication_words"
        verbose_name = "index de recherche publié"
        verbose_name_plural = "index de recherche publiés"

    def __str__(self):
        return f"#{self.event_id}"
