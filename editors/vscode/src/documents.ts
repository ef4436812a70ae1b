// Which documents kmslint is told of: those that it can read by their name, as it finds them on the disk. Languages count
// where the name says nothing: Terraform has no language unless another extension brings it.

import * as vscode from "vscode";

const NAMES = [
  "**/*.{tf,tofu,tfvars,json,yaml,yml,xml,http,rest,sh,bash}",
  "**/.terraform.lock.hcl",
] as const;

const LANGUAGES = [
  "terraform",
  "terraform-vars",
  "opentofu",
  "opentofu-vars",
  "json",
  "jsonc",
  "yaml",
  "xml",
  "http",
  "shellscript",
] as const;

export const SELECTOR = [
  ...NAMES.map((pattern) => ({ scheme: "file", pattern })),
  { scheme: "file", language: "shellscript" },
  ...LANGUAGES.map((language) => ({ scheme: "untitled", language })),
];

export function isRead(document: vscode.TextDocument): boolean {
  return vscode.languages.match(SELECTOR, document) > 0;
}
