"""The full-text index of published texts: FTS5 on SQLite, a `tsvector` with a GIN index on PostgreSQL."""

from django.db import migrations

_MAKE = {
    # The words of an event are a set: where they stand in the text is no part of the index.
    "sqlite": [
        "CREATE VIRTUAL TABLE publication_words USING fts5(words, tokenize = 'ascii', detail = column, prefix = '2 3')"
    ],
    "postgresql": [
        "CREATE TABLE publication_words (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX publication_words_words ON publication_words USING gin (words)",
    ],
}


def make_index(apps, editor):
    for statement in _MAKE[editor.connection.vendor]:
        editor.execute(statement)


def drop_index(apps, editor):
    editor.execute("DROP TABLE publication_words")


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_published_record")]

    operations = [migrations.RunPython(make_index, drop_index)]
