"""How the size of a file is said."""

from django import template

from core.uploads.kinds import file_size

register = template.Library()
register.filter("file_size", file_size)
