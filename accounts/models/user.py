import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person with an account: staff now, respondents who wish one later."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    language = models.CharField(
        max_length=12, default="en", db_default="en", editable=False, help_text="Of the portal; mails are written in it."
    )

    def __str__(self) -> str:
        return self.get_full_name() or self.username
