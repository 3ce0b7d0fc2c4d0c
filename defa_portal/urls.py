"""Every address of the portal. design.md section 9 fixes them; tests/access/table.py declares who may call each."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from accounts.views.staff import staff_login
from defa_portal.views import health, language, organisation, own, styleguide
from defa_portal.views.public import consultations, feeds, figures, files, home, pages, record, texts, timeline

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("responses.urls")),  # first: no page kept for all readers answers these
    path("responses/<slug:reference>/", own.own_response, name="own-response"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("", home.home, name="home"),
    path("consultations/", consultations.consultations, name="consultations"),
    path("consultations/<slug:slug>/", consultations.consultation, name="consultation"),
    path("consultations/<slug:slug>/responses/", record.record, name="record"),
    path("consultations/<slug:slug>/responses/<slug:reference>/", record.response, name="published-response"),
    path("consultations/<slug:slug>/responses/<slug:reference>/files/<uuid:file>/", files.published, name="published-file"),
    path("consultations/<slug:slug>/figures/", figures.figures, name="figures"),
    path("texts/<slug:text_slug>/", texts.text, name="text"),
    path("texts/<slug:text_slug>/v<int:number>/", texts.version, name="text-version"),
    path("texts/<slug:text_slug>/v<int:number>/<slug:key>/", texts.paragraph, name="text-paragraph"),
    path("texts/<slug:text_slug>/compare/", texts.compare, name="text-compare"),
    path("elements/", include("elements.urls")),
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline.ics", feeds.timeline_ics, name="timeline_ics"),
    path("timeline.atom", feeds.timeline_atom, name="timeline_atom"),
    path("language/", language.language, name="language"),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("moderation-policy/", pages.moderation_policy, name="moderation-policy"),
    path("accounts/organisations/<uuid:key>/", organisation.organisation, name="organisation"),
    path("accounts/", include("accounts.urls")),
    path("admin/login/", staff_login),
    path("admin/", admin.site.urls),
]
if settings.DEBUG:
    urlpatterns += [path("styleguide/", styleguide.styleguide, name="styleguide")]

handler400 = "defa_portal.views.errors.bad_request"
