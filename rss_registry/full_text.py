"""The words of a text as the full-text index of each database holds them.

FTS5 on SQLite, `tsvector` on PostgreSQL. Words are ours, already folded, so that both engines hold the same
ones: neither stems, drops nor splits anything.
"""

from dataclasses import dataclass

from django.db import models
from django.db.models import Lookup

# Between two texts, so that no phrase runs from one into the next; folding leaves no such sign.
BARRIER = " | "


class WordsField(models.TextField):
    """The words of a text as the index of each database holds them."""

    def db_type(self, connection):
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_placeholder(self, value, compiler, connection):
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"

    def get_prep_value(self, value):
        # Words as such rather than through `to_tsvector`, whose parser knows numbers and addresses.
        return " ".join(sorted(set(value.split()) - {BARRIER.strip()}))

    def from_db_value(self, value, expression, connection):
        """The words, which PostgreSQL writes in quotes."""
        return " ".join(sorted(value.replace("'", "").split()))


@dataclass(frozen=True)
class Beginnings:
    """A whole word that must be there, and beginnings of others."""

    word: str
    beginnings: tuple[str, ...]


@WordsField.register_lookup
class Begins(Lookup):
    """Every beginning of `Beginnings`, and its word. They hold letters, digits and one sign of ours."""

    lookup_name = "begins"

    def get_prep_lookup(self):
        return self.rhs

    def process_lhs(self, compiler, connection, lhs=None):
        return compiler.compile(lhs or self.lhs)

    def as_sql(self, compiler, connection):
        """For FTS5. Quoted, none of them is an operator."""
        lhs, params = self.process_lhs(compiler, connection)
        asked = [f'"{self.rhs.word}"', *(f'"{start}"*' for start in self.rhs.beginnings)]
        return f"{lhs} MATCH %s", [*params, " AND ".join(asked)]

    def as_postgresql(self, compiler, connection):
        lhs, params = self.process_lhs(compiler, connection)
        asked = [f"'{self.rhs.word}'", *(f"'{start}':*" for start in self.rhs.beginnings)]
        return f"{lhs} @@ %s::tsquery", [*params, " & ".join(asked)]
