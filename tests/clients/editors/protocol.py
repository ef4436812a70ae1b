"""What the language server says to clients that can do what Neovim, VS Code and Emacs can.

The names of the profiles are those of pytest-lsp. Every message also has to keep to what the client said that it can
do: pytest-lsp warns where one does not, and warnings are errors here.
"""

import asyncio
import pathlib
import shutil

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities, make_test_lsp_client

WORKSPACE = pathlib.Path(__file__).parent / "workspace"
# Columns of the alias behind a letter of four bytes, which is two units of UTF-16.
COLUMNS = {"utf-8": (26, 34), "utf-16": (24, 32)}
ENCODINGS = {"neovim": "utf-8", "visual_studio_code": "utf-16", "emacs": "utf-8"}


class Editor:
    """A client with a project that is its own."""

    def __init__(self, client, folder, name):
        self.client, self.folder, self.name = client, folder, name
        self.server = None
        self.versions, self.texts = {}, {}

    async def start(self, capabilities):
        root = types.WorkspaceFolder(uri=self.folder.as_uri(), name="project")
        params = types.InitializeParams(capabilities=capabilities, workspace_folders=[root])
        self.server = (await self.client.initialize_session(params)).capabilities

    @property
    def pulls(self):
        return self.server.diagnostic_provider is not None

    @property
    def watches(self):
        watched = self.client.capabilities.workspace.did_change_watched_files
        return watched is not None and bool(watched.dynamic_registration)

    def uri(self, name):
        return (self.folder / name).as_uri()

    def document(self, name):
        return types.TextDocumentIdentifier(self.uri(name))

    def text(self, name):
        """What the editor holds, else what the disk does."""
        return self.texts.get(name) or (self.folder / name).read_text()

    def open(self, name, text=None):
        text = self.text(name) if text is None else text
        self.versions[name], self.texts[name] = 1, text
        item = types.TextDocumentItem(uri=self.uri(name), language_id="", version=1, text=text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, name, *changes):
        self.versions[name] += 1
        document = types.VersionedTextDocumentIdentifier(uri=self.uri(name), version=self.versions[name])
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, list(changes)))

    def replace(self, name, text):
        self.texts[name] = text
        self.change(name, types.TextDocumentContentChangeWholeDocument(text))

    def save(self, name, text):
        (self.folder / name).write_text(text)
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(self.document(name)))

    async def diagnostics(self, name, count):
        """The diagnostics of a file once there are so many: those that were sent, or those that are asked for."""
        found = None
        for _ in range(200):
            if self.pulls:
                params = types.DocumentDiagnosticParams(self.document(name))
                found = (await self.client.text_document_diagnostic_async(params)).items
            else:
                found = self.client.diagnostics.get(self.uri(name))
            if found is not None and len(found) == count:
                return found
            await asyncio.sleep(0.02)
        raise AssertionError(f"{count} diagnostics are expected of {name}, the last are {found}")

    def place(self, name, before):
        """The place behind the first occurrence of a text, in the client's units."""
        text = self.text(name)
        lines = text[: text.index(before) + len(before)].split("\n")
        encoding = self.server.position_encoding
        units = len(lines[-1].encode()) if encoding == "utf-8" else len(lines[-1].encode("utf-16-le")) // 2
        return types.Position(len(lines) - 1, units)

    def at(self, params, name, before, **more):
        return params(text_document=self.document(name), position=self.place(name, before), **more)

    async def actions(self, name, area, diagnostics, only=None):
        context = types.CodeActionContext(diagnostics=list(diagnostics), only=only)
        params = types.CodeActionParams(self.document(name), area, context)
        return await self.client.text_document_code_action_async(params)

    async def edited(self, name, action):
        """The text of a file after an action."""
        if action.edit is None:
            action = await self.client.code_action_resolve_async(action)
        edits = action.edit.changes[self.uri(name)] if action.edit.changes else action.edit.document_changes[0].edits
        lines = self.text(name).split("\n")
        starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]

        def offset(place):
            line = lines[place.line]
            if self.server.position_encoding == "utf-8":
                return starts[place.line] + len(line.encode()[: place.character].decode())
            return starts[place.line] + len(line.encode("utf-16-le")[: 2 * place.character].decode("utf-16-le"))

        text = self.text(name)
        for edit in sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True):
            new = edit.snippet.value if isinstance(edit, types.SnippetTextEdit) else edit.new_text
            text = text[: offset(edit.range.start)] + new + text[offset(edit.range.end) :]
        return text


