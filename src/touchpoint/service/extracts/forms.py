"""What is asked for when a file is sent, and when a person chooses a profile."""

from typing import Final

from django import forms
from django.http import QueryDict

from touchpoint.extracts.profile import shipped
from touchpoint.service.ui.forms import GovukForm

LARGEST_PROFILE: Final = 256 * 1024


class UploadForm(GovukForm):
    """A file, and a profile of one's own where there is one."""

    file = forms.FileField(
        label="The file",
        help_text="CSV, Excel, ODS, Parquet or JSON lines, as your system exports it.",
    )
    profile = forms.FileField(
        label="A profile of your own",
        required=False,
        help_text="Leave it out, and the profiles that come with Touchpoint are tried.",
    )

    def clean_profile(self) -> object:
        profile = self.cleaned_data["profile"]
        if profile is not None and profile.size > LARGEST_PROFILE:
            raise forms.ValidationError("A profile is a small TOML file, not one of this size")
        return profile


class ProfileForm(GovukForm):
    """Which of the shipped profiles says what the file means."""

    profile = forms.ChoiceField(label="Profile")

    def __init__(self, data: QueryDict | None, *, chosen: str) -> None:
        super().__init__(data, initial={"profile": chosen})
        self.fields["profile"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            (name, name) for name in shipped()
        ]
