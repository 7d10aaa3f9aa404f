"""Addresses of this app's pages."""

from django.urls import path

from contacts.views import editing, forgetting, grouping, listing, reading

app_name = "contacts"
urlpatterns = [
    path("", listing.contact_list, name="list"),
    path("cores/", listing.colours, name="colours"),
    path("novo/", editing.new, name="new"),
    path("numero/", editing.number, name="number"),
    path("grupos/", grouping.group_list, name="groups"),
    path("grupos/novo/", grouping.new, name="group_new"),
    path("grupos/incluir/", grouping.add, name="group_add"),
    path("grupos/retirar/", grouping.remove, name="group_remove"),
    path("grupos/<int:pk>/nome/", grouping.rename, name="group_rename"),
    path("grupos/<int:pk>/excluir/", grouping.delete, name="group_delete"),
    path("<int:pk>/", reading.detail, name="detail"),
    path("<int:pk>/editar/", editing.edit, name="edit"),
    path("<int:pk>/apagar/", forgetting.erase, name="erase"),
    path("<int:pk>/cabecalho/", reading.head, name="head"),
    path("<int:pk>/numero-errado/", reading.mark_wrong_person, name="mark_wrong_person"),
    path("<int:pk>/numero-certo/", reading.undo_wrong_person, name="undo_wrong_person"),
]
