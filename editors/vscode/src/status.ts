// The state of kmslint beside the language of a file.

import * as vscode from "vscode";
import { SELECTOR } from "./documents";
import type { Program } from "./program";

export class Status implements vscode.Disposable {
  readonly #item = vscode.languages.createLanguageStatusItem("kmslint.status", SELECTOR);

  constructor() {
    this.#item.name = "kmslint";
    this.#show("kmslint", "", vscode.LanguageStatusSeverity.Information);
  }

  starting(): void {
    this.#show("kmslint", "is starting", vscode.LanguageStatusSeverity.Information);
    this.#item.busy = true;
  }

  running(version: string, { path, isBundled }: Program): void {
    this.#show(`kmslint ${version}`, isBundled ? "comes with the extension" : path, vscode.LanguageStatusSeverity.Information);
  }

  /** Why is said by the output; here is room for some words only. */
  failed(): void {
    this.#show("kmslint does not run", "", vscode.LanguageStatusSeverity.Error);
  }

  dispose(): void {
    this.#item.dispose();
  }

  #show(text: string, detail: string, severity: vscode.LanguageStatusSeverity): void {
    this.#item.text = text;
    this.#item.detail = detail;
    this.#item.severity = severity;
    this.#item.busy = false;
    this.#item.command = { command: "kmslint.showOutput", title: "Show Output" };
  }
}
