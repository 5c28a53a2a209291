"""Extracts of sources, private, beside what they support."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0027_sessions_have_places'),
        ('organisations', '0010_sources_as_dated'),
    ]

    operations = [
        migrations.CreateModel(
            name='Quotation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(max_length=60, verbose_name='ce qu’il appuie')),
                ('text', models.TextField(blank=True, help_text='Les mots de la source, quelques lignes au plus. Jamais publié ; aucun nom de participant.', max_length=600, verbose_name='extrait')),
                ('locator', models.CharField(blank=True, help_text='« p. 3, 2e paragraphe », « 4 min 20 ».', max_length=120, verbose_name='où dans la source')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotations', to='events.event', verbose_name='événement')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotations', to='organisations.source', verbose_name='source')),
            ],
            options={
                'verbose_name': 'extrait d’une source',
                'verbose_name_plural': 'extraits des sources',
                'ordering': ('about', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('locator', ''), _negated=True), _connector='OR'), name='quotation_says_something', violation_error_code='empty_quotation', violation_error_message='Donnez l’extrait, ou au moins l’endroit de la source.')],
            },
        ),
    ]
