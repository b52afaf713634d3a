// Ends the server's process, like a power cut, in every step of installing, upgrading, undoing and removing an add-on.
// Afterwards the add-on is as before or as after, never between, with all its rows, and no start needs a hand.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { MORE, TABLE, make } from './made-addon.mjs';
import { ADMIN_PASSWORD, Server, freePort } from './server.mjs';

const STEPS = [
  ...['inspected', 'migrated', 'stopped', 'placed', 'started'].map((step) => ['install', `install-${step}`, 'before']),
  ['install', 'install-committed', 'after'],
  ...['inspected', 'migrated', 'stopped', 'placed', 'started'].map((step) => ['upgrade', `upgrade-${step}`, 'before']),
  ['upgrade', 'upgrade-committed', 'after'],
  ['undo', 'undo-stopped', 'before'], ['undo', 'undo-started', 'before'], ['undo', 'undo-committed', 'after'],
  ['remove', 'removed', 'after'],
];

test('an add-on is as before or as after, whenever the power goes', { timeout: 1_800_000 }, async () => {
  const data = mkdtempSync(path.join(os.tmpdir(), 'dure-addon-crash-'));
  const port = await freePort();
  const [one, two] = make([
    { id: 'ledgertest', version: '1.0.0', tables: [TABLE] }, { id: 'ledgertest', version: '2.0.0', tables: [TABLE, MORE] },
  ]);
  let server;
  try {
    for (const [index, [action, step, outcome]] of STEPS.entries()) {
      // Every server is armed for its own step, and first looks at what the one before left.
      server = new Server({ port, data, env: { DURE_JAVA_OPTS: `${process.env.DURE_JAVA_OPTS ?? ''} -Ddure.addons.failpoint=${step}` } });
      await server.start();
      const operator = await server.operator();
      if (index === 0) {
        await fill(server, operator, one);
      } else {
        await check(server, operator, ...STEPS[index - 1]);
      }
      await prepare(server, operator, action, one, two);
      const cut = await act(server, operator, action, one, two).then((answer) => answer, () => null);
      assert.equal(cut, null, `${action} was answered although the power went at ${step}: ${JSON.stringify(cut)}`);
      await server.process.exited;
    }
    server = new Server({ port, data });
    await server.start();
    await check(server, await server.operator(), ...STEPS.at(-1));
  } finally {
    await server?.stop();
    rmSync(data, { recursive: true, force: true });
  }
});

/** Ten rows that must be there to the end. */
async function fill(server, operator, one) {
  // The first server is armed for the very first step of an installation; another one fills the tables.
  await server.stop();
  const other = new Server({ port: server.port, data: server.data });
  await other.start();
  Object.assign(operator, await other.operator());
  const admin = await other.company('crash');
  await other.expect(201, operator, 'POST', '/api/operator/addons', one);
  await other.expect(200, admin, 'POST', '/api/products/ledgertest/enable');
  for (let i = 0; i < 10; i++) await other.expect(200, admin, 'POST', '/api/ledgertest');
  await other.stop();
  await server.start();
  Object.assign(operator, await server.operator());
}

async function version(server, operator) {
  const { items } = await server.expect(200, operator, 'GET', '/api/operator/addons');
  return items.find((addon) => addon.id === 'ledgertest') ?? null;
}

const ready = (action) => ({ install: null, upgrade: '1.0.0', undo: '2.0.0' })[action];

async function prepare(server, operator, action, one, two) {
  const now = await version(server, operator);
  const remove = () => server.expect(204, operator, 'DELETE', '/api/operator/addons/ledgertest');
  const install = (jar) => server.expect(201, operator, 'POST', '/api/operator/addons', jar);
  if (action === 'install') {
    if (now) await remove();
  } else if (action === 'upgrade') {
    if (now?.version === '2.0.0') await remove();
    if (now?.version !== '1.0.0') await install(one);
  } else if (action === 'undo') {
    if (!now) await install(one);
    if (now?.version !== '2.0.0') await server.expect(200, operator, 'POST', '/api/operator/addons', two);
  } else if (!now) {
    await install(one);
  }
}

function act(server, operator, action, one, two) {
  switch (action) {
    case 'install': return server.call(operator, 'POST', '/api/operator/addons', one);
    case 'upgrade': return server.call(operator, 'POST', '/api/operator/addons', two);
    case 'undo': return server.call(operator, 'POST', '/api/operator/addons/ledgertest/undo');
    default: return server.call(operator, 'DELETE', '/api/operator/addons/ledgertest');
  }
}

const after = (action) => ({ install: '1.0.0', upgrade: '2.0.0', undo: '1.0.0', remove: null })[action];

async function check(server, operator, action, step, outcome) {
  const admin = await server.logIn('crash.localhost', 'admin', ADMIN_PASSWORD);
  const what = `${action}, power cut at ${step}`;
  const expected = outcome === 'before' ? ready(action) : after(action);
  const now = await version(server, operator);
  assert.equal(now?.version ?? null, expected, what);
  const answer = await server.call(admin, 'GET', '/api/ledgertest');
  if (expected === null) {
    assert.equal(answer.status, 404, what);
  } else {
    assert.equal(now.state, 'ACTIVE', `${what}: ${now.reason}`);
    assert.deepEqual(answer.body, { version: expected, rows: 10 }, what);
  }
}
