"""Lists of the admin that an account keeps under a name, and the columns that it chose."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0010_sources_as_dated'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChosenColumns',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=80, verbose_name='table')),
                ('columns', models.JSONField(default=list, verbose_name='colonnes')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chosen_columns', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'choix de colonnes',
                'verbose_name_plural': 'choix de colonnes',
                'constraints': [models.UniqueConstraint(fields=('user', 'table'), name='chosen_columns_once_per_list')],
            },
        ),
        migrations.CreateModel(
            name='KeptList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=80, verbose_name='table')),
                ('name', models.CharField(max_length=60, verbose_name='nom')),
                ('query', models.CharField(blank=True, max_length=2000, verbose_name='paramètres')),
                ('is_shared', models.BooleanField(default=False, verbose_name='partagée avec tous')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept_lists', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'liste gardée',
                'verbose_name_plural': 'listes gardées',
                'ordering': ('name', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('user', 'table', 'name'), name='kept_list_name_unique', violation_error_code='duplicate_kept_list', violation_error_message='Vous gardez déjà une liste sous ce nom.')],
            },
        ),
    ]
