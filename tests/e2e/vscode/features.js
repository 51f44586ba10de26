// What a user does with the client: one window, the real server, the real model. Each case has a file of its own. The index
// is off (see run.js).
'use strict';
const assert = require('node:assert/strict');
const { acceptNextLine } = require('./codeServer.js');

// As long as this, so that a list at the top of the window leaves the comment in view.
const above = `"""Settings of a program."""

import json
import os

NAME = "settings.json"


def path_in(folder):
    return os.path.join(folder, NAME)


def read_settings(path):
`;
const comment = `${above}    # read the json file at path`;
const functions = {
  'ghost.py': comment.slice(0, -1),
  'cycle.py': comment.slice(0, -1),
  'through.py': comment.slice(0, -1),
  'menu.py': comment,
  'generate.py': comment,
  'action.py': comment,
  'exchanged.py': comment.slice(0, -1),
  'again.py': comment.slice(0, -1),
  'own.py': 'def total(prices):\n    # return the sum of prices\n    return 0',
  'replace.py': 'def total(prices):\n    # return the sum of prices\n    return 0',
  'nothing.py': 'def f(x):\n    # noqa',
  'toggle.py': comment.slice(0, -1),
  'manual.py': comment.slice(0, -1),
  'killed.py': comment.slice(0, -1),
  'secret.py': comment.slice(0, -1),
};
const files = Object.fromEntries(Object.entries(functions).map(([name, text]) => [name, `${text}\n`]));
files['.treewrightignore'] = 'secret.py\n';
const commentLine = comment.split('\n').length;

/** The document with the code that the command line gives for the same comment. */
async function withCode({ answers }, number = 0) {
  const { candidates } = await answers;
  const indented = candidates[number].code.split('\n').map((line) => (line === '' ? line : `    ${line}`)).join('\n');
  return `${comment}\n${indented}\n`;
}

async function shownCode({ answers }, number = 0) {
  return (await answers).candidates[number].code.replace(/\n/g, '\n    ');
}

/** Ends the comment, which makes the editor ask. */
async function endComment(editor, file) {
  await editor.show(file, commentLine);
  await editor.type('h');
}

