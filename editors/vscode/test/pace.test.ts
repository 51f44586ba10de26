import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pace } from '../src/pace.ts';

/** A server that answered after so long each time, and is not done with the last question when the next key comes. */
function behind(...latencies: number[]): Pace {
  const pace = new Pace();
  for (const latency of latencies) pace.answered(latency);
  pace.gaveUpAfter(0);
  return pace;
}

test('a server that keeps up with the keys is asked at once, however long it takes', () => {
  const pace = new Pace();
  assert.equal(pace.delayMs(), 0);
  pace.answered(900);
  assert.equal(pace.delayMs(), 0);
});

test('one that does not is asked after as long as it takes, within bounds', () => {
  assert.equal(behind(20, 30, 50).delayMs(), 0);
  assert.equal(behind(150, 150, 150).delayMs(), 100);
  assert.equal(behind(5000).delayMs(), 300);
});

test('until it answers in time again', () => {
  const pace = behind(200, 200, 200);
  assert.equal(pace.delayMs(), 150);
  pace.answered(200);
  assert.equal(pace.delayMs(), 0);
});

test('one slow answer says little of the next', () => {
  assert.equal(behind(20, 20, 20, 900).delayMs(), 0);
});

test('a question that was given up tells that answers take at least that long', () => {
  const pace = behind(20);
  pace.gaveUpAfter(170);
  assert.equal(pace.delayMs(), 120);
});
