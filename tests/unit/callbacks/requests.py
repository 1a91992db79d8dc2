"""Requests as the page sends them."""

from desktopdash.callbacks.context import Caller
from desktopdash.callbacks.dispatch import handle
from desktopdash.callbacks.registry import CallbackRegistry
from desktopdash.protocol.codec import decode


def ref(id_, prop):
    return {"id": id_, "property": prop}


def val(id_, prop, value=None):
    return {"id": id_, "property": prop, "value": value}


def ask(registry: CallbackRegistry, output, inputs, state=(), outputs=None, changed=("i.v",), caller=None):
    """Return the answer's decoded body; None for no update."""
    sent = {"output": output, "inputs": list(inputs), "state": list(state), "changedPropIds": list(changed)}
    if outputs is not None:
        sent["outputs"] = outputs
    reply = handle(registry, sent, caller or Caller())
    return None if reply.body is None else decode(reply.body)


def response(*args, **kwargs):
    """Return the answer's `response` part; None for no update."""
    answer = ask(*args, **kwargs)
    return None if answer is None else answer["response"]
