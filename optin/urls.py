"""Addresses of this app's panels on the page of a contact."""

from django.urls import path

from optin import views

app_name = "optin"
urlpatterns = [
    path("<int:pk>/opt-in/", views.card, name="card"),
    path("<int:pk>/opt-in/aceite/", views.accept, name="accept"),
    path("<int:pk>/opt-in/recusa/", views.refuse, name="refuse"),
]
