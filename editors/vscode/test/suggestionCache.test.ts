import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SuggestionCache } from '../src/suggestionCache.ts';

const uri = 'file:///a.py';
const comment = 'def f(xs):\n    # sort xs';
const below = '\n\nprint(f)\n';
const code = '\n    xs.sort()\n    return xs';

/** A cache that was answered `insertTexts` at the end of the comment. */
function answered(...insertTexts: string[]): SuggestionCache {
  const cache = new SuggestionCache();
  const at = { start: comment.length, end: comment.length };
  cache.remember(uri, comment + below, comment.length, insertTexts.map((insertText) => ({ insertText, ...at })));
  return cache;
}

/** What the cache offers where the document is `before` the cursor and `after` it. */
function found(cache: SuggestionCache, before: string, after: string = below): string[] | undefined {
  return cache.find(uri, before + after, before.length)?.map(({ insertText }) => insertText);
}

test('an unchanged place has the same answer', () => {
  assert.deepEqual(found(answered(code), comment), [code]);
});

test('typing through leaves the rest', () => {
  const cache = answered(code);
  assert.deepEqual(found(cache, `${comment}\n    xs.so`), ['rt()\n    return xs']);
  assert.deepEqual(found(cache, `${comment}\n    xs.sort()\n    re`), ['turn xs']);
});

test('the range reaches from the cursor to what follows', () => {
  const before = `${comment}\n    xs`;
  const [suggestion] = answered(code).find(uri, before + below, before.length) ?? [];
  assert.deepEqual([suggestion?.start, suggestion?.end], [before.length, before.length]);
});

test('of several suggestions those stay that are still possible', () => {
  const cache = answered(code, '\n    return sorted(xs)', '\n    xs.reverse()');
  assert.deepEqual(found(cache, `${comment}\n    xs.`), ['sort()\n    return xs', 'reverse()']);
});

test('nothing is left of a suggestion that was accepted whole', () => {
  assert.equal(found(answered(code), comment + code), undefined);
});

test('another text, another comment, another document: another question', () => {
  const cache = answered(code);
  assert.equal(found(cache, `${comment}\n    ys`), undefined);
  assert.equal(found(cache, `${comment}!`), undefined);
  assert.equal(found(cache, comment.slice(0, -1)), undefined);
  assert.equal(found(cache, comment, '\n\nprint(g)\n'), undefined);
  assert.equal(cache.find('file:///b.py', comment + below, comment.length), undefined);
});

test('brackets and quotes that the editor closes do not end a suggestion', () => {
  const cache = answered('\n    print(xs["a"])');
  assert.deepEqual(found(cache, `${comment}\n    print(`, `)${below}`), ['xs["a"])']);
  assert.deepEqual(found(cache, `${comment}\n    print(xs["`, `"])${below}`), ['a"])']);
  assert.equal(found(cache, `${comment}\n    print(`, `}${below}`), undefined);
});

test('the text that a suggestion replaces may be typed over', () => {
  const cache = new SuggestionCache();
  const blank = `${comment}\n    `;
  cache.remember(uri, blank + below, blank.length, [{ insertText: '    return xs', start: comment.length + 1, end: blank.length }]);
  assert.deepEqual(found(cache, `${blank}ret`), ['urn xs']);
});

test('the last answers are kept, and can be forgotten', () => {
  const cache = answered(code);
  const other = 'x = 1\n# more';
  cache.remember(uri, other, other.length, [{ insertText: '\nx += 1', start: other.length, end: other.length }]);
  assert.deepEqual(found(cache, comment), [code]);
  cache.clear();
  assert.equal(found(cache, comment), undefined);
});
