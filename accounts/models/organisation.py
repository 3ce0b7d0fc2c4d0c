import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.states import MemberRole, Verification
from core.places import COUNTRIES, MEMBER_STATES
from core.respondents import CAPACITIES, SECTORS, SIZES

OF_A_GROUP = tuple(pair for pair in CAPACITIES if pair[0] != "individual")


class Organisation(models.Model):
    """People who answer together: a firm, an association, a ministry; or, made by staff, the delegation of a member state."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=OF_A_GROUP)
    country = models.CharField("member state or country", max_length=2, choices=COUNTRIES)
    sector = models.CharField(max_length=20, blank=True, choices=SECTORS)
    size = models.CharField("employees", max_length=10, blank=True, choices=SIZES)
    website = models.URLField(blank=True)
    register_number = models.CharField(max_length=60, blank=True, help_text="In the register of companies or societies.")
    verification = models.CharField(max_length=10, choices=Verification, default=Verification.UNVERIFIED)
    verification_note = models.TextField(
        blank=True, max_length=1000, help_text="Why it was verified or refused; its leads read it."
    )
    is_delegation = models.BooleanField(default=False, help_text="Speaks for a member state.")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="+")

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["verification", "id"], name="organisation_verification")]
        constraints = [
            models.UniqueConstraint(
                fields=["country"],
                name="one_delegation_per_member_state",
                condition=Q(is_delegation=True),
                violation_error_message="This member state has its delegation already.",
            ),
            models.CheckConstraint(
                condition=Q(is_delegation=False)
                | Q(country__in=[code for code, _ in MEMBER_STATES], kind="authority", verification=Verification.VERIFIED),
                name="delegation_is_of_a_member_state",
                violation_error_message="A delegation is a public authority of a member state, and verified.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_verified(self) -> bool:
        return self.verification == Verification.VERIFIED


class Membership(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=MemberRole, default=MemberRole.CONTRIBUTOR)
    unit = models.CharField(max_length=150, blank=True, help_text="Department or ministry.")
    joined_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                name="member_once_per_organisation",
                violation_error_message="This person is a member already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"

    @property
    def is_lead(self) -> bool:
        return self.role == MemberRole.LEAD


class Invitation(models.Model):
    """The token stands in the mail alone; here is its SHA-256."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=12, choices=MemberRole, default=MemberRole.CONTRIBUTOR)
    unit = models.CharField(max_length=150, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                name="one_open_invitation_per_address",
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                violation_error_message="This address is invited already.",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_ends_once",
                violation_error_message="An invitation is accepted or withdrawn, not both.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.organisation}"
