"""What the check of a template needs to know besides its text: its validity, and its likes."""

from contacts.names import search_key
from hsm_templates.components import TemplateContent
from hsm_templates.lint import Surroundings
from hsm_templates.models import Template


def of(template: Template) -> Surroundings:
    """Of a template that is stored."""
    return around(
        template.account_id,
        template.name,
        template.content,
        ttl_seconds=template.ttl_seconds,
    )


def around(
    account_id: int | None, name: str, content: TemplateContent, *, ttl_seconds: int | None = None
) -> Surroundings:
    """`name`: one in another language, or the template itself, is no duplicate."""
    key = search_key(content.body.text)
    if account_id is None or not key:
        return Surroundings(ttl_seconds=ttl_seconds)
    same = Template.objects.visible().filter(account=account_id, body_key=key)
    twin = same.exclude(name=name).values_list("name", flat=True).first()
    return Surroundings(ttl_seconds=ttl_seconds, same_body={key: twin} if twin else {})