def make_client():
    client = make_test_lsp_client()
    client.registered = []

    @client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams):
        client.registered.extend(registration.method for registration in params.registrations)

    return client


SERVER = ClientServerConfig(server_command=["kmslint", "lsp"], client_factory=make_client)


def project(tmp_path):
    folder = tmp_path / "project"
    shutil.copytree(WORKSPACE, folder)
    (folder / ".git").mkdir()
    return folder


@pytest_lsp.fixture(config=SERVER, params=["neovim", "visual_studio_code", "emacs"])
async def client(request, lsp_client: LanguageClient, tmp_path):
    lsp_client.editor = Editor(lsp_client, project(tmp_path), request.param)
    await lsp_client.editor.start(client_capabilities(request.param))
    yield
    await lsp_client.shutdown_session()
    assert lsp_client._server.returncode == 0, "the server was told to end"


@pytest.fixture
def editor(client):
    return client.editor


@pytest_lsp.fixture(config=SERVER)
async def asking_client(lsp_client: LanguageClient, tmp_path):
    capabilities = client_capabilities("visual_studio_code")
    capabilities.text_document.diagnostic = types.DiagnosticClientCapabilities(related_document_support=True)
    lsp_client.editor = Editor(lsp_client, project(tmp_path), "asking")
    await lsp_client.editor.start(capabilities)
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def asking(asking_client):
    return asking_client.editor


def codes(diagnostics):
    return [diagnostic.code for diagnostic in diagnostics]


async def test_what_is_opened_has_its_columns_in_the_units_of_the_client(editor):
    encoding = editor.server.position_encoding
    assert encoding == ENCODINGS[editor.name]
    editor.open("alias.tf")
    (found,) = await editor.diagnostics("alias.tf", 1)
    assert editor.watches == ("workspace/didChangeWatchedFiles" in editor.client.registered)
    assert (found.code, found.source) == ("alias-without-prefix", "kmslint")
    assert found.severity == types.DiagnosticSeverity.Error
    assert (found.range.start.line, found.range.end.line) == (2, 2)
    assert (found.range.start.character, found.range.end.character) == COLUMNS[encoding]


async def test_what_is_typed_and_saved_is_checked(editor):
    editor.open("alias.tf")
    await editor.diagnostics("alias.tf", 1)
    bad, good = editor.text("alias.tf"), editor.text("alias.tf").replace('"orders"\n', '"alias/orders"\n')
    # A part of the line, behind the letter that counts several units.
    place = editor.place("alias.tf", 'alias_name = "')
    change = types.TextDocumentContentChangePartial(range=types.Range(place, place), text="alias/")
    editor.change("alias.tf", change)
    await editor.diagnostics("alias.tf", 0)
    editor.replace("alias.tf", bad)
    await editor.diagnostics("alias.tf", 1)
    editor.replace("alias.tf", good)
    editor.save("alias.tf", good)
    await editor.diagnostics("alias.tf", 0)


async def test_the_caller_of_a_module_is_related_information(editor):
    editor.open("modules/key/main.tf")
    (found,) = await editor.diagnostics("modules/key/main.tf", 1)
    assert (found.code, found.range.start.line) == ("value-out-of-range", 6)
    if not editor.client.capabilities.text_document.publish_diagnostics.related_information:
        assert found.related_information is None
        assert "\n`var.days` is set here: prod/main.tf:3:12\n" in found.message
        return
    related = [(one.location.uri, one.location.range.start.line) for one in found.related_information]
    assert related == [(editor.uri("prod/main.tf"), 2), (editor.uri("prod/main.tf"), 0)]
    # What is typed in the caller bears on the module.
    editor.open("prod/main.tf", editor.text("prod/main.tf").replace("400", "366"))
    await editor.diagnostics("modules/key/main.tf", 0)


