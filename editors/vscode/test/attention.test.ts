import assert from 'node:assert/strict';
import { test } from 'node:test';
import { piecesOf, readAttention, type Attention } from '../src/attention.ts';
import { attentionHtml } from '../src/attentionHtml.ts';

const answer = {
  words: [{ text: 'read', kind: 'word' }, { text: '<path>', kind: 'name' }],
  tokens: [
    { text: 'load', line: 0, copied: null, weights: [0.96, 0.04] },
    { text: '<path>', line: 0, copied: 1, weights: [0.25, 0.75] },
    { text: '<indent>', line: 1, copied: null, weights: [0.5, 0.5] },
    { text: 'x', line: 1, copied: null, weights: [1, 0] },
  ],
  sources: [{ uri: 'file:///w/io.py', line: 41, label: 'like io.py:42, 0.83 & more' }],
  code: 'load(<path>)\n  x',
  range: null,
};

function good(): Attention {
  const read = readAttention(answer);
  assert(read !== undefined && 'words' in read);
  return read;
}

test('an answer is read as it was sent', () => {
  const { range: _, ...rest } = answer;
  const tokens = answer.tokens.map((token) => ({ ...token, copied: token.copied ?? undefined }));
  assert.deepEqual(readAttention(answer), { ...rest, tokens });
  assert.deepEqual(readAttention({ reason: 'no-code' }), { reason: 'no-code', detail: '' });
  assert.deepEqual(readAttention({ reason: 'x', detail: 'why' }), { reason: 'x', detail: 'why' });
});

test('what is no such answer is not shown', () => {
  const token = answer.tokens[0];
  const bad = [
    7, null, [], {}, { ...answer, words: 'read' }, { ...answer, words: [7] }, { ...answer, code: null },
    { ...answer, tokens: [{ ...token, weights: [1] }] }, { ...answer, tokens: [{ ...token, weights: [-1, 2] }] },
    { ...answer, tokens: [{ ...token, line: -1 }] }, { ...answer, sources: [{ uri: 7 }] },
  ];
  for (const each of bad) assert.equal(readAttention(each), undefined, JSON.stringify(each));
});

test('the code is in pieces, each token once and where it stands', () => {
  const pieces = piecesOf(good());
  assert.equal(pieces.map(({ text }) => text).join(''), answer.code);
  assert.deepEqual(pieces.filter(({ token }) => token !== undefined),
    [{ text: 'load', token: 0 }, { text: '<path>', token: 1 }, { text: 'x', token: 3 }]);
  const twice = { ...good(), code: 'x = 1\ny', tokens: [{ text: 'y', line: 0, copied: undefined, weights: [1, 0] }] };
  assert.deepEqual(piecesOf(twice), [{ text: twice.code, token: undefined }], 'not in its line');
});

test('the page is closed to all but its own style and script, whatever the code says', () => {
  const html = attentionHtml(good(), { nonce: 'once', style: 'style.css', script: 'script.js' });
  assert.match(html, /content="default-src 'none'; style-src 'nonce-once'; script-src 'nonce-once'"/);
  assert(!html.includes('<path>') && !html.includes('<indent>'));
  assert(!/ (style|on\w+)=/.test(html), 'the policy would forbid it');
  assert.match(html, /class="shade-8 copied" aria-label="&lt;path&gt; ← &lt;path&gt;: 0.75, copied"/);
  assert.match(html, /data-source="0">like io.py:42, 0.83 &amp; more</);
});

test('the page says what its marks mean, and has a line between the words and the names', () => {
  const resources = { nonce: 'once', style: 'style.css', script: 'script.js' };
  const html = attentionHtml(good(), resources);
  assert.match(html, /<colgroup class="words" span="1"><\/colgroup><colgroup class="names" span="1"><\/colgroup>/);
  assert.match(html, /class="mark"><\/span> Copied from there/);
  const written = good().tokens.map((token) => ({ ...token, copied: undefined }));
  assert(!attentionHtml({ ...good(), tokens: written }, resources).includes('class="mark"'), 'nothing was copied');
});
