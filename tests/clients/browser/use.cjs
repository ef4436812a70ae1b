// Uses the extension as its user does. Arguments: the address of VS Code, the workspace, VS Code's folder of user data,
// the folder for pictures.

const assert = require("node:assert/strict");
const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { basename, join } = require("node:path");
const puppeteer = require("puppeteer-core");

const [address, workspace, userData, pictures] = process.argv.slice(2);
const PATIENCE = 30_000;

let page;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const texts = (selector) => page.$$eval(selector, (elements) => elements.map((element) => element.textContent));

/** Waits until what is seen is as it should be. */
async function until(what, isSo) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const seen = await isSo();
    if (seen) return seen;
    if (Date.now() > end) assert.fail(`not seen: ${what}`);
    await pause(100);
  }
}

async function seen(selector, words) {
  return until(`${words} in ${selector}`, async () => (await texts(selector)).find((text) => text.includes(words)));
}

async function press(chord) {
  const keys = chord.split("+");
  for (const key of keys) await page.keyboard.down(key);
  for (const key of keys.reverse()) await page.keyboard.up(key);
}

/** Types into the input that opens over the window, and takes the first thing that it offers. */
async function pick(words, open) {
  await until(`what is offered for ${words}`, async () => {
    await press("Escape");
    await press(open);
    await page.waitForSelector(".quick-input-widget .input:focus", { timeout: PATIENCE });
    await page.keyboard.type(words);
    // Nothing is found while the workspace is being opened.
    return page.waitForSelector(".quick-input-list .monaco-list-row", { timeout: 2_000 }).catch(() => undefined);
  });
  await pause(300);
  await press("Enter");
}

const command = (title) => pick(title, "F1");

const lines = (file) => readFileSync(join(workspace, file), "utf8").split("\n");

/** Puts the cursor behind some words of a file. */
async function goTo(file, words) {
  const line = lines(file).findIndex((line) => line.includes(words));
  assert.notEqual(line, -1, `${words} is not in ${file}`);
  await pick(file, "Control+p");
  await seen(".editor-group-container.active .title .label-name", basename(file));
  await pick(`${line + 1}:${lines(file)[line].indexOf(words) + words.length + 1}`, "Control+g");
  await seen(".statusbar-item", `Ln ${line + 1},`);
}

const resize = (width, height) => page.setViewport({ width, height: height + 22, deviceScaleFactor: 1.5 });

/** The window as it is, without the bar at its bottom. */
async function picture(name) {
  await pause(700);
  const { width, height } = page.viewport();
  await page.screenshot({
    path: join(pictures, `editor-${name}.png`),
    clip: { x: 0, y: 0, width, height: height - 22 },
    // Otherwise the window is resized for a moment, which closes what has popped up.
    captureBeyondViewport: false,
  });
}

const area = (selector) => page.$eval(selector, (element) => element.getBoundingClientRect().toJSON());

/** Moves the mouse over what the cursor stands in. */
async function pointToCursor() {
  const { x, y, height } = await area(".editor-group-container.active .cursor");
  await page.mouse.move(x + 60, y + height / 2);
  await page.mouse.move(x + 2, y + height / 2, { steps: 5 });
}

async function findings() {
  await resize(1000, 720);
  await press("Control+Shift+m");
  const { y } = await area(".part.panel");
  await page.mouse.move(500, y);
  await page.mouse.down();
  await page.mouse.move(500, 400, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(700, 200);
  await goTo("main.tf", "pending_window_in_days = 4");
  await page.waitForSelector(".squiggly-error", { timeout: PATIENCE });
  await seen(".markers-panel .monaco-list-row", "does not begin with `alias/`");
  await picture("squiggle");
  await press("Control+j");
}

async function hover() {
  await resize(1000, 480);
  await goTo("modules/kms/main.tf", "= var.re");
  await pointToCursor();
  await seen(".monaco-hover", "eu-central-1");
  await picture("hover");
}

async function fixes() {
  await resize(1000, 560);
  await goTo("main.tf", "\"payments.");
  const bulb = await page.waitForSelector(".lightBulbWidget", { timeout: PATIENCE });
  await pause(500);
  await bulb.click();
  await seen(".action-widget .monaco-list-row", "put `alias/` in front");
  await picture("quick-fix");
  await press("Escape");
}

async function completion() {
  await resize(1000, 330);
  await goTo("begun.json", "vpc-gw8m3kq1z7x5c2v9n4b6a\\\",");
  await page.keyboard.type('\\"');
  await seen(".suggest-widget .monaco-list-row", "VSwitchId");
  await press("Control+Space");
  await picture("completion");
  await press("Escape");
}

async function written(file, words) {
  await press("Control+s");
  await until(`${words} in ${file}`, () => lines(file).some((line) => line.includes(words)));
}

async function commands() {
  await resize(1000, 720);
  await goTo("main.tf", "pending_window_in_days = 4");
  await command("kmslint: Fix All");
  await written("main.tf", '"alias/payments.v2"');
  await command("kmslint: Suppress a Finding");
  await seen(".quick-input-title", "Suppress value-out-of-range");
  await page.keyboard.type("agreed with the auditors");
  await press("Enter");
  await written("main.tf", "# kmslint: ignore[value-out-of-range] agreed with the auditors");
  await command("kmslint: Explain a Rule");
  await seen(".quick-input-title", "Explain a rule");
  await page.keyboard.type("bind-vpcs-empty");
  await pause(300);
  await press("Enter");
  await seen(".editor-group-container.active .title .label-name", "bind-vpcs-empty");
}

async function status(words) {
  await page.mouse.move(300, 100);
  await pause(500);
  await page.hover("#status\\.languageStatus");
  await seen(".hover-language-status", words);
}

/** A workspace says what is shown, and not what is started: that is said by the machine. */
async function settings() {
  const path = { "kmslint.path": "/nowhere/kmslint" };
  await press("Control+Shift+m");
  assert.ok(!(await texts(".markers-panel .monaco-list-row")).some((text) => text.includes("archive-key.yaml")));
  mkdirSync(join(workspace, ".vscode"));
  writeFileSync(join(workspace, ".vscode/settings.json"), JSON.stringify({ ...path, "kmslint.diagnostics": "workspace" }));
  await seen(".markers-panel .monaco-list-row", "archive-key.yaml");
  writeFileSync(join(userData, "Machine/settings.json"), JSON.stringify(path));
  await seen(".notification-list-item-message", "There is no program /nowhere/kmslint");
  await goTo("main.tf", "backup/");
  await until("that nothing is underlined", async () => (await page.$$(".squiggly-error")).length === 0);
  await status("kmslint does not run");
  writeFileSync(join(userData, "Machine/settings.json"), "{}");
  await page.waitForSelector(".squiggly-error", { timeout: PATIENCE });
  await status("comes with the extension");
}

async function look() {
  await resize(1000, 720);
  await page.goto(`${address}/?folder=${workspace}`, { waitUntil: "domcontentloaded", timeout: PATIENCE });
  await page.waitForSelector(".explorer-folders-view .monaco-list-row", { timeout: PATIENCE });
  await press("Control+b");
  await findings();
  await hover();
  await fixes();
  await completion();
  await commands();
  await settings();
}

async function main() {
  const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", headless: true, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    page = await browser.newPage();
    await look();
  } catch (error) {
    await page?.screenshot({ path: join(pictures, "failed.png") }).catch(() => {});
    throw error;
  } finally {
    await browser.close();
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
