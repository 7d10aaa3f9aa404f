"""Templates by API: drafts in Meta's own form, their check, submission, deletion and reading."""

from dataclasses import replace
from typing import Any, cast

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from conecta.accounts.models import User
from conecta.errors import DomainError
from conecta.whatsapp.models import BusinessAccount
from hsm_templates import (
    access,
    authoring,
    lint,
    mapping,
    meta_form,
    removal,
    resuming,
    revising,
    samples,
    submission,
    surroundings,
    syncing,
)
from hsm_templates.authoring import TemplateData, data_of
from hsm_templates.findings import has_errors
from hsm_templates.models import Template
from hsm_templates.serializers import (
    AccessSerializer,
    LintAnswerSerializer,
    LintSerializer,
    MappingSerializer,
    SampleAnswerSerializer,
    SampleSerializer,
    TemplateChangeSerializer,
    TemplateSerializer,
)
from hsm_templates.sources import Source


class TemplateFilter(filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    """`search`: part of the name or of the body."""

    search = filters.CharFilter(method="filter_search")

    class Meta:
        model = Template
        fields = ("account", "name", "language", "category", "status", "quality")

    def filter_search(self, rows: Any, _name: str, value: str) -> Any:
        return rows.search(value)


class TemplateViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Template]):
    queryset = Template.objects.all()
    serializer_class = TemplateSerializer
    filterset_class = TemplateFilter
    permission_map = {
        "list": "hsm_templates.view_template",
        "retrieve": "hsm_templates.view_template",
        "create": "hsm_templates.add_template",
        "partial_update": "hsm_templates.change_template",
        "destroy": "hsm_templates.delete_template",
        "submit": "hsm_templates.change_template",
        "unpause": "hsm_templates.change_template",
        "limit": "hsm_templates.change_template",
        "map_values": "hsm_templates.change_template",
        "sample": "hsm_templates.add_template",
        "lint": "hsm_templates.add_template",
        "sync": "hsm_templates.change_template",
    }

    def get_queryset(self) -> QuerySet[Template]:
        """Those that the person may see; deleted ones are listed only when asked for."""
        if getattr(self, "swagger_fake_view", False):
            return Template.objects.none()
        rows = Template.objects.visible_to(_person(self.request))
        is_plain_list = self.action == "list" and "status" not in self.request.query_params
        rows = rows.prefetch_related("allowed_groups")
        return rows.visible() if is_plain_list else rows

    @extend_schema(request=TemplateChangeSerializer, responses={201: TemplateSerializer})
    def create(self, request: Request) -> Response:
        """Save a draft, with or without errors in it; nothing goes to Meta yet."""
        said = _validated(TemplateChangeSerializer(data=request.data))
        data = TemplateData(
            account=said.get("account") or _only_account(),
            name=said["name"],
            language=said["language"],
            category=said["category"],
            content=meta_form.read(said["components"]),
            ttl_seconds=said.get("ttl_seconds"),
        )
        template = authoring.create(data, by=_person(request))
        return Response(TemplateSerializer(template).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=TemplateChangeSerializer, responses=TemplateSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change a draft or a rejected template; a 409 `stale` when somebody was faster.

        A new text of what Meta approved or paused goes to be reviewed in the same act.
        """
        template = self.get_object()
        said = _validated(TemplateChangeSerializer(data=request.data, partial=True))
        version = said.pop("version", template.version)
        components = said.pop("components", None)
        if components is not None:
            said["content"] = meta_form.read(components)
        data = replace(data_of(template), **said)
        act = revising.revise if template.is_revisable else authoring.change
        changed = act(template, data, version=version, by=_person(request))
        return Response(TemplateSerializer(changed).data)

    @extend_schema(responses={204: None, 202: TemplateSerializer})
    def destroy(self, request: Request, pk: str) -> Response:
        """204: it is gone. 202: Meta has been asked to delete it."""
        left = removal.delete(self.get_object(), by=_person(request))
        if left is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return Response(TemplateSerializer(left).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(request=None, responses=TemplateSerializer)
    @action(detail=True, methods=["post"], url_path="submit")
    def submit(self, request: Request, pk: str) -> Response:
        """Send it to be reviewed; a 400 `lint` names what Meta would refuse."""
        template = submission.submit(self.get_object(), by=_person(request))
        return Response(TemplateSerializer(template).data)

    @extend_schema(request=None, responses={202: TemplateSerializer})
    @action(detail=True, methods=["post"], url_path="unpause")
    def unpause(self, request: Request, pk: str) -> Response:
        """Ask Meta to end a pause by pacing; one for quality ends by itself."""
        template = resuming.resume(self.get_object(), by=_person(request))
        return Response(TemplateSerializer(template).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(request=AccessSerializer, responses=TemplateSerializer)
    @action(detail=True, methods=["put"], url_path="groups")
    def limit(self, request: Request, pk: str) -> Response:
        """Let only members of these groups use it; an empty list lets everybody."""
        said = _validated(AccessSerializer(data=request.data))
        access.limit(self.get_object(), said["groups"], by=_person(request))
        return Response(TemplateSerializer(self.get_object()).data)

    @extend_schema(request=MappingSerializer, responses=TemplateSerializer)
    @action(detail=True, methods=["put"], url_path="mapping")
    def map_values(self, request: Request, pk: str) -> Response:
        """Where the value of each variable comes from; one that is not named is typed."""
        said = _validated(MappingSerializer(data=request.data))["mapping"]
        found = {key: Source(**source) for key, source in said.items()}
        mapping.change(self.get_object(), found, by=_person(request))
        return Response(TemplateSerializer(self.get_object()).data)

    @extend_schema(request=SampleSerializer, responses={201: SampleAnswerSerializer})
    @action(detail=False, methods=["post"], url_path="samples", parser_classes=[MultiPartParser])
    def sample(self, request: Request) -> Response:
        """Send Meta the example of a header; its handle goes into `example.header_handle`."""
        said = _validated(SampleSerializer(data=request.data))
        account = said.get("account") or _only_account()
        sample = samples.upload(account, said["file"], said["kind"], by=_person(request))
        answer = SampleAnswerSerializer({"handle": sample.handle, "file_name": sample.file_name})
        return Response(answer.data, status=status.HTTP_201_CREATED)

    @extend_schema(request=LintSerializer, responses=LintAnswerSerializer)
    @action(detail=False, methods=["post"], url_path="lint", pagination_class=None)
    def lint(self, request: Request) -> Response:
        """Check a text against Meta's rules; nothing is kept."""
        said = _validated(LintSerializer(data=request.data))
        content = meta_form.read(said["components"])
        account = said.get("account")
        around = surroundings.around(
            account.pk if account else None,
            said["name"],
            content,
            ttl_seconds=said["ttl_seconds"],
        )
        findings = lint.check(said["name"], said["language"], said["category"], content, around)
        answer = {"valid": not has_errors(findings), "findings": findings}
        return Response(LintAnswerSerializer(answer).data)

    @extend_schema(request=None, responses={202: OpenApiResponse(description="Leitura pedida")})
    @action(detail=False, methods=["post"], url_path="sync")
    def sync(self, request: Request) -> Response:
        """Ask for Meta's list of every account; the reading goes on by itself."""
        accounts = list(BusinessAccount.objects.order_by("pk"))
        for account in accounts:
            syncing.request(account, by=_person(request))
        answer = {"accounts": [account.pk for account in accounts]}
        return Response(answer, status=status.HTTP_202_ACCEPTED)


def _person(request: Request) -> User:
    """The permission check has let only people with a log-in pass."""
    return cast("User", request.user)


def _validated(form: Any) -> dict[str, Any]:
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)


def _only_account() -> BusinessAccount:
    accounts = list(BusinessAccount.objects.all()[:2])
    if len(accounts) == 1:
        return accounts[0]
    message = "Diga a conta em account: há mais de uma, ou nenhuma."
    raise DomainError("account_missing", message, field="account")
