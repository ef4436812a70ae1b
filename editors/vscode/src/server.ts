// The life of the language server.

import * as vscode from "vscode";
import { DidChangeConfigurationNotification, type Executable, LanguageClient, type LanguageClientOptions, State } from "vscode-languageclient/node";
import { isRead, SELECTOR } from "./documents";
import { findProgram, type Program } from "./program";
import { Status } from "./status";

const INSTALLATION = "https://github.com/kmslint/kmslint/blob/main/docs/editors.md#vs-code";

/** The settings that count only when the server starts. */
const FIXED = ["kmslint.path", "kmslint.arguments"] as const;

interface Running {
  client: LanguageClient;
  program: Program;
}

export class Server implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel("kmslint", { log: true });
  readonly #status = new Status();
  readonly #folder: string;
  readonly #middleware: NonNullable<LanguageClientOptions["middleware"]>;
  readonly #listeners: vscode.Disposable[] = [];
  #running: Running | undefined;
  /** Starts and stops, one after the other. */
  #last: Promise<void> = Promise.resolve();

  constructor(folder: string, middleware: NonNullable<LanguageClientOptions["middleware"]>) {
    this.#folder = folder;
    this.#middleware = middleware;
    this.#listeners.push(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (FIXED.some((setting) => event.affectsConfiguration(setting))) void this.restart();
        else if (event.affectsConfiguration("kmslint")) void this.#tell();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.restart()),
    );
  }

  /** Starts the server as soon as there is something for it to read. */
  startWhenNeeded(): void {
    const isNeeded = () => settings().get("diagnostics") === "workspace" || vscode.workspace.textDocuments.some(isRead);
    if (isNeeded()) {
      void this.restart();
      return;
    }
    const start = () => {
      if (this.#running || !isNeeded()) return;
      waiting.dispose();
      void this.restart();
    };
    const waiting = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(start),
      vscode.workspace.onDidChangeConfiguration(start),
    );
    this.#listeners.push(waiting);
  }

  restart(): Promise<void> {
    return this.#next(async () => {
      await this.#end();
      await this.#begin();
    });
  }

  stop(): Promise<void> {
    return this.#next(() => this.#end());
  }

  /** The client, once the server runs. Where it does not, the user hears of it. */
  async client(): Promise<LanguageClient | undefined> {
    await this.#last;
    if (!this.#running) await this.restart();
    return this.#running?.client;
  }

  /** The program, whether or not it runs. */
  async program(): Promise<Program | undefined> {
    await this.#last;
    if (this.#running) return this.#running.program;
    const found = await this.#find();
    if (typeof found !== "string") return found;
    this.#report(found);
    return undefined;
  }

  dispose(): void {
    vscode.Disposable.from(...this.#listeners, this.#status, this.output).dispose();
  }

  #next(act: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(act).catch((error: unknown) => this.output.error(String(error)));
    return this.#last;
  }

  #find(): Promise<Program | string> {
    return findProgram({
      setting: settings().get<string>("path", ""),
      folder: this.#folder,
      searchPath: process.env["PATH"] ?? "",
      isWindows: process.platform === "win32",
    });
  }

  async #begin(): Promise<void> {
    this.#status.starting();
    const program = await this.#find();
    if (typeof program === "string") {
      this.#report(program);
      return;
    }
    const args = ["lsp", ...settings().get<string[]>("arguments", [])];
    this.output.info(`starting ${[program.path, ...args].join(" ")}`);
    const executable: Executable = { command: program.path, args };
    const client = new LanguageClient("kmslint", "kmslint", executable, {
      documentSelector: SELECTOR,
      initializationOptions: { diagnostics: settings().get("diagnostics"), asksForReasons: true },
      middleware: this.#middleware,
      outputChannel: this.output,
      initializationFailedHandler: () => false,
    });
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting) this.#status.starting();
      if (newState === State.Running) this.#status.running(client.initializeResult?.serverInfo?.version ?? "", program);
      if (newState === State.Stopped && this.#running?.client === client) this.#status.failed();
    });
    try {
      await client.start();
      this.#running = { client, program };
    } catch (error) {
      await client.dispose().catch(() => {});
      const reason = error instanceof Error ? error.message : String(error);
      this.#report(`${program.path} does not start as a language server: ${reason}`);
    }
  }

  /** Has the server ask for its settings. */
  async #tell(): Promise<void> {
    await this.#last;
    await this.#running?.client.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  }

  async #end(): Promise<void> {
    const client = this.#running?.client;
    this.#running = undefined;
    if (client) await client.dispose();
  }

  #report(problem: string): void {
    this.output.error(problem);
    this.#status.failed();
    const actions = { "How to Install": openInstallation, "Open Settings": openSettings, "Show Output": () => this.output.show() };
    void vscode.window.showErrorMessage(problem, ...Object.keys(actions)).then((chosen) => {
      if (chosen) actions[chosen as keyof typeof actions]();
    });
  }
}

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("kmslint");
}

function openInstallation(): void {
  void vscode.env.openExternal(vscode.Uri.parse(INSTALLATION));
}

function openSettings(): void {
  void vscode.commands.executeCommand("workbench.action.openSettings", "kmslint.path");
}
