// E-approval over HTTP: of two acts at once one wins, what was acknowledged outlives a kill, and the archive of what was
// completed is verified without the server.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import test, { after, before } from 'node:test';
import { ROOT, Server, freePort, pause } from './server.mjs';

const DOCUMENTS = 12;
const folder = mkdtempSync(path.join(os.tmpdir(), 'dure-approval-api-'));
const people = {};
let server;
let admin;
let form;
let serial = 0;

const act = (person, id, body) => server.call(person.session, 'POST', `/api/approval/documents/${id}/acts`, body, { 'Idempotency-Key': `act-${serial++}` });
const document = (person, id) => server.expect(200, person.session, 'GET', `/api/approval/documents/${id}`);

async function submitted(title) {
  const draft = await server.expect(201, people.kim.session, 'POST', '/api/approval/documents', {
    formId: form.id, title, values: form.values,
    line: ['lee', 'park'].map((who, index) => ({ order: index + 1, role: 'APPROVAL', accountId: people[who].id })),
  }, { 'Idempotency-Key': `draft-${serial++}` });
  assert.equal((await act(people.kim, draft.id, { act: 'submit', version: draft.version })).status, 200);
  return document(people.kim, draft.id);
}

/** Approves as whose turn it is; answers the status. */
async function approve(who, one) {
  const seen = await document(people[who], one.id);
  const step = seen.allowed.find((may) => may.act === 'approve')?.step;
  return act(people[who], one.id, { act: 'approve', version: seen.version, step });
}

/** Writes what the administrator is answered to a file; answers the status. */
async function download(url, file) {
  const answer = await new Promise((resolve, reject) => http.get(
    { host: '127.0.0.1', port: server.port, path: url, headers: { Host: admin.host, Cookie: admin.cookie } }, resolve).on('error', reject));
  await pipeline(answer, createWriteStream(file));
  return answer.statusCode;
}

before(async () => {
  server = new Server({ port: await freePort(), data: path.join(folder, 'data') });
  await server.start();
  admin = await server.company('acme');
  const department = (await server.expect(201, admin, 'POST', '/api/organisation/departments', { code: 'SALES', name: '영업', parentId: null })).id;
  for (const [loginId, name] of [['kim', '김대리'], ['lee', '이부장'], ['park', '박사장']]) {
    const password = `a-password-of-${loginId}`;
    const { id } = await server.expect(201, admin, 'POST', '/api/identity/accounts', { loginId, name, password, departmentId: department });
    const session = await server.logIn('acme.localhost', loginId, password);
    session.csrf = (await server.expect(200, session, 'POST', '/api/auth/password', { current: password, next: `${password}-2` })).csrfToken;
    people[loginId] = { id, session };
  }
  const { items } = await server.expect(200, people.kim.session, 'GET', '/api/approval/forms');
  const { id } = items.find((one) => one.code === 'proposal');
  const { definition } = await server.expect(200, people.kim.session, 'GET', `/api/approval/forms/${id}`);
  const values = {};
  for (const field of definition.fields.filter((one) => one.required && !one.formula)) {
    values[field.key] = { 'rich-text': '<p>내용</p>', money: 1000, number: 1, date: '2026-12-15', select: field.options?.[0]?.value }[field.kind] ?? '내용';
  }
  form = { id, values };
}, { timeout: 240_000 });

after(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('of two acts that are sent five times each, all at once, one is done once, and the others are told who was quicker', async () => {
  const one = await submitted('동시에 결재');
  const seen = await document(people.lee, one.id);
  const step = seen.allowed.find((may) => may.act === 'approve').step;
  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) =>
    act(people.lee, one.id, { act: index % 2 ? 'approve' : 'reject', to: index % 2 ? undefined : 'DRAFTER', comment: '의견', version: seen.version, step })));
  // The same act sent again is answered as the first time; the other act is not.
  const won = answers.flatMap(({ status }, index) => (status === 200 ? [index % 2] : []));
  assert.deepEqual(won, Array(5).fill(won[0]));
  for (const { status, body } of answers.filter((answer) => answer.status !== 200)) {
    assert.equal(status, 409, JSON.stringify(body));
    assert.equal(body.byName, '이부장', JSON.stringify(body));
  }
  const { items } = await server.expect(200, people.kim.session, 'GET', `/api/approval/documents/${one.id}/history`);
  assert.equal(items.filter((entry) => ['approve', 'reject'].includes(entry.act)).length, 1);
});

