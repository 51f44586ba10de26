// Cases that need a window of their own: how it starts, other folders, and servers that misbehave.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

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

const attention = {
  words: [...['read', 'json', 'file'].map((text) => ({ text, kind: 'word' })), { text: 'path', kind: 'name' }],
  tokens: [
    { text: 'return', line: 0, copied: null, weights: [0.6, 0.1, 0.25, 0.05] },
    { text: 'json', line: 0, copied: 1, weights: [0.05, 0.85, 0.1, 0] },
    { text: 'load', line: 0, copied: null, weights: [0.7, 0.2, 0.1, 0] },
    { text: 'path', line: 0, copied: 3, weights: [0, 0, 0.1, 0.9] },
  ],
  code: 'return json.load(path)',
  range: null,
};

/** A window whose server answers `answer` when it is asked for attention, which `ask` makes it. */
async function openAttention({ open, server, program }, name, answer, ask = (editor) => editor.command('treewright: Show Attention')) {
  const [answers, asked] = [server.path(`${name}.json`), server.path(`${name}-asked.json`)];
  const write = (value) => fs.writeFileSync(answers, JSON.stringify({ ...value, sources }));
  const sources = [
    { uri: pathToFileURL(server.path(name, 'io.py')).href, line: 2, label: 'like io.py:3, 0.83' },
    { uri: 'file:///etc/passwd', line: 0, label: 'elsewhere' },
  ];
  write(answer);
  const relay = nodeServer(server, name, 'attention.js', answers, asked, program);
  const files = { ...file, 'io.py': 'import json\n\ndef load(path):\n    return json.load(path)\n' };
  const editor = await open(name, { ...files, ...settings({ 'treewright.server.path': relay, 'treewright.index': false }) }, 'a.py');
  await editor.statusIs('treewright');
  await editor.show('a.py', 5);
  await editor.type('h');
  await ask(editor);
  const view = editor.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
  if (answer.words !== undefined) await view.locator('table').waitFor();
  return { editor, view, answer: write, asked: () => JSON.parse(fs.readFileSync(asked, 'utf8')) };
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

  async 'the attention view: the heatmap by keys, the code, and the examples of the workspace'({ open, server, program, picture }) {
    const { editor, view, asked } = await openAttention({ open, server, program }, 'attention', attention);
    assert.deepEqual(await view.locator('thead th.word, thead th.name').allTextContents(), attention.words.map(({ text }) => text));
    assert.deepEqual(await view.locator('tbody th').allTextContents(), attention.tokens.map(({ text }) => text));
    assert.equal(await view.locator('pre').textContent(), attention.code);
    assert.equal(await view.locator('td.copied').count(), 2);
    const mark = await view.locator('td.copied').first().evaluate((cell) => getComputedStyle(cell).boxShadow);
    assert.notEqual(mark, 'none', 'the policy lets the style sheet in');
    assert.deepEqual(asked(), { uri: asked().uri, position: { line: 4, character: 32 } });

    await view.locator('button.token', { hasText: 'json' }).click();
    await view.locator('output', { hasText: 'json ← json: 0.85, copied' }).waitFor();
    await picture(editor, 'attention');
    await editor.press('ArrowLeft');
    await view.locator('output', { hasText: 'json ← read: 0.05' }).waitFor();
    await editor.press('ArrowDown');
    await view.locator('output', { hasText: 'load ← read: 0.70' }).waitFor();
    assert.equal(await view.locator('button.token.marked').textContent(), 'load');
    await view.locator('td').last().hover();
    await view.locator('output', { hasText: 'path ← path: 0.90, copied' }).waitFor();

    await view.locator('a', { hasText: 'like io.py:3' }).click();
    await editor.page.locator('.tab.active', { hasText: 'io.py' }).waitFor();
    await editor.page.locator('.statusbar-item', { hasText: 'Ln 3,' }).waitFor();
    await view.locator('a', { hasText: 'elsewhere' }).click();
    await editor.notificationIs(/not in a folder that is open/);
    assert.equal(await editor.page.locator('.tab', { hasText: 'passwd' }).count(), 0);
  },

  async 'the attention of an alternative is one click away'({ open, server, program }) {
    const { editor, view, asked } = await openAttention({ open, server, program }, 'alternative', attention, async (page) => {
      await page.command('treewright: Generate Code from This Comment');
      await page.widget.locator('.quick-input-title', { hasText: 'Generate' }).waitFor();
      await page.entry('json.load').hover();
      await page.entry('json.load').locator('.codicon-eye').click();
    });
    await view.locator('table').waitFor();
    assert.match(asked().text, /json\.load/);
    await editor.press('Escape');
    await editor.savedIs('a.py', `${comment}h\n`);
  },

  async 'why there is no attention is said, and an answer of the wrong type is none'({ open, server, program }) {
    const { editor, answer } = await openAttention({ open, server, program }, 'no-attention', { reason: 'no-code' });
    await editor.notificationIs(/no code below the comment yet/);
    answer({ ...attention, tokens: 7 });
    await editor.command('treewright: Show Attention');
    await editor.notificationIs(/does not know where the model looked/);
    assert.equal(await editor.page.locator('iframe.webview').count(), 0);
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
    await editor.savedIs('a.py', `${comment}habcdefg\n`);
  },
};

module.exports = { cases };
