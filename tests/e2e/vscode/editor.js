// One window of VS Code in a browser, driven by keys and read by what it shows.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { chromium } = require('playwright-core');

const patienceMs = 60000;
const viewport = { width: 900, height: 560 };

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
    const payload = JSON.stringify([['openFile', `vscode-remote://${new URL(server.url).host}${path.join(folder, file)}`]]);
    await page.goto(`${server.url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}`);
    const editor = new Editor(page, folder);
    await page.locator('.tab', { hasText: path.basename(file) }).waitFor({ timeout: patienceMs });
    await editor.editor.locator('.view-line').first().waitFor({ timeout: patienceMs });
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
    await this.widget.locator('.quick-input-list-entry', { hasText: title }).first().waitFor({ timeout: patienceMs });
    await this.press('Enter');
  }

  /** Another file of the folder, with the cursor at the end of its line `line` (1-based). */
  async show(file, line) {
    await this.press('Escape', 'Control+p');
    await this.widget.locator('input').waitFor();
    await this.page.keyboard.insertText(`${file}:${line}`);
    await this.widget.locator('.quick-input-list-entry', { hasText: path.basename(file) }).first().waitFor({ timeout: patienceMs });
    await this.press('Enter');
    await this.page.locator('.tab.active', { hasText: path.basename(file) }).waitFor({ timeout: patienceMs });
    await this.widget.waitFor({ state: 'hidden' });
    await this.press('End');
  }

  async entry(label) {
    const found = this.widget.locator('.quick-input-list-entry', { hasText: label }).first();
    await found.waitFor({ timeout: patienceMs });
    await found.click();
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

  /** Saves, and gives what is then on the disk. */
  async saved(file) {
    await this.press('Control+s');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached', timeout: patienceMs });
    return fs.readFileSync(path.join(this.folder, file), 'utf8');
  }

  async picture(file) {
    await this.page.screenshot({ path: file });
  }
}

module.exports = { Editor, startBrowser };
