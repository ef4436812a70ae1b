"""Reads an editor's configuration as the editor documents it, and starts the server that it names."""

import json
import pathlib
import subprocess
import sys
import tomllib


def fail(what):
    sys.exit(what)


def only(names, mapping, where):
    """Every member is one that the editor knows; the first of them has to be there."""
    unknown = set(mapping) - set(names)
    if unknown or names[0] not in mapping:
        fail(f"{where} takes {', '.join(names)}, not {', '.join(sorted(unknown)) or 'nothing'}")


def helix(text):
    """docs.helix-editor.com/languages.html: `[language-server.NAME]`, and `[[language]]` that merges by `name`."""
    configuration = tomllib.loads(text)
    only(["language-server", "language"], configuration, "languages.toml")
    server = configuration["language-server"]["kmslint"]
    only(["command", "args", "config", "timeout", "environment", "required-root-patterns"], server, "a language server")
    for language in configuration["language"]:
        only(["name", "language-servers"], language, "a language")
        if "kmslint" not in language.get("language-servers", []):
            fail("`language-servers` does not name kmslint")
    return [server["command"], *server["args"]]


def sublime(text):
    """sublimelsp.github.io/LSP/client_configuration: `clients` by name, each with `enabled`, `command`, `selector`."""
    configuration = json.loads(text)
    only(["clients"], configuration, "LSP.sublime-settings")
    client = configuration["clients"]["kmslint"]
    only(["command", "enabled", "selector", "initializationOptions", "settings"], client, "a client")
    if client["enabled"] is not True or not client["selector"]:
        fail("the client is not enabled for any file")
    return client["command"]


def zed(text):
    """zed.dev/docs/configuring-languages: `lsp.NAME.binary`, `languages.NAME.language_servers`; `...` keeps the others."""
    configuration = json.loads(text)
    only(["lsp", "languages"], configuration, "settings.json")
    server = configuration["lsp"]["kmslint"]
    only(["binary", "initialization_options", "settings"], server, "a server")
    only(["path", "arguments", "env"], server["binary"], "a binary")
    for language in configuration["languages"].values():
        servers = language["language_servers"]
        if "kmslint" not in servers or "..." not in servers:
            fail(f"a language has the servers {servers}")
    return [server["binary"]["path"], *server["binary"]["arguments"]]


def start(command):
    """What the server at the end of a command says that it is."""
    messages = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"processId": None, "capabilities": {}}},
        {"jsonrpc": "2.0", "id": 2, "method": "shutdown"},
        {"jsonrpc": "2.0", "method": "exit"},
    ]
    bodies = [json.dumps(message).encode() for message in messages]
    sent = b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)
    done = subprocess.run(command, input=sent, capture_output=True, timeout=60)
    if done.returncode != 0 or b'"name":"kmslint"' not in done.stdout:
        fail(f"{' '.join(command)} is no server: {done.stderr.decode()}")


editor = sys.argv[1]
(file,) = pathlib.Path().glob(f"{editor}.*")
try:
    start({"helix": helix, "sublime": sublime, "zed": zed}[editor](file.read_text()))
except KeyError as error:
    fail(f"{editor}: there is no {error}")
