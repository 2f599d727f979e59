"""A file of orders or of acts, and the rows that were looked at before they are written. Parsing only."""

from __future__ import annotations

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.hotline.rules.batch import HANDLE, TAKE

ROWS_MOST: Final = 2_000_000


class FileForm(forms.Form):
    """A file, and what its rows are."""

    what = forms.ChoiceField(choices=[(TAKE, TAKE), (HANDLE, HANDLE)])
    file = forms.FileField(label=_("File (XLSX or CSV)"), error_messages={"required": _("Choose a file.")})


class RowsForm(forms.Form):
    """The rows as the page gave them out, signed."""

    rows = forms.CharField(max_length=ROWS_MOST)
