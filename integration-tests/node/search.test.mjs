// Search as a company meets it: people are found as soon as they are there, by others of the company only.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Server, freePort, pause } from './server.mjs';

const data = mkdtempSync(path.join(os.tmpdir(), 'dure-search-'));
let server;
let acme;
let bravo;

before(async () => {
  server = new Server({ port: Number(process.env.DURE_TEST_PORT ?? await freePort()), data });
  await server.start();
  acme = await server.company('acme', ['groupware'], 20);
  bravo = await server.company('bravo', ['groupware'], 20);
});

after(async () => {
  await server?.stop();
  rmSync(data, { recursive: true, force: true });
});

const find = (session, q, rest = '') => server.call(session, 'GET', `/api/search?q=${encodeURIComponent(q)}${rest}`);

async function until(session, q, wanted) {
  for (let tries = 0; tries < 200; tries++) {
    const { body } = await find(session, q);
    if (wanted(body.items)) return body;
    await pause(50);
  }
  throw new Error(`${q} does not find what it should: ${JSON.stringify((await find(session, q)).body)}`);
}

test('people and departments are found by name, consonants and either form of Unicode, by their company only', async () => {
  const department = await server.expect(201, acme, 'POST', '/api/organisation/departments', { code: 'S1', name: '전략영업팀' });
  await server.expect(201, acme, 'POST', '/api/identity/accounts',
    { loginId: 'hong', name: '홍길동', password: 'a-password-of-a-test', departmentId: department.id });
  const found = await until(acme, '길동', (items) => items.length === 1);
  const [person] = found.items;
  assert.equal(person.kind, 'organisation.person');
  assert.deepEqual(person.title, { text: '홍길동', marks: [{ start: 1, end: 3 }] });
  assert.deepEqual(found.counts, { apps: [{ app: 'organisation', count: 1 }], more: false, exact: true });
  await until(acme, 'ㅎㄱㄷ', (items) => items.length === 1);
  await until(acme, '홍길동'.normalize('NFD'), (items) => items.length === 1);
  await until(acme, '영업팀에서', (items) => items.length === 2 && items[0].kind === 'organisation.department');
  assert.deepEqual((await find(bravo, '길동')).body.items, []);
});

test('a new name is found, and who has gone is not', async () => {
  const account = await server.expect(201, acme, 'POST', '/api/identity/accounts',
    { loginId: 'lim', name: '임꺽정', password: 'a-password-of-a-test' });
  await until(acme, '꺽정', (items) => items.length === 1);
  const { headers } = await server.call(acme, 'GET', `/api/identity/accounts/${account.id}`);
  await server.expect(200, acme, 'PATCH', `/api/identity/accounts/${account.id}`, { name: '장길산' }, { 'If-Match': headers.etag });
  await until(acme, '길산', (items) => items.length === 1);
  assert.deepEqual((await find(acme, '꺽정')).body.items, []);
  const current = await server.call(acme, 'GET', `/api/identity/accounts/${account.id}`);
  const gone = await server.call(acme, 'DELETE', `/api/identity/accounts/${account.id}`, undefined, { 'If-Match': current.headers.etag });
  assert.ok(gone.status < 300, JSON.stringify(gone.body));
  await until(acme, '길산', (items) => items.length === 0);
});

test('bad questions are refused by name, and strangers altogether', async () => {
  for (const q of ['', '은', '.', '가'.repeat(201)]) {
    const { status, body } = await find(acme, q);
    assert.equal(status, 422, q);
    assert.equal(body.errors[0].field, 'q');
  }
  assert.equal((await find(acme, '결재', '&limit=0')).status, 400);
  assert.equal((await find(acme, '결재', '&after=x')).status, 400);
  assert.equal((await find(acme, '결재', '&from=never')).status, 400);
  assert.equal((await find({ host: 'acme.localhost' }, '결재')).status, 401);
});

test('an administrator has a part built anew, and nothing is lost meanwhile', async () => {
  const operation = await server.expect(202, acme, 'POST', '/api/search/parts/rebuilds', { app: 'organisation' });
  for (let tries = 0; ; tries++) {
    const { body } = await server.call(acme, 'GET', `/api/operations/${operation.id}`);
    if (body.state === 'DONE') break;
    assert.equal(body.state, 'RUNNING', JSON.stringify(body));
    assert.equal((await find(acme, '길동')).body.items.length, 1);
    assert.ok(tries < 200);
    await pause(50);
  }
  assert.equal((await find(acme, '길동')).body.items.length, 1);
  const parts = await server.expect(200, acme, 'GET', '/api/search/parts');
  assert.equal(parts.items.find((part) => part.app === 'organisation').state, 'BUILT');
  assert.equal((await server.call(acme, 'POST', '/api/search/parts/rebuilds', { app: 'nothing' })).status, 404);
  const operator = await server.operator();
  assert.deepEqual(await server.expect(202, operator, 'POST', '/api/operator/search/rebuilds', { app: 'organisation' }), { tenants: 2 });
  assert.equal((await server.call(acme, 'POST', '/api/operator/search/rebuilds', { app: 'organisation' })).status >= 400, true);
});
