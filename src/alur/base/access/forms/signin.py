"""The form at the door, and the one for a forgotten password."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm, ResetPasswordKeyForm
from django import forms
from django.utils.translation import gettext_lazy as _

from alur.base.access.queries import clean_username

USERNAME_MAX = 64


class SignInForm(LoginForm):
    """Username and password. The library names its field `login`; programs and browsers see `username`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = username_field()
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.order_fields(["login", "password"])

    def add_prefix(self, field_name: str) -> str:
        return str(super().add_prefix("username" if field_name == "login" else field_name))

    def clean_login(self) -> str:
        """Return the username as stored: a NIP may be typed with spaces or dots."""
        return clean_username(self.cleaned_data["login"])


class ForgottenForm(forms.Form):
    """Whose password was forgotten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"] = username_field()


class NewPasswordForm(ResetPasswordKeyForm):
    """The new password, typed twice, behind the link that was sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label_passwords(self)


class ConfirmForm(ReauthenticateForm):
    """The password once more before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label_passwords(self)


def username_field() -> forms.CharField:
    return forms.CharField(
        label=_("NIP or username"),
        max_length=USERNAME_MAX,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )


def label_passwords(form: forms.Form) -> None:
    """Give a library form's password fields our words."""
    labels = {
        "oldpassword": _("Present password"),
        "password": _("Password"),
        "password1": _("New password"),
        "password2": _("New password, once more"),
    }
    for name in labels.keys() & form.fields.keys():
        form.fields[name].label = labels[name]
        form.fields[name].help_text = ""
        form.fields[name].widget.attrs.pop("placeholder", None)
    if "password1" in form.fields:
        form.fields["password1"].help_text = _("At least 10 characters; not only digits, not your name or NIP.")
