"""Whether a request is one that OpenAI's Responses API takes.

By OpenAI's published schema where it lies beside the project (`../shared/data/openai_openapi`), and always by a small
one of our own, which knows the fields that we send and no other.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from frontmatter.default_handlers import YAMLHandler
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

OURS = Path(__file__).with_name("openai_request.schema.json")
PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "openai_openapi" / "openapi.yaml"


def faults_in(request: dict[str, Any]) -> list[str]:
    """What the schemas say against a request, one line for each fault."""
    return [
        f"{list(fault.absolute_path)}: {fault.message[:200]}"
        for schema in (_ours(), _published())
        if schema is not None
        for fault in schema.iter_errors(request)
    ]


@cache
def _ours() -> Draft202012Validator:
    return Draft202012Validator(json.loads(OURS.read_text("utf-8")))


@cache
def _published() -> Draft202012Validator | None:
    if not PUBLISHED.exists():
        return None
    described = YAMLHandler().load(PUBLISHED.read_text("utf-8"))
    resource: Resource[Any] = DRAFT202012.create_resource(described)
    registry: Registry[Any] = Registry().with_resource("urn:openai", resource)
    return Draft202012Validator({"$ref": "urn:openai#/components/schemas/CreateResponse"}, registry=registry)
