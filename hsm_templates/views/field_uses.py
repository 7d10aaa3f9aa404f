"""How many HSM each additional field fills, for a page that knows nothing of HSM."""

from collections import Counter

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from conecta.accounts.http import PersonRequest
from contacts.models import CustomField
from hsm_templates import sources
from hsm_templates.models import Template


@require_GET
@permission_required("hsm_templates.view_template", raise_exception=True)
def field_uses(request: PersonRequest) -> HttpResponse:
    """Each figure finds its own place in the page."""
    mapped = Template.objects.visible().visible_to(request.user).exclude(mapping={})
    mappings = mapped.order_by().values_list("mapping", flat=True)
    uses = Counter(key for mapping in mappings for key in sources.fields_of(mapping))
    fields = CustomField.objects.values_list("pk", "key")
    figures = [(pk, uses[key]) for pk, key in fields]
    return render(request, "hsm_templates/_field_uses.html", {"figures": figures})
