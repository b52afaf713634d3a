// Kills the server and its PostgreSQL at random moments under load. Afterwards nothing that was acknowledged is missing,
// nothing is half or double, and no start needed a hand.
//
//   node integration-tests/node/crash.mjs [--rounds 50] [--seed 1]
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startSmsc } from '../../demo/smsc.mjs';
import { Server, addonJar, freePort, pause } from './server.mjs';

const { values: option } = parseArgs({
  options: { rounds: { type: 'string', default: '50' }, seed: { type: 'string', default: String(Date.now() % 100000) } },
});
const ROUNDS = Number(option.rounds);
const WINDOW = 50;
const CLIENTS = 4;

let state = Number(option.seed) || 1;
/** Numbers from 0 to 1, the same for the same seed. */
function random() {
  state = (state * 1103515245 + 12345) % 2147483648;
  return state / 2147483648;
}

const faults = [];

function check(holds, fault) {
  if (!holds) faults.push(fault);
}

const data = mkdtempSync(path.join(os.tmpdir(), 'dure-crash-'));
const smsc = await startSmsc({ receiptDelay: 100 });
const server = new Server({
  port: await freePort(), data, env: { DURE_SMPP_URL: `smpp://dure:secret@127.0.0.1:${smsc.port}` },
});
const messages = new Map(); // id → numbers, as acknowledged
const accounts = new Set(); // login ids, as acknowledged
const starts = [];
const recoveries = [];
let loading = true;
let serial = 0;

/** Asks until somebody answers; a repeated request carries the same Idempotency-Key. */
async function insist(...request) {
  for (;;) {
    const answer = await server.call(...request).catch(() => null);
    if (answer && answer.status < 500) return answer;
    await pause(100);
  }
}

async function client(admin) {
  while (loading) {
    if (random() < 0.7) {
      const to = Array.from({ length: 1 + Math.floor(random() * 20) },
        () => `010${String(10_000_000 + serial++).padStart(8, '0')}`);
      const answer = await insist(admin, 'POST', '/api/sms/messages',
        { from: '0212345678', to, text: 'crash', kind: 'NOTICE' }, { 'Idempotency-Key': randomUUID() });
      if (answer.status === 202) messages.set(answer.body.id, to);
      else faults.push(`a message was answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 120)}`);
    } else {
      const loginId = `user${serial++}`;
      const answer = await insist(admin, 'POST', '/api/identity/accounts',
        { loginId, name: loginId, password: 'a-long-password-of-a-user' });
      // 409: the first try was accepted, its answer was lost.
      if (answer.status === 201 || answer.status === 409) accounts.add(loginId);
      else faults.push(`an account was answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 120)}`);
    }
  }
}

async function killAndReturn() {
  const kind = ['server', 'database', 'both'][Math.floor(random() * 3)];
  const from = Date.now();
  if (kind !== 'server') server.killPostgres();
  if (kind !== 'database') {
    await server.killServer();
    starts.push(await server.start());
  } else {
    await pause(100);
    await server.up();
    recoveries.push(Date.now() - from);
  }
  return kind;
}

