from django.db import migrations


class Migration(migrations.Migration):
    """Room on each page for the receipts of its messages: updates stay HOT."""

    dependencies = [("messaging", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE messaging_message SET (fillfactor = 70)",
            "ALTER TABLE messaging_message RESET (fillfactor)",
        )
    ]
