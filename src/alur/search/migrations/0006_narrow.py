"""Each search asks which documents are not for all: few, as a rule."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0005_counts_in_place")]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(condition=models.Q(("is_narrow", True)), fields=["id"], name="search_document_narrow"),
        ),
    ]
