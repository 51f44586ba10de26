// Cases that need a window of their own: how it starts, other folders, and servers that misbehave.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');

const comment = 'import json\n\n\ndef read_settings(path):\n    # read the json file at pat';
const file = { 'a.py': `${comment}\n` };

/** Settings that a folder brings along. */
const settings = (values) => ({ '.vscode/settings.json': JSON.stringify(values) });

/** A program in `folder` that runs `command`. */
function script(server, name, command) {
  server.workspace('servers', { [name]: `#!/bin/sh\n${command}\n` });
  fs.chmodSync(server.path('servers', name), 0o755);
  return server.path('servers', name);
}

function nodeServer(server, name, ...given) {
  const quoted = [process.execPath, path.join(__dirname, 'servers', ...given.slice(0, 1)), ...given.slice(1)];
  return script(server, name, `exec ${quoted.map((word) => `'${word}'`).join(' ')} "$@"`);
}

/** A window whose server is `program`. */
async function openWith({ open }, name, program) {
  return open(name, { ...file, ...settings({ 'treewright.server.path': program, 'treewright.index': false }) }, 'a.py');
}

/** The editor goes on whatever its server does: text is typed and saved, menus open. */
async function stillWorks(editor) {
  await editor.show('a.py', 5);
  await editor.type('h!');
  await editor.press('Control+Space');
  await editor.press('Escape');
  await editor.savedIs('a.py', `${comment}h!\n`);
}

/** Of five words of six as the comment of `file` when it is typed, above line 42. */
const similar = `import json\n${'\n'.repeat(37)}
def read_state(filename):
    # read the json file at filename
    with open(filename) as stream:
        return json.load(stream)
`;
const like = 'like src/io.py:42, 0.83';
const typed = `${comment}h`;

/** A window with the alternatives for a comment, once the code for a similar one elsewhere in the workspace is among them. */
async function openWithExample({ open }, name, text) {
  const editor = await open(name, { 'a.py': `${text}\n`, 'src/io.py': similar }, 'a.py');
  await editor.statusIs('treewright');
  await editor.show('a.py', 5);
  await editor.until('an example of the workspace', async () => {
    if (await editor.widget.isVisible()) await closeAlternatives(editor);
    await openAlternatives(editor);
    return editor.widget.locator('.quick-input-list-entry').allTextContents();
  }, (entries) => entries.some((text) => text.includes(like)));
  return editor;
}

async function openAlternatives(editor) {
  await editor.command('treewright: Generate Code from This Comment');
  await editor.widget.locator('.quick-input-title', { hasText: 'Generate' }).waitFor();
}

async function closeAlternatives(editor) {
  await editor.press('Escape');
  await editor.page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
}

/** The page of the attention view. */
function attentionView(editor) {
  return editor.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
}

/** What the table says: its columns, and of each row the weights as they are read aloud, the shades, and what is marked. */
async function heatmap(view) {
  await view.locator('table').waitFor();
  return view.locator('table').evaluate((table) => ({
    words: [...table.querySelectorAll('th.word')].map((head) => head.textContent),
    names: [...table.querySelectorAll('th.name')].map((head) => head.textContent),
    rows: [...table.querySelectorAll('tbody tr')].map((row) => {
      const cells = [...row.querySelectorAll('td')];
      return {
        text: row.querySelector('th').textContent,
        weights: cells.map((cell) => Number(cell.getAttribute('aria-label').match(/: (\d\.\d\d)(, copied)?$/)[1])),
        shades: cells.map((cell) => Number(cell.className.match(/shade-(\d+)/)[1])),
        copied: cells.flatMap((cell, column) => (cell.classList.contains('copied') ? [column] : [])),
      };
    }),
  }));
}

const dense = (text) => text.replace(/\s+/g, '');

