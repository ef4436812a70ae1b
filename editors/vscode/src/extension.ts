// kmslint in VS Code: what the user can do beside what the language server offers.

import * as vscode from "vscode";
import { Explanations } from "./explanation";
import { Server } from "./server";
import { askForReason, suppressHere } from "./suppression";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const running = new Server(context.extensionPath, {
    // The server would open the page in a browser; that of the program itself is nearer.
    executeCommand: (command, args, next) =>
      command === "kmslint.openRule" ? explanations.open(String(args[0])) : next(command, args),
  });
  server = running;
  const explanations = new Explanations(running);
  context.subscriptions.push(
    running,
    explanations.register(),
    vscode.commands.registerCommand("kmslint.restart", () => running.restart()),
    vscode.commands.registerCommand("kmslint.showOutput", () => running.output.show()),
    vscode.commands.registerCommand("kmslint.explainRule", () => explanations.choose()),
    vscode.commands.registerCommand("kmslint.fixFile", fixFile),
    vscode.commands.registerCommand("kmslint.suppressHere", suppressHere),
    // Named by the server in its actions.
    vscode.commands.registerCommand("kmslint.askForReason", (subject) => askForReason(running, subject)),
  );
  running.startWhenNeeded();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

async function fixFile(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return;
  const end = document.lineAt(document.lineCount - 1).range.end;
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    new vscode.Range(new vscode.Position(0, 0), end),
    "source.fixAll.kmslint",
    1, // how many of them are to have their edit
  );
  const edit = actions.find(({ edit }) => edit)?.edit;
  if (edit) await vscode.workspace.applyEdit(edit);
  else void vscode.window.showInformationMessage("kmslint has found nothing in this file that is safe to fix.");
}
