// The whole installation is backed up while people work in it, and restored elsewhere.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { ADMIN_PASSWORD, ROOT, Server, freePort, pause } from './server.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'dure-backup-'));
const data = path.join(folder, 'data');
const file = path.join(folder, 'backup.zip');
let server;
let restored;
let admin;

function dure(...args) {
  const child = spawn(path.join(ROOT, 'dure'), args, { env: process.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk) => { said += chunk; });
  child.stderr.on('data', (chunk) => { said += chunk; });
  const ended = new Promise((done) => child.on('exit', (code) => done({ code, said })));
  return Object.assign(ended, { child });
}

async function accounts(of, session) {
  const all = [];
  let next = null;
  do {
    const page = await of.expect(200, session, 'GET', `/api/identity/accounts?limit=200${next ? `&after=${next}` : ''}`);
    all.push(...page.items);
    next = page.next;
  } while (next);
  return all;
}

before(async () => {
  server = new Server({ port: await freePort(), data });
  await server.start();
  admin = await server.company('acme', ['groupware'], 5000);
});

after(async () => {
  await server?.stop();
  await restored?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('what was acknowledged before a backup began is in it, and of each writer nothing is missing in between', async () => {
  let running = true;
  const written = [[], [], []];
  const writers = written.map(async (list, writer) => {
    for (let i = 0; running; i++) {
      const account = await server.expect(201, admin, 'POST', '/api/identity/accounts', {
        loginId: `w${writer}n${i}`, name: `사람 ${writer} ${i}`, password: 'a password of somebody',
      });
      list.push(account.loginId);
    }
  });
  while (written.some((list) => list.length < 5)) await pause(20);
  const acknowledged = written.map((list) => list.length);

  const { code, said } = await dure('backup', file, '--data', data);

  assert.equal(code, 0, said);
  const during = written.map((list, writer) => list.length - acknowledged[writer]);
  running = false;
  await Promise.all(writers);
  assert.ok(during.every((count) => count > 0), `there was no load during the backup: ${during}`);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const all = new Map((await accounts(server, admin)).map((account) => [account.loginId, account]));

  const elsewhere = path.join(folder, 'elsewhere');
  const restore = await dure('restore', file, '--data', elsewhere);
  assert.equal(restore.code, 0, restore.said);
  restored = new Server({ port: await freePort(), data: elsewhere });
  await restored.start();
  const session = await restored.logIn('acme.localhost', 'admin', ADMIN_PASSWORD);
  const found = await accounts(restored, session);

  const ids = new Set(found.map((account) => account.loginId));
  written.forEach((list, writer) => {
    const kept = list.filter((loginId) => ids.has(loginId)).length;
    assert.ok(kept >= acknowledged[writer], `writer ${writer}: ${kept} of ${acknowledged[writer]}`);
    assert.ok(list.slice(0, kept).every((loginId) => ids.has(loginId)), `writer ${writer}: a gap`);
  });
  for (const account of found) {
    if (account.loginId !== 'admin') assert.deepEqual(account, all.get(account.loginId));
  }
  const verified = await dure('verify-audit', '--data', elsewhere);
  assert.equal(verified.code, 0, verified.said);
  // It is a server like any other.
  await restored.expect(201, session, 'POST', '/api/identity/accounts', {
    loginId: 'later', name: '나중', password: 'a password of somebody',
  });
});

test('a backup that is killed leaves nothing under its name, and the next one works', async () => {
  const killed = path.join(folder, 'killed.zip');
  const backup = dure('backup', killed, '--data', data);
  while (!existsSync(`${killed}.part`)) await pause(5);
  backup.child.kill('SIGKILL');
  await backup;

  assert.equal(existsSync(killed), false);
  assert.equal((await dure('backup', killed, '--data', data)).code, 0);
  assert.deepEqual(readdirSync(folder).filter((name) => name.endsWith('.part')), []);
});

test('nothing is overwritten, and what is damaged is not restored', async () => {
  const target = path.join(folder, 'damaged');
  const damaged = path.join(folder, 'damaged.zip');
  assert.match((await dure('backup', file, '--data', data)).said, /is there already/);
  assert.match((await dure('restore', file, '--data', data)).said, /is not empty/);
  copyFileSync(file, damaged);
  const handle = openSync(damaged, 'r+');
  writeSync(handle, Buffer.from('not what it was'), 0, 15, Math.floor(statSync(file).size / 2));

  const { code, said } = await dure('restore', damaged, '--data', target);

  assert.equal(code, 1, said);
  assert.match(said, /damaged/);
  assert.equal(existsSync(target), false);
  assert.equal(existsSync(`${target}.restoring`), false);
});

test('a server that does not run is said so', async () => {
  const { code, said } = await dure('backup', path.join(folder, 'none.zip'), '--data', folder);
  assert.equal(code, 1);
  assert.match(said, /no server/);
});