async function all(admin, url) {
  const items = [];
  let after = '';
  do {
    const page = await server.expect(200, admin, 'GET', `${url}?limit=200${after && `&after=${after}`}`);
    items.push(...page.items);
    after = page.next;
  } while (after);
  return items;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

try {
  console.log(`seed ${option.seed}`);
  await server.start();
  const operator = await server.operator();
  const admin = await server.company('crash', ['groupware'], 100_000);
  await server.installSms(operator, admin);
  const clients = Array.from({ length: CLIENTS }, () => client(admin));
  let crashes = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    await pause(300 + random() * 2500);
    const kind = await killAndReturn();
    crashes += kind === 'database' ? 0 : 1;
    console.log(`round ${round}: killed ${kind}; acknowledged so far: ${messages.size} messages, ${accounts.size} accounts`);
  }
  loading = false;
  await Promise.all(clients);

  const there = new Set((await all(admin, '/api/identity/accounts')).map((account) => account.loginId));
  for (const loginId of accounts) check(there.has(loginId), `account ${loginId} is missing`);
  check((await all(admin, '/api/sms/messages')).length === messages.size, 'there are more or fewer messages than acknowledged');

  const received = new Map();
  const counts = {};
  let recipients = 0;
  const deadline = Date.now() + 120_000;
  for (const [id, to] of messages) {
    let message;
    do {
      message = await server.expect(200, admin, 'GET', `/api/sms/messages/${id}`);
    } while (message.results.some((result) => result.state === 'QUEUED') && Date.now() < deadline && !(await pause(200)));
    check(message.results.length === new Set(to).size, `message ${id} is half: ${message.results.length} of ${to.length}`);
    recipients += to.length;
    for (const result of message.results) {
      counts[result.state] = (counts[result.state] ?? 0) + 1;
      received.set(result.to, result.state);
      check(['SENT', 'DELIVERED', 'UNKNOWN'].includes(result.state), `${result.to} is ${result.state} ${result.reason}`);
    }
  }
  const arrived = new Map();
  for (const { to } of smsc.messages) arrived.set(to, (arrived.get(to) ?? 0) + 1);
  let doubled = 0;
  for (const [to, times] of arrived) {
    if (times > 1) doubled++;
    check(received.has(to), `${to} was sent without being accepted`);
  }
  check(doubled === 0, `${doubled} messages were sent twice`);
  for (const [to, state] of received) {
    check(state === 'UNKNOWN' || arrived.has(to), `${to} is ${state} and never arrived`);
  }
  check((counts.UNKNOWN ?? 0) <= WINDOW * crashes, `${counts.UNKNOWN} in doubt after ${crashes} crashes`);
  const usage = await server.expect(200, admin, 'GET', '/api/billing/usage');
  const charged = usage.meters.find((meter) => meter.meter === 'sms')?.quantity ?? 0;
  check(charged === (counts.SENT ?? 0) + (counts.DELIVERED ?? 0),
    `${charged} charged, but ${counts.SENT ?? 0} sent and ${counts.DELIVERED ?? 0} delivered`);

  // The add-on itself goes and returns while messages are queued.
  const queued = Array.from({ length: 3000 }, (_, i) => `010${60_000_000 + 10 * i + 1}`);
  const { id: kept } = await server.expect(202, admin, 'POST', '/api/sms/messages',
    { from: '0212345678', to: queued, text: 'kept', kind: 'NOTICE' }, { 'Idempotency-Key': randomUUID() });
  await server.expect(204, operator, 'DELETE', '/api/operator/addons/sms');
  const early = smsc.messages.filter(({ text }) => text === 'kept').length;
  await server.expect(201, operator, 'POST', '/api/operator/addons', addonJar('sms'));
  let rest = [];
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(200)) {
    const answer = await server.call(admin, 'GET', `/api/sms/messages/${kept}`);
    rest = answer.status === 200 ? answer.body.results : rest;
    if (rest.length && rest.every(({ state }) => state !== 'QUEUED')) break;
  }
  const sent = smsc.messages.filter(({ text }) => text === 'kept').map(({ to }) => to);
  check(rest.length === queued.length && rest.every(({ state }) => ['SENT', 'DELIVERED'].includes(state)),
    `after a removal with queued messages: ${JSON.stringify(rest.slice(0, 3))}`);
  check(sent.length === queued.length && new Set(sent).size === queued.length, `${sent.length} of ${queued.length} were sent`);
  console.log(`add-on removed after ${early} of ${queued.length} messages and installed again: ${new Set(sent).size} sent, each once`);

  const last = server.call(admin, 'POST', '/api/sms/messages',
    { from: '0212345678', to: Array.from({ length: 9000 }, (_, i) => `010${70_000_000 + i}`), text: 'last', kind: 'NOTICE' },
    { 'Idempotency-Key': randomUUID() });
  await pause(300);
  const stopped = server.stop();
  check((await last.catch((error) => ({ status: error.message }))).status === 202, 'a stop did not wait for a request');
  await stopped;

  console.log(`${ROUNDS} rounds, ${crashes} of them with the server; ${messages.size} messages to ${recipients} recipients and`
    + ` ${accounts.size} accounts acknowledged`);
  console.log(`recipients: ${JSON.stringify(counts)}, charged ${charged}, sent twice ${doubled}`);
  console.log(`start after kill: median ${median(starts)} ms, longest ${Math.max(0, ...starts)} ms;`
    + ` back after the database was killed: median ${median(recoveries)} ms, longest ${Math.max(0, ...recoveries)} ms`);
} catch (error) {
  faults.push(error.stack);
} finally {
  loading = false;
  await server.stop();
  await smsc.close();
}
if (faults.length === 0) rmSync(data, { recursive: true, force: true });
else console.log(`${faults.slice(0, 20).join('\n')}\nData: ${data}`);
console.log(`${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
