// Measures logins on a server of its own and writes logins.md here: whether time tells an account that exists from one that
// does not (L2), and what others notice while logins flood.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Server } from '../../integration-tests/node/server.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const TRIES = Number(process.argv[2] ?? 2000);
const WRONG_IN_A_ROW = 4;
const SECONDS = 20;
const rows = [];

const note = (name, value, target = '') => {
  rows.push(`| ${name} | ${value} | ${target} |`);
  console.log(`${name}: ${value}${target && ` (target ${target})`}`);
};

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const median = (numbers) => {
  const all = sorted(numbers);
  return (all[(all.length - 1) >> 1] + all[all.length >> 1]) / 2;
};

async function timed(server, url, body) {
  const from = performance.now();
  const answer = await server.call({ host: 'timing.localhost' }, 'POST', url, body);
  return { milliseconds: performance.now() - from, answer: `${answer.status} ${answer.body?.title ?? ''}` };
}

/** Asks the kinds in turn, each time in another order, so that no drift of the machine falls on one of them. */
async function compare(server, url, kinds, tries) {
  const times = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
  const answers = new Set();
  for (let at = 0; at < tries; at++) {
    const order = Object.keys(kinds).sort(() => Math.random() - 0.5);
    for (const kind of order) {
      const { milliseconds, answer } = await timed(server, url, kinds[kind](at));
      times[kind].push(milliseconds);
      answers.add(answer);
    }
  }
  return { medians: Object.fromEntries(Object.entries(times).map(([kind, list]) => [kind, median(list)])), answers };
}

function report(what, { medians, answers }, hash) {
  const values = Object.values(medians);
  const apart = Math.max(...values) - Math.min(...values);
  note(`${what}: medians of ${TRIES.toLocaleString('en')} tries each`,
    Object.entries(medians).map(([kind, value]) => `${kind} ${value.toFixed(2)} ms`).join(', '));
  note(`${what}: farthest apart`, `${apart.toFixed(2)} ms = ${(100 * apart / hash).toFixed(1)} % of a hash`, '< 5 %');
  note(`${what}: answers`, [...answers].join(' · '), 'one text');
}

function load(session, url) {
  const out = execFileSync('wrk', ['-t1', '-c2', `-d${SECONDS}s`, '--latency', '-H', `Host: ${session.host}`,
    '-H', `Cookie: ${session.cookie}`, `http://127.0.0.1:18381${url}`], { encoding: 'utf8' });
  const [, value, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(out);
  const failed = Number(/Non-2xx or 3xx responses: (\d+)/.exec(out)?.[1] ?? 0);
  return { p99: Number(value) * { us: 0.001, ms: 1, s: 1000 }[unit], rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]), failed };
}

const data = mkdtempSync(path.join(os.tmpdir(), 'dure-logins-'));
const server = new Server({ port: 18381, data });
try {
  await server.start();
  const admin = await server.company('timing', ['groupware'], 2 * TRIES);
  const accounts = Math.ceil(TRIES / WRONG_IN_A_ROW);
  for (let i = 0; i < accounts; i++) {
    await server.expect(201, admin, 'POST', '/api/identity/accounts',
      { loginId: `there${i}`, name: '있는 사람', password: 'a-password-nobody-tries', externalEmail: `there${i}@example.com` });
  }
  const bare = [];
  const wrong = [];
  for (let i = 0; i < 300; i++) {
    bare.push((await timed(server, '/api/auth/login', { loginId: '', password: '' })).milliseconds);
    wrong.push((await timed(server, '/api/auth/login', { loginId: `warm${i}`, password: 'wrong-password' })).milliseconds);
  }
  const hash = median(wrong) - median(bare);
  note('One hash (a wrong login less a login without anything typed)', `${hash.toFixed(1)} ms`);

  const which = (at) => Math.floor(at / WRONG_IN_A_ROW);
  report('Wrong login', await compare(server, '/api/auth/login', {
    exists: (at) => ({ loginId: `there${which(at)}`, password: 'wrong-password' }),
    'does not': (at) => ({ loginId: `nobody${which(at)}`, password: 'wrong-password' }),
  }, TRIES), hash);
  report('Find password', await compare(server, '/api/auth/password-recoveries', {
    'right address': (at) => ({ loginId: `there${at % accounts}`, externalEmail: `there${at % accounts}@example.com` }),
    'wrong address': (at) => ({ loginId: `there${at % accounts}`, externalEmail: `other${at % accounts}@example.com` }),
    'no account': (at) => ({ loginId: `nobody${at % accounts}`, externalEmail: `there${at % accounts}@example.com` }),
  }, TRIES), hash);

  const url = '/api/identity/accounts?limit=50';
  for (let i = 0; i < 3; i++) load(admin, url);
  const before = load(admin, url);
  const flood = spawn(process.execPath, [path.join(here, 'login-flood.mjs'), '18381', String(SECONDS + 5)],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  let counted = '';
  flood.stdout.on('data', (chunk) => { counted += chunk; });
  await new Promise((next) => setTimeout(next, 2000));
  const during = load(admin, url);
  await new Promise((done) => flood.on('exit', done));
  note('List of 50 accounts, 2 connections, before', `${Math.round(before.rate).toLocaleString('en')}/s, p99 ${before.p99.toFixed(1)} ms, ${before.failed} failed`);
  note('the same while 64 connections try to log in', `${Math.round(during.rate).toLocaleString('en')}/s, p99 ${during.p99.toFixed(1)} ms, ${during.failed} failed`);
  note('what the flood got meanwhile', counted.trim());
} finally {
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}

const commit = execFileSync('git', ['-C', root, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
writeFileSync(path.join(here, 'logins.md'), `# Logins

\`./dure bench logins\` on ${new Date().toISOString().slice(0, 10)}, commit ${commit}: ${os.cpus().length} cores
(${os.cpus()[0].model.trim()}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, Java ${
  /version "([^"]+)"/.exec(spawnSync('java', ['-version'], { encoding: 'utf8' }).stderr)[1]}. The clients share these cores with the
server and PostgreSQL. Kinds are asked in turn, in an order drawn anew each time.

| what | measured | target |
|---|---|---|
${rows.join('\n')}
`);
console.log('Written: docs/benchmarks/logins.md');
