"""Addresses of signing in and of 我的账号 under the names by which allauth finds them; below /desk/."""

from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path

from linli.desk import own_account_views, sign_in_views

urlpatterns = [
    path("sign-in/", sign_in_views.SignIn.as_view(), name="account_login"),
    path("sign-in/second/", sign_in_views.SecondFactor.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", sign_in_views.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("sign-in/<slug:provider_id>/start/", oidc.login, name="openid_connect_login"),
    path("sign-in/<slug:provider_id>/back/", oidc.callback, name="openid_connect_callback"),
    path("account/confirm/", own_account_views.Confirm.as_view(), name="account_reauthenticate"),
    path("account/confirm/code/", own_account_views.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        own_account_views.ConfirmByPasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/factors/", own_account_views.factors, name="mfa_index"),
    path("account/factors/app/", own_account_views.AddApp.as_view(), name="mfa_activate_totp"),
    path("account/factors/app/remove/", own_account_views.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("account/factors/passkey/", own_account_views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "account/factors/passkey/<int:pk>/remove/",
        own_account_views.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("account/factors/codes/", own_account_views.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path(
        "account/factors/codes/new/",
        own_account_views.NewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/factors/codes.txt",
        own_account_views.RecoveryCodesFile.as_view(),
        name="mfa_download_recovery_codes",
    ),
]
