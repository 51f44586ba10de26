import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../src/textEdits.ts';

test('edits are made where they were meant, in any order', () => {
  const edits = [{ start: 4, end: 5, newText: 'E' }, { start: 0, end: 0, newText: '>' }, { start: 1, end: 3, newText: '' }];
  assert.equal(applyEdits('abcde', edits), '>adE');
  assert.equal(applyEdits('abc', []), 'abc');
});
