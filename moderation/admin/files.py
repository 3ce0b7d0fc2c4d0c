"""Files of a response for officers: reading one leaves a mark in the audit trail."""

import uuid

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, path

from accounts.permissions import can_read_responses
from core.admin import actor
from core.uploads.serving import serve
from moderation.permissions import file_for, response_for
from moderation.services.reading import note_file_read


def response_file(request: HttpRequest, object_id: str, file: uuid.UUID) -> FileResponse | HttpResponse:
    if not can_read_responses(request.user):
        raise PermissionDenied
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    response = response_for(request.user, object_id)
    attachment = file_for(response, file)
    note_file_read(response=response, file=str(attachment.uuid), by=actor(request))
    return serve(stored_as=attachment.stored_as, name=attachment.name, kind=attachment.kind, private=True)


def urls(site: AdminSite) -> list[URLPattern]:
    return [path("<str:object_id>/files/<uuid:file>/", site.admin_view(response_file), name="responses_response_file")]
