from django.db import models
from django.db.models import F, Q

from core.public import moves_content_version


class RespondentCount(models.Model):
    """For how many distinct respondents the published responses of a phase speak, each counted once. Only phases in which a
    published response was filed for members have one."""

    phase = models.OneToOneField("consultations.Phase", on_delete=models.PROTECT, related_name="+")
    responses = models.PositiveIntegerField()
    members = models.PositiveIntegerField(help_text="Distinct members filed for, by however many associations.")
    also_filed = models.PositiveIntegerField(help_text="How many of the members filed a published response themselves.")

    class Meta:
        triggers = [moves_content_version()]
        constraints = [
            models.CheckConstraint(
                condition=Q(also_filed__lte=F("members")),
                name="no_more_filed_than_members",
                violation_error_message="No more members can have filed themselves than there are members.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.responses} responses, {self.respondents} respondents"

    @property
    def respondents(self) -> int:
        return self.responses + self.members - self.also_filed
