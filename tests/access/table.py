"""Who may call what: every address of the portal × role × method, declared here and nowhere else. An undeclared address fails.

Statuses are exact. ``GONE`` is a 404: what belongs to someone else looks like what does not exist. ``LOGIN`` is a redirect to the
sign-in page of the admin, ``REFUSED`` a 403, ``METHOD`` a 405.
"""

from dataclasses import dataclass, field

PAGE, MOVED, SEE_OTHER, LOGIN, REFUSED, GONE, METHOD, BAD, SENT, INVALID = 200, 302, 303, 302, 403, 404, 405, 400, 410, 422

VISITORS = ("visitor", "stranger", "holder")  # stranger: holds another response; holder: holds the key and the grant of this one
STAFF = ("Editor", "Moderator", "Analyst", "Approver", "Administrator")
# contributor and lead: of the organisation the table speaks of; neighbour: lead of another; focal: lead of a delegation
MEMBERS = ("contributor", "lead", "neighbour", "focal")
ROLES = (*VISITORS, *STAFF, *MEMBERS)


@dataclass(frozen=True)
class Row:
    """GET and POST of one address: the status for everyone, or for the holder and for all others."""

    get: int
    post: int
    others_get: int | None = None
    others_post: int | None = None
    args: tuple[str, ...] = ()
    signed: tuple[int, int] | None = None
    """GET and POST for everyone who is signed in, if it differs."""
    by: dict[str, tuple[int, int]] = field(default_factory=dict)
    """GET and POST of single roles, before all else."""

    def expected(self, role: str, method: str) -> int:
        if role in self.by:
            return self.by[role][method == "POST"]
        if self.signed and role not in VISITORS:
            return self.signed[method == "POST"]
        holder, others = (self.get, self.others_get) if method == "GET" else (self.post, self.others_post)
        return holder if role == "holder" or others is None else others


def both(statuses: tuple[int, int]) -> dict[str, tuple[int, int]]:
    return {"contributor": statuses, "lead": statuses}


def the_lead(statuses: tuple[int, int]) -> dict[str, tuple[int, int]]:
    return {"lead": statuses}


