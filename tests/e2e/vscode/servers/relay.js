// relay.js LOG DELAY PROGRAM ARGUMENTS…: a server behind a line on which each of its messages takes DELAY ms. What the
// editor asks is written to LOG, one method a line.
'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');

const [log, delay, program, ...programArguments] = process.argv.slice(2);
const server = spawn(program, programArguments, { stdio: ['pipe', 'pipe', 'inherit'] });
server.on('exit', (code) => process.exit(code ?? 1));
process.stdin.on('end', () => server.stdin.end());

process.stdin.on('data', (bytes) => {
  for (const [, method] of bytes.toString().matchAll(/"method":"([^"]+)"/g)) fs.appendFileSync(log, `${method}\n`);
  server.stdin.write(bytes);
});
let line = Promise.resolve();
server.stdout.on('data', (bytes) => {
  line = line.then(() => new Promise((resolve) => setTimeout(resolve, Number(delay)))).then(() => process.stdout.write(bytes));
});
