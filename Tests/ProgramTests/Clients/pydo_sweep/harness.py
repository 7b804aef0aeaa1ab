"""Calls operations by their names and holds every answer, as pydo parsed it, against what is expected."""

import json
import ssl
import time
import urllib.request

from azure.core.exceptions import DecodeError, ResourceNotFoundError
from pydo import Client


class Sweep:
    """A client, the control of the server behind it, and what has been called so far."""

    def __init__(self, endpoint, ca_file, token):
        self.client = Client(token=token, endpoint=endpoint, connection_verify=ca_file)
        self.endpoint = endpoint
        self.tls = ssl.create_default_context(cafile=ca_file)
        self.called = {}

    def call(self, name, /, *arguments, holds, raises=(), **options):
        """The answer of an operation; `holds` says of it whether it is the expected one, unless it raises what it may."""
        group, operation = name.split(".")
        try:
            answer = getattr(getattr(self.client, group), operation)(*arguments, **options)
            problem = None if holds(answer) else f"unexpected answer: {answer}"
        except raises:
            answer, problem = None, None
        except Exception as error:  # What pydo raises, and what a missing member does.
            answer, problem = None, f"{type(error).__name__}: {error}"
        self.called[name] = self.called.get(name) or problem
        return answer

    def call_unreadable(self, name, /, *arguments, holds, **options):
        """As `call`, for what pydo fails to read whoever answers, as it takes it for JSON: `holds` gets the bytes that came."""
        came = []

        def keep(response):
            answer = response.http_response
            came.append(answer.body() if answer.status_code == 200 else b"")

        group, operation = name.split(".")
        try:
            getattr(getattr(self.client, group), operation)(*arguments, raw_response_hook=keep, **options)
            problem = "pydo reads it now: call() is the way to call it"
        except (DecodeError, ValueError):
            problem = None if holds(came[0]) else f"unexpected answer: {came[0][:300]}"
        self.called[name] = problem

    def missing(self, name, *arguments):
        """What is not there, or is gone: pydo returns the error where 404 is documented, and raises elsewhere."""

        def holds(answer):
            return answer["id"] == "not_found" and "request_id" in answer

        self.call(name, *arguments, holds=holds, raises=ResourceNotFoundError)

    def wait(self, seconds):
        self.control("advance", by=seconds)

    def control(self, name, **arguments):
        request = urllib.request.Request(
            f"{self.endpoint}/_local/{name}",
            data=json.dumps(arguments).encode(),
            headers={"content-type": "application/json"},
        )
        with urllib.request.urlopen(request, context=self.tls) as answer:
            return json.load(answer)["result"]

    def run(self, steps):
        """Runs one family's steps; one that cannot go on is a problem of its own."""
        begin = time.monotonic()
        try:
            steps(self)
        except Exception as error:
            self.called[f"{steps.__module__}.{steps.__name__}"] = f"cannot go on: {type(error).__name__}: {error}"
        print(f"{steps.__name__}: {time.monotonic() - begin:.1f} s")


def root(name, /, **members):
    """The answer has one object under `name`, with these members."""
    return lambda answer: all(answer[name][member] == value for member, value in members.items())


def lists(name, count=None, /, **members):
    """The answer has a list under `name`, in it one with these members, and as many as `meta` says or `count`."""

    def holds(answer):
        items = answer[name]
        total = answer["meta"]["total"] if "meta" in answer else len(items)
        return total == (count if count is not None else len(items)) and any(
            all(item[member] == value for member, value in members.items()) for item in items
        )

    return holds


def nothing(answer):
    """204 without a body, or an empty object."""
    return answer in (None, {})
