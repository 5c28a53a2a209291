"""The index of records that are no events: FTS5 on SQLite, a `tsvector` with a GIN index on PostgreSQL."""

import django.db.models.deletion
from django.db import migrations, models

import rss_registry.full_text
from rss_registry.text import fold

_MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE organisations_recordwords USING fts5(words, tokenize = 'ascii', detail = column, prefix = '2 3')"
    ],
    "postgresql": [
        "CREATE TABLE organisations_recordwords (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX organisations_recordwords_words ON organisations_recordwords USING gin (words)",
    ],
}
# What was found before is found at once: model, its columns, the relation to its other names.
_TEXTS = {
    "Organisation": (["name_fr", "name_en", "acronym"], "aliases__name"),
    "Place": (["name_fr", "name_en", "slug"], "aliases__name"),
    "Programme": (["name_fr", "name_en", "acronym"], "aliases__name"),
    "Source": (["title", "publisher", "author", "url"], None),
    "GrantAgreement": (
        [
            "reference",
            "title_fr",
            "title_en",
            "funder__name_fr",
            "funder__name_en",
            "funder__acronym",
            "programme__name_fr",
            "programme__acronym",
        ],
        None,
    ),
}


def make_index(apps, editor):
    for statement in _MAKE[editor.connection.vendor]:
        editor.execute(statement)
    for name, (columns, others) in _TEXTS.items():
        fill(apps, apps.get_model("organisations", name), columns, others)


def fill(apps, model, columns, others=None):
    records = apps.get_model("organisations", "RecordSearch").objects
    index = apps.get_model("organisations", "RecordWords").objects
    texts = {}
    for key, *values in model.objects.order_by().values_list("pk", *columns, *([others] if others else [])):
        texts.setdefault(key, []).extend(value for value in values if value)
    kind = model._meta.model_name
    for key, values in sorted(texts.items()):
        words = [word[:60] for value in values for word in fold(value).split()]
        row = records.create(kind=kind, key=key)
        index.create(record_id=row.pk, words=f"§{kind} {' '.join(words)}")


def drop_index(apps, editor):
    editor.execute("DROP TABLE organisations_recordwords")


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0008_whole_of_donors'),
    ]

    operations = [
        migrations.CreateModel(
            name='RecordSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='type')),
                ('key', models.PositiveBigIntegerField(verbose_name='clé')),
            ],
            options={
                'verbose_name': 'fiche trouvée par ses mots',
                'verbose_name_plural': 'fiches trouvées par leurs mots',
            },
        ),
        migrations.CreateModel(
            name='RecordWords',
            fields=[
                ('record', models.OneToOneField(db_column='rowid', db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='words', serialize=False, to='organisations.recordsearch', verbose_name='fiche')),
                ('words', rss_registry.full_text.WordsField(verbose_name='mots')),
            ],
            options={
                'verbose_name': 'index de recherche des fiches',
                'verbose_name_plural': 'index de recherche des fiches',
                'db_table': 'organisations_recordwords',
                'managed': False,
            },
        ),
        migrations.AddConstraint(
            model_name='recordsearch',
            constraint=models.UniqueConstraint(fields=('kind', 'key'), name='recordsearch_one_per_record', violation_error_message='Cette fiche est déjà dans l’index.'),
        ),
        migrations.RunPython(make_index, drop_index),
    ]
