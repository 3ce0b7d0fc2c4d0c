"""Standing pages: about, privacy, accessibility, moderation policy."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core.pagecache import public_page
from core.rendering import render_public

KEPT = (
    ("Your answers", "To read, count and, if you agree, publish them."),
    (
        "Who answers: capacity, name, organisation, country, sector, size",
        "To understand the answers and to show the figures by group. Some of it is optional, and the form says which.",
    ),
    ("Register number and code of your association, if you give them", "To count you once. They are never published."),
    ("Members an association answers for", "To count each of them once. Their names are forgotten if they are named to nobody."),
    ("E-mail address, if you give one", "For questions about your response. It is never published."),
    ("Your draft", "To let you go on later. Whoever has the private link can open it, so keep it to yourself."),
    (
        "Times, reference and a fingerprint of your access code",
        "To prove when you sent your response, and to let only you open it.",
    ),
    (
        "Files you add, and what you mark as confidential",
        "To understand your answers. From images we take out where and with what they were made; other files stay as they are.",
    ),
    ("What you chose for publication", "To publish no more than you agreed to."),
    (
        "Technical records",
        "The server’s log may hold your network address and the page you asked for. "
        "Counters against abuse hold it only as a fingerprint.",
    ),
)
# The labels are those of responses.states.Consent; tests/defa_portal/test_pages.py holds them together.
CONSENT = (
    (
        "Publish with my name",
        "Everyone can read your answers, your name, your organisation with what you said about whom it represents, and the kind, "
        "country, sector and size you gave.",
    ),
    (
        "Publish with the name of my organisation only",
        "Everyone can read your answers and the name of your organisation, with what you said about whom it represents and the "
        "kind, country, sector and size you gave. "
        "Your own name is not shown.",
    ),
    (
        "Publish without saying who I am",
        "Everyone can read your answers with the kind, country, sector and size you gave. No name is shown.",
    ),
    (
        "Use my answers, but do not publish them",
        "The secretariat reads and counts your answers. They do not appear in the public record.",
    ),
)
RETENTION = (
    ("Contact data", "Deleted 12 months after the summary of the consultation"),
    ("Responses that are not published", "24 months"),
    ("Published responses", "Kept as a record"),
    ("Logs", "12 months"),
)
# The labels are those of moderation.states.Reason.
REASONS = (
    ("Insults, hate or threats", "Words that attack people or groups, or that threaten them. Hard criticism is not an attack."),
    ("Personal data of others", "Names, addresses or stories of people who did not ask to be in your response."),
    ("Advertising or spam", "Selling something, or text that only fills space."),
    ("The same answer sent again", "The same person or body has already sent this answer. One of the two is kept in the record."),
    ("Not about this consultation", "Nothing in it answers a question that was asked, or is near to one."),
    ("Links to or praise of something illegal", "Links to illegal goods, software or content, or praise of them."),
    ("Something is missing or unclear", "Only ever a reason to return a response to you, never to decline it."),
    ("Other, see the note", "Then a note must say what it is. You can read the note."),
)


@public_page
def about(request: HttpRequest) -> HttpResponse:
    return render_public(request, "pages/about.html")


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    drafts = f"Deleted by the portal {settings.DRAFTS_KEPT_DAYS} days after the consultation closes, or after your last change"
    tables = {
        "kept_head": ("What", "Why"),
        "kept": KEPT,
        "consent_head": ("You choose", "What everyone can see"),
        "consent": CONSENT,
        "retention_head": ("What", "How long"),
        "retention": (*RETENTION, ("Drafts that were never sent", drafts)),
    }
    return render_public(request, "pages/privacy.html", tables)


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render_public(request, "pages/accessibility.html")


@public_page
def moderation_policy(request: HttpRequest) -> HttpResponse:
    return render_public(
        request, "pages/moderation_policy.html", {"reasons_head": ("Reason", "What it means"), "reasons": REASONS}
    )
