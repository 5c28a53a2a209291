"""Columns of translated rows by the names that they have in the database."""

from django.db.models import QuerySet


def as_stored(rows: QuerySet) -> QuerySet:
    """Without what modeltranslation makes of their names.

    It asks for them in an order of its own: rows of several tables would not stand one below the other.
    """
    return rows.rewrite(False) if hasattr(rows, "rewrite") else rows
