// One window of VS Code in a browser, driven by keys and read by what it shows.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { chromium } = require('playwright-core');

const patienceMs = 30000;
const viewport = { width: 800, height: 440 };

async function startBrowser() {
  // Root in a container: Chromium needs --no-sandbox.
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args });
}

/** The editor draws spaces as ones that do not break. */
const plain = (text) => text.replace(/\u00a0/g, ' ').replace(/\u200b/g, '');

class Editor {
  constructor(page, folder) {
    this.page = page;
    this.folder = folder;
    this.editor = page.locator('.editor-instance .monaco-editor').first();
    this.status = page.locator('.statusbar-item', { hasText: 'treewright' });
    this.widget = page.locator('.quick-input-widget');
    this.menu = page.locator('.suggest-widget');
  }

  static async open(browser, server, folder, file) {
    const page = await browser.newPage({ viewport });
    page.setDefaultTimeout(patienceMs);
    const payload = JSON.stringify([['openFile', `vscode-remote://${new URL(server.url).host}${path.join(folder, file)}`]]);
    await page.goto(`${server.url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}`, { timeout: 120_000 });
    const editor = new Editor(page, folder);
    await page.locator('.tab', { hasText: path.basename(file) }).waitFor();
    await editor.editor.locator('.view-line').first().waitFor();
    return editor;
  }

  close() {
    return this.page.close();
  }

  /** Waits until `read` gives what `isWanted`, and says at the end what it gave instead. */
  async until(what, read, isWanted) {
    const end = Date.now() + patienceMs;
    for (;;) {
      const got = await read();
      if (isWanted(got)) return got;
      assert(Date.now() < end, `waited in vain for ${what}; there is: ${JSON.stringify(got)}`);
      await this.page.waitForTimeout(50);
    }
  }

  // --- Keys ------------------------------------------------------------------------------------------------------------
  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  type(text) {
    return this.page.keyboard.type(text, { delay: 20 });
  }

  async command(title) {
    await this.press('F1');
    await this.widget.locator('input').waitFor();
    await this.page.keyboard.insertText(title);
    await this.focusedEntry(title).waitFor();
    await this.press('Enter');
  }

  /** Another file of the folder, with the cursor at the end of its line `line` (1-based). */
  async show(file, line) {
    await this.press('Escape', 'Control+p');
    await this.widget.locator('input').waitFor();
    await this.page.keyboard.insertText(`${file}:${line}`);
    await this.focusedEntry(path.basename(file)).waitFor();
    await this.press('Enter');
    await this.page.locator('.tab.active', { hasText: path.basename(file) }).waitFor();
    await this.widget.waitFor({ state: 'hidden' });
    await this.page.locator('.editor-instance .monaco-editor.focused').waitFor();
    await this.page.locator('.statusbar-item', { hasText: `Ln ${line},` }).waitFor();
    await this.press('End');
  }

  /** What Enter would take: not the first one until the list has been filtered. */
  focusedEntry(label) {
    return this.widget.locator('.monaco-list-row.focused', { hasText: label });
  }

  /** An entry of the list that is open. */
  entry(label) {
    return this.widget.locator('.quick-input-list-entry', { hasText: label }).first();
  }

  // --- What it shows ---------------------------------------------------------------------------------------------------
  /** Ghost text as one string, lines and all: what follows on the cursor's line, and what is drawn below it. */
  async ghostText() {
    const lines = await this.editor.evaluate((editor) => {
      const inline = [...editor.querySelectorAll('.view-lines .ghost-text, .view-lines .ghost-text-decoration')]
        .filter((span) => !span.closest('.suggest-preview-text'));
      const below = [...editor.querySelectorAll('.suggest-preview-text > *')];
      return [inline.map((span) => span.textContent).join(''), ...below.map((line) => line.textContent)];
    });
    return plain(lines.join('\n')).trim();
  }

  ghostTextIs(wanted) {
    return this.until(`the ghost text ${JSON.stringify(wanted)}`, () => this.ghostText(), (text) => text === wanted);
  }

  async statusText() {
    return plain((await this.status.allTextContents()).join('|')).trim();
  }

  statusIs(wanted) {
    const matches = wanted instanceof RegExp ? (text) => wanted.test(text) : (text) => text === wanted;
    return this.until(`the status ${wanted}`, () => this.statusText(), matches);
  }

  notifications() {
    return this.page.locator('.notification-toast .notification-list-item-message').allTextContents();
  }

  notificationIs(wanted) {
    return this.until(`the message ${wanted}`, async () => (await this.notifications()).join('|'), (text) => wanted.test(text));
  }

  /** Saves until what is on the disk is what it should be. */
  async savedIs(file, wanted) {
    const matches = wanted instanceof RegExp ? (text) => wanted.test(text) : (text) => text === wanted;
    const save = async () => {
      await this.press('Control+s');
      await this.page.waitForTimeout(100);
      return fs.readFileSync(path.join(this.folder, file), 'utf8');
    };
    await this.until(`the text ${wanted}`, save, matches);
  }

  async picture(file) {
    await this.page.screenshot({ path: file });
  }
}

module.exports = { Editor, startBrowser };