/** Rows are the tokens of the code, columns the words of the description and then names, and each row is a distribution. */
function explains({ words, names, rows }, code) {
  assert.equal(rows.map(({ text }) => text).join(''), dense(code));
  assert.deepEqual(words, ['read', 'the', 'json', 'file', 'at', 'path']);
  for (const { text, weights } of rows) {
    assert.equal(weights.length, words.length + names.length);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    assert(Math.abs(sum - 1) <= 0.005 * weights.length, `the weights of ${text} sum to ${sum}, more than rounding from 1`);
  }
}

function many(count) {
  const names = Array.from({ length: count }, (_, number) => number);
  const body = (number) => `def f${number}(x):\n    # add ${number} to x\n    return x + ${number}\n`.repeat(30);
  return Object.fromEntries(names.map((number) => [`package/m${number}.py`, body(number)]));
}

/** As the editor measured it, in milliseconds. */
async function activationTime(open) {
  const editor = await open('activation', file, 'a.py');
  await editor.statusIs('treewright');
  await editor.page.setViewportSize({ width: 800, height: 1200 }); // a list shows only what has room
  await editor.command('Developer: Show Running Extensions');
  const row = editor.page.locator('.runtime-extensions-editor .extension', { hasText: 'treewright' });
  const text = await row.locator('.activation-time').textContent();
  await editor.close();
  return Number(text.match(/\d+(?=ms)/)?.[0]);
}