const cases = {
  async 'ghost text comes while a comment is typed, and Tab accepts it'({ editor, picture, ...world }) {
    await endComment(editor, 'ghost.py');
    await editor.ghostTextIs(await shownCode(world));
    await picture(editor, 'ghost-text');
    await editor.press('Tab');
    await editor.savedIs('ghost.py', await withCode(world));
  },

  async 'the next suggestion is one key away'({ editor, ...world }) {
    await endComment(editor, 'cycle.py');
    await editor.ghostTextIs(await shownCode(world));
    await editor.press('Alt+]');
    await editor.ghostTextIs(await shownCode(world, 1));
    await editor.press('Tab');
    await editor.savedIs('cycle.py', await withCode(world, 1));
  },

  async 'words and lines are accepted, and typing through keeps the rest'({ editor, picture, ...world }) {
    const code = await shownCode(world);
    await endComment(editor, 'through.py');
    await editor.ghostTextIs(code);
    await editor.press('Enter');
    await editor.ghostTextIs(code);
    await editor.type(code.slice(0, 3));
    await editor.ghostTextIs(code.slice(3));
    await picture(editor, 'typed-through');
    await editor.press('Control+ArrowRight');
    await editor.until('one word less', () => editor.ghostText(), (text) => text.length > 0 && text.length < code.length - 3);
    await editor.press(acceptNextLine);
    await editor.ghostTextIs(code.slice(code.indexOf('\n') + 1).trim());
    // The first key after a line is lost in this version of VS Code.
    await editor.until('nothing left', async () => {
      await editor.press('Tab');
      await editor.page.waitForTimeout(500);
      return editor.ghostText();
    }, (text) => text === '');
    await editor.savedIs('through.py', await withCode(world));
  },

  async 'the menu has the same suggestions'({ editor, picture, ...world }) {
    await editor.show('menu.py', commentLine);
    await editor.press('Control+Space');
    const first = (await shownCode(world)).split('\n')[0];
    await editor.menu.locator('.monaco-list-row', { hasText: first }).first().waitFor();
    await picture(editor, 'menu');
    await editor.press('Enter');
    await editor.savedIs('menu.py', await withCode(world));
  },

  async 'the command lists alternatives, and shows each as a difference'({ editor, picture, ...world }) {
    await editor.show('generate.py', commentLine);
    await editor.command('treewright: Generate Code from This Comment');
    await editor.widget.locator('.quick-input-title', { hasText: 'Generate' }).waitFor();
    await editor.press('ArrowDown');
    const added = (await shownCode(world, 1)).split('\n').at(-1).trim(); // the first line is that of both
    await editor.page.locator('.monaco-diff-editor .editor.modified .view-line', { hasText: added }).waitFor();
    await picture(editor, 'alternatives');
    await editor.press('Enter');
    await editor.page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
    await editor.savedIs('generate.py', await withCode(world, 1));
  },

  async 'the light bulb offers the command, and Escape leaves the document as it is'({ editor, picture }) {
    await editor.show('action.py', commentLine);
    await editor.press('Control+.');
    const action = editor.page.locator('.action-widget .monaco-list-row', { hasText: 'Generate code from this comment' });
    await action.waitFor();
    await picture(editor, 'code-action');
    await editor.press('Enter');
    await editor.widget.locator('.quick-input-title', { hasText: 'Generate' }).waitFor();
    await editor.press('Escape');
    await editor.page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
    await editor.savedIs('action.py', files['action.py']);
  },

  async 'the command replaces code that is there'({ editor }) {
    await editor.show('replace.py', 2);
    await editor.command('treewright: Generate Code from This Comment');
    await editor.widget.locator('.quick-input-title', { hasText: 'Generate' }).waitFor();
    await editor.press('Enter');
    await editor.widget.waitFor({ state: 'hidden' });
    await editor.savedIs('replace.py', /^def total\(prices\):\n {4}# return the sum of prices\n {4}(?!return 0)\S/);
  },

  async 'alternatives take the place of what was accepted, each one step to undo'({ editor, ...world }) {
    const last = (await world.answers).candidates.length - 1;
    await endComment(editor, 'exchanged.py');
    await editor.ghostTextIs(await shownCode(world));
    await editor.press('Tab');
    await editor.savedIs('exchanged.py', await withCode(world));
    await editor.press('Alt+]');
    await editor.savedIs('exchanged.py', await withCode(world, 1));
    await editor.page.locator('.statusbar-item', { hasText: 'Alternative 2 of' }).waitFor();
    await editor.press('Control+z');
    await editor.savedIs('exchanged.py', await withCode(world));
    await editor.press('Alt+[');
    await editor.savedIs('exchanged.py', await withCode(world, last));
  },

  async 'code follows its comment, and is replaced only when asked where it was edited'({ editor, ...world }) {
    const dialog = editor.page.locator('.monaco-dialog-box');
    await endComment(editor, 'again.py');
    await editor.ghostTextIs(await shownCode(world));
    await editor.press('Tab', 'Alt+]');
    await editor.savedIs('again.py', await withCode(world, 1));
    await editor.show('again.py', commentLine);
    await editor.type(' in full'); // for which the first suggestion is the best as well
    await editor.command('treewright: Generate Again');
    const followed = (await withCode(world)).replace('at path\n', 'at path in full\n');
    await editor.savedIs('again.py', followed);
    await editor.show('again.py', commentLine + 2);
    await editor.type(' or {}');
    await editor.show('again.py', commentLine);
    await editor.command('treewright: Generate Again');
    await dialog.locator('.monaco-button', { hasText: 'Cancel' }).click();
    const edited = followed.replace('(f)\n', '(f) or {}\n');
    await editor.savedIs('again.py', edited);
    await editor.command('treewright: Generate Again');
    await dialog.locator('.monaco-button', { hasText: 'Replace' }).click();
    await editor.savedIs('again.py', followed);
    await editor.press('Control+z');
    await editor.savedIs('again.py', edited);
  },

  async 'code that nobody generated stays as it is, and it is said why'({ editor }) {
    await editor.show('own.py', 3);
    await editor.press('Alt+]');
    await editor.notificationIs(/no other code that was generated/);
    await editor.command('Notifications: Clear All Notifications');
    await editor.savedIs('own.py', files['own.py']);
  },

  async 'where nothing is found it is said why'({ editor }) {
    await editor.show('nothing.py', 2);
    await editor.type(' ');
    await editor.statusIs('treewright: the comment says nothing');
    await editor.command('treewright: Generate Code from This Comment');
    await editor.notificationIs(/says nothing/);
    await editor.command('Notifications: Clear All Notifications');
  },

  async 'an excluded file says so, and the menu says which rule it is'({ editor, set, picture }) {
    await set(editor, { 'treewright.index': true });
    await endComment(editor, 'secret.py');
    await editor.statusIs('treewright: this file is excluded');
    await editor.status.click();
    await editor.entry('Restart the server').waitFor();
    await picture(editor, 'menu-of-status-bar');
    await editor.entry('Why is this file excluded').click();
    await editor.notificationIs(/excluded by .treewrightignore:1/);
    await editor.command('Notifications: Clear All Notifications');
  },

  async 'it can be turned off for a language, and on again'({ editor, ...world }) {
    await editor.show('toggle.py', commentLine);
    await editor.status.click();
    await editor.entry('Turn off for python').click();
    await editor.statusIs('treewright: off');
    await editor.show('toggle.py', commentLine);
    await editor.type('h');
    await editor.page.waitForTimeout(1500);
    assert.equal(await editor.ghostText(), '');
    await editor.command('treewright: Turn On or Off');
    await editor.statusIs('treewright');
    await editor.press('Backspace');
    await editor.type('h');
    await editor.ghostTextIs(await shownCode(world));
  },

  async 'manual: it comes when it is asked for'({ editor, set, ...world }) {
    await set(editor, { 'treewright.trigger': 'manual' });
    await editor.show('manual.py', commentLine);
    await editor.type('h');
    await editor.page.waitForTimeout(1500);
    assert.equal(await editor.ghostText(), '');
    await editor.command('Trigger Inline Suggestion');
    await editor.ghostTextIs(await shownCode(world));
  },

  async 'a server that is killed is started again'({ editor, server, program, ...world }) {
    const [pid] = server.pidsOf(program);
    await editor.show('killed.py', commentLine);
    process.kill(pid, 'SIGKILL');
    await editor.statusIs('treewright: restarting');
    await editor.until('another server', () => server.pidsOf(program), (pids) => pids.length === 1 && pids[0] !== pid);
    await editor.statusIs('treewright');
    await editor.type('h');
    await editor.ghostTextIs(await shownCode(world));
  },
};

module.exports = { cases, commentLine, files };
