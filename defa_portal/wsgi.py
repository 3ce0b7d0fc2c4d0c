import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "defa_portal.settings")
django_application = get_wsgi_application()

from core.pagecache import CachedApplication  # noqa: E402 - its models need the applications above

application = CachedApplication(django_application)
