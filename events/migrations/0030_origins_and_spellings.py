"""Where participants came from, and how sources spell the names of public figures."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0029_funding_through'),
        ('organisations', '0010_sources_as_dated'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='origin_note',
            field=models.CharField(blank=True, help_text='Comme la source le dit : « six communes du district ». Publiée sur le site.', max_length=300, verbose_name='remarque sur la provenance'),
        ),
        migrations.AddField(
            model_name='event',
            name='origin_note_en',
            field=models.CharField(blank=True, help_text='Comme la source le dit : « six communes du district ». Publiée sur le site.', max_length=300, null=True, verbose_name='remarque sur la provenance'),
        ),
        migrations.AddField(
            model_name='event',
            name='origin_note_fr',
            field=models.CharField(blank=True, help_text='Comme la source le dit : « six communes du district ». Publiée sur le site.', max_length=300, null=True, verbose_name='remarque sur la provenance'),
        ),
        migrations.AddField(
            model_name='event',
            name='origins',
            field=models.ManyToManyField(blank=True, help_text='Pays, régions ou communes dont ils venaient, si la source le dit.', related_name='events_of_its_people', to='organisations.place', verbose_name='provenance des participants'),
        ),
        migrations.AddField(
            model_name='historicalevent',
            name='origin_note',
            field=models.CharField(blank=True, help_text='Comme la source le dit : « six communes du district ». Publiée sur le site.', max_length=300, verbose_name='remarque sur la provenance'),
        ),
        migrations.AddField(
            model_name='historicalevent',
            name='origin_note_en',
            field=models.CharField(blank=True, help_text='Comme la source le dit : « six communes du district ». Publiée sur le site.', max_length=300, null=True, verbose_name='remarque sur la provenance'),
        ),
        migrations.AddField(
            model_name='historicalevent',
            name='origin_note_fr',
            field=models.CharField(blank=True, help_text='Comme la source le dit : « six communes du district ». Publiée sur le site.', max_length=300, null=True, verbose_name='remarque sur la provenance'),
        ),
        migrations.CreateModel(
            name='HistoricalEvent_origins',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('event', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='events.event')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organisations.place')),
            ],
            options={
                'verbose_name': 'historical Relation event-place',
                'verbose_name_plural': 'historical Relations event-place',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='PersonAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='autre graphie')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='events.person', verbose_name='personnalité')),
            ],
            options={
                'verbose_name': 'autre graphie',
                'verbose_name_plural': 'autres graphies',
                'ordering': ('name',),
                'constraints': [models.UniqueConstraint(fields=('person', 'name'), name='personalias_unique', violation_error_code='duplicate_alias', violation_error_message='Cette graphie figure déjà dans la liste.')],
            },
        ),
    ]
