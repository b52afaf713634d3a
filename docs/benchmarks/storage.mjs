// Measures an upload of 1 GiB on a server of its own beside what the same disk takes, and writes storage.md here.
import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Server, freePort } from '../../integration-tests/node/server.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const MiB = 1 << 20;
const SIZE = 1024 * MiB;
const ROUNDS = 3;
const TOKEN = randomBytes(24).toString('hex');
const block = randomBytes(4 * MiB);
const folder = mkdtempSync(path.join(process.env.DURE_BENCH_DIR ?? os.tmpdir(), 'dure-storage-bench-'));

const speed = (milliseconds) => SIZE / MiB / (milliseconds / 1000);
const best = (numbers) => Math.max(...numbers);

/** One file, written from end to end and made durable. */
function disk() {
  const file = path.join(folder, 'disk');
  const from = performance.now();
  const open = openSync(file, 'w');
  for (let at = 0; at < SIZE; at += block.length) writeSync(open, block);
  fsyncSync(open);
  closeSync(open);
  const took = performance.now() - from;
  rmSync(file);
  return speed(took);
}

/** A stream of SIZE bytes, no two rounds alike. */
function send(server, session, method, url, headers, round) {
  return new Promise((resolve, reject) => {
    const request = http.request({
      host: '127.0.0.1', port: server.port, method, path: url, agent: false,
      headers: { Host: session.host, Cookie: session.cookie, 'X-CSRF-Token': session.csrf, 'Content-Length': SIZE, ...headers },
    }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() }));
    });
    request.on('error', reject);
    let sent = 0;
    const more = () => {
      while (sent < SIZE) {
        const piece = sent === 0 ? Buffer.concat([Buffer.from(`${round}:${process.pid}`), block]).subarray(0, block.length) : block;
        sent += piece.length;
        if (sent >= SIZE) {
          request.end(piece);
        } else if (!request.write(piece)) {
          request.once('drain', more);
          return;
        }
      }
    };
    more();
  });
}

/** Heap in use, MiB, as the server itself tells; a tool that looked into it would take a core from it. */
async function heap(server) {
  const { body } = await server.call({ host: 'admin.localhost' }, 'GET', '/metrics', undefined, { Authorization: `Bearer ${TOKEN}` });
  return [...body.matchAll(/^jvm_memory_used_bytes\{[^}]*area="heap"[^}]*\} (\S+)$/gm)].reduce((sum, [, bytes]) => sum + Number(bytes), 0) / MiB;
}

const server = new Server({ port: await freePort(), data: path.join(folder, 'data'), env: { DURE_METRICS_TOKEN: TOKEN } });
try {
  await server.start();
  const admin = await server.company('bench', ['groupware'], 10);
  const uploads = [];
  const tus = [];
  const disks = [];
  let peak = 0;
  const watch = setInterval(async () => { peak = Math.max(peak, Math.round(await heap(server))); }, 1000);
  for (let round = 0; round < ROUNDS; round++) {
    disks.push(disk());
    let from = performance.now();
    const stored = await send(server, admin, 'POST', '/api/files?name=a.bin', { 'Content-Type': 'application/octet-stream' }, `a${round}`);
    uploads.push(speed(performance.now() - from));
    if (stored.status !== 201) throw new Error(`${stored.status} ${stored.body}`);
    await server.expect(204, admin, 'DELETE', `/api/files/${JSON.parse(stored.body).id}`);
    const made = await server.call(admin, 'POST', '/api/files/uploads', undefined, {
      'Tus-Resumable': '1.0.0', 'Upload-Length': String(SIZE), 'Upload-Metadata': `filename ${Buffer.from('b.bin').toString('base64')}`,
    });
    from = performance.now();
    const patched = await send(server, admin, 'PATCH', new URL(made.headers.location, 'http://x').pathname, {
      'Tus-Resumable': '1.0.0', 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' }, `b${round}`);
    tus.push(speed(performance.now() - from));
    if (patched.status !== 204) throw new Error(`${patched.status} ${patched.body}`);
  }
  clearInterval(watch);
  const rows = [
    ['Machine: one file of 1 GiB written and fsynced', `${best(disks).toFixed(0)} MiB/s`, ''],
    ['Upload of 1 GiB, one request (hashed, encrypted, durable)', `${best(uploads).toFixed(0)} MiB/s = ${(100 * best(uploads) / best(disks)).toFixed(0)} % of the disk`, '≥ 60 %'],
    ['Upload of 1 GiB, tus, one piece', `${best(tus).toFixed(0)} MiB/s = ${(100 * best(tus) / best(disks)).toFixed(0)} % of the disk`, '≥ 60 %'],
    ['Heap used at most meanwhile, garbage counted (limit 512 MiB)', `${peak} MiB`, 'flat'],
  ];
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: here, encoding: 'utf8' }).trim();
  const processor = /model name\s*:\s*(.*)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? 'unknown processor';
  writeFileSync(path.join(here, 'storage.md'), `# Files

\`./dure bench storage\` on ${new Date().toISOString().slice(0, 10)}, commit ${commit}: ${os.cpus().length} cores (${processor}), ${Math.round(os.totalmem() / 2 ** 30)} GiB,
Java with the server's own heap limit. The sender shares the cores with the server and PostgreSQL. The best of ${ROUNDS} rounds;
disk and uploads take turns in the same run, on the same file system.

| what | measured | target |
|---|---|---|
${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}

Single rounds, MiB/s: disk ${disks.map((n) => n.toFixed(0)).join(', ')}; one request ${uploads.map((n) => n.toFixed(0)).join(', ')}; tus ${tus.map((n) => n.toFixed(0)).join(', ')}.
`);
  rows.forEach((row) => console.log(row.join(' — ')));
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
