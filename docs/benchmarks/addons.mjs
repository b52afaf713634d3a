// Installs, upgrades, undoes and removes an add-on again and again while other apps are used at a steady rate, then starts
// a server with many add-ons, and writes addons.md here.
//
//   ./dure bench addons [--rounds 50] [--rate 200] [--addons 100]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MORE, TABLE, make } from '../../integration-tests/node/made-addon.mjs';
import { Server, freePort, pause } from '../../integration-tests/node/server.mjs';

const { values: option } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' }, rate: { type: 'string', default: '200' },
    addons: { type: 'string', default: '100' },
  },
});
const ROUNDS = Number(option.rounds);
const RATE = Number(option.rate);
const MANY = Number(option.addons);
const data = mkdtempSync(path.join(os.tmpdir(), 'dure-addon-load-'));
const port = await freePort();
const server = new Server({ port, data });
const faults = [];
const rows = [];

function note(line) {
  console.log(line);
  const colon = line.indexOf(': ');
  rows.push(`| ${line.slice(0, colon)} | ${line.slice(colon + 2)} |`);
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

const percentile = (numbers, p) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * p))] ?? 0;

function ask(session, url, method = 'GET') {
  const from = performance.now();
  return new Promise((resolve) => {
    const request = http.request({
      host: '127.0.0.1', port, path: url, method, agent, timeout: 30_000,
      headers: { Host: session.host, Cookie: session.cookie, 'X-CSRF-Token': session.csrf },
    }, (response) => {
      response.resume();
      response.on('end', () => resolve({ status: response.statusCode, ms: performance.now() - from }));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve({ status: 0, ms: performance.now() - from }));
    request.end();
  });
}

/** Requests at a fixed rate, whatever the answers take, until it is stopped. */
function load(session, urls, rate) {
  const answers = [];
  const open = new Set();
  let running = true;
  const work = (async () => {
    const from = performance.now();
    for (let sent = 0; running; sent++) {
      const wait = from + (sent * 1000) / rate - performance.now();
      if (wait > 0) await pause(wait);
      const one = ask(session, urls[sent % urls.length]).then((answer) => { answers.push(answer); open.delete(one); });
      open.add(one);
    }
    await Promise.all(open);
  })();
  return async () => { running = false; await work; return answers; };
}


function heapAndThreads() {
  execFileSync('jcmd', [String(server.pid()), 'GC.run'], { stdio: 'ignore' });
  execFileSync('jcmd', [String(server.pid()), 'GC.run'], { stdio: 'ignore' });
  const heap = /used (\d+)K/.exec(execFileSync('jcmd', [String(server.pid()), 'GC.heap_info'], { encoding: 'utf8' }));
  const threads = execFileSync('jcmd', [String(server.pid()), 'Thread.print'], { encoding: 'utf8' })
    .split('\n').filter((line) => /^"/.test(line)).length;
  return { heapMiB: Math.round(Number(heap[1]) / 1024), threads };
}

try {
  const [neighbour, one, two] = make([
    { id: 'neighbour', version: '1.0.0', tables: [TABLE] },
    { id: 'guest', version: '1.0.0', tables: [TABLE] }, { id: 'guest', version: '2.0.0', tables: [TABLE, MORE] },
  ]);
  await server.start();
  const operator = await server.operator();
  const admin = await server.company('load');
  await server.expect(201, operator, 'POST', '/api/operator/addons', neighbour);
  await server.expect(200, admin, 'POST', '/api/products/neighbour/enable');
  await server.expect(201, operator, 'POST', '/api/operator/addons', one);
  await server.expect(200, admin, 'POST', '/api/products/guest/enable');
  for (let i = 0; i < 20; i++) await server.expect(200, admin, 'POST', '/api/guest');
  const bare = load(admin, ['/api/neighbour', '/api/auth/me', '/api/products'], RATE);
  await pause(5000);
  const alone = await bare();
  note(`nobody installs, on a server that has just started: ${alone.length} requests at ${RATE}/s, p50 ${percentile(alone.map((a) => a.ms), 0.5).toFixed(1)} ms, p99 ${percentile(alone.map((a) => a.ms), 0.99).toFixed(1)} ms, failed ${alone.filter((a) => a.status !== 200).length}`);
  // The first rounds fill caches.
  for (let i = 0; i < 3; i++) await round();
  const before = heapAndThreads();
  const times = { install: [], upgrade: [], undo: [], remove: [] };
  const others = load(admin, ['/api/neighbour', '/api/auth/me', '/api/products'], RATE);
  const pauses = [];
  for (let i = 0; i < ROUNDS; i++) await round(times, pauses);
  const answers = await others();
  const failed = answers.filter((answer) => answer.status !== 200);
  const after = heapAndThreads();
  note(`others while ${ROUNDS} rounds: ${answers.length} requests, p50 ${percentile(answers.map((a) => a.ms), 0.5).toFixed(1)} ms, p99 ${percentile(answers.map((a) => a.ms), 0.99).toFixed(1)} ms, failed ${failed.length}`);
  for (const [name, all] of Object.entries(times)) {
    note(`${name}: p50 ${percentile(all, 0.5).toFixed(0)} ms, worst ${Math.max(...all).toFixed(0)} ms`);
  }
  note(`own users' longest wait at an exchange: p50 ${percentile(pauses, 0.5).toFixed(0)} ms, worst ${Math.max(...pauses).toFixed(0)} ms`);
  note(`heap and threads, before and after: ${before.heapMiB} → ${after.heapMiB} MiB, ${before.threads} → ${after.threads}`);
  if (failed.length) faults.push(`${failed.length} requests of others failed: ${[...new Set(failed.map((f) => f.status))]}`);

  if (MANY > 0) {
    await server.call(operator, 'DELETE', '/api/operator/addons/guest');
    const started = { few: 0, many: 0 };
    await server.stop();
    started.few = await server.start();
    const few3 = await steady();
    let again = await server.operator();
    const jars = make(Array.from({ length: MANY }, (_, i) => ({ id: `many${i}`, version: '1.0.0' })));
    const from = performance.now();
    for (const jar of jars) await server.expect(201, again, 'POST', '/api/operator/addons', jar);
    note(`${MANY} add-ons, installed one after the other: ${((performance.now() - from) / 1000).toFixed(1)} s`);
    await server.stop();
    started.many = await server.start();
    again = await server.operator();
    const active = (await server.expect(200, again, 'GET', '/api/operator/addons')).items.filter((a) => a.state === 'ACTIVE').length;
    note(`start: ${(started.few / 1000).toFixed(1)} s with 1 add-on, ${(started.many / 1000).toFixed(1)} s with ${active} active`);
    const many3 = await steady();
    note(`the same requests: p50 ${percentile(few3, 0.5).toFixed(1)} ms and p99 ${percentile(few3, 0.99).toFixed(1)} ms with 1, p50 ${percentile(many3, 0.5).toFixed(1)} ms and p99 ${percentile(many3, 0.99).toFixed(1)} ms with ${active}`);
    note(`heap and threads with ${active}: ${JSON.stringify(heapAndThreads())}`);
  }

  /** What the same requests take on a server that has just started and served them for a while. */
  async function steady() {
    const user = await server.logIn('load.localhost', 'admin', 'admin-password-of-a-test');
    const three = ['/api/neighbour', '/api/auth/me', '/api/ui/modules'];
    const warm = load(user, three, RATE);
    await pause(20_000);
    await warm();
    const measured = load(user, three, RATE);
    await pause(10_000);
    return (await measured()).map((answer) => answer.ms);
  }

  async function timed(times, name, work) {
    const from = performance.now();
    await work();
    times?.[name].push(performance.now() - from);
  }

  async function round(times, pauses) {
    // One user of the add-on itself asks all the time; the longest answer is the pause.
    await timed(times, 'upgrade', () => watched(pauses, () => server.expect(200, operator, 'POST', '/api/operator/addons', two)));
    await timed(times, 'undo', () => watched(pauses, () => server.expect(200, operator, 'POST', '/api/operator/addons/guest/undo')));
    const rows = (await server.expect(200, admin, 'GET', '/api/guest')).rows;
    if (rows !== 20) faults.push(`${rows} rows after an undo`);
    await timed(times, 'remove', () => server.expect(204, operator, 'DELETE', '/api/operator/addons/guest'));
    await timed(times, 'install', () => server.expect(201, operator, 'POST', '/api/operator/addons', one));
  }

  async function watched(pauses, work) {
    let busy = true;
    let worst = 0;
    const user = (async () => {
      while (busy) {
        const answer = await ask(admin, '/api/guest');
        worst = Math.max(worst, answer.ms);
        if (answer.status !== 200) faults.push(`the add-on's own user got ${answer.status}`);
      }
    })();
    await work();
    busy = false;
    await user;
    pauses?.push(worst);
  }
} finally {
  agent.destroy();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}
for (const fault of faults) console.log(`FAULT ${fault}`);
console.log(faults.length ? 'not as promised' : 'as promised');
process.exitCode = faults.length ? 1 : 0;

const here = path.dirname(fileURLToPath(import.meta.url));
const commit = execFileSync('git', ['-C', here, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
writeFileSync(path.join(here, 'addons.md'), `# Add-ons that come and go

\`./dure bench addons\` on ${new Date().toISOString().slice(0, 10)}, commit ${commit}: ${os.cpus().length} cores (${os.cpus()[0].model.trim()}),
${Math.round(os.totalmem() / 2 ** 30)} GiB, everything on one machine: server, embedded database and the load generator.

An add-on with a table is installed, upgraded (with a migration), undone and removed ${ROUNDS} times, while ${RATE} requests a
second go to another add-on and to the kernel. The first line is the same load before. Then ${MANY} add-ons are installed.

| what | measured |
|---|---|
${rows.join('\n')}

Failed requests of others, lost rows and refused requests of the add-on's own users: ${faults.length ? faults.join('; ') : 'none'}.

Targets: no failed request of others at 200 requests a second over 50 rounds, heap and threads flat, install at most 2 s, own users'
pause at most 2 s, start with 100 add-ons at most 20 s and no measurable cost for a company that uses three. That start times
and \`service.id\`s of all others stay the same is checked by \`PlatformIT\`.
`);
