"""The JSON of templates; components in Meta's own form, both ways."""

from typing import Any

from django.contrib.auth.models import Group
from rest_framework import serializers

from conecta.whatsapp.models import BusinessAccount
from hsm_templates import languages
from hsm_templates.findings import Level
from hsm_templates.lint import NAME_LIMIT
from hsm_templates.models import Category, MediaKind, Template
from hsm_templates.sources import ORIGINS, TEXT_LENGTH

MOST_COMPONENTS = 20
# Drafts may break Meta's bounds; these are the column's.
LONGEST_TTL = 2**31 - 1


class TemplateSerializer(serializers.ModelSerializer[Template]):
    """A template as it stands; `reason` says in Portuguese why it is not approved."""

    reason = serializers.CharField(source="rejection_reason", read_only=True)

    groups: serializers.Field[Any, Any, Any, Any] = serializers.SlugRelatedField(
        source="allowed_groups", slug_field="name", many=True, read_only=True
    )

    class Meta:
        model = Template
        fields = (
            "id",
            "account",
            "name",
            "language",
            "category",
            "requested_category",
            "parameter_format",
            "components",
            "ttl_seconds",
            "mapping",
            "status",
            "status_at",
            "reason",
            "quality",
            "meta_id",
            "pause",
            "paused_until",
            "announced_category",
            "announced_for",
            "groups",
            "version",
            "created_at",
            "updated_at",
        )
        read_only_fields = fields


class CategoryField(serializers.ChoiceField):
    """Meta takes its words in either case."""

    def to_internal_value(self, data: Any) -> Any:
        return super().to_internal_value(data.upper() if isinstance(data, str) else data)


class TemplateChangeSerializer(serializers.Serializer[Template]):
    """What may be changed. With `version`, a change made meanwhile by somebody else is a 409."""

    account = serializers.PrimaryKeyRelatedField(
        queryset=BusinessAccount.objects.all(), required=False
    )
    name = serializers.CharField(max_length=NAME_LIMIT)
    language = serializers.CharField(max_length=10, default=languages.DEFAULT)
    category = CategoryField(choices=Category.choices)
    components = serializers.ListField(child=serializers.DictField(), max_length=MOST_COMPONENTS)
    ttl_seconds = serializers.IntegerField(
        required=False, allow_null=True, min_value=-1, max_value=LONGEST_TTL
    )
    version = serializers.IntegerField(required=False)

    def validate_language(self, value: str) -> str:
        return languages.normalise(value)


class AccessSerializer(serializers.Serializer[Template]):
    """Names of the groups that may use it; empty for everybody."""

    groups: serializers.Field[Any, Any, Any, Any] = serializers.SlugRelatedField(
        slug_field="name", many=True, queryset=Group.objects.all(), allow_empty=True
    )


class SourceSerializer(serializers.Serializer[Any]):
    """`text`: the fixed text, or the key of the additional field; `fallback` for an empty one."""

    origin = serializers.ChoiceField(choices=list(ORIGINS.items()))
    text = serializers.CharField(default="", allow_blank=True, max_length=TEXT_LENGTH)
    fallback = serializers.CharField(default="", allow_blank=True, max_length=TEXT_LENGTH)


class MappingSerializer(serializers.Serializer[Template]):
    """By variable, such as "body.1" or "header.image"."""

    mapping = serializers.DictField(child=SourceSerializer())


class SampleSerializer(serializers.Serializer[Any]):
    """A file, as multipart/form-data."""

    account = serializers.PrimaryKeyRelatedField(
        queryset=BusinessAccount.objects.all(), required=False
    )
    kind = serializers.ChoiceField(choices=MediaKind.choices)
    file = serializers.FileField()


class SampleAnswerSerializer(serializers.Serializer[Any]):
    handle = serializers.CharField()
    file_name = serializers.CharField()


class LintSerializer(serializers.Serializer[Template]):
    """A text to be checked; nothing is kept. With `account`, against its other texts too."""

    account = serializers.PrimaryKeyRelatedField(
        queryset=BusinessAccount.objects.all(), required=False
    )
    name = serializers.CharField(allow_blank=True, default="", max_length=2 * NAME_LIMIT)
    language = serializers.CharField(default=languages.DEFAULT)
    category = serializers.CharField(default="", allow_blank=True)
    components = serializers.ListField(child=serializers.DictField(), max_length=MOST_COMPONENTS)
    ttl_seconds = serializers.IntegerField(
        default=None, allow_null=True, min_value=-1, max_value=LONGEST_TTL
    )


class FindingSerializer(serializers.Serializer[Any]):
    level = serializers.ChoiceField(choices=[(level.value, level.label) for level in Level])
    field = serializers.CharField()
    code = serializers.CharField()
    message = serializers.CharField()
    cure = serializers.CharField()


class LintAnswerSerializer(serializers.Serializer[Any]):
    """`valid`: nothing that Meta would refuse."""

    valid = serializers.BooleanField()
    findings = FindingSerializer(many=True)
