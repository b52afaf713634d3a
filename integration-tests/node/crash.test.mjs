import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import { ROOT } from './server.mjs';

// `./dure crash` does the same for longer.
test('nothing acknowledged is lost, half or double when server and database are killed under load', () => {
  const run = spawnSync('node', [path.join(ROOT, 'integration-tests/node/crash.mjs'), '--rounds', '5'], { encoding: 'utf8' });
  assert.equal(run.status, 0, run.stdout + run.stderr);
});
