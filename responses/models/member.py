import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from core.places import COUNTRIES
from responses.members import NAMINGS, NOBODY, SECRETARIAT, UNNAMED, facts
from responses.models.response import Response
from responses.profile import CAPACITIES, SECTORS, SIZES


class RepresentedMember(models.Model):
    """A member for whom a response was filed. Never changed: an amendment lists its members anew, under the same keys.

    Of a member named to nobody no name is kept, only fingerprints that compare (``responses.fingerprints``).
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="members")
    key = models.UUIDField(editable=False, help_text="The same in every edition of the response.")
    order = models.PositiveSmallIntegerField(default=0)
    naming = models.CharField(max_length=11, choices=NAMINGS)
    name = models.CharField(max_length=200, blank=True)
    register_number = models.CharField(max_length=60, blank=True)
    name_marks = ArrayField(models.CharField(max_length=43), help_text="Fingerprints of name and country, one under each key.")
    number_marks = ArrayField(models.CharField(max_length=43), default=list, blank=True)
    code_hash = models.CharField(max_length=43, blank=True)
    kind = models.CharField(max_length=20, choices=CAPACITIES)
    country = models.CharField("member state or country", max_length=2, choices=COUNTRIES)
    sector = models.CharField(max_length=20, blank=True, choices=SECTORS)
    size = models.CharField(max_length=10, blank=True, choices=SIZES)

    class Meta:
        ordering = ["response", "order"]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                condition=(Q(naming=NOBODY, name="", register_number="") & ~Q(code_hash=""))
                | (Q(naming=SECRETARIAT) & ~Q(name="")),
                name="member_named_only_where_told",
                violation_error_message="The name of a member is kept only if it is named to the secretariat.",
            ),
            models.CheckConstraint(
                condition=Q(name_marks__len__gt=0),
                name="member_has_fingerprint",
                violation_error_message="A member needs the fingerprint of its name, or it could be counted twice.",
            ),
            models.UniqueConstraint(
                fields=["response", "name_marks"],
                name="member_once_per_response",
                violation_error_message="This member is in the list already.",
            ),
            models.UniqueConstraint(
                fields=["response", "key"],
                name="member_key_once_per_response",
                violation_error_message="This member is in the list already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or UNNAMED

    @property
    def is_unnamed(self) -> bool:
        return self.naming == NOBODY

    @property
    def facts(self) -> str:
        return facts(self.kind, self.country, self.sector, self.size)

    @property
    def marks(self) -> list[str]:
        """All by which it can be the same as another row, for ``responses.counting``."""
        return [*self.name_marks, *self.number_marks, *([self.code_hash] if self.code_hash else [])]
