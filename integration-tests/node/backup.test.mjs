// `./dure backup` while the server works, `./dure restore` elsewhere: what was acknowledged before is there, and what is there is whole.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { ADMIN_PASSWORD, ROOT, Server, freePort, pause } from './server.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'dure-backup-'));
const file = path.join(folder, 'dure.zip');
const started = [];
let server;
let admin;

/** Runs a command of ./dure; answers its exit code and what it said. `kill` may end it while it speaks. */
function dure(args, kill = () => false) {
  const run = spawn(path.join(ROOT, 'dure'), args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  const listen = (chunk) => {
    said += chunk;
    if (kill(said)) {
      process.kill(-run.pid, 'SIGKILL');
    }
  };
  run.stdout.on('data', listen);
  run.stderr.on('data', listen);
  return new Promise((done) => run.on('close', (code) => done({ code, said })));
}

async function serve(data) {
  const one = new Server({ port: await freePort(), data });
  started.push(one);
  await one.start();
  return one;
}

async function roles(where, session) {
  const names = [];
  for (let after = ''; after !== null;) {
    const page = await where.expect(200, session, 'GET', `/api/identity/roles?limit=200${after && `&after=${after}`}`);
    names.push(...page.items.map((role) => role.name));
    after = page.next;
  }
  return names;
}

before(async () => {
  server = await serve(path.join(folder, 'data'));
  admin = await server.company('acme');
}, { timeout: 240_000 });

after(async () => {
  for (const one of started) {
    await one.stop();
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Makes roles one after the other until it is told to stop; answers the names that were acknowledged. */
function load() {
  const acknowledged = [];
  let going = true;
  const work = (async () => {
    for (let number = 1; going; number += 1) {
      await server.expect(201, admin, 'POST', '/api/identity/roles', { name: `역할 ${number}`, permissions: ['identity.accounts'] });
      acknowledged.push(`역할 ${number}`);
    }
  })();
  return { acknowledged, stop: async () => { going = false; await work; } };
}

test('a backup taken under load is restored elsewhere with everything that was acknowledged before it began', { timeout: 300_000 }, async () => {
  const writer = load();
  while (writer.acknowledged.length < 50) await pause(20);
  const before = [...writer.acknowledged];
  const backup = await dure(['backup', file, '--data', server.data]);
  await writer.stop();
  assert.equal(backup.code, 0, backup.said);
  assert.ok(writer.acknowledged.length > before.length, 'nothing was written while the backup was taken');
  assert.equal(statSync(file).mode & 0o777, 0o600);

  const copy = path.join(folder, 'copy');
  const restore = await dure(['restore', file, '--data', copy]);
  assert.equal(restore.code, 0, restore.said);
  const again = await serve(copy);
  const session = await again.logIn('acme.localhost', 'admin', ADMIN_PASSWORD);
  const names = await roles(again, session);
  assert.deepEqual(before.filter((name) => !names.includes(name)), [], 'acknowledged before the backup, and lost');
  // One writer: what is there is the beginning of what it wrote, with no hole.
  const written = names.filter((name) => name.startsWith('역할 ')).map((name) => Number(name.slice(3))).sort((a, b) => a - b);
  assert.deepEqual(written, written.map((_, at) => at + 1));
  await again.expect(201, session, 'POST', '/api/identity/roles', { name: '다시 일한다', permissions: [] });
  const audit = await dure(['verify-audit', '--data', copy]);
  assert.equal(audit.code, 0, audit.said);
  await again.stop();
});

test('a damaged backup, a folder in use and an unknown file restore nothing', async () => {
  const damaged = path.join(folder, 'damaged.zip');
  const bytes = readFileSync(file);
  bytes[Math.floor(bytes.length / 2)] ^= 0xff;
  writeFileSync(damaged, bytes);
  const target = path.join(folder, 'nowhere');
  for (const [from, to] of [[damaged, target], [file, server.data], [path.join(ROOT, 'README.md'), target]]) {
    const refused = await dure(['restore', from, '--data', to]);
    assert.equal(refused.code, 1, refused.said);
    assert.match(refused.said, /Nothing was restored/);
  }
  assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith('nowhere')), []);
});

test('a backup that is killed leaves nothing under its name, and the next one works', { timeout: 120_000 }, async () => {
  const name = path.join(folder, 'killed.zip');
  const killed = await dure(['backup', name, '--data', server.data], (said) => said.includes('%'));
  assert.notEqual(killed.code, 0);
  assert.equal(existsSync(name), false);
  const next = await dure(['backup', name, '--data', server.data]);
  assert.equal(next.code, 0, next.said);
  assert.ok(existsSync(name));
  const over = await dure(['backup', name, '--data', server.data]);
  assert.equal(over.code, 1, 'a backup never replaces another');
});
