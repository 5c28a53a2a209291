"""Sessions leave a history from now on; those that stand there are noted as they are."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def note_rows(apps, editor):
    model, history = apps.get_model("events", "Session"), apps.get_model("events", "HistoricalSession")
    columns = [field.attname for field in model._meta.concrete_fields]
    moment = {"history_date": timezone.now(), "history_type": "~", "history_change_reason": "baseline"}
    rows = model.objects.order_by("pk").values(*columns)
    history.objects.bulk_create((history(**row, **moment) for row in rows.iterator()), batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0033_list_of_staff'),
        ('organisations', '0011_kept_lists'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalSession',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('day', models.DateField(verbose_name='jour')),
                ('half_day', models.CharField(choices=[('morning', 'matin'), ('afternoon', 'après-midi'), ('evening', 'soir')], max_length=9, verbose_name='demi-journée')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='début')),
                ('ends_at', models.TimeField(blank=True, null=True, verbose_name='fin')),
                ('title', models.CharField(blank=True, help_text='Publié tel quel sur le site.', max_length=250, verbose_name='module ou sujet')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('event', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='events.event', verbose_name='événement')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(blank=True, db_constraint=False, help_text='Si l’événement s’est tenu en plusieurs lieux.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organisations.place', verbose_name='lieu')),
            ],
            options={
                'verbose_name': 'historical séance',
                'verbose_name_plural': 'historical séances',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunPython(note_rows, migrations.RunPython.noop),
    ]
