// attention.js ANSWER ASKED PROGRAM ARGUMENTS…: a server whose treewright.attention answers what is in the file ANSWER, and
// writes its argument to ASKED. All else is answered by PROGRAM.
'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');

const [answer, asked, program, ...programArguments] = process.argv.slice(2);
const server = spawn(program, programArguments, { stdio: ['pipe', 'pipe', 'inherit'] });
server.on('exit', (code) => process.exit(code ?? 1));
server.stdout.pipe(process.stdout); // in whole writes of one message
process.stdin.on('end', () => server.stdin.end());

let rest = Buffer.alloc(0);
process.stdin.on('data', (bytes) => {
  rest = Buffer.concat([rest, bytes]);
  for (let frame = nextFrame(); frame !== undefined; frame = nextFrame()) take(frame);
});

function nextFrame() {
  const head = rest.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const end = head + 4 + Number(rest.subarray(0, head).toString().match(/Content-Length: (\d+)/)[1]);
  if (rest.length < end) return undefined;
  const frame = rest.subarray(0, end);
  rest = rest.subarray(end);
  return frame;
}

function take(frame) {
  const { id, params } = JSON.parse(frame.subarray(frame.indexOf('\r\n\r\n') + 4).toString());
  if (params?.command !== 'treewright.attention') return server.stdin.write(frame);
  fs.writeFileSync(asked, JSON.stringify(params.arguments[0]));
  const body = JSON.stringify({ jsonrpc: '2.0', id, result: JSON.parse(fs.readFileSync(answer, 'utf8')) });
  process.stdout.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
