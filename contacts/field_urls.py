"""Addresses of the settings page of additional fields."""

from django.urls import path

from contacts.views import declaring

app_name = "custom_fields"
urlpatterns = [
    path("", declaring.field_list, name="list"),
    path("novo/", declaring.new, name="new"),
    path("<int:pk>/nome/", declaring.rename, name="rename"),
    path("<int:pk>/ordem/", declaring.move, name="move"),
    path("<int:pk>/desativar/", declaring.retire, name="retire"),
    path("<int:pk>/reativar/", declaring.restore, name="restore"),
]
