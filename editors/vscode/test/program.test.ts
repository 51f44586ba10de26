import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, test } from 'node:test';
import { findProgram } from '../src/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'treewright-'));
const program = join(folder, 'treewright');
writeFileSync(program, '');
chmodSync(program, 0o755);
after(() => rmSync(folder, { recursive: true }));

test('the configured program is the only one that counts', () => {
  assert.equal(findProgram(program, {}).program, program);
  const missing = findProgram(join(folder, 'other'), { PATH: folder });
  assert.deepEqual(missing, { program: undefined, lookedIn: join(folder, 'other') });
  assert.equal(findProgram(folder, {}).program, undefined);
});

test('else it is looked for on PATH, but in no folder that depends on where one is', () => {
  assert.equal(findProgram('', { PATH: ['/nowhere', folder].join(delimiter) }).program, program);
  const here = process.cwd();
  process.chdir(folder);
  assert.notEqual(findProgram('', { PATH: '.' }).program, 'treewright');
  process.chdir(here);
});
