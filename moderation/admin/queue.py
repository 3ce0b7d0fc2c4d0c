"""The moderation queue at /admin/responses/response/, and the page of one response."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ShowFacets
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timesince import timesince

from accounts.permissions import can_moderate, can_read_responses
from core.admin import AnyModelAdmin, actor
from core.codes import read_reference
from core.errors import BadInput, Conflict, Refused
from core.places import country_name
from core.templatetags.portal import moment
from core.text import clean_text
from moderation import disclosure
from moderation.admin import bulk, files
from moderation.admin.counts import tabs
from moderation.admin.entry import enter
from moderation.admin.filters import FILTERS, StandingFilter
from moderation.admin.late_change import accept_late
from moderation.admin.lists import MOST_COUNTED, CappedPaginator, KnownParametersList
from moderation.admin.members import counted_page
from moderation.admin.page import next_in_queue, page_of
from moderation.admin.tags import Tag, channel_tag, claim_tag, consent_tag, standing_tag, timing_tag
from moderation.forms import DecisionForm
from moderation.permissions import response_for
from moderation.services.claims import decide_claim
from moderation.services.decide import decide
from moderation.services.reading import note_read, note_search
from moderation.states import BY_OFFICERS, DONE, ON_CLAIMS, Act, Reason
from responses.models import Response
from responses.profile import REPRESENTING
from responses.states import Consent, Standing

NAMES_INSIDE = "Name on its page"
CAME_FROM = "_changelist_filters"
LIST_COLUMNS = (
    *(
        "reference",
        "standing",
        "state",
        "edition",
        "capacity",
        "name",
        "organisation",
        "country",
        "consent",
        "timing",
        "claim",
        "channel",
    ),
    *("submitted_at", "phase__consultation__title"),
)


@admin.register(Response)
class QueueAdmin(AnyModelAdmin):
    list_display = ["reference", "who", "type", "country_of", "consent_of", "submitted", "waits", "consultation"]
    list_filter = [*FILTERS]
    search_fields = ["=reference", "organisation"]
    list_per_page = 100
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    ordering = ["submitted_at", "id"]
    sortable_by = ["submitted"]
    actions = ["publish_selected", "decline_selected"]
    change_list_template = "admin/responses/response/change_list.html"

    # --- who may do what ----------------------------------------------------------------------------------------------
    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return can_read_responses(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_view_permission(request) and self.has_moderate_permission(request)

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return can_moderate(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    # --- the list -----------------------------------------------------------------------------------------------------
    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Submitted responses only: a draft is nobody's but its owner's. Without the large columns."""
        return Response.objects.submitted().select_related("phase__consultation").only(*LIST_COLUMNS)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return KnownParametersList

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        words = clean_text(search_term)[:200]
        if not words:
            return queryset, False
        reference = read_reference(words)
        if reference:
            return queryset.filter(reference=reference), False
        if words.upper().startswith("DEFA-"):
            return queryset.filter(reference__startswith=words.upper()), False
        return queryset.filter(organisation__icontains=words), False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        words = clean_text(request.GET.get("q", ""))[:200]
        if words and not read_reference(words) and self.has_view_permission(request):
            note_search(words=words, by=actor(request))
        shown = {"title": "Responses", "tabs": [], "most_counted": MOST_COUNTED}
        if self.has_view_permission(request):
            shown |= {"tabs": tabs(request.GET), "standing": StandingFilter.current(request.GET)}
        return super().changelist_view(request, shown | (extra_context or {}))

    @admin.display(description="who")
    def who(self, response: Response) -> str:
        """As the public would see it: the list is not audited line by line, the page of a response is."""
        if response.consent in (Consent.NAMED, Consent.ORGANISATION):
            return disclosure.identity(response.consent, response.name, response.organisation).line
        return NAMES_INSIDE

    @admin.display(description="type")
    def type(self, response: Response) -> str:
        return response.get_capacity_display()

    @admin.display(description="country")
    def country_of(self, response: Response) -> str:
        return country_name(response.country)

    @admin.display(description="consultation")
    def consultation(self, response: Response) -> SafeString:
        return format_html('<span class="clamped">{}</span>', response.phase.consultation.title)

    @admin.display(description="submitted", ordering="submitted_at")
    def submitted(self, response: Response) -> SafeString:
        return moment(response.submitted_at, short=True)

    @admin.display(description="waiting for")
    def waits(self, response: Response) -> str:
        if response.standing == Standing.WAITING and response.submitted_at:
            return timesince(response.submitted_at, timezone.now(), depth=1)
        return _tags([standing_tag(response)])

    @admin.display(description="consent")
    def consent_of(self, response: Response) -> SafeString:
        return _tags([consent_tag(response), *timing_tag(response), *claim_tag(response), *channel_tag(response)])

    # --- one response ---------------------------------------------------------------------------------------------------
    def get_urls(self) -> list[URLPattern]:
        decide_selected = self.admin_site.admin_view(self.decide_selected_view)
        enter_one = self.admin_site.admin_view(enter)
        counted = self.admin_site.admin_view(self.counted_view)
        return [
            path("<int:pk>/accept-late/", self.admin_site.admin_view(accept_late), name="responses_response_accept_late"),
            path("enter/", enter_one, name="responses_response_enter"),
            path("decide/", decide_selected, name="responses_response_decide"),
            path("counted/", counted, name="responses_response_counted"),
            *files.urls(self.admin_site),
            *super().get_urls(),
        ]

    def counted_view(self, request: HttpRequest) -> HttpResponse:
        return counted_page(self.admin_site, request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        response = response_for(request.user, object_id)
        if request.method == "POST":
            return self._decide(request, response)
        names_shown = response.capacity in REPRESENTING and self.has_moderate_permission(request)
        note_read(response=response, by=actor(request), names_shown=names_shown)
        return self._page(request, response)

    def _page(self, request: HttpRequest, response: Response, bound: DecisionForm | None = None) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": response.reference,
            "is_nav_sidebar_enabled": False,
            "opts": self.opts,
            "page": page_of(response, request.user, _came_from(request), bound),
            "list_address": _list_address(request),
            "kept_query": _kept_query(request),
        }
        return render(request, "admin/responses/response/page.html", context, status=422 if bound else 200)

    def _decide(self, request: HttpRequest, response: Response) -> HttpResponse:
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        act = request.POST.get("act", "")
        if act not in BY_OFFICERS and act not in ON_CLAIMS:
            raise BadInput()
        form = DecisionForm(act, data=request.POST)
        if not form.is_valid():
            if "seen" in form.errors:
                raise BadInput()
            return self._page(request, response, form)
        following, left = next_in_queue(response, _came_from(request))
        try:
            service = decide_claim if act in ON_CLAIMS else decide
            service(response_id=response.pk, act=act, by=actor(request), **form.cleaned_data)
        except Conflict as conflict:
            return self._conflict(request, response, form, conflict)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return HttpResponseRedirect(request.get_full_path())
        if act == Act.ACCEPT:  # the response itself still waits for a decision
            messages.success(request, f"{response.reference} was {DONE[act]}. Now decide on the response.")
            return HttpResponseRedirect(request.get_full_path())
        more = f"Next in the queue: {left} left." if following else "Nothing else is left in this list."
        messages.success(request, f"{response.reference} was {DONE[act]}. {more}")
        return HttpResponseRedirect(_page_address(following, request) if following else _list_address(request))

    def _conflict(self, request: HttpRequest, response: Response, form: DecisionForm, conflict: Conflict) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "Someone else was quicker",
            "is_nav_sidebar_enabled": False,
            "response": response,
            "form": form,
            "wanted": Act(form.act).label,
            "wanted_reason": Reason(form.cleaned_data["reason"]).label,
            "conflict": conflict,
            "other": conflict.context.get("other"),
            "page_address": _page_address(response, request),
            "list_address": _list_address(request),
        }
        return render(request, "admin/moderation/conflict.html", context, status=conflict.status)

    # --- many responses -------------------------------------------------------------------------------------------------
    @admin.action(description="Publish …", permissions=["moderate"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        return bulk.review(self.admin_site, request, queryset, Act.PUBLISH)

    @admin.action(description="Decline …", permissions=["moderate"])
    def decline_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        return bulk.review(self.admin_site, request, queryset, Act.DECLINE)

    def decide_selected_view(self, request: HttpRequest) -> HttpResponse:
        if not (self.has_view_permission(request) and self.has_moderate_permission(request)):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(_list_address(request))
        return bulk.decide_selected(self.admin_site, request)


def _tags(tags: list[Tag]) -> SafeString:
    return format_html_join(" ", "{}", ((tag.html,) for tag in tags))


def _came_from(request: HttpRequest) -> QueryDict:
    """The parameters of the list the officer came from."""
    return QueryDict(request.GET.get(CAME_FROM, "")[:2000])


def _kept_query(request: HttpRequest) -> str:
    kept = QueryDict(mutable=True)
    if CAME_FROM in request.GET:
        kept[CAME_FROM] = request.GET[CAME_FROM]
    return kept.urlencode()


def _page_address(response: Response, request: HttpRequest) -> str:
    return f"{reverse('admin:responses_response_change', args=[response.pk])}?{_kept_query(request)}".rstrip("?")


def _list_address(request: HttpRequest) -> str:
    came_from = _came_from(request).urlencode()
    return f"{reverse('admin:responses_response_changelist')}?{came_from}".rstrip("?")
