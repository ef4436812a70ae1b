// Suppressing a finding: the reason is asked for, and the server writes the comment.

import * as vscode from "vscode";
import { ExecuteCommandRequest } from "vscode-languageclient/node";
import type { Server } from "./server";

/** The finding, as the server names it in the command that it gives. */
interface Subject {
  uri: string;
  rule: string;
}

export async function askForReason(server: Server, subject: Subject): Promise<void> {
  const reason = await vscode.window.showInputBox({
    title: `Suppress ${subject.rule}`,
    prompt: "Why is this right as it is? The reason is written into the comment.",
    placeHolder: "imported before the rule was agreed on",
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === "" ? "A suppression needs a reason." : undefined),
  });
  const client = reason && (await server.client());
  if (!client) return;
  await client.sendRequest(ExecuteCommandRequest.type, { command: "kmslint.suppress", arguments: [subject, reason] });
}

/** Asks for the reason of the finding at the cursor. */
export async function suppressHere(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    editor.document.uri,
    editor.selection,
    vscode.CodeActionKind.QuickFix.value,
  );
  const commands = actions.flatMap(({ command }) => (command?.command === "kmslint.askForReason" ? [command] : []));
  const [first, second] = commands;
  if (!first) {
    void vscode.window.showInformationMessage("kmslint has found nothing here that a comment could suppress.");
    return;
  }
  const chosen = second ? await vscode.window.showQuickPick(commands.map((command) => ({ label: command.title, command }))) : { command: first };
  if (chosen) await vscode.commands.executeCommand(chosen.command.command, ...(chosen.command.arguments ?? []));
}
