import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe, explain, type Situation } from '../src/statusText.ts';

const ready: Situation = { server: { kind: 'running' }, loadingModel: false, indexing: undefined, request: undefined };

function text(change: Partial<Situation>): string {
  return describe({ ...ready, ...change }).text;
}

test('what takes long is said', () => {
  assert.equal(text({ server: { kind: 'starting' } }), '$(loading~spin) treewright: starting');
  assert.equal(text({ loadingModel: true }), '$(loading~spin) treewright: loading the model');
  assert.equal(text({ indexing: 43 }), '$(loading~spin) treewright: indexing 43 %');
  assert.equal(text({ indexing: 43, request: { state: 'working' } }), '$(loading~spin) treewright: working');
});

test('nothing found, and why', () => {
  assert.equal(text({ request: { state: 'idle', reason: 'nothing-valid' } }), '$(circle-slash) treewright: nothing valid found');
  const request = { state: 'idle', reason: 'file-excluded', detail: '.gitignore:3: *.gen.py' } as const;
  assert.match(describe({ ...ready, request }).tooltip, /\.gitignore:3/);
  assert.equal(text({ request: { state: 'idle', reason: 'a-new-reason' } }), '$(circle-slash) treewright: a-new-reason');
});

test('most places have no comment, which is not worth a word', () => {
  assert.equal(text({ request: { state: 'idle', reason: 'no-comment' } }), '$(sparkle) treewright');
  assert.equal(text({ request: { state: 'idle', milliseconds: 20 } }), '$(sparkle) treewright');
  assert.match(explain('no-comment'), /No comment/);
});

test('a server in trouble is a problem, and says which', () => {
  const said = describe({ ...ready, server: { kind: 'crashed', why: 'it exited with code 3' } });
  assert.ok(said.isProblem);
  assert.match(said.tooltip, /code 3/);
  assert.ok(!describe({ ...ready, server: { kind: 'off' } }).isProblem);
});
