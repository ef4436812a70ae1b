// Where kmslint is. Nothing here knows the editor.

import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";

export interface Program {
  path: string;
  /** Whether it has come with the extension. */
  isBundled: boolean;
}

export interface Surroundings {
  /** The setting `kmslint.path`. */
  setting: string;
  /** The extension's folder. */
  folder: string;
  /** The variable `PATH`. */
  searchPath: string;
  isWindows: boolean;
}

/** The program that is to be started, or a sentence that says why there is none. */
export async function findProgram({ setting, folder, searchPath, isWindows }: Surroundings): Promise<Program | string> {
  const file = (name: string) => (isWindows && !name.toLowerCase().endsWith(".exe") ? `${name}.exe` : name);
  const named = setting.trim();
  if (isAbsolute(named) || named.startsWith("~/")) {
    const path = named.startsWith("~/") ? join(homedir(), named.slice(2)) : named;
    return (await isProgram(path)) ? { path, isBundled: false } : `There is no program ${path}, which the setting kmslint.path names.`;
  }
  // Relative to the workspace it would be the checkout that chooses what is run.
  if (/[/\\]/.test(named)) {
    return `The setting kmslint.path is ${named}. It has to be an absolute path, one that begins with ~/, or a name without a folder.`;
  }
  if (named === "") {
    const path = join(folder, "bundled", file("kmslint"));
    if (await isProgram(path)) return { path, isBundled: true };
  }
  // Looked for here rather than by the system, since Windows begins with the folder that the workspace is in.
  for (const place of searchPath.split(delimiter).filter(isAbsolute)) {
    const path = join(place, file(named || "kmslint"));
    if (await isProgram(path)) return { path, isBundled: false };
  }
  return `${named || "kmslint"} is not in PATH.`;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
