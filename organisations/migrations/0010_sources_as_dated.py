"""When a source was published, as precisely as it says; in which language it is."""

from django.db import migrations, models

import rss_registry.words_of_dates


def say_known_days(apps, editor):
    rows = apps.get_model("organisations", "Source").objects
    known = list(rows.exclude(published_on=None).only("published_on"))
    for source in known:
        source.published_edtf = source.published_on.isoformat()
    rows.bulk_update(known, ["published_edtf"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0009_record_search'),
    ]

    operations = [
        migrations.AddField(
            model_name='source',
            name='language',
            field=models.CharField(blank=True, choices=[('', 'non communiquée'), ('fra', 'français'), ('eng', 'anglais'), ('bam', 'bambara'), ('ful', 'peul'), ('ses', 'songhaï'), ('taq', 'tamasheq'), ('ara', 'arabe'), ('nld', 'néerlandais'), ('deu', 'allemand'), ('mis', 'autre langue')], default='', max_length=3, verbose_name='langue'),
        ),
        migrations.AddField(
            model_name='source',
            name='published_edtf',
            field=models.CharField(blank=True, help_text='Telle que la source la donne, en ISO 8601-2 ; vide : date inconnue.', max_length=30, validators=[rss_registry.words_of_dates.validate_edtf], verbose_name='parution (EDTF)'),
        ),
        migrations.AlterField(
            model_name='source',
            name='published_on',
            field=models.DateField(editable=False, null=True, verbose_name='parution'),
        ),
        migrations.RunPython(say_known_days, migrations.RunPython.noop),
    ]
