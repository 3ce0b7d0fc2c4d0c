"""Lists that stay quick at any size and answer no odd address with an error."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.http import HttpRequest

MOST_COUNTED = 10_000

if TYPE_CHECKING:
    AnyPaginator = Paginator[Any]
else:
    AnyPaginator = Paginator


class CappedPaginator(AnyPaginator):
    """Counts to 10,000 and no further; what lies behind is reached by filters."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by().values("pk")[:MOST_COUNTED].count())


class KnownParametersList(ChangeList):
    """Looks only at the parameters of its own filters: any other lookup in the address is ignored, and a page that is not
    there is the nearest one that is."""

    def get_filters_params(self, params: dict[str, Any] | None = None) -> dict[str, Any]:
        known = {one.parameter_name for one in self.list_filter if isinstance(one, type) and issubclass(one, SimpleListFilter)}
        return {name: values for name, values in super().get_filters_params(params).items() if name in known}

    def get_results(self, request: HttpRequest) -> None:
        paginator = self.model_admin.get_paginator(request, self.queryset, self.list_per_page)
        self.page_num = min(max(self.page_num, 1), paginator.num_pages)
        self.result_count = paginator.count
        self.result_list = paginator.page(self.page_num).object_list
        self.paginator = paginator
        self.multi_page = paginator.num_pages > 1
        self.can_show_all = self.show_full_result_count = False
        self.show_admin_actions = True
        self.full_result_count = None
