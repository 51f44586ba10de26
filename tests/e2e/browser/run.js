// run.js PROGRAM: web pages in a real Chromium try to talk to `treewright lsp --listen`. Whatever they send has whole LSP
// messages in it, that would open a folder of the user's and have it indexed; none may be read, and none answered.
// Exits with 77 where there is no Chromium.
'use strict';
const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { chromium } = require('playwright-core');
const { Relay } = require('./relay.js');

const [program] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const patienceMs = 30000;
const skipped = 77;
/** A name of the page's author, which DNS binds to this machine. */
const rebound = 'rebound.example';

async function until(what, isThere) {
  for (const end = Date.now() + patienceMs; !await isThere();) {
    assert(Date.now() < end, `waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

class Server {
  static async start() {
    const server = new Server();
    server.home = fs.mkdtempSync(path.join(os.tmpdir(), 'treewright-browser-'));
    server.cache = path.join(server.home, 'cache');
    const folder = path.join(server.home, 'workspace');
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, 'a.py'), '# read the rows\nrows = f.read()\n');
    server.messages = messagesFor(`file://${folder}`);
    server.log = '';
    const flags = ['lsp', '--listen', '127.0.0.1:0', '--model', path.join(server.home, 'none')];
    const env = { ...process.env, XDG_CACHE_HOME: server.cache };
    server.process = spawn(program, flags, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    server.process.stderr.on('data', (bytes) => { server.log += bytes; });
    const listening = () => /listening on \S+:(\d+)/.exec(server.log);
    await until('the server', listening);
    server.port = Number(listening()[1]);
    return server;
  }

  /** Whether somebody had the folder indexed. */
  hasIndex() {
    return fs.existsSync(this.cache);
  }

  async stop() {
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill();
    await gone;
    fs.rmSync(this.home, { recursive: true, force: true });
  }
}

function messagesFor(uri) {
  const initialize = { processId: null, capabilities: {}, workspaceFolders: [{ uri, name: 'w' }] };
  return [{ id: 1, method: 'initialize', params: initialize }, { method: 'initialized', params: {} }]
    .map((message) => JSON.stringify({ jsonrpc: '2.0', ...message }))
    .map((body) => `Content-Length: ${body.length}\r\n\r\n${body}`).join('');
}

/** Nothing of what came through `relay` was read as a message, though the messages were in it. */
async function checkRefused(server, relay) {
  assert(relay.connections.length > 0, 'the browser sent nothing');
  await until('the end of each connection', () => relay.connections.every(({ sent, closed }) => sent === '' || closed));
  for (const { received } of relay.connections) assert.equal(received, '');
  assert(!server.hasIndex(), 'a message was read');
}

const isSent = (relay, text) => relay.connections.some(({ sent }) => sent.includes(text));

const cases = {
  /** What the other cases look for would be seen. */
  'an LSP client is answered, and its folder indexed': async ({ server }) => {
    const client = net.connect(server.port, '127.0.0.1');
    let received = '';
    client.on('data', (bytes) => { received += bytes; });
    client.write(server.messages);
    await until('the answer', () => received.includes('"capabilities"'));
    await until('the index', () => server.hasIndex());
    client.destroy();
  },

  'fetch without CORS': async ({ server, relay, page }) => {
    const error = await page.evaluate(([url, body]) => fetch(url, { method: 'POST', mode: 'no-cors', body })
      .then(() => 'answered', String), [`http://127.0.0.1:${relay.port}/`, server.messages]);
    assert.match(error, /TypeError/);
    assert(isSent(relay, 'POST / HTTP/1.1'));
  },

  'a form': async ({ server, relay, page }) => {
    await page.evaluate(([action, text]) => {
      const form = Object.assign(document.createElement('form'), {
        action, method: 'POST', enctype: 'text/plain', target: 'frame',
      });
      form.append(Object.assign(document.createElement('textarea'), { name: '\r\n', value: text }));
      document.body.append(form);
      form.submit();
    }, [`http://127.0.0.1:${relay.port}/`, server.messages]);
    await until('the form', () => isSent(relay, 'Content-Length: 2'));
  },

  'a WebSocket': async ({ relay, page }) => {
    const end = await page.evaluate((url) => new Promise((resolve) => {
      const socket = new WebSocket(url, ['lsp']);
      socket.onopen = () => resolve('open');
      socket.onclose = () => resolve('closed');
    }), `ws://127.0.0.1:${relay.port}/`);
    assert.equal(end, 'closed');
    assert(isSent(relay, 'Upgrade: websocket'));
  },

  /** The page's own origin, which may send what it likes and read the answers. */
  'a name bound to this machine': async ({ server, browser }) => {
    const relay = await Relay.start();
    const page = await browser.newPage();
    await page.goto(`http://${rebound}:${relay.port}/`);
    relay.target = server.port;
    const error = await page.evaluate((body) => fetch('/', { method: 'POST', body }).then(() => 'answered', String),
      server.messages);
    assert.match(error, /TypeError/);
    assert(isSent(relay, `Host: ${rebound}`));
    await checkRefused(server, relay);
    relay.close();
  },
};

async function runCase(browser, name, run) {
  const server = await Server.start();
  const [relay, author] = [await Relay.start(server.port), await Relay.start()];
  const page = await browser.newPage();
  try {
    await page.goto(`http://127.0.0.1:${author.port}/`);
    await run({ server, relay, page, browser });
    if (relay.connections.length > 0) await checkRefused(server, relay);
    console.log(`ok   ${name}`);
    return 0;
  } catch (error) {
    console.log(`FAIL ${name}\n${error.stack}\n${server.log}`);
    return 1;
  } finally {
    await page.close();
    relay.close();
    author.close();
    await server.stop();
  }
}

async function main() {
  if (!fs.existsSync(executablePath)) {
    console.log(`skipped: there is no ${executablePath}; type: apt-get install chromium`);
    return skipped;
  }
  // Root in a container: Chromium needs --no-sandbox.
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', `--host-resolver-rules=MAP ${rebound} 127.0.0.1`];
  const browser = await chromium.launch({ executablePath, headless: true, args });
  let failures = 0;
  try {
    for (const [name, run] of Object.entries(cases)) failures += await runCase(browser, name, run);
  } finally {
    await browser.close();
  }
  console.log(`${failures} of ${Object.keys(cases).length} cases failed`);
  return failures === 0 ? 0 : 1;
}

main().then((code) => process.exit(code), (error) => {
  console.error(error);
  process.exit(1);
});
