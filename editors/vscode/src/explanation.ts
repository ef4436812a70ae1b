// The pages of rules, as the program that runs prints them: they need no network, and are those of its version.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as vscode from "vscode";
import type { Server } from "./server";

const SCHEME = "kmslint-rule";

interface Rule {
  name: string;
  severity: string;
  summary: string;
}

export class Explanations implements vscode.TextDocumentContentProvider {
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
  }

  register(): vscode.Disposable {
    return vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): Promise<string | undefined> {
    return this.#print("explain", uri.path.replace(/^\/|\.md$/g, ""));
  }

  async open(rule: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${rule}.md` });
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  }

  /** Has a rule chosen, those of the findings at the cursor first. */
  async choose(): Promise<void> {
    const printed = await this.#print("rules", "--no-config", "--format", "json");
    if (!printed) return;
    const { rules } = JSON.parse(printed) as { rules: Rule[] };
    const here = rulesAtCursor();
    const items = rules.map(({ name, severity, summary }) => ({ label: name, description: severity, detail: summary }));
    const isHere = ({ label }: vscode.QuickPickItem) => here.has(label);
    const chosen = await vscode.window.showQuickPick([...items.filter(isHere), ...items.filter((item) => !isHere(item))], {
      title: "Explain a rule of kmslint",
      matchOnDetail: true,
    });
    if (chosen) await this.open(chosen.label);
  }

  /** Nothing where there is no program, of which the user has heard then. */
  async #print(...args: string[]): Promise<string | undefined> {
    const program = await this.#server.program();
    return program && (await promisify(execFile)(program.path, args)).stdout;
  }
}

function rulesAtCursor(): Set<string> {
  const editor = vscode.window.activeTextEditor;
  const diagnostics = editor ? vscode.languages.getDiagnostics(editor.document.uri) : [];
  const here = diagnostics.filter(({ source, range }) => source === "kmslint" && editor?.selection.intersection(range));
  return new Set(here.map(({ code }) => String(typeof code === "object" ? code.value : code)));
}
