"""Addresses of signing in and of 我的账号 under the names by which allauth finds them; below /desk/."""

from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path

from linli.desk import account_views, sign_in_views

urlpatterns = [
    path("sign-in/", sign_in_views.SignIn.as_view(), name="account_login"),
    path("sign-in/second/", sign_in_views.SecondFactor.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", sign_in_views.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("sign-in/<slug:provider_id>/start/", oidc.login, name="openid_connect_login"),
    path("sign-in/<slug:provider_id>/back/", oidc.callback, name="openid_connect_callback"),
    path("account/confirm/", account_views.Confirm.as_view(), name="account_reauthenticate"),
    path("account/confirm/code/", account_views.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        account_views.ConfirmByPasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/factors/", account_views.factors, name="mfa_index"),
    path("account/factors/app/", account_views.AddApp.as_view(), name="mfa_activate_totp"),
    path("account/factors/app/remove/", account_views.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("account/factors/passkey/", account_views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "account/factors/passkey/<int:pk>/remove/",
        account_views.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("account/factors/codes/", account_views.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path(
        "account/factors/codes/new/",
        account_views.NewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/factors/codes.txt",
        account_views.RecoveryCodesFile.as_view(),
        name="mfa_download_recovery_codes",
    ),
]
