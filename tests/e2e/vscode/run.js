// run.js SOURCE-DIR VSIX SERVER MODEL [WORD]: every case whose name has WORD in it, in a real VS Code. Leaves pictures of
// what failed in build/vscode/failed; TREEWRIGHT_UPDATE_IMAGES=1 takes those of docs/images/vscode anew.
'use strict';
const { execFile } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { promisify } = require('node:util');
const { CodeServer } = require('./codeServer.js');
const { Editor, startBrowser } = require('./editor.js');
const features = require('./features.js');
const windows = require('./windows.js');

const [source, vsix, program, model, word = ''] = process.argv.slice(2);
const images = path.join(source, 'docs', 'images', 'vscode');
const failed = path.join(source, 'build', 'vscode', 'failed');
const machine = { 'treewright.server.path': program, 'treewright.server.arguments': ['--model', model] };

/** What the command line gives for the comment that the cases are about. */
async function answersFor(file) {
  const given = ['complete', `${file}:${features.commentLine}`, '--model', model, '--format', 'json'];
  return JSON.parse((await promisify(execFile)(program, given)).stdout);
}

let settingsWritten = 0;

/**
 * Writes the settings of the editor's folder, and waits until they are read: the window's title is one of them. The index is
 * off unless `settings` turns it on: what one case has saved would be suggested in the next.
 */
async function set(editor, settings) {
  settingsWritten += 1;
  const title = `settings ${settingsWritten}`;
  const file = path.join(editor.folder, '.vscode', 'settings.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ 'treewright.index': false, ...settings, 'window.title': title }));
  await editor.until('the settings', () => editor.page.title(), (text) => text.startsWith(title));
}

function worldOf(server, browser) {
  const folder = server.workspace('features', features.files);
  return {
    server, browser, program, machine, folder,
    answers: answersFor(path.join(folder, 'menu.py')),
    set,
    open: (name, files, file) => Editor.open(browser, server, server.workspace(name, files), file),
  };
}

async function picture(editor, name) {
  if (process.env.TREEWRIGHT_UPDATE_IMAGES) await editor.picture(path.join(images, `${name}.png`));
}

async function runCase(world, editor, name, run) {
  const start = Date.now();
  const took = () => `${((Date.now() - start) / 1000).toFixed(1)} s`;
  try {
    await run({ ...world, editor, picture });
    console.log(`ok   ${name} (${took()})`);
    return 0;
  } catch (error) {
    console.log(`FAIL ${name} (${took()})\n${error.stack}`);
    await takePictures(world.browser, name);
    return 1;
  }
}

async function takePictures(browser, name) {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    await page.screenshot({ path: path.join(failed, `${name.replace(/\W+/g, '-')}-${index}.png`) }).catch(() => {});
  }
}

async function runAll(world) {
  const chosen = (cases) => Object.entries(cases).filter(([name]) => name.includes(word));
  let failures = 0;
  if (chosen(features.cases).length > 0) {
    const editor = await Editor.open(world.browser, world.server, world.folder, 'ghost.py');
    await editor.statusIs('treewright');
    for (const [name, run] of chosen(features.cases)) {
      await world.set(editor, {});
      failures += await runCase(world, editor, name, run);
    }
    await editor.close();
  }
  for (const [name, run] of chosen(windows.cases)) {
    world.server.configure({}, machine);
    failures += await runCase(world, undefined, name, run);
    for (const context of world.browser.contexts()) await context.close();
  }
  console.log(`${failures} of ${chosen(features.cases).length + chosen(windows.cases).length} cases failed`);
  return failures;
}

async function main() {
  fs.rmSync(failed, { recursive: true, force: true });
  for (const folder of [failed, images]) fs.mkdirSync(folder, { recursive: true });
  const server = new CodeServer([vsix]);
  server.configure({}, machine);
  await server.start();
  const browser = await startBrowser();
  try {
    return await runAll(worldOf(server, browser));
  } finally {
    await browser.close();
    await server.stop();
  }
}

main().then((failures) => process.exit(failures === 0 ? 0 : 1), (error) => {
  console.error(error);
  process.exit(1);
});
