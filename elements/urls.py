from django.urls import path

from elements import views

urlpatterns = [
    path("", views.elements, name="elements"),
    path("<str:slug>/", views.element, name="element"),
]