PUBLIC = Row(PAGE, METHOD)
# Pages of django-allauth. Who is not signed in is led to the sign-in page; what guards an account asks for the password again.
LIBRARY: dict[str, Row] = {
    "account_change_password": Row(MOVED, MOVED, signed=(PAGE, PAGE)),
    "account_confirm_email": Row(PAGE, GONE, args=("confirmation",)),
    "account_confirm_login_code": Row(MOVED, MOVED),
    "account_email": Row(MOVED, MOVED, signed=(PAGE, MOVED)),
    "account_email_verification_sent": Row(PAGE, METHOD),
    "account_inactive": Row(PAGE, METHOD),
    "account_login": Row(PAGE, PAGE, signed=(MOVED, MOVED)),
    "account_logout": Row(MOVED, MOVED, signed=(PAGE, MOVED)),
    "account_reauthenticate": Row(MOVED, MOVED, signed=(PAGE, PAGE)),
    "account_reset_password": Row(PAGE, PAGE),
    "account_reset_password_done": Row(PAGE, METHOD),
    "account_reset_password_from_key": Row(PAGE, PAGE, args=("uid", "reset")),
    "account_reset_password_from_key_done": Row(PAGE, METHOD),
    "account_set_password": Row(MOVED, MOVED),
    "account_signup": Row(PAGE, PAGE, signed=(MOVED, MOVED)),
    "mfa_activate_totp": Row(MOVED, MOVED),
    "mfa_add_webauthn": Row(MOVED, MOVED),
    "mfa_authenticate": Row(MOVED, MOVED),
    "mfa_deactivate_totp": Row(MOVED, MOVED, signed=(GONE, GONE)),
    "mfa_download_recovery_codes": Row(MOVED, MOVED, signed=(GONE, GONE)),
    "mfa_edit_webauthn": Row(MOVED, MOVED, args=("passkey",)),
    "mfa_generate_recovery_codes": Row(MOVED, MOVED),
    "mfa_index": Row(MOVED, MOVED, signed=(PAGE, METHOD)),
    "mfa_list_webauthn": Row(MOVED, MOVED, signed=(PAGE, METHOD)),
    "mfa_login_webauthn": Row(MOVED, MOVED),
    "mfa_reauthenticate": Row(MOVED, MOVED),
    "mfa_reauthenticate_webauthn": Row(MOVED, MOVED),
    "mfa_remove_webauthn": Row(MOVED, MOVED, args=("passkey",)),
    "mfa_view_recovery_codes": Row(MOVED, MOVED, signed=(GONE, METHOD)),
}
TABLE: dict[str, Row] = {
    "home": PUBLIC,
    "language": Row(PAGE, BAD),
    "about": PUBLIC,
    "privacy": PUBLIC,
    "accessibility": PUBLIC,
    "moderation-policy": PUBLIC,
    "elements": PUBLIC,
    "element": Row(PAGE, METHOD, args=("element",)),
    "timeline": PUBLIC,
    "timeline_ics": PUBLIC,
    "timeline_atom": PUBLIC,
    "consultations": PUBLIC,
    "consultation": Row(PAGE, METHOD, args=("slug",)),
    "record": Row(PAGE, METHOD, args=("slug",)),
    "published-response": Row(PAGE, METHOD, args=("slug", "published")),
    "published-file": Row(PAGE, METHOD, args=("slug", "published", "published-file")),
    "figures": Row(PAGE, METHOD, args=("slug",)),
    "text": Row(PAGE, METHOD, args=("text",)),
    "text-version": Row(PAGE, METHOD, args=("text", "number")),
    "text-paragraph": Row(PAGE, METHOD, args=("text", "number", "paragraph")),
    "text-compare": Row(PAGE, METHOD, args=("text",)),
    "health_live": PUBLIC,
    "health_ready": PUBLIC,
    # Answering. A draft's key is the secret: whoever has the address has the draft, nobody else has an address to try.
    "respond": Row(PAGE, SEE_OTHER, args=("slug",)),
    "draft": Row(PAGE, METHOD, args=("key",)),
    "draft-profile": Row(PAGE, PAGE, args=("key",)),
    "draft-members": Row(PAGE, SEE_OTHER, args=("key",)),
    "draft-member-add": Row(PAGE, PAGE, args=("key",)),
    "draft-members-paste": Row(PAGE, PAGE, args=("key",)),
    "draft-member": Row(PAGE, PAGE, args=("key", "member")),
    "draft-member-remove": Row(PAGE, SEE_OTHER, args=("key", "member")),
    "draft-section": Row(PAGE, PAGE, args=("key", "section")),
    "draft-files": Row(PAGE, INVALID, args=("key",)),
    "draft-file": Row(PAGE, METHOD, args=("key", "draft-file")),
    "own-file": Row(PAGE, METHOD, others_get=GONE, args=("reference", "own-file")),
    "draft-confidential": Row(SEE_OTHER, SEE_OTHER, args=("key",)),
    "draft-text": Row(PAGE, SEE_OTHER, args=("key", "text")),
    "draft-comment": Row(PAGE, SEE_OTHER, args=("key", "text", "paragraph")),
    "draft-take-over": Row(PAGE, PAGE, args=("key",)),
    "draft-consent": Row(PAGE, PAGE, args=("key",)),
    "draft-check": Row(PAGE, METHOD, args=("key",)),
    "draft-submit": Row(METHOD, INVALID, args=("key",)),
    "draft-save": Row(METHOD, PAGE, args=("key",)),
    "draft-choose": Row(METHOD, BAD, args=("key",)),
    "draft-ready": Row(METHOD, BAD, args=("key",)),
    "draft-discard": Row(PAGE, SEE_OTHER, args=("key",)),
    "draft-upload": Row(PAGE, INVALID, args=("key",)),
    "draft-upload-report": Row(PAGE, 409, args=("key",)),
    "draft-document": Row(PAGE, METHOD, args=("key", "extension")),
    "invitation": Row(PAGE, INVALID),
    "questionnaire": Row(PAGE, METHOD, args=("slug", "extension")),
    "receipts": Row(PAGE, PAGE),
    # One's own response: reference and code once, then a signed cookie.
    "own-response": Row(PAGE, METHOD, others_get=GONE, args=("reference",)),
    "receipt": Row(PAGE, METHOD, others_get=GONE, args=("reference",)),
    "receipt-pdf": Row(PAGE, METHOD, others_get=GONE, args=("reference",)),
    "receipt-json": Row(PAGE, METHOD, others_get=GONE, args=("reference",)),
    "amend": Row(METHOD, SEE_OTHER, others_post=GONE, args=("reference",)),
    "withdraw": Row(PAGE, SEE_OTHER, others_get=GONE, others_post=GONE, args=("reference",)),
    # One's account. Whoever is not signed in is led to the sign-in page; of an organisation others see nothing.
    "account-home": Row(LOGIN, METHOD, signed=(PAGE, METHOD)),
    "organisation-new": Row(LOGIN, LOGIN, signed=(PAGE, PAGE)),
    "organisation": Row(LOGIN, METHOD, args=("team",), signed=(GONE, METHOD), by=both((PAGE, METHOD))),
    "organisation-edit": Row(LOGIN, LOGIN, args=("team",), signed=(GONE, GONE), by=the_lead((PAGE, PAGE))),
    "organisation-invite": Row(LOGIN, LOGIN, args=("team",), signed=(GONE, GONE), by=the_lead((PAGE, PAGE))),
    "organisation-member": Row(METHOD, LOGIN, args=("team", "person"), signed=(METHOD, GONE), by=the_lead((METHOD, BAD))),
    "organisation-verification": Row(METHOD, LOGIN, args=("team",), signed=(METHOD, GONE), by=the_lead((METHOD, SEE_OTHER))),
    "invitation-withdraw": Row(METHOD, LOGIN, args=("team", "invited"), signed=(METHOD, GONE), by=the_lead((METHOD, SEE_OTHER))),
    "organisation-invitation": Row(PAGE, GONE, args=("token",), signed=(PAGE, REFUSED)),
    **LIBRARY,
}
"""Addresses outside the admin, by name."""

