"""The words by which an event is found: the folded text, and the full-text index over it.

The index is one table with two natures: FTS5 on SQLite, a `tsvector` with a GIN index on
PostgreSQL (`rss_registry/full_text.py`). No trigger keeps it; `index_event` writes both tables.
"""

from django.db import models
from django.db.models import Lookup
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from rss_registry.full_text import WordsField


class EventSearchText(models.Model):
    """The folded texts of an event, written in the transaction of its change."""

    # No reader knows of it: the page that asks for a deletion does not count it.
    is_internal = True

    event = models.OneToOneField(
        Event,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="search_text",
        verbose_name=_("événement"),
    )
    text = models.TextField(_("texte replié"))
    # By which the same event is found under other spellings (events/services/likeness.py).
    title_key = models.CharField(_("mots du titre"), max_length=250, default="", db_index=True)
    venue_key = models.CharField(_("salle repliée"), max_length=200, default="")

    class Meta:
        verbose_name = _("texte de recherche")
        verbose_name_plural = _("textes de recherche")

    def __str__(self):
        return f"#{self.event_id}"


@WordsField.register_lookup
class Holds(Lookup):
    """Every word of `SearchTerms`, and a word with its beginning."""

    lookup_name = "holds"

    def get_prep_lookup(self):
        return self.rhs

    def process_lhs(self, compiler, connection, lhs=None):
        return compiler.compile(lhs or self.lhs)

    def as_sql(self, compiler, connection):
        """For FTS5. Words hold letters and digits only; quoted, none of them is an operator."""
        lhs, params = self.process_lhs(compiler, connection)
        asked = [f'"{word}"' for word in self.rhs.all_words]
        if self.rhs.beginning:
            asked.append(f'"{self.rhs.beginning}"*')
        return f"{lhs} MATCH %s", [*params, " AND ".join(asked)]

    def as_postgresql(self, compiler, connection):
        lhs, params = self.process_lhs(compiler, connection)
        asked = [f"'{word}'" for word in self.rhs.all_words]
        if self.rhs.beginning:
            asked.append(f"'{self.rhs.beginning}':*")
        return f"{lhs} @@ %s::tsquery", [*params, " & ".join(asked)]


class EventSearchIndex(models.Model):
    """The full-text index; a table of the database's own kind, made by a migration."""

    is_internal = True

    event = models.OneToOneField(
        Event,
        on_delete=models.CASCADE,
        primary_key=True,
        db_column="rowid",
        db_constraint=False,
        related_name="search_index",
        verbose_name=_("événement"),
    )
    words = WordsField(_("mots"))

    class Meta:
        managed = False
        db_table = "events_eventsearchindex"
        verbose_name = _("index de recherche")
        verbose_name_plural = _("index de recherche")

    def __str__(self):
        return f"#{self.event_id}"
