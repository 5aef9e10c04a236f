"""Walks a raw response beside the vendor's published output shape and tells every way they differ."""

import json
import re
import xml.etree.ElementTree as ElementTree
from datetime import datetime
from email.utils import parsedate_to_datetime


def walk_response(operation_model, protocol, status, headers, body):
    """Yields one sentence for every difference between a successful raw response and the model."""
    shape = operation_model.output_shape
    if shape is None:
        return
    if protocol in ("json", "rest-json"):
        yield from walk_json(shape, json.loads(body) if body else {}, operation_model.name, is_root=True)
    elif body and not is_text_output(shape):
        yield from walk_root(operation_model, protocol, ElementTree.fromstring(body))
    yield from walk_headers(shape, headers)


def is_text_output(shape):
    """GetBucketLocation is an element that holds the value itself, which only the vendor's own code knows."""
    return shape.name == "GetBucketLocationOutput"


def walk_root(operation_model, protocol, root):
    shape = operation_model.output_shape
    path = operation_model.name
    if protocol == "ec2":
        if local(root.tag) != f"{path}Response":
            yield f"{path}: the root element is {local(root.tag)}"
        yield from walk_xml(shape, root, path, ignored={"requestId"})
        return
    if protocol == "query":
        wrapper = shape.serialization.get("resultWrapper")
        names = {local(child.tag) for child in root}
        if wrapper not in names or "ResponseMetadata" not in names:
            yield f"{path}: lacks {wrapper} or ResponseMetadata"
            return
        result = next(child for child in root if local(child.tag) == wrapper)
        yield from walk_xml(shape, result, path)
        return
    payload = shape.serialization.get("payload")
    yield from walk_xml(shape.members[payload] if payload else shape, root, path)


def walk_xml(shape, node, path, ignored=frozenset()):
    if shape.type_name == "structure":
        members = {
            wire_name(member, name): (name, member)
            for name, member in shape.members.items()
            if member.serialization.get("location") is None
        }
        seen = {}
        for child in node:
            tag = local(child.tag)
            if tag in ignored:
                continue
            if tag not in members:
                yield f"{path}: the model has no member {tag}"
                continue
            name, member = members[tag]
            is_flat = member.type_name == "list" and member.serialization.get("flattened")
            if tag in seen and not is_flat:
                yield f"{path}: {tag} comes twice"
            seen[tag] = True
            if is_flat:
                yield from walk_xml(member.member, child, f"{path}.{name}")
            else:
                yield from walk_xml(member, child, f"{path}.{name}")
        for name in shape.required_members:
            member = shape.members[name]
            if member.serialization.get("location") is None and wire_name(member, name) not in seen:
                yield f"{path}: the required member {name} is missing"
    elif shape.type_name == "list":
        element = shape.member.serialization.get("name", "member")
        for index, child in enumerate(node):
            if local(child.tag) != element:
                yield f"{path}: list element {local(child.tag)} should be {element}"
            yield from walk_xml(shape.member, child, f"{path}[{index}]")
    elif len(node) > 0:
        yield f"{path}: elements where the model has a {shape.type_name}"
    else:
        yield from check_text(shape, node.text or "", path)


def walk_json(shape, value, path, is_root=False):
    kind = shape.type_name
    if kind == "structure":
        if not isinstance(value, dict):
            yield f"{path}: not an object"
            return
        members = {
            wire_name(member, name): (name, member)
            for name, member in shape.members.items()
            if not is_root or member.serialization.get("location") is None
        }
        for key, item in value.items():
            if key not in members:
                yield f"{path}: the model has no member {key}"
            else:
                yield from walk_json(members[key][1], item, f"{path}.{members[key][0]}")
        for name in shape.required_members:
            if wire_name(shape.members[name], name) not in value:
                yield f"{path}: the required member {name} is missing"
    elif kind == "list":
        if not isinstance(value, list):
            yield f"{path}: not a list"
            return
        for index, item in enumerate(value):
            yield from walk_json(shape.member, item, f"{path}[{index}]")
    elif kind == "map":
        if not isinstance(value, dict):
            yield f"{path}: not a map"
            return
        for key, item in value.items():
            yield from walk_json(shape.value, item, f"{path}.{key}")
    elif kind in ("integer", "long"):
        if not isinstance(value, int) or isinstance(value, bool):
            yield f"{path}: {value!r} is not a whole number"
        yield from check_range(shape, value, path)
    elif kind in ("float", "double"):
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            yield f"{path}: {value!r} is not a number"
    elif kind == "boolean":
        if not isinstance(value, bool):
            yield f"{path}: {value!r} is not true or false"
    elif kind == "timestamp":
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            yield f"{path}: {value!r} is not a number of seconds"
    elif not isinstance(value, str):
        yield f"{path}: {value!r} is not text"
    else:
        yield from check_string(shape, value, path)


def check_text(shape, text, path):
    kind = shape.type_name
    if kind in ("integer", "long"):
        if not re.fullmatch(r"-?\d+", text):
            yield f"{path}: {text!r} is not a whole number"
    elif kind in ("float", "double"):
        try:
            float(text)
        except ValueError:
            yield f"{path}: {text!r} is not a number"
    elif kind == "boolean":
        if text not in ("true", "false"):
            yield f"{path}: {text!r} is not true or false"
    elif kind == "timestamp":
        try:
            datetime.fromisoformat(text.replace("Z", "+00:00"))
        except ValueError:
            yield f"{path}: {text!r} is not an instant"
    else:
        yield from check_string(shape, text, path)


def check_header(shape, text, path):
    """As text elsewhere, but instants are written as HTTP writes dates."""
    if shape.type_name != "timestamp":
        yield from check_text(shape, text, path)
        return
    try:
        parsedate_to_datetime(text)
    except ValueError:
        yield f"{path}: {text!r} is not a date of HTTP"


def check_string(shape, text, path):
    if getattr(shape, "enum", None) and text not in shape.enum:
        yield f"{path}: the model's enum lacks {text!r}"
    pattern = shape.metadata.get("pattern")
    if pattern and not fits(pattern, text):
        yield f"{path}: {text!r} does not fit {pattern}"
    yield from check_length(shape, text, path)


def fits(pattern, text):
    """Patterns with Unicode classes, which Python's expressions lack, are rewritten; others are taken as they are."""
    spelt = re.sub(r"\\p\{[LN]\}", r"\\w", pattern)
    spelt = re.sub(r"\\p\{Z\}", r"\\s", spelt)
    spelt = re.sub(r"\\u\{?([0-9A-Fa-f]{4})\}?", r"\\u\1", spelt)
    try:
        return re.search(f"^(?:{spelt})$", text) is not None
    except re.error:
        return True


def check_length(shape, text, path):
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and len(text) < low:
        yield f"{path}: {text!r} is shorter than {low}"
    if high is not None and len(text) > high:
        yield f"{path}: text longer than {high}"


def check_range(shape, value, path):
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and value < low:
        yield f"{path}: {value} is below {low}"
    if high is not None and value > high:
        yield f"{path}: {value} is above {high}"


def walk_headers(shape, headers):
    for name, member in shape.members.items():
        if member.serialization.get("location") == "header":
            value = headers.get(member.serialization.get("name", name))
            if value is not None:
                yield from check_header(member, value, f"header {name}")


def wire_name(member, name):
    return member.serialization.get("name", name)


def local(tag):
    return tag.rsplit("}", 1)[-1]
