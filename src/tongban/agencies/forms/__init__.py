"""What pages of this thing are sent, re-exported so that `agencies.forms.SignInForm` is one name."""

from tongban.agencies.forms.sign_in import (
    CodeAgainForm,
    CodeForm,
    FirstCodeForm,
    NewPasswordForm,
    PasswordAgainForm,
    SignInForm,
)

__all__ = ["CodeAgainForm", "CodeForm", "FirstCodeForm", "NewPasswordForm", "PasswordAgainForm", "SignInForm"]
