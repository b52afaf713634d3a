// Kills the server and its PostgreSQL while a bank's statement is being loaded. Afterwards all of it is there or nothing,
// and loaded again it is there once.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { Server, freePort, pause } from './server.mjs';

const LINES = 8_000;

/** Transfers of whom nobody knows, each with a balance of its own. */
function statement(name) {
  const lines = ['거래일시,적요,의뢰인/수취인,출금액,입금액,잔액'];
  for (let i = 0; i < LINES; i++) lines.push(`2026-07-${String(1 + (i % 28)).padStart(2, '0')} 10:00:00,인터넷,${name}${i},0,${1000 + i},${5_000_000 + i}`);
  return Buffer.from(`${lines.join('\n')}\n`);
}

test('a statement is loaded wholly or not at all, whenever the power goes', { timeout: 400_000 }, async () => {
  const data = mkdtempSync(path.join(os.tmpdir(), 'dure-payments-crash-'));
  const server = new Server({ port: await freePort(), data });
  const upload = (operator, file) => server.call(operator, 'POST', '/api/operator/payments/statements?name=bank.csv', file,
    { 'Content-Type': 'text/csv', 'Idempotency-Key': randomUUID() });
  try {
    await server.start();
    let operator = await server.operator();
    // How long it takes undisturbed says where to kill.
    const from = performance.now();
    const whole = await upload(operator, statement('처음'));
    assert.equal(whole.status, 201, JSON.stringify(whole.body));
    assert.equal(whole.body.open, LINES);
    const took = performance.now() - from;
    const part = Math.random();
    const file = statement('둘째');
    const cut = upload(operator, file).catch(() => null);
    await pause(took * part);
    server.killPostgres();
    await server.killServer();
    await cut;
    await server.start();
    operator = await server.operator();
    const again = await upload(operator, file);
    assert.equal(again.status, 201, JSON.stringify(again.body));
    assert.equal(again.body.lines, LINES);
    assert.ok([0, LINES].includes(again.body.known), `killed at ${part}: ${again.body.known} of ${LINES} lines were there`);
    assert.equal(again.body.open, LINES - again.body.known);
    const third = await upload(operator, file);
    assert.equal(third.body.known, LINES);
    assert.equal(third.body.open, 0);
  } finally {
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
});
