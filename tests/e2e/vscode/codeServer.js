// VS Code as code-server serves it, with a profile of its own in a new folder.
'use strict';
const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const entry = require.resolve('code-server/out/node/entry.js');
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'window.commandCenter': false,
  'chat.commandCenter.enabled': false,
  'workbench.layoutControl.enabled': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.enabled': false,
  'editor.minimap.enabled': false,
  'workbench.activityBar.location': 'hidden',
  'files.autoSave': 'off',
  'security.workspace.trust.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
};
/** The editor has a command for it and no key. */
const acceptNextLine = 'F9';
const keys = [{ key: 'f9', command: 'editor.action.inlineSuggest.acceptNextLine', when: 'inlineSuggestionVisible' }];

class CodeServer {
  /** Outside of any repository: what git ignores there gets no suggestions. */
  constructor(vsixes) {
    this.home = fs.mkdtempSync(path.join(os.tmpdir(), 'treewright-vscode-'));
    this.flags = ['--user-data-dir', this.path('user'), '--extensions-dir', this.path('extensions'),
      '--config', this.path('config.yaml'), '--disable-telemetry', '--disable-update-check'];
    fs.writeFileSync(this.path('config.yaml'), 'auth: none\n');
    this.configure({}, {});
    fs.writeFileSync(this.path('user', 'User', 'keybindings.json'), JSON.stringify(keys));
    for (const vsix of vsixes) this.install(vsix);
  }

  install(vsix) {
    execFileSync(process.execPath, [entry, ...this.flags, '--install-extension', vsix]);
  }

  path(...parts) {
    return path.join(this.home, ...parts);
  }

  /** The user's settings: those of every test, and `settings`. Those of the machine: where the program is. */
  configure(settings, machine) {
    for (const [kind, values] of [['User', { ...quiet, ...settings }], ['Machine', machine]]) {
      fs.mkdirSync(this.path('user', kind), { recursive: true });
      fs.writeFileSync(this.path('user', kind, 'settings.json'), JSON.stringify(values));
    }
  }

  /** A folder with files: { name: text }. */
  workspace(name, files) {
    for (const [file, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(this.path(name, file)), { recursive: true });
      fs.writeFileSync(this.path(name, file), text);
    }
    return this.path(name);
  }

  async start() {
    const port = await freePort();
    this.url = `http://127.0.0.1:${port}`;
    const log = fs.openSync(this.path('log'), 'w');
    // Extensions are asked for nothing but what is installed: the registry has no address.
    const env = { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
    const flags = [...this.flags, '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--disable-getting-started-override'];
    this.process = spawn(process.execPath, [entry, ...flags], { env, stdio: ['ignore', log, log] });
    for (let tries = 0; !await isUp(this.url); tries += 1) {
      if (tries > 240 || this.process.exitCode !== null) throw new Error(fs.readFileSync(this.path('log'), 'utf8'));
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  /** Process ids of what runs `program` below this editor. */
  pidsOf(program) {
    const real = fs.realpathSync(program);
    return descendants(this.process.pid).filter((pid) => {
      try {
        return fs.readlinkSync(`/proc/${pid}/exe`) === real;
      } catch {
        return false;
      }
    });
  }

  async stop() {
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill();
    await gone;
    fs.rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function descendants(pid) {
  const children = new Map();
  for (const each of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)) {
    try {
      const parent = Number(fs.readFileSync(`/proc/${each}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), each]);
    } catch {
      // It has ended meanwhile.
    }
  }
  const below = (parent) => (children.get(parent) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function isUp(url) {
  try {
    return (await fetch(`${url}/healthz`)).ok;
  } catch {
    return false;
  }
}

module.exports = { acceptNextLine, CodeServer };
