import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Now

from core.places import COUNTRIES
from responses.claims import REASONS
from responses.models.invitation import Invitation
from responses.profile import CAPACITIES, SECTORS, SIZES
from responses.querysets import ResponseQuerySet
from responses.states import Channel, ClaimState, Consent, ResponseState, Standing, Timing

SENT = [ResponseState.SUBMITTED, ResponseState.WITHDRAWN, ResponseState.SUPERSEDED, ResponseState.BESIDE]

# Of a sent response only the state moves on, with the moment of a withdrawal or the permission for a late change, the standing,
# and a claim that was made: whoever writes, by whatever way.
_SENT_IS_UNALTERED = """
    allowed := NEW;
    allowed.standing := OLD.standing;
    IF OLD.state = 'submitted' AND NEW.state IN ('withdrawn', 'superseded') THEN
        allowed.state := OLD.state;
        allowed.withdrawn_at := OLD.withdrawn_at;
    END IF;
    IF OLD.state = 'beside' AND NEW.state = 'submitted' AND NEW.timing = 'allowed' THEN
        allowed.state := OLD.state;
        allowed.timing := OLD.timing;
    END IF;
    IF OLD.claim <> 'none' AND NEW.claim IN ('accepted', 'refused') THEN
        allowed.claim := OLD.claim;
    END IF;
    IF allowed IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'A response is never changed once it was sent.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
"""