test('an act that was acknowledged outlives kill -9, and is not done twice when it is sent again', { timeout: 240_000 }, async () => {
  const documents = await Promise.all(Array.from({ length: DOCUMENTS }, (_, n) => submitted(`구매 ${n}`)));
  const acknowledged = new Set();
  const sending = Promise.all(documents.map(async (one) => {
    for (const who of ['lee', 'park']) {
      const answer = await approve(who, one).catch(() => null);
      if (answer?.status !== 200) return;
      acknowledged.add(`${who} ${one.id}`);
    }
  }));
  while (acknowledged.size < DOCUMENTS / 2) await pause(5);
  server.killPostgres();
  await server.killServer();
  await sending;
  await server.start();
  for (const one of documents) {
    const seen = await document(people.kim, one.id);
    for (const [index, who] of ['lee', 'park'].entries()) {
      if (acknowledged.has(`${who} ${one.id}`)) assert.equal(seen.line[index].state, 'APPROVED', `${who}'s act on ${seen.title} is lost`);
    }
    for (const who of ['lee', 'park']) await approve(who, one);
    const end = await document(people.kim, one.id);
    assert.equal(end.state, 'COMPLETED');
    const { items } = await server.expect(200, people.kim.session, 'GET', `/api/approval/documents/${one.id}/history`);
    assert.equal(items.filter((entry) => entry.act === 'approve').length, 2);
  }
  const { items: register } = await server.expect(200, admin, 'GET', '/api/approval/register');
  const numbers = register.map((entry) => Number(/(\d+)$/.exec(entry.number)[1])).sort((a, b) => a - b);
  assert.deepEqual(numbers, numbers.map((_, index) => index + 1), 'the register has a gap');
});

test('the archive of completed documents is verified without the server, and not once anything in it was changed', { timeout: 180_000 }, async () => {
  const zip = path.join(folder, 'archive.zip');
  const place = path.join(folder, 'archive');
  mkdirSync(place);
  const whole = `${DOCUMENTS} links verified`;
  const verify = (what, ...more) => {
    const { status, stdout } = spawnSync(path.join(ROOT, 'dure'), ['verify-archive', what, ...more], { encoding: 'utf8' });
    return { status, said: stdout };
  };
  let found;
  for (let tries = 0; ; tries++) {
    if (await download('/api/approval/archive.zip', zip) === 200) {
      found = verify(zip);
      if (found.said.includes(whole)) break;
    }
    assert.ok(tries < 60, `not sealed: ${found?.said}`);
    await pause(1000);
  }
  assert.equal(found.status, 0, found.said);
  const head = /Head (\w+)/.exec(found.said)[1];
  assert.equal(verify(zip, '--head', head).status, 0);
  assert.equal(verify(zip, '--head', head.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))).status, 1);

  execFileSync('jar', ['xf', zip], { cwd: place });
  assert.equal(verify(place).status, 0);
  const record = path.join(place, 'documents/000000003/document.json');
  const before = readFileSync(record, 'utf8');
  writeFileSync(record, before.replace('구매', '판매'));
  const changed = verify(place);
  assert.equal(changed.status, 1, changed.said);
  assert.match(changed.said, /BROKEN/);
  writeFileSync(record, before);
  assert.equal(verify(place).status, 0);
  rmSync(path.join(place, 'documents/000000005'), { recursive: true });
  assert.equal(verify(place).status, 1);
});
