"""Who may call what: every address of the portal × role × method, declared here and nowhere else. An undeclared address fails.

Statuses are exact. ``GONE`` is a 404: what belongs to someone else looks like what does not exist. ``LOGIN`` is a redirect to the
sign-in page of the admin, ``REFUSED`` a 403, ``METHOD`` a 405.
"""

from dataclasses import dataclass

PAGE, MOVED, SEE_OTHER, LOGIN, REFUSED, GONE, METHOD, BAD, SENT, INVALID = 200, 302, 303, 302, 403, 404, 405, 400, 410, 422

VISITORS = ("visitor", "stranger", "holder")  # stranger: holds another response; holder: holds the key and the grant of this one
STAFF = ("Editor", "Moderator", "Analyst", "Approver", "Administrator")
ROLES = (*VISITORS, *STAFF)


@dataclass(frozen=True)
class Row:
    """GET and POST of one address: the status for everyone, or for the holder and for all others."""

    get: int
    post: int
    others_get: int | None = None
    others_post: int | None = None
    args: tuple[str, ...] = ()

    def expected(self, role: str, method: str) -> int:
        holder, others = (self.get, self.others_get) if method == "GET" else (self.post, self.others_post)
        return holder if role == "holder" or others is None else others


PUBLIC = Row(PAGE, METHOD)
TABLE: dict[str, Row] = {
    "home": PUBLIC,
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
    "health_live": PUBLIC,
    "health_ready": PUBLIC,
    # Answering. A draft's key is the secret: whoever has the address has the draft, nobody else has an address to try.
    "respond": Row(PAGE, SEE_OTHER, args=("slug",)),
    "draft": Row(PAGE, METHOD, args=("key",)),
    "draft-profile": Row(PAGE, PAGE, args=("key",)),
    "draft-section": Row(PAGE, PAGE, args=("key", "section")),
    "draft-files": Row(PAGE, INVALID, args=("key",)),
    "draft-file": Row(PAGE, METHOD, args=("key", "draft-file")),
    "own-file": Row(PAGE, METHOD, others_get=GONE, args=("reference", "own-file")),
    "draft-confidential": Row(SEE_OTHER, SEE_OTHER, args=("key",)),
    "draft-consent": Row(PAGE, PAGE, args=("key",)),
    "draft-check": Row(PAGE, METHOD, args=("key",)),
    "draft-submit": Row(METHOD, INVALID, args=("key",)),
    "draft-save": Row(METHOD, PAGE, args=("key",)),
    "draft-discard": Row(PAGE, SEE_OTHER, args=("key",)),
    "receipts": Row(PAGE, PAGE),
    # One's own response: reference and code once, then a signed cookie.
    "own-response": Row(PAGE, METHOD, others_get=GONE, args=("reference",)),
    "receipt": Row(PAGE, METHOD, others_get=GONE, args=("reference",)),
    "amend": Row(METHOD, SEE_OTHER, others_post=GONE, args=("reference",)),
    "withdraw": Row(PAGE, SEE_OTHER, others_get=GONE, others_post=GONE, args=("reference",)),
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
    "responses.response": Model(READING, NOBODY, DECIDING, NOBODY),
    "moderation.decision": Model(READING, NOBODY, NOBODY, NOBODY),
    "moderation.publishedresponse": Model(READING, NOBODY, NOBODY, NOBODY),
    "core.auditentry": Model({"Administrator"}, NOBODY, NOBODY, NOBODY),
    "django_tasks_database.dbtaskresult": Model({"Administrator"}, NOBODY, NOBODY, NOBODY),
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
    "consultations_question_move": Act("consultations.question", EDITING),
    "responses_response_decide": Act("", DECIDING),
    "responses_response_file": Act("responses.response", READING, ("own-file",)),
}
"""By name; an act on no single row (``model`` empty) takes its rows from the form."""
