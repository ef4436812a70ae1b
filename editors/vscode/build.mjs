// Bundles the extension into dist/extension.js, and beside it the licenses of what is bundled. `--tests`: the tests too.
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const options = { bundle: true, platform: "node", target: "node20", format: "cjs", external: ["vscode"], logLevel: "warning" };

await rm("dist", { recursive: true, force: true });
await mkdir("dist");
const { metafile } = await build({
  ...options,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  minify: true,
  metafile: true,
});

const packages = new Set();
for (const path of Object.keys(metafile.inputs)) {
  const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
  if (folder) packages.add(folder);
}
const licenses = [];
for (const folder of [...packages].sort()) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file));
  if (!file) throw new Error(`${name} has no file with its license`);
  licenses.push(`${name} ${version} (${license})\n\n${(await readFile(join(folder, file), "utf8")).trim()}\n`);
}
await writeFile("dist/licenses.txt", licenses.join(`\n${"-".repeat(80)}\n\n`));

if (process.argv.includes("--tests")) {
  await build({ ...options, entryPoints: ["test/*.test.ts"], outdir: "dist/test" });
}
