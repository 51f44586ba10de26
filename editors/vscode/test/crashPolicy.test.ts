import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CrashPolicy } from '../src/crashPolicy.ts';

test('a server is started again four times, each time later, and then not any more', () => {
  const policy = new CrashPolicy(() => 0);
  assert.deepEqual([1, 2, 3, 4, 5, 6].map(() => policy.crashed()), [500, 1000, 2000, 4000, undefined, undefined]);
  policy.reset();
  assert.equal(policy.crashed(), 500);
});

test('crashes of long ago do not count', () => {
  let now = 0;
  const policy = new CrashPolicy(() => now);
  for (let i = 0; i < 10; i += 1) {
    assert.equal(policy.crashed(), 500);
    now += 4 * 60 * 1000;
  }
});
