// latency.js SOURCE-DIR VSIX SERVER MODEL: from the last key of a comment to its ghost text, warm, beside an extension that
// answers at once. Both in turns in one window, so that the machine's load is the same for both.
'use strict';
const { execFileSync } = require('node:child_process');
const path = require('node:path');
const { CodeServer } = require('./codeServer.js');
const { Editor, startBrowser } = require('./editor.js');

const [source, vsix, program, model] = process.argv.slice(2);
const rounds = 40;
const warmUp = 5;

/** Functions that are whole but for a comment that lacks its last letter: each is a question of its own. */
function functions(extension) {
  const nouns = ['values', 'words', 'prices', 'names', 'rows', 'items', 'lines', 'scores', 'files', 'users'];
  const asks = ['sort the', 'return the number of', 'print the', 'reverse the', 'remove empty'];
  const one = (number) => {
    const noun = nouns[number % nouns.length];
    const ask = `${asks[Math.floor(number / nouns.length) % asks.length]} ${noun.slice(0, -1)}`;
    return `def f${number}(${noun}):\n    # ${ask}\n\n    return ${noun}\n`;
  };
  const count = rounds + warmUp;
  return { [`code.${extension}`]: Array.from({ length: count }, (_, number) => one(number)).join('\n') };
}

/** In the page: when the next key is pressed, and when ghost text is there after it. */
function watch() {
  return new Promise((resolve) => {
    let pressed;
    const drawn = new MutationObserver(() => {
      if (pressed === undefined || !document.querySelector('.ghost-text, .suggest-preview-text')) return;
      drawn.disconnect();
      resolve(performance.now() - pressed);
    });
    addEventListener('keydown', () => { pressed = performance.now(); }, { capture: true, once: true });
    drawn.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}

async function measure(editor, file, round) {
  await editor.show(file, 5 * round + 2);
  await editor.press('Escape');
  await editor.until('no ghost text', () => editor.ghostText(), (text) => text === '');
  const took = editor.page.evaluate(watch);
  await editor.page.waitForTimeout(300);
  await editor.press('s');
  return Promise.race([took, editor.page.waitForTimeout(5000).then(() => undefined)]);
}

function quantile(values, share) {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function report(name, values) {
  const shown = values.filter((value) => value !== undefined).length;
  console.log(`${name.padEnd(12)} p50 ${quantile(values, 0.5).toFixed(0)} ms, p95 ${quantile(values, 0.95).toFixed(0)} ms, ${shown} of ${values.length}`);
}

function packFloor(server) {
  const vsce = path.join(source, 'editors', 'vscode', 'node_modules', '.bin', 'vsce');
  const given = ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', server.path('floor.vsix')];
  execFileSync(vsce, given, { cwd: path.join(__dirname, 'floor') });
  server.install(server.path('floor.vsix'));
}

async function compare(editor) {
  const floor = [];
  const treewright = [];
  for (let round = 0; round < rounds + warmUp; round += 1) {
    floor.push(await measure(editor, 'code.rb', round));
    treewright.push(await measure(editor, 'code.py', round));
  }
  report('at once', floor.slice(warmUp));
  report('treewright', treewright.slice(warmUp));
}

async function main() {
  const server = new CodeServer([vsix]);
  packFloor(server);
  server.configure({}, { 'treewright.server.path': program, 'treewright.server.arguments': ['--model', model] });
  await server.start();
  const browser = await startBrowser();
  try {
    const folder = server.workspace('folder', { ...functions('py'), ...functions('rb') });
    const editor = await Editor.open(browser, server, folder, 'code.py');
    await editor.statusIs('treewright');
    await compare(editor);
  } finally {
    await browser.close();
    await server.stop();
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
