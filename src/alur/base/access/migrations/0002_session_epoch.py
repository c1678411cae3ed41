"""One number by which an account ends all its sign-ins."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.AddField(model_name="account", name="session_epoch", field=models.IntegerField(default=0)),
    ]