EDITING = {"Editor", "Administrator"}
READING = {"Moderator", "Analyst", "Approver", "Administrator"}
DECIDING = {"Moderator", "Administrator"}
ALL_STAFF = set(STAFF)


@dataclass(frozen=True)
class Model:
    """Which roles may see, add, change and delete rows of a model in the admin."""

    view: set[str]
    add: set[str]
    change: set[str]
    delete: set[str]
    leads_on: frozenset[str] = frozenset()
    """Views that lead every member of staff to the level above: a section has no list and no page to add it outside its phase."""

    def expected(self, role: str, view: str) -> bool:
        allowed = {"changelist": self.view, "history": self.view, "change": self.view, "add": self.add, "delete": self.delete}[
            view
        ]
        return role in allowed


NOBODY: set[str] = set()
CONTENT = Model(ALL_STAFF, EDITING, EDITING, EDITING)
PUBLISHED = Model(ALL_STAFF, EDITING, EDITING, NOBODY)  # what has been published is archived, never deleted
LEVEL = Model(ALL_STAFF, EDITING, EDITING, NOBODY, frozenset({"changelist", "add"}))
ADMIN: dict[str, Model] = {
    "elements.element": CONTENT,
    "elements.instrument": CONTENT,
    "elements.milestone": CONTENT,
    "elements.source": CONTENT,
    "consultations.consultation": PUBLISHED,
    "consultations.phase": LEVEL,
    "consultations.section": LEVEL,
    "consultations.question": LEVEL,
    "responses.invitation": Model(READING, DECIDING, NOBODY, NOBODY),
    "consultations.drafttext": PUBLISHED,
    "consultations.textversion": Model(ALL_STAFF, EDITING, EDITING, NOBODY, frozenset({"changelist", "add"})),
    "responses.response": Model(READING, NOBODY, DECIDING, NOBODY),
    "moderation.decision": Model(READING, NOBODY, NOBODY, NOBODY),
    "moderation.publishedresponse": Model(READING, NOBODY, NOBODY, NOBODY),
    "core.auditentry": Model({"Administrator"}, NOBODY, NOBODY, NOBODY),
    "core.outgoingmail": Model({"Administrator"}, NOBODY, NOBODY, NOBODY),
    "django_tasks_database.dbtaskresult": Model({"Administrator"}, NOBODY, NOBODY, NOBODY),
    "accounts.organisation": Model(DECIDING, DECIDING, DECIDING, NOBODY),
    "accounts.user": Model({"Administrator"}, {"Administrator"}, {"Administrator"}, NOBODY),
}
"""Models of the admin. Acts behind a button (publish, decide, correct) stand in ``ACTS``."""


@dataclass(frozen=True)
class Act:
    """An act behind a button of the admin: on a row of which model, and which roles may press it."""

    model: str
    roles: set[str]
    args: tuple[str, ...] = ()
    """What stands in its address after the id of the row, by name of the place."""


