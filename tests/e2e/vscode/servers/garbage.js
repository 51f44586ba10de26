// garbage.js KIND: a server that does not keep to the protocol.
//   noise    bytes that are no message, without an end
//   broken   a frame whose body is no JSON
//   wrong    good messages until it is asked for code: the answers are of the wrong types
//   foreign  good messages, but what the model is said to have looked at is a file that the folder does not have
'use strict';
const { randomBytes } = require('node:crypto');

const capabilities = {
  textDocumentSync: 1, inlineCompletionProvider: true, completionProvider: {}, codeActionProvider: true,
  executeCommandProvider: { commands: ['treewright.generate', 'treewright.why'] },
};
const wrong = [7, 'text', { items: 7 }, [null], { items: [{ insertText: 7, range: 'here' }] }, [[]], true];
const foreign = {
  words: [{ text: 'read', kind: 'word' }], tokens: [{ text: 'x', line: 0, copied: null, weights: [1] }], code: 'x', range: null,
  sources: [{ uri: 'file:///etc/passwd', line: 0, label: 'elsewhere' }],
};

function send(message) {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  process.stdout.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function answer({ id, method }) {
  if (id === undefined || method === undefined) return;
  if (method === 'initialize') return send({ id, result: { capabilities } });
  if (kind === 'foreign') return send({ id, result: method === 'workspace/executeCommand' ? foreign : null });
  send({ method: 'treewright/status', params: wrong[id % wrong.length] });
  send({ method: '$/progress', params: { token: 'treewright/index/1', value: wrong[id % wrong.length] } });
  send({ id, result: wrong[id % wrong.length] });
}

const kind = process.argv[2];
if (kind === 'noise') setInterval(() => process.stdout.write(randomBytes(1000)), 10);
if (kind === 'broken') process.stdout.write('Content-Length: 5\r\n\r\n{{{{{');
process.stdin.on('data', (bytes) => {
  if (kind !== 'wrong' && kind !== 'foreign') return;
  for (const [text] of bytes.toString().matchAll(/\{".*?\}(?=Content-Length|$)/gs)) answer(JSON.parse(text));
});
process.stdin.on('end', () => process.exit());