async def test_actions_fix_and_suppress(editor):
    editor.open("alias.tf")
    (found,) = await editor.diagnostics("alias.tf", 1)
    actions = await editor.actions("alias.tf", found.range, [found])
    by_title = {action.title: action for action in actions}
    fixed = editor.text("alias.tf").replace('"orders"\n', '"alias/orders"\n')

    fix = by_title["Fix: put `alias/` in front"]
    assert (fix.kind, fix.is_preferred, codes(fix.diagnostics)) == ("quickfix", True, ["alias-without-prefix"])
    assert await editor.edited("alias.tf", fix) == fixed

    suppression = by_title["Suppress alias-without-prefix with a reason"]
    suppressed = await editor.edited("alias.tf", suppression)
    (comment,) = set(suppressed.split("\n")) - set(editor.text("alias.tf").split("\n"))
    assert comment.strip().startswith("# kmslint: ignore[alias-without-prefix]")

    (everything,) = await editor.actions("alias.tf", found.range, [], only=["source.fixAll.kmslint"])
    assert everything.kind == "source.fixAll.kmslint"
    assert await editor.edited("alias.tf", everything) == fixed


async def test_the_fixes_of_a_string_that_is_a_document_are_made_together(editor):
    editor.open("bind.json")
    await editor.diagnostics("bind.json", 2)
    area = types.Range(types.Position(0, 0), types.Position(0, 0))
    (everything,) = await editor.actions("bind.json", area, [], only=["source"])
    fixed = await editor.edited("bind.json", everything)
    assert '\\"RegionId\\":\\"cn-hangzhou\\",\\"VpcOwnerId\\":1920001118870123}' in fixed
    editor.replace("bind.json", fixed)
    await editor.diagnostics("bind.json", 0)


async def test_hover_says_what_a_value_is_and_why_a_rule_exists(editor):
    editor.open("alias.tf")
    editor.open("modules/key/main.tf")
    hover = editor.client.text_document_hover_async
    finding = await hover(editor.at(types.HoverParams, "alias.tf", 'alias_name = "or'))
    assert finding.contents.value.startswith("**[alias-without-prefix](")
    assert finding.range.start == editor.place("alias.tf", "alias_name = ")
    value = await hover(editor.at(types.HoverParams, "modules/key/main.tf", "= var.d"))
    assert "400  (var.days at prod/main.tf:3:12)" in value.contents.value
    argument = await hover(editor.at(types.HoverParams, "modules/key/main.tf", "  pending"))
    assert "alibaba/kms_key.pending_window_in_days" in argument.contents.value
    assert await hover(editor.at(types.HoverParams, "modules/key/main.tf", "vari")) is None


async def proposed(editor, name, before):
    found = await editor.client.text_document_completion_async(editor.at(types.CompletionParams, name, before))
    return [item.label for item in found]


async def test_names_and_values_are_completed(editor):
    editor.open("bind.json")
    editor.open("begun.tf")
    members = await proposed(editor, "bind.json", '0yxyz\\",\\"')
    assert "RegionId" in members and "VpcId" not in members
    editor.replace("bind.json", editor.text("bind.json").replace("RegionID", "RegionId"))
    assert "cn-hangzhou" in await proposed(editor, "bind.json", 'RegionId\\":\\"cn-')
    names = await proposed(editor, "begun.tf", "  protec")
    assert "protection_level" in names and "origin" not in names
    assert "Aliyun_KMS" in await proposed(editor, "begun.tf", 'origin = "')


async def test_the_definition_of_a_value_is_where_it_is_written(editor):
    editor.open("modules/key/main.tf")
    params = editor.at(types.DefinitionParams, "modules/key/main.tf", "= var.d")
    (found,) = await editor.client.text_document_definition_async(params)
    assert found.uri == editor.uri("prod/main.tf")
    assert found.range.start == editor.place("prod/main.tf", "  days   = ")


async def test_diagnostics_that_are_asked_for_say_whether_they_are_new(asking):
    assert asking.pulls
    asking.open("modules/key/main.tf")
    ask = asking.client.text_document_diagnostic_async
    document = asking.document("modules/key/main.tf")
    first = await ask(types.DocumentDiagnosticParams(document))
    assert (first.kind, codes(first.items)) == ("full", ["value-out-of-range"])
    again = await ask(types.DocumentDiagnosticParams(document, previous_result_id=first.result_id))
    assert (again.kind, again.result_id) == ("unchanged", first.result_id)
    asking.open("prod/main.tf", asking.text("prod/main.tf").replace("400", "7"))
    last = await ask(types.DocumentDiagnosticParams(document, previous_result_id=first.result_id))
    assert (last.kind, last.items) == ("full", ())
    assert not asking.client.diagnostics, "nothing is sent to who asks"
