"""What the check of a template needs to know besides its text: validity, likes, the term."""

from contacts.names import search_key
from hsm_templates.components import TemplateContent
from hsm_templates.lint import Surroundings
from hsm_templates.models import Template
from hsm_templates.signals import term_sought


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
    return Surroundings(
        is_term_in_force=is_term_in_force(),
        ttl_seconds=ttl_seconds,
        same_body=_likes(account_id, name, search_key(content.body.text)),
    )


def is_term_in_force() -> bool:
    return any(answer for _receiver, answer in term_sought.send(Template))


def _likes(account_id: int | None, name: str, key: str) -> dict[str, str]:
    """The body's key and another template of the account that has the same body."""
    if account_id is None or not key:
        return {}
    same = Template.objects.visible().filter(account=account_id, body_key=key)
    twin = same.exclude(name=name).values_list("name", flat=True).first()
    return {key: twin} if twin else {}