ACTS: dict[str, Act] = {
    "consultations_consultation_publish": Act("consultations.consultation", EDITING),
    "consultations_consultation_archive": Act("consultations.consultation", EDITING),
    "consultations_consultation_translations": Act("consultations.consultation", EDITING),
    "consultations_consultation_language": Act("consultations.consultation", EDITING, ("km",)),
    "elements_element_translations": Act("elements.element", EDITING),
    "elements_element_language": Act("elements.element", EDITING, ("km",)),
    "elements_milestone_translations": Act("elements.milestone", EDITING),
    "elements_milestone_language": Act("elements.milestone", EDITING, ("km",)),
    "elements_instrument_translations": Act("elements.instrument", EDITING),
    "elements_instrument_language": Act("elements.instrument", EDITING, ("km",)),
    "elements_source_translations": Act("elements.source", EDITING),
    "elements_source_language": Act("elements.source", EDITING, ("km",)),
    "consultations_drafttext_translations": Act("consultations.drafttext", EDITING),
    "consultations_drafttext_language": Act("consultations.drafttext", EDITING, ("km",)),
    "consultations_phase_preview": Act("consultations.phase", ALL_STAFF),
    "consultations_phase_publish": Act("consultations.phase", EDITING),
    "consultations_phase_correct": Act("consultations.phase", EDITING),
    "consultations_phase_publish_correction": Act("consultations.phase", EDITING),
    "consultations_phase_drop_correction": Act("consultations.phase", EDITING),
    "consultations_phase_window": Act("consultations.phase", EDITING),
    "consultations_phase_copy": Act("consultations.phase", EDITING),
    "consultations_phase_load": Act("consultations.phase", EDITING),
    "consultations_phase_save": Act("consultations.phase", ALL_STAFF),
    "consultations_section_move": Act("consultations.section", EDITING),
    "consultations_section_question_preview": Act("consultations.section", EDITING),
    "consultations_question_move": Act("consultations.question", EDITING),
    "responses_response_enter": Act("", DECIDING),
    "consultations_drafttext_import": Act("consultations.drafttext", EDITING),
    "consultations_textversion_publish": Act("consultations.textversion", EDITING),
    "consultations_textversion_discard": Act("consultations.textversion", EDITING),
    "consultations_textversion_match": Act("consultations.textversion", EDITING),
    "consultations_paragraph_correct": Act("consultations.paragraph", EDITING),
    "responses_response_accept_late": Act("responses.response", DECIDING),
    "responses_response_decide": Act("", DECIDING),
    "responses_response_counted": Act("", READING),
    "responses_response_file": Act("responses.response", READING, ("own-file",)),
}
"""By name; an act on no single row (``model`` empty) takes its rows from the form."""

OF_A_TEAM: dict[str, Row] = {
    "draft": Row(GONE, METHOD, args=("team_key",), by=both((PAGE, METHOD))),
    "draft-profile": Row(GONE, GONE, args=("team_key",), by=both((PAGE, SEE_OTHER))),
    "draft-section": Row(GONE, GONE, args=("team_key", "section"), by=both((PAGE, PAGE))),
    "draft-consent": Row(GONE, GONE, args=("team_key",), by=both((PAGE, PAGE))),
    "draft-check": Row(GONE, METHOD, args=("team_key",), by=both((PAGE, METHOD))),
    "draft-submit": Row(METHOD, GONE, args=("team_key",), by={"lead": (METHOD, INVALID), "contributor": (METHOD, REFUSED)}),
    "draft-save": Row(METHOD, GONE, args=("team_key",), by=both((METHOD, PAGE))),
    "draft-ready": Row(METHOD, GONE, args=("team_key",), by=both((METHOD, BAD))),
    "draft-choose": Row(METHOD, GONE, args=("team_key",), by=both((METHOD, BAD))),
    "draft-discard": Row(GONE, GONE, args=("team_key",), by={"lead": (PAGE, SEE_OTHER), "contributor": (PAGE, REFUSED)}),
    "own-response": Row(GONE, METHOD, args=("team_reference",), by=both((PAGE, METHOD))),
    "receipt": Row(GONE, METHOD, args=("team_reference",), by=both((PAGE, METHOD))),
    "amend": Row(METHOD, GONE, args=("team_reference",), by={"lead": (METHOD, SEE_OTHER), "contributor": (METHOD, REFUSED)}),
    "withdraw": Row(GONE, GONE, args=("team_reference",), by={"lead": (PAGE, SEE_OTHER), "contributor": (REFUSED, REFUSED)}),
}
"""The same addresses for the draft and the response of an organisation: the key alone opens nothing."""
