import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pace } from '../src/pace.ts';

function paced(...latencies: number[]): Pace {
  const pace = new Pace();
  for (const latency of latencies) pace.record(latency);
  return pace;
}

test('a server that answers within the editor\'s own delay is asked at once', () => {
  assert.equal(paced().delayMs(), 0);
  assert.equal(paced(20, 30, 50).delayMs(), 0);
});

test('a slower one is asked after as long as it takes, within bounds', () => {
  assert.equal(paced(150, 150, 150).delayMs(), 100);
  assert.equal(paced(5000).delayMs(), 300);
});

test('one slow answer changes nothing, many do, and they are forgotten again', () => {
  assert.equal(paced(20, 20, 20, 900).delayMs(), 0);
  const pace = paced(...Array<number>(9).fill(200));
  assert.equal(pace.delayMs(), 150);
  for (let i = 0; i < 5; i += 1) pace.record(20);
  assert.equal(pace.delayMs(), 0);
});

test('a question that was given up tells that answers take at least that long', () => {
  const pace = paced(20);
  pace.gaveUpAfter(10);
  assert.equal(pace.delayMs(), 0);
  pace.gaveUpAfter(170);
  assert.equal(pace.delayMs(), 120);
});
