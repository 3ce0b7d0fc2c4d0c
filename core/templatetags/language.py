"""The language of the page, and the way to another."""

from django import template
from django.template import Context
from django.urls import ResolverMatch
from django.utils.http import urlencode

register = template.Library()


@register.simple_tag(takes_context=True)
def language_page(context: Context) -> str:
    """The address of the page of languages, with the way back where the address of this page is public.

    Other addresses may hold a secret, and their pages may be kept as skeletons for many drafts: none may stand in them.
    """
    request = context.get("request")
    match: ResolverMatch | None = getattr(request, "resolver_match", None)
    if request is None or match is None or not getattr(match.func, "is_public_page", False):
        return "/language/"
    return f"/language/?{urlencode({'next': request.path})}"
