"""Addresses at the door and of one's own account. The names are those the sign-in library asks for."""

from django.urls import path
from django.views.decorators.cache import never_cache

from alur.base.access.views import account, signin

urlpatterns = [
    path("masuk", signin.SignInView.as_view(), name="account_login"),
    path("masuk/kode", account.CodeView.as_view(), name="mfa_authenticate"),
    path("keluar", signin.SignOutView.as_view(), name="account_logout"),
    path("lupa-sandi", signin.forgotten, name="account_reset_password"),
    path("sandi-baru/selesai", signin.NewPasswordDoneView.as_view(), name="account_reset_password_from_key_done"),
    path("sandi-baru/<str:uidb36>/<str:key>", signin.NewPasswordView.as_view(), name="account_reset_password_from_key"),
    path("akun", never_cache(account.account), name="account"),
    path("akun", never_cache(account.account), name="mfa_index"),
    path("akun", never_cache(account.account), name="mfa_list_webauthn"),
    path("akun/nonaktif", signin.InactiveView.as_view(), name="account_inactive"),
    path("akun/sandi", account.PasswordView.as_view(), name="account_change_password"),
    path("akun/perangkat", account.sign_out_elsewhere, name="account_sign_out_elsewhere"),
    path("akun/konfirmasi", signin.ConfirmView.as_view(), name="account_reauthenticate"),
    path("akun/konfirmasi/kode", account.ConfirmCodeView.as_view(), name="mfa_reauthenticate"),
    path("akun/konfirmasi/kunci", account.ConfirmKeyView.as_view(), name="mfa_reauthenticate_webauthn"),
    path("akun/aplikasi", account.ActivateAppView.as_view(), name="mfa_activate_totp"),
    path("akun/aplikasi/lepas", account.DeactivateAppView.as_view(), name="mfa_deactivate_totp"),
    path("akun/cadangan", account.RecoveryView.as_view(), name="mfa_view_recovery_codes"),
    path("akun/cadangan/baru", account.NewRecoveryView.as_view(), name="mfa_generate_recovery_codes"),
    path("akun/kunci/tambah", account.AddKeyView.as_view(), name="mfa_add_webauthn"),
    path("akun/kunci/<int:pk>/hapus", account.RemoveKeyView.as_view(), name="mfa_remove_webauthn"),
]
