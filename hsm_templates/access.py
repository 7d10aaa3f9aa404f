"""Who may use a template: everybody, or only the groups that it is limited to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.contrib.auth.models import Group
from django.db import transaction

from audit import trail
from audit.actions import Action
from audit.actors import Author
from conecta.accounts.models import User
from hsm_templates.models import Template

LIMITS = Template.allowed_groups.through.objects
MEMBERSHIPS = User.groups.through.objects


@transaction.atomic
def limit(template: Template, groups: Iterable[Group], *, by: Author) -> Template:
    """Let only members of `groups` send it and see it in lists; none lets everybody."""
    locked = Template.objects.locked().get(pk=template.pk)
    before = sorted(locked.allowed_groups.values_list("name", flat=True))
    wanted = list(groups)
    after = sorted(group.name for group in wanted)
    if before == after:
        return locked
    locked.allowed_groups.set(wanted)
    changes = {"allowed_groups": (before, after)}
    trail.record(Action.TEMPLATE_CHANGED, by=by, obj=locked, changes=changes)
    return locked


def judge(uses: Collection[tuple[int, int]]) -> dict[tuple[int, int], bool]:
    """Whether each (template id, user id) may be; absent where the template has no limit.

    Two queries for any number, one when nothing is limited.
    """
    wanted = {template_id for template_id, _ in uses}
    groups: dict[int, set[int]] = defaultdict(set)
    for template_id, group_id in LIMITS.filter(template__in=wanted).values_list(
        "template_id", "group_id"
    ):
        groups[template_id].add(group_id)
    if not groups:
        return {}
    members = _memberships({user_id for _, user_id in uses})
    return {
        (template_id, user_id): not groups[template_id].isdisjoint(members[user_id])
        for template_id, user_id in uses
        if template_id in groups
    }


def _memberships(people: Collection[int]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = MEMBERSHIPS.filter(user__in=people).values_list("user_id", "group_id")
    for user_id, group_id in rows:
        found[user_id].add(group_id)
    return found
