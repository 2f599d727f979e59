"""Addresses of signing in, the account, the posts of an official and the demonstration.

Names without a prefix are those the sign-in library looks for.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from tongban.agencies.pages import (
    access,
    account,
    administration,
    office,
    other_sign_in,
    paper_codes,
    passkeys,
    sign_in,
)
from tongban.agencies.pages.absences import office_absences
from tongban.agencies.pages.demo import demo
from tongban.agencies.pages.posts import posts
from tongban.agencies.pages.tokens import tokens
from tongban.agencies.pages.windows import office_windows

own = [
    path("posts/", posts, name="posts"),
    path("demo/", demo, name="demo"),
    path("sign-in/done/", sign_in.done, name="signed_in"),
    path("tokens/", tokens, name="tokens"),
    path("account/other/off/", other_sign_in.other_off, name="other_off"),
    path("account-at-window/", paper_codes.open_account, name="open_account"),
    path("account/first-password/", paper_codes.first_password, name="first_password"),
    path("account/seen/", access.seen, name="seen"),
    path("office/posts/", office.office_posts, name="office_posts"),
    path("office/posts/<uuid:post_id>/", office.office_post, name="office_post"),
    path("office/posts/<slug:body_key>/new-post/", office.office_new, {"what": "post"}, name="office_new_post"),
    path("office/posts/<slug:body_key>/new-person/", office.office_new, {"what": "person"}, name="office_new_person"),
    path("office/people/<uuid:official_id>/", office.office_person, name="office_person"),
    path("office/absences/", office_absences, name="office_absences"),
    path("office/windows/", office_windows, name="office_windows"),
    path("office/access/", access.office_access, name="office_access"),
    path("office/acts/", administration.office_acts, name="office_acts"),
    path("office/acts.xlsx", administration.office_acts_file, name="office_acts_file"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((own, "agencies"))),
    path("sign-in/", sign_in.SignIn.as_view(), name="account_login"),
    path("sign-in/two-factor/", sign_in.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("sign-in/with/<slug:provider_id>/", other_sign_in.other_login, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", other_sign_in.other_back, name="openid_connect_callback"),
    path("sign-in/closed/", sign_in.closed, name="account_inactive"),
    path("sign-in/no-account/", sign_in.no_account, name="account_signup"),
    path("sign-out/", sign_in.SignOut.as_view(), name="account_logout"),
    path("account/", account.Account.as_view(), name="mfa_index"),
    path("account/again/", account.PasswordAgain.as_view(), name="account_reauthenticate"),
    path("account/again/code/", account.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("account/password/", account.NewPassword.as_view(), name="account_change_password"),
    path("account/two-factor/", account.SetUp.as_view(), name="mfa_activate_totp"),
    path("account/two-factor/off/", account.GiveUp.as_view(), name="mfa_deactivate_totp"),
    path("account/again/passkey/", passkeys.PasskeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("account/passkeys/", passkeys.Passkeys.as_view(), name="mfa_list_webauthn"),
    path("account/passkeys/new/", passkeys.NewPasskey.as_view(), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/off/", passkeys.GiveUpPasskey.as_view(), name="mfa_remove_webauthn"),
    path("account/codes/", account.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("account/codes/new/", account.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
]
