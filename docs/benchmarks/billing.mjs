// Measures the closing of a month and the preview of a price on a server of its own, and writes billing.md here.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Server, pause } from '../../integration-tests/node/server.mjs';
import { java } from './parts/machine.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const COMPANIES = Number(process.argv[2] ?? 10_000);
const PORT = 18382;
const SECONDS = 10;
const rows = [];

const note = (name, value, target = '') => {
  rows.push(`| ${name} | ${value} | ${target} |`);
  console.log(`${name}: ${value}${target && ` (target ${target})`}`);
};

/** Two clients ask in turn, each as soon as it has its answer. */
async function load(session, address, seconds) {
  const times = [];
  let failed = 0;
  const end = performance.now() + seconds * 1000;
  const client = async () => {
    while (performance.now() < end) {
      const from = performance.now();
      const answer = await server.call(session, 'GET', address);
      times.push(performance.now() - from);
      failed += answer.status === 200 ? 0 : 1;
    }
  };
  await Promise.all([client(), client()]);
  times.sort((x, y) => x - y);
  return { p99: times[Math.floor(times.length * 0.99)], rate: times.length / seconds, failed };
}

async function measured(name, session, address) {
  await load(session, address, SECONDS);
  const { p99, rate, failed } = await load(session, address, SECONDS);
  note(name, `p99 ${p99.toFixed(1)} ms, ${Math.round(rate).toLocaleString('en')}/s, ${failed} failed`, 'p99 ≤ 50 ms');
}

/** Closes the month as the operator does; answers the seconds until the operation is done. */
async function close(operator, month) {
  const from = performance.now();
  let operation = await server.expect(202, operator, 'POST', '/api/operator/closings', { month });
  while (operation.state === 'RUNNING') {
    await pause(200);
    operation = await server.expect(200, operator, 'GET', `/api/operations/${operation.id}`);
  }
  if (operation.state !== 'DONE') throw new Error(`closing: ${JSON.stringify(operation)}`);
  return (performance.now() - from) / 1000;
}

function bareSql() {
  const out = java(data, 'BareSql.java', '5', '2');
  note('Machine: bare SQL, durable single-row insert, 2 connections', `${Number(/insert (\d+)/.exec(out)[1]).toLocaleString('en')}/s`);
}

const data = mkdtempSync(path.join(os.tmpdir(), 'dure-billing-'));
const server = new Server({ port: PORT, data });
try {
  await server.start();
  const company = await server.company('previewing', ['hr'], 30);
  const operator = await server.operator();
  const now = new Date(Date.now() + 9 * 3600_000);
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
  java(data, 'BillingSeed.java', month, String(COMPANIES));

  const seconds = await close(operator, month);
  const [invoices, lines, fewest, most, missing] = java(data, 'BillingSeed.java', month, 'check').split(' ').map(Number);
  note(`Closing a month of ${COMPANIES.toLocaleString('en')} companies`,
    `${seconds.toFixed(1)} s: ${invoices.toLocaleString('en')} invoices, ${lines.toLocaleString('en')} lines`, '≤ 60 s');
  note('Lines of an invoice', `${fewest} to ${most}`, '12');
  note('Numbers that are missing in the series', String(missing), '0');
  note('Closing the same month again', `${(await close(operator, month)).toFixed(1)} s, nothing changed: ${
    java(data, 'BillingSeed.java', month, 'check') === [invoices, lines, fewest, most, missing].join(' ') ? 'yes' : 'no'}`, 'yes');
  await measured('Preview of groupware, 2 connections', company, '/api/products/groupware/preview');
  await measured('The running month as an invoice (usage), 2 connections', company, '/api/billing/usage');
  bareSql();
} finally {
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}

const commit = execFileSync('git', ['-C', root, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
writeFileSync(path.join(here, 'billing.md'), `# Billing

\`./dure bench billing\` on ${new Date().toISOString().slice(0, 10)}, commit ${commit}: ${os.cpus().length} cores
(${os.cpus()[0].model.trim()}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, Java ${
  /version "([^"]+)"/.exec(spawnSync('java', ['-version'], { encoding: 'utf8' }).stderr)[1]}. Server, PostgreSQL and clients share these
cores. The companies are written straight into the database; the closing is the operator's call, one durable transaction per
company, and its invoices are read back.

| what | measured | target |
|---|---|---|
${rows.join('\n')}
`);
console.log('Written: docs/benchmarks/billing.md');
