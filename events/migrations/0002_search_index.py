"""The full-text index of events: FTS5 on SQLite, a `tsvector` with a GIN index on PostgreSQL."""

import django.db.models.deletion
from django.db import migrations, models

import events.models.search

_MAKE = {
    # The words of an event are a set: where they stand in the text is no part of the index.
    "sqlite": [
        "CREATE VIRTUAL TABLE events_eventsearchindex USING fts5(words, tokenize = 'ascii', detail = column, prefix = '2 3')"
    ],
    "postgresql": [
        "CREATE TABLE events_eventsearchindex (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX events_eventsearchindex_words ON events_eventsearchindex USING gin (words)",
    ],
}


def make_index(apps, editor):
    for statement in _MAKE[editor.connection.vendor]:
        editor.execute(statement)
    # What was found before is found at once; phrases in quotes, after `manage.py reindex`.
    index = apps.get_model("events", "EventSearchIndex")
    for pk, text in apps.get_model("events", "EventSearchText").objects.values_list("pk", "text").iterator():
        index.objects.create(event_id=pk, words=text)


def drop_index(apps, editor):
    editor.execute("DROP TABLE events_eventsearchindex")


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="EventSearchIndex",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        db_column="rowid",
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_index",
                        serialize=False,
                        to="events.event",
                        verbose_name="événement",
                    ),
                ),
                ("words", events.models.search.WordsField(verbose_name="mots")),
            ],
            options={
                "verbose_name": "index de recherche",
                "verbose_name_plural": "index de recherche",
                "db_table": "events_eventsearchindex",
                "managed": False,
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
