import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { after, before, test } from "node:test";
import { findProgram } from "../src/program";

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "kmslint-"));
  for (const path of ["bundled/kmslint", "first/other", "second/kmslint", "windows/kmslint.exe"]) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), "");
    await chmod(join(folder, path), 0o755);
  }
  await mkdir(join(folder, "folder/kmslint"), { recursive: true });
  await writeFile(join(folder, "first/kmslint"), "is no program");
});
after(() => rm(folder, { recursive: true }));

const search = (setting: string, searchPath: string[] = [], extension = "none", isWindows = false) =>
  findProgram({ setting, folder: join(folder, extension), searchPath: searchPath.join(delimiter), isWindows });
const at = (path: string, isBundled = false) => ({ path: join(folder, path), isBundled });
const refused = async (found: ReturnType<typeof search>, words: RegExp) => assert.match(String(await found), words);

test("the bundled program comes before that in PATH", async () => {
  const searchPath = [join(folder, "second")];
  assert.deepEqual(await search("", searchPath, "."), at("bundled/kmslint", true));
  assert.deepEqual(await search("", searchPath), at("second/kmslint"));
});

test("the setting comes before both", async () => {
  const searchPath = [join(folder, "first"), join(folder, "second")];
  assert.deepEqual(await search("other", searchPath, "."), at("first/other"));
  assert.deepEqual(await search("kmslint", searchPath, "."), at("second/kmslint"));
  assert.deepEqual(await search(` ${join(folder, "first/other")} `, [], "."), at("first/other"));
});

test("what the setting names is not replaced by another", async () => {
  const searchPath = [join(folder, "second")];
  await refused(search("another", searchPath, "."), /^another is not in PATH/);
  await refused(search(join(folder, "gone"), searchPath, "."), /^There is no program .*gone/);
  await refused(search("~/gone/kmslint", searchPath), new RegExp(`no program ${join(homedir(), "gone/kmslint")},`));
});

test("a folder or a file that cannot be run is no program", async () => {
  await refused(search("", [join(folder, "folder"), join(folder, "first")]), /^kmslint is not in PATH/);
});

test("a workspace does not choose the program", async () => {
  for (const setting of ["./kmslint", "bin/kmslint", "bin\\kmslint"]) {
    await refused(search(setting, [join(folder, "second")], "."), /has to be an absolute path/);
  }
  await refused(search("", ["", ".", relative(process.cwd(), join(folder, "second"))]), /not in PATH/);
});

test("programs of Windows have an ending", async () => {
  const searchPath = [join(folder, "second"), join(folder, "windows")];
  assert.deepEqual(await search("", searchPath, "none", true), at("windows/kmslint.exe"));
  assert.deepEqual(await search("kmslint.exe", searchPath, "none", true), at("windows/kmslint.exe"));
});
