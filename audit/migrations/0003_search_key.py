import django.contrib.postgres.indexes
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

import audit.models


class Migration(migrations.Migration):
    """Entries are found by the names and numbers in their details; new actions need no migration."""

    dependencies = [("audit", "0002_append_only")]

    operations = [
        TrigramExtension(),
        migrations.AddField(
            model_name="entrydetail",
            name="search_key",
            field=models.TextField(default="", editable=False),
        ),
        migrations.AddIndex(
            model_name="entrydetail",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_key"], name="audit_search", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="action",
            field=models.CharField(
                choices=audit.models.action_choices, max_length=40, verbose_name="ação"
            ),
        ),
    ]
