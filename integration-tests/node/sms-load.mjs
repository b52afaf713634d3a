// Sends many messages through the loopback SMSC, with one kill -9 in the middle, and counts what became of each.
//
//   node integration-tests/node/sms-load.mjs [--messages 100000] [--kill true] [--smsc good|bad]
//
// A bad SMSC throttles, drops the link, and sends receipts late, twice or not at all.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startSmsc } from '../../demo/smsc.mjs';
import { Server, pause } from './server.mjs';

const { values: option } = parseArgs({
  options: {
    messages: { type: 'string', default: '100000' },
    kill: { type: 'string', default: 'true' },
    smsc: { type: 'string', default: 'good' },
  },
});
const MESSAGES = Number(option.messages);
const BAD = option.smsc === 'bad';
const WINDOW = 50;
const BATCH = 10_000;

const faults = [];
const data = mkdtempSync(path.join(os.tmpdir(), 'dure-load-'));
const smsc = await startSmsc({ receiptDelay: BAD ? 3000 : 200, throttleEvery: BAD ? 500 : 0, misbehave: BAD });
const server = new Server({
  port: 18186, data, env: { DURE_SMPP_URL: `smpp://dure:secret@127.0.0.1:${smsc.port}` },
});

function count(results) {
  const counts = {};
  for (const { state } of results) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

try {
  await server.start();
  const operator = await server.operator();
  const admin = await server.company('load');
  await server.installSms(operator, admin);
  const ids = [];
  const accepting = Date.now();
  for (let from = 0; from < MESSAGES; from += BATCH) {
    const to = Array.from({ length: Math.min(BATCH, MESSAGES - from) }, (_, i) => `010${20_000_000 + 10 * (from + i) + 1}`);
    const accepted = await server.expect(202, admin, 'POST', '/api/sms/messages',
      { from: '0212345678', to, text: 'load', kind: 'NOTICE' }, { 'Idempotency-Key': randomUUID() });
    ids.push(accepted.id);
  }
  console.log(`accepted ${MESSAGES} in ${((Date.now() - accepting) / 1000).toFixed(1)} s, sending meanwhile`);

  const month = () => server.expect(200, admin, 'GET', '/api/sms/statistics');
  const states = async () => {
    const counts = {};
    for (const { state, messages } of (await month()).counts) counts[state] = (counts[state] ?? 0) + messages;
    return counts;
  };
  let killed = option.kill !== 'true';
  let crashes = 0;
  let away = 0;
  const begin = accepting;
  let dropAt = 0.2;
  for (;;) {
    const share = smsc.messages.length / MESSAGES;
    if (BAD && share > dropAt) {
      smsc.dropLinks();
      dropAt += 0.2;
    }
    if (!killed && share > 0.5) {
      killed = true;
      crashes++;
      const at = Date.now();
      await server.killServer();
      await server.start();
      await server.up();
      away = Date.now() - at;
      console.log(`killed the server after ${smsc.messages.length} messages; up again after ${(away / 1000).toFixed(1)} s`);
    }
    const now = await states().catch(() => ({ QUEUED: 1 }));
    if (!now.QUEUED) break;
    await pause(500);
  }
  const sending = (Date.now() - begin - away) / 1000;
  console.log(`all handed over: ${Math.round(smsc.messages.length / sending)} messages/s`
    + ` (${sending.toFixed(1)} s without the ${(away / 1000).toFixed(1)} s of the restart)`);
  // Receipts still come; those that were lost with a link are asked for later.
  let before;
  do {
    before = JSON.stringify(await states());
    await pause(BAD ? 9000 : 4000);
  } while (JSON.stringify(await states()) !== before);

  const counts = {};
  const known = new Map();
  for (const id of ids) {
    const { results } = await server.expect(200, admin, 'GET', `/api/sms/messages/${id}`);
    for (const [state, n] of Object.entries(count(results))) counts[state] = (counts[state] ?? 0) + n;
    for (const result of results) known.set(result.to, result.state);
  }
  const arrived = new Map();
  for (const { to } of smsc.messages) arrived.set(to, (arrived.get(to) ?? 0) + 1);
  const doubled = [...arrived.values()].filter((times) => times > 1).length;
  const lost = [...known].filter(([to, state]) => state !== 'UNKNOWN' && !arrived.has(to)).length;
  const usage = await server.expect(200, admin, 'GET', '/api/billing/usage');
  const charged = usage.meters.find((meter) => meter.meter === 'sms')?.quantity ?? 0;
  const proven = (counts.SENT ?? 0) + (counts.DELIVERED ?? 0);
  const drops = BAD ? 5 : 0;
  if (known.size !== MESSAGES) faults.push(`${known.size} recipients instead of ${MESSAGES}`);
  if (doubled) faults.push(`${doubled} sent twice`);
  if (lost) faults.push(`${lost} lost`);
  if ((counts.UNKNOWN ?? 0) > WINDOW * (crashes + drops)) faults.push(`${counts.UNKNOWN} in doubt`);
  if (charged !== proven) faults.push(`${charged} charged, ${proven} proven`);
  console.log(`${JSON.stringify(counts)}; lost ${lost}, sent twice ${doubled}, charged ${charged},`
    + ` resident ${server.residentMiB()} MiB`);
} catch (error) {
  faults.push(error.stack);
} finally {
  await server.stop();
  await smsc.close();
}
if (faults.length === 0) rmSync(data, { recursive: true, force: true });
else console.log(`${faults.slice(0, 20).join('\n')}\nData: ${data}`);
console.log(`${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
