"""Standing pages: about, privacy, accessibility, moderation policy."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core.pagecache import public_page
from core.rendering import render_public
from core.words import message

KEPT = (
    (message("Your answers"), message("To read, count and, if you agree, publish them.")),
    (
        message("Who answers: capacity, name, organisation, country, sector, size"),
        message("To understand the answers and to show the figures by group. Some of it is optional, and the form says which."),
    ),
    (
        message("Register number and code of your association, if you give them"),
        message("To count you once. They are never published."),
    ),
    (
        message("Members an association answers for"),
        message("To count each of them once. Their names are forgotten if they are named to nobody."),
    ),
    (message("E-mail address, if you give one"), message("For questions about your response. It is never published.")),
    (message("Your draft"), message("To let you go on later. Whoever has the private link can open it, so keep it to yourself.")),
    (
        message("Times, reference and a fingerprint of your access code"),
        message("To prove when you sent your response, and to let only you open it."),
    ),
    (
        message("Files you add, and what you mark as confidential"),
        message(
            "To understand your answers. From images we take out where and with what they were made; other files stay "
            "as they are."
        ),
    ),
    (message("What you chose for publication"), message("To publish no more than you agreed to.")),
    (
        message("Technical records"),
        message(
            "The server’s log may hold your network address and the page you asked for. "
            "Counters against abuse hold it only as a fingerprint."
        ),
    ),
)
# The labels are those of responses.states.Consent; tests/defa_portal/test_pages.py holds them together.
CONSENT = (
    (
        message("Publish with my name"),
        message(
            "Everyone can read your answers, your name, your organisation with what you said about whom it "
            "represents, and the kind, "
            "country, sector and size you gave."
        ),
    ),
    (
        message("Publish with the name of my organisation only"),
        message(
            "Everyone can read your answers and the name of your organisation, with what you said about whom it "
            "represents and the "
            "kind, country, sector and size you gave. "
            "Your own name is not shown."
        ),
    ),
    (
        message("Publish without saying who I am"),
        message("Everyone can read your answers with the kind, country, sector and size you gave. No name is shown."),
    ),
    (
        message("Use my answers, but do not publish them"),
        message("The secretariat reads and counts your answers. They do not appear in the public record."),
    ),
)
RETENTION = (
    (message("Contact data"), message("Deleted 12 months after the summary of the consultation")),
    (message("Responses that are not published"), message("24 months")),
    (message("Published responses"), message("Kept as a record")),
    (message("Logs"), message("12 months")),
)
# The labels are those of moderation.states.Reason.
REASONS = (
    (
        message("Insults, hate or threats"),
        message("Words that attack people or groups, or that threaten them. Hard criticism is not an attack."),
    ),
    (
        message("Personal data of others"),
        message("Names, addresses or stories of people who did not ask to be in your response."),
    ),
    (message("Advertising or spam"), message("Selling something, or text that only fills space.")),
    (
        message("The same answer sent again"),
        message("The same person or body has already sent this answer. One of the two is kept in the record."),
    ),
    (message("Not about this consultation"), message("Nothing in it answers a question that was asked, or is near to one.")),
    (
        message("Links to or praise of something illegal"),
        message("Links to illegal goods, software or content, or praise of them."),
    ),
    (message("Something is missing or unclear"), message("Only ever a reason to return a response to you, never to decline it.")),
    (message("Other, see the note"), message("Then a note must say what it is. You can read the note.")),
)


@public_page
def about(request: HttpRequest) -> HttpResponse:
    return render_public(request, "pages/about.html")


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    drafts = message(
        "Deleted by the portal %(days)s days after the consultation closes, or after your last change",
        days=settings.DRAFTS_KEPT_DAYS,
    )
    tables = {
        "kept_head": (message("What"), message("Why")),
        "kept": KEPT,
        "consent_head": (message("You choose"), message("What everyone can see")),
        "consent": CONSENT,
        "retention_head": (message("What"), message("How long")),
        "retention": (*RETENTION, (message("Drafts that were never sent"), drafts)),
    }
    return render_public(request, "pages/privacy.html", tables)


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render_public(request, "pages/accessibility.html")


@public_page
def moderation_policy(request: HttpRequest) -> HttpResponse:
    return render_public(
        request,
        "pages/moderation_policy.html",
        {"reasons_head": (message("Reason"), message("What it means")), "reasons": REASONS},
    )
