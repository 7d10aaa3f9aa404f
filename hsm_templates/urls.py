"""Addresses of this app's pages, under /configuracoes/hsm/."""

from django.urls import path

from hsm_templates.views import catalogue, deletion, detail, editor, field_uses, mapping, media

app_name = "hsm_templates"
urlpatterns = [
    path("", catalogue.template_list, name="list"),
    path("sincronizar/", catalogue.start_sync, name="sync"),
    path("sincronizacao/", catalogue.sync_state, name="sync_state"),
    path("excluir/", deletion.bulk_delete, name="bulk_delete"),
    path("por-campo/", field_uses.field_uses, name="field_uses"),
    path("novo/", editor.new, name="new"),
    path("previa/", editor.preview, name="preview"),
    path("novo/guardar/", editor.keep, name="keep"),
    path("novo/descartar/", editor.drop, name="drop"),
    path("amostras/", media.upload, name="upload"),
    path("amostras/<slug:digest>/", media.sample, name="sample"),
    path("<int:pk>/", detail.template_detail, name="detail"),
    path("<int:pk>/editar/", editor.edit, name="edit"),
    path("<int:pk>/previa/", editor.preview, name="preview_edit"),
    path("<int:pk>/guardar/", editor.keep, name="keep_edit"),
    path("<int:pk>/descartar/", editor.drop, name="drop_edit"),
    path("<int:pk>/enviar/", detail.submit, name="submit"),
    path("<int:pk>/duplicar/", detail.duplicate, name="duplicate"),
    path("<int:pk>/idioma/", detail.translate, name="translate"),
    path("<int:pk>/retomar/", detail.resume, name="resume"),
    path("<int:pk>/versoes/<int:number>/", detail.revision, name="revision"),
    path("<int:pk>/quem-pode-usar/", detail.limit, name="limit"),
    path("<int:pk>/preenchimento/", mapping.edit, name="mapping"),
    path("<int:pk>/excluir/", detail.delete, name="delete"),
]
