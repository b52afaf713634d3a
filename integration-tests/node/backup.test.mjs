// `./dure backup` while the server works, `./dure restore` elsewhere: what was acknowledged before is there, and what is there is whole.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
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
  return command(path.join(ROOT, 'dure'), args, kill);
}

function command(program, args, kill = () => false) {
  const run = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  const listen = (chunk) => {
    said += chunk;
    if (kill(said)) {
      try {
        process.kill(-run.pid, 'SIGKILL');
      } catch {
        // Over already.
      }
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

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');

function content(where, session, id) {
  return new Promise((resolve, reject) => {
    http.get({
      host: '127.0.0.1', port: where.port, path: `/api/files/${id}/content`, headers: { Host: session.host, Cookie: session.cookie },
    }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });
}

/** Makes roles and files, and deletes files, until it is told to stop; answers what was acknowledged. */
function load() {
  const acknowledged = [];
  const files = new Map();
  let going = true;
  const work = (async () => {
    for (let number = 1; going; number += 1) {
      await server.expect(201, admin, 'POST', '/api/identity/roles', { name: `역할 ${number}`, permissions: ['identity.accounts'] });
      acknowledged.push(`역할 ${number}`);
      const bytes = randomBytes(1000 + (number % 7) * 200_000);
      const file = await server.expect(201, admin, 'POST', `/api/files?name=${number}.bin`, bytes, { 'Content-Type': 'application/octet-stream' });
      files.set(file.id, { number, sha256: hash(bytes) });
      if (number % 5 === 0) {
        // The oldest, some of which are in the backup; then recent ones, so that however long it takes enough of the old are left.
        const gone = number <= 100 ? [...files.keys()][0] : [...files.keys()].at(-3);
        files.delete(gone); // before it is: it may be in the backup or not
        await server.expect(204, admin, 'DELETE', `/api/files/${gone}`);
      }
    }
  })();
  return { acknowledged, files, stop: async () => { going = false; await work; } };
}

test('a backup taken under load is restored elsewhere with everything that was acknowledged before it began', { timeout: 300_000 }, async () => {
  const writer = load();
  while (writer.acknowledged.length < 50) await pause(20);
  const before = [...writer.acknowledged];
  const filesBefore = [...writer.files.keys()];
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

  // Every file that the restored database names has its content, and those that nobody deleted are what was sent.
  const restored = new Map();
  for (let after = ''; after !== null;) {
    const page = await again.expect(200, session, 'GET', `/api/files?limit=200${after && `&after=${after}`}`);
    page.items.forEach((one) => restored.set(one.id, one));
    after = page.next;
  }
  for (const [id, one] of restored) {
    const got = await content(again, session, id);
    assert.equal(got.status, 200, id);
    assert.equal(hash(got.body), one.sha256, id);
  }
  const kept = filesBefore.filter((id) => writer.files.has(id));
  assert.ok(kept.length > 20 && restored.size >= kept.length);
  for (const id of kept) {
    assert.equal(restored.get(id)?.sha256, writer.files.get(id).sha256, 'acknowledged before the backup, and lost or changed');
  }

  await again.expect(201, session, 'POST', '/api/identity/roles', { name: '다시 일한다', permissions: [] });
  await again.expect(201, session, 'POST', '/api/files?name=again.bin', randomBytes(1000), { 'Content-Type': 'application/octet-stream' });
  const audit = await dure(['verify-audit', '--data', copy]);
  assert.equal(audit.code, 0, audit.said);
  await again.stop();
});

test('a backup that finds the disk full says so and leaves nothing', { timeout: 120_000 }, async (t) => {
  const small = path.join(folder, 'small');
  mkdirSync(small);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', small]).status === 0;
  try {
    // Without the right to mount, the limit on the size of a file says the same in other words.
    const run = mounted
      ? await dure(['backup', path.join(small, 'full.zip'), '--data', server.data])
      : await command('bash', ['-c', `ulimit -f 4096; exec ${path.join(ROOT, 'dure')} backup ${small}/full.zip --data ${server.data}`]);
    t.diagnostic(mounted ? 'a full file system' : 'a limit on the size of files');
    assert.equal(run.code, 1, run.said);
    assert.match(run.said, /No backup was made: .*(No space left on device|File too large)/);
    assert.deepEqual(readdirSync(small), []);
  } finally {
    if (mounted) spawnSync('umount', [small]);
  }
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
