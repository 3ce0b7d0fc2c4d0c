"""Every address of the portal. design.md section 9 fixes them; tests/access.py declares who may call each."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from defa_portal.views import health
from defa_portal.views.public import feeds, timeline

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("elements/", include("elements.urls")),
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline.ics", feeds.timeline_ics, name="timeline_ics"),
    path("timeline.atom", feeds.timeline_atom, name="timeline_atom"),
    path("admin/", admin.site.urls),
]