const cases = {
  // How long it takes is a figure, and no verdict: other work on the machine counts in it (the target is 150 ms).
  async 'it is activated'({ open }) {
    const milliseconds = await activationTime(open);
    assert(milliseconds > 0, 'it is among the running extensions');
    console.log(`     activation: ${milliseconds} ms`);
  },

  async 'nothing runs for files of other languages'({ open, server, program }) {
    const editor = await open('other', { 'a.js': '// sort xs\n' }, 'a.js');
    await editor.page.locator('.statusbar-item', { hasText: 'JavaScript' }).waitFor();
    await editor.page.waitForTimeout(3000);
    assert.equal(await editor.statusText(), '');
    assert.deepEqual(server.pidsOf(program), []);
  },

  async 'a model that lies in the workspace is not taken'({ open, server, machine }) {
    server.configure({}, { ...machine, 'treewright.server.arguments': [] });
    const planted = { 'models/python-base/config.json': 'planted', 'models/sentence-vectors/config.json': 'planted' };
    const editor = await open('planted', { ...file, ...planted, ...settings({ 'treewright.index': false }) }, 'a.py');
    await editor.statusIs('treewright');
    await editor.show('a.py', 5);
    await editor.type('h');
    await editor.until('ghost text', () => editor.ghostText(), (shown) => shown !== '');
  },

  async 'the status bar says how far the workspace is read'({ open, picture }) {
    const editor = await open('large', { ...file, ...many(800) }, 'a.py');
    await editor.statusIs(/^treewright: indexing \d+ %$/);
    await picture(editor, 'indexing');
    await editor.statusIs('treewright');
  },

  async 'what is typed through is not asked for again'({ open, server, program, model }) {
    const log = server.path('methods');
    const relay = nodeServer(server, 'counted', 'relay.js', log, '0', program);
    const editor = await openWith({ open }, 'counted-folder', relay);
    const asked = () => fs.readFileSync(log, 'utf8').split('\n').filter((line) => line === 'textDocument/inlineCompletion').length;
    await editor.statusIs('treewright');
    await editor.show('a.py', 5);
    await editor.type('h');
    const text = await editor.until('ghost text', () => editor.ghostText(), (shown) => shown !== '');
    const before = asked();
    await editor.press('Enter');
    await editor.type(text.slice(0, 8));
    await editor.ghostTextIs(text.slice(8));
    await editor.press('Control+ArrowRight');
    await editor.until('a word less', () => editor.ghostText(), (shown) => shown.length < text.length - 8);
    assert.equal(asked(), before);
  },

  async 'the attention view of accepted code: the heatmap, by keys as well, and the examples of the workspace'(world) {
    const { picture } = world;
    const editor = await openWithExample(world, 'attention', comment);
    await closeAlternatives(editor);
    await editor.show('a.py', 5);
    await editor.type('h');
    await editor.until('ghost text', () => editor.ghostText(), (text) => /json\.load/.test(text));
    await editor.press('Tab');
    await editor.savedIs('a.py', /json\.load/);
    const code = fs.readFileSync(path.join(editor.folder, 'a.py'), 'utf8').slice(typed.length);
    await editor.command('treewright: Show Attention');
    const view = attentionView(editor);
    const shown = await heatmap(view);
    await editor.page.setViewportSize({ width: 1000, height: 760 }); // the table has room
    explains(shown, code);
    assert.equal(dense(await view.locator('pre').textContent()), dense(code));

    // Whatever else the model learns: to write json it looks most at "json", the word or the name, and it copies names.
    const columns = [...shown.words, ...shown.names];
    const row = (text) => shown.rows.find((each) => each.text === text);
    const { shades } = row('json');
    const darkest = shades.flatMap((shade, column) => (shade === Math.max(...shades) ? [columns[column]] : []));
    assert.deepEqual(darkest, ['json'], 'one cell is the darkest');
    for (const name of ['path', 'json']) {
      assert(shown.names.includes(name), `${name} is among the names`);
      assert.deepEqual(row(name).copied, [columns.lastIndexOf(name)], `${name} is copied from the names`);
    }
    const mark = await view.locator('td.copied').first().evaluate((cell) => getComputedStyle(cell).boxShadow);
    assert.notEqual(mark, 'none', 'the policy lets the style sheet in');

    const said = ({ text, weights, copied: [from] }, column) =>
      `${text} ← ${columns[column]}: ${weights[column].toFixed(2)}${column === from ? ', copied' : ''}`;
    const from = columns.lastIndexOf('path');
    const below = shown.rows[shown.rows.indexOf(row('path')) + 1];
    await view.locator('button.token', { hasText: /^path$/ }).click();
    await view.locator('output', { hasText: said(row('path'), from) }).waitFor();
    await picture(editor, 'attention');
    await editor.press('ArrowLeft');
    await view.locator('output', { hasText: said(row('path'), from - 1) }).waitFor();
    await editor.press('ArrowDown');
    await view.locator('output', { hasText: said(below, from - 1) }).waitFor();
    assert.equal(await view.locator('button.token.marked').textContent(), below.text);
    await view.locator('tbody tr').last().locator('td').first().hover();
    await view.locator('output', { hasText: said(shown.rows.at(-1), 0) }).waitFor();

    await view.locator('a', { hasText: like }).click();
    await editor.page.locator('.tab.active', { hasText: 'io.py' }).waitFor();
    await editor.page.locator('.statusbar-item', { hasText: 'Ln 42,' }).waitFor();
  },

  async 'the attention of an alternative is one click away'(world) {
    const editor = await openWithExample(world, 'alternative', typed);
    const entry = editor.entry(like);
    const label = await entry.locator('.label-name').first().textContent();
    await entry.hover();
    await entry.locator('.codicon-eye').click();
    const view = attentionView(editor);
    explains(await heatmap(view), label.replaceAll('⏎', ''));
    await view.locator('a', { hasText: like }).waitFor();
    await closeAlternatives(editor);
    await editor.savedIs('a.py', `${typed}\n`);
  },

  async 'why there is no attention is said'({ open }) {
    const editor = await open('no-attention', file, 'a.py');
    await editor.statusIs('treewright');
    await editor.show('a.py', 5);
    await editor.command('treewright: Show Attention');
    await editor.notificationIs(/no code below the comment yet/);
    assert.equal(await editor.page.locator('iframe.webview').count(), 0);
  },

  async 'an example outside of the folder is not opened'({ open, server }) {
    const editor = await openWith({ open }, 'foreign', nodeServer(server, 'foreign-example', 'garbage.js', 'foreign'));
    await editor.statusIs('treewright');
    await editor.show('a.py', 5);
    await editor.command('treewright: Show Attention');
    await attentionView(editor).locator('a', { hasText: 'elsewhere' }).click();
    await editor.notificationIs(/not in a folder that is open/);
    assert.equal(await editor.page.locator('.tab', { hasText: 'passwd' }).count(), 0);
  },

  async 'without the program it is said how to get it, once'({ open, picture }) {
    const editor = await openWith({ open }, 'missing', '/nowhere/treewright');
    await editor.statusIs('treewright: no server');
    await editor.notificationIs(/server program was not found/);
    await picture(editor, 'no-server');
    assert.equal((await editor.notifications()).length, 1);
    await editor.page.locator('.notification-toast .monaco-button', { hasText: 'How to Get It' }).click();
    await editor.page.locator('.gettingStartedContainer', { hasText: 'Get the server' }).waitFor();
    await picture(editor, 'walkthrough');
  },

  async 'a folder that is not trusted does not choose the program'({ open, server, program, machine }) {
    server.configure({ 'security.workspace.trust.enabled': true }, machine);
    const proof = server.path('proof');
    const evil = script(server, 'evil', `touch '${proof}'`);
    const editor = await openWith({ open }, 'untrusted', evil);
    await editor.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await editor.statusIs('treewright');
    await editor.show('a.py', 5);
    await editor.type('h');
    await editor.until('ghost text', () => editor.ghostText(), (shown) => shown !== '');
    assert.equal(server.pidsOf(program).length, 1);
    assert.equal(fs.existsSync(proof), false);
  },

  async 'a slow server: what it is doing is shown, and typing does not wait'({ open, server, program }) {
    const slow = nodeServer(server, 'slow', 'relay.js', server.path('slow-methods'), '1000', program);
    const editor = await openWith({ open }, 'slow-folder', slow);
    await editor.statusIs('treewright: starting');
    await editor.statusIs(/loading the model|^treewright$/);
    await editor.show('a.py', 5);
    const start = Date.now();
    await editor.type('h');
    await editor.savedIs('a.py', `${comment}h\n`);
    assert(Date.now() - start < 2000, 'typing waited for the server');
    await editor.until('ghost text', () => editor.ghostText(), (shown) => shown !== '');
  },

  async 'a server that dies at once is given up after five times, with one message'({ open, server, picture }) {
    const editor = await openWith({ open }, 'dies', script(server, 'dies-at-once', 'exit 3'));
    await editor.statusIs('treewright: restarting');
    await editor.statusIs('treewright: stopped');
    await editor.notificationIs(/died too often \(it exited with code 3\)/);
    assert.equal((await editor.notifications()).length, 1);
    await picture(editor, 'given-up');
    await stillWorks(editor);
  },

  async 'a server that answers noise is ended'({ open, server }) {
    const editor = await openWith({ open }, 'noise', nodeServer(server, 'noisy', 'garbage.js', 'noise'));
    await editor.statusIs(/starting|restarting/);
    await stillWorks(editor);
    await editor.statusIs('treewright: restarting');
  },

  async 'a server that breaks a message is ended'({ open, server }) {
    const editor = await openWith({ open }, 'broken', nodeServer(server, 'breaking', 'garbage.js', 'broken'));
    await editor.statusIs('treewright: stopped');
    await editor.notificationIs(/died too often/);
    await stillWorks(editor);
  },

  async 'answers of the wrong types change nothing'({ open, server }) {
    const editor = await openWith({ open }, 'wrong', nodeServer(server, 'wrong-types', 'garbage.js', 'wrong'));
    await editor.statusIs(/^treewright(?!: starting)/);
    await stillWorks(editor);
    for (const key of ['Backspace', 'a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      await editor.press(key);
      await editor.page.waitForTimeout(150);
    }
    assert.equal(await editor.ghostText(), '');
    await editor.command('treewright: Show Attention');
    await editor.notificationIs(/does not know where the model looked/);
    assert.equal(await editor.page.locator('iframe.webview').count(), 0);
    await editor.savedIs('a.py', `${comment}habcdefg\n`);
  },
};

module.exports = { cases };