class Response(models.Model):
    """One stakeholder's answer to one phase, from the first draft on.

    ``draft`` holds raw posted values (input name -> list of text), profile and consent included. Submission reads it into the
    columns below, into ``answers`` and into statements, and empties it.
    """

    has_files: bool  # told by responses.permissions.own_response_for, whose pages then need not ask
    has_confidential_file: bool  # told by responses.permissions.draft_for

    idempotency_key = models.UUIDField(
        editable=False, help_text="Names the draft in its address; a second submission of it changes nothing."
    )
    phase = models.ForeignKey("consultations.Phase", on_delete=models.PROTECT, related_name="+", db_index=False)
    revision = models.ForeignKey(
        "consultations.FormRevision", on_delete=models.PROTECT, related_name="+", help_text="The form the respondent saw."
    )
    state = models.CharField(max_length=10, choices=ResponseState, default=ResponseState.DRAFT)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.NONE)

    reference = models.CharField(max_length=20, blank=True)
    edition = models.PositiveSmallIntegerField(default=1, help_text="1 for the first submission, one more for each amendment.")
    supersedes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    access_code_hash = models.CharField(max_length=43, blank=True)

    draft = models.JSONField(default=dict)
    draft_version = models.PositiveIntegerField(default=0)
    draft_changes = models.JSONField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        help_text="Input name -> its last change: see responses.merging.Change.",
    )
    conflicts = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="How many texts were ever kept beside this draft; 0 spares the question."
    )
    answers = models.JSONField(default=dict)

    team = models.ForeignKey(
        "accounts.Organisation",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        help_text="Its members write it together.",
    )
    started_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    ready = models.JSONField(
        default=dict, db_default=Value({}, models.JSONField()), help_text="Part of a draft -> [user, moment] of “ready”."
    )

    capacity = models.CharField(max_length=20, blank=True, choices=CAPACITIES)
    name = models.CharField(max_length=150, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    country = models.CharField("member state or country", max_length=2, blank=True, choices=COUNTRIES)
    sector = models.CharField(max_length=20, blank=True, choices=SECTORS)
    size = models.CharField(max_length=10, blank=True, choices=SIZES)
    register_number = models.CharField(max_length=60, blank=True, db_default="")
    association_code_hash = models.CharField(
        max_length=43, blank=True, db_default="", help_text="Of the code its association gave it, if it is counted there too."
    )
    own_marks = ArrayField(
        models.CharField(max_length=43),
        default=list,
        db_default=[],
        help_text="Fingerprints of its organisation and register number: what members are compared with.",
    )
    represents = models.TextField(blank=True, help_text="Who is represented, in the words of the organisation.")
    formed = models.TextField(blank=True, help_text="How its view was formed.")
    language = models.CharField(max_length=12, default="und", help_text="BCP 47; “und” where unknown.")
    consent = models.CharField(max_length=14, blank=True, choices=Consent)
    consent_version = models.CharField(max_length=12, blank=True)
    claim = models.CharField("confidentiality claim", max_length=8, choices=ClaimState, default=ClaimState.NONE)
    claim_reason = models.CharField(max_length=20, blank=True, choices=REASONS)
    claim_words = models.TextField(blank=True, max_length=1000)
    claim_certificate = models.CharField(max_length=12, blank=True, help_text="Version of the sentence that was confirmed.")

    timing = models.CharField(max_length=8, blank=True, choices=Timing)
    channel = models.CharField(max_length=6, choices=Channel, db_default=Channel.WEB, editable=False)
    entered_by = models.CharField(max_length=150, db_default="", editable=False, help_text="The officer, if one entered it.")
    received_on = models.DateField(null=True, editable=False, help_text="The day an officer stated, in the stated zone.")
    entry_reason = models.CharField(max_length=500, db_default="", editable=False, help_text="What that day is taken from.")
    invitation = models.ForeignKey(
        Invitation, null=True, on_delete=models.PROTECT, related_name="responses", db_index=False, editable=False
    )
    started_at = models.DateTimeField(db_default=Now(), editable=False)
    saved_at = models.DateTimeField(db_default=Now(), editable=False)
    submitted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    is_example = models.BooleanField(default=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "-submitted_at", "-id"], name="response_newest_first"),
            models.Index(fields=["standing", "submitted_at", "id"], name="response_queue", condition=Q(state="submitted")),
            models.Index(fields=["phase", "state"], name="response_by_phase"),
            *(  # most responses have none of them, and then no index is written
                models.Index(fields=[field], name=f"response_by_{field}", condition=Q(**{f"{field}__isnull": False}))
                for field in ("supersedes", "team", "started_by", "invitation")
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="sent_is_unaltered",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__df=ResponseState.DRAFT),
                declare=[("allowed", "responses_response%ROWTYPE")],
                func=_SENT_IS_UNALTERED,
            ),
            pgtrigger.Protect(
                name="sent_is_kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__state__df=ResponseState.DRAFT)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["idempotency_key"],
                name="response_once_per_key",
                violation_error_message="This response was already received.",
            ),
            models.UniqueConstraint(
                fields=["reference", "edition"],
                name="response_edition_once",
                condition=~Q(reference=""),
                violation_error_message="This edition of the response was already received.",
            ),
            models.UniqueConstraint(
                fields=["reference"],
                name="response_one_current_edition",
                condition=Q(state=ResponseState.SUBMITTED),
                violation_error_message="Only one edition of a response can be current.",
            ),
            models.UniqueConstraint(
                fields=["invitation"],
                name="one_draft_per_invitation",
                condition=Q(state=ResponseState.DRAFT),
                violation_error_message="A draft was begun with this invitation already.",
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.WEB) | (~Q(entered_by="") & Q(received_on__isnull=False) & ~Q(entry_reason="")),
                name="entered_response_names_officer",
                violation_error_message="A response entered by an officer names who, the day of receipt and the reason.",
            ),
            models.UniqueConstraint(
                fields=["team", "phase"],
                name="one_draft_per_organisation",
                condition=Q(state=ResponseState.DRAFT, supersedes__isnull=True, team__isnull=False),
                violation_error_message="Your organisation has begun its response already.",
            ),
            models.UniqueConstraint(
                fields=["team", "phase"],
                name="one_current_response_per_organisation",
                condition=Q(state=ResponseState.SUBMITTED, team__isnull=False),
                violation_error_message="Your organisation has sent its response already.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ResponseState.BESIDE) | Q(timing=Timing.LATE, standing=Standing.NONE),
                name="only_late_changes_stand_beside",
                violation_error_message="Only a change that came late is kept beside what was sent in time.",
            ),
            models.CheckConstraint(
                condition=Q(state=ResponseState.DRAFT)
                | (Q(submitted_at__isnull=False) & ~Q(consent="") & ~Q(timing="") & ~Q(access_code_hash="") & ~Q(reference="")),
                name="submitted_response_is_complete",
                violation_error_message="A submitted response needs its moment, reference, access code and consent.",
            ),
            models.CheckConstraint(
                condition=~(Q(standing=Standing.PUBLISHED) & Q(consent__in=["", Consent.NOT_PUBLISHED])),
                name="no_publication_without_consent",
                violation_error_message="Its owner asked not to publish this response. It can be counted, not published.",
            ),
            models.CheckConstraint(
                condition=~(Q(standing=Standing.PUBLISHED) & Q(claim__in=[ClaimState.CLAIMED, ClaimState.REFUSED])),
                name="no_publication_without_accepted_claim",
                violation_error_message="Parts of this response are marked as confidential, and that is not accepted.",
            ),
            models.CheckConstraint(
                condition=Q(claim=ClaimState.NONE) | (~Q(claim_reason="") & ~Q(claim_certificate="")),
                name="claim_has_reason_and_certificate",
                violation_error_message="What is marked as confidential needs a reason and a certificate.",
            ),
            models.CheckConstraint(
                condition=Q(state=ResponseState.DRAFT, standing=Standing.NONE) | ~Q(state=ResponseState.DRAFT),
                name="draft_has_no_standing",
                violation_error_message="A draft is not yet before the secretariat.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("submitted_at")),
                name="withdrawn_after_submitted",
                violation_error_message="A response can only be withdrawn after it was submitted.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or f"draft {str(self.idempotency_key)[:8]}"

    @property
    def may_be_published(self) -> bool:
        return self.consent not in ("", Consent.NOT_PUBLISHED)

    @property
    def claim_is_open(self) -> bool:
        """Parts are marked as confidential and that is undecided or refused: nothing of it can be published."""
        return self.claim in (ClaimState.CLAIMED, ClaimState.REFUSED)
