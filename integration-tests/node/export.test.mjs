// A company takes its data along and another one takes it in, over HTTP, on a server that is killed in between.
import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { TABLE, make } from './made-addon.mjs';
import { Server, freePort, pause } from './server.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'dure-export-'));
let server;
let acme;
let beta;
let archive;

before(async () => {
  server = new Server({ port: await freePort(), data: path.join(folder, 'data') });
  await server.start();
  acme = await server.company('acme');
  beta = await server.company('beta');
  await server.installSms(await server.operator(), acme);
  for (let group = 1; group <= 20; group += 1) {
    await server.expect(201, acme, 'POST', '/api/sms/groups', {
      name: `모임 "${group}" \\ 😀`,
      contacts: Array.from({ length: 50 }, (_, at) => ({ number: `010${String(10_000_000 + group * 100 + at)}`, fields: { 이름: `사람 ${at}` } })),
    });
  }
  for (let number = 0; number < 20; number += 1) {
    await server.expect(201, acme, 'POST', '/api/sms/opt-outs', { number: `0109999${String(number).padStart(4, '0')}` });
  }
}, { timeout: 300_000 });

after(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The bytes of a GET, with the headers. */
function bytes(session, url, headers = {}) {
  return new Promise((resolve, reject) => {
    http.get({
      host: '127.0.0.1', port: server.port, path: url, headers: { Host: session.host, Cookie: session.cookie, ...headers },
    }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });
}

async function ended(session, url) {
  for (const end = Date.now() + 120_000; Date.now() < end; await pause(100)) {
    const found = await server.expect(200, session, 'GET', url);
    if (!['QUEUED', 'RUNNING'].includes(found.state)) return found;
  }
  throw new Error(`${url} did not end.`);
}

async function exported(session, order = { apps: ['sms'], reason: '이사 준비' }) {
  const ordered = await server.expect(202, session, 'POST', '/api/exports', order);
  const done = await ended(session, `/api/exports/${ordered.id}`);
  assert.equal(done.state, 'DONE', done.message.en);
  const got = await bytes(session, `/api/exports/${ordered.id}/archive`);
  assert.equal(got.status, 200);
  assert.equal(got.body.length, done.size);
  assert.equal(createHash('sha256').update(got.body).digest('hex'), done.sha256);
  return got.body;
}

async function imported(session, content) {
  const upload = await server.expect(201, session, 'POST', '/api/files?name=archive.zip', content, { 'Content-Type': 'application/octet-stream' });
  const ordered = await server.expect(202, session, 'POST', '/api/imports', { upload: upload.id });
  return ended(session, `/api/imports/${ordered.id}`);
}

/** The entries of a zip by name, read from its directory. */
function entries(zip) {
  const found = new Map();
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, nameLength, extra, comment, start] = [
      zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const data = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    found.set(name, inflateRawSync(zip.subarray(data, data + packed)));
    at += 46 + nameLength + extra + comment;
  }
  return found;
}

/** What an import reads; forms for people are of the company that exported. */
function comparable(zip) {
  const found = new Map([...entries(zip)].filter(([name]) => !name.startsWith('readable/')));
  const manifest = JSON.parse(found.get('manifest.json'));
  manifest.entries = manifest.entries.filter(({ name }) => !name.startsWith('readable/'));
  for (const header of ['export', 'createdAt', 'installation', 'tenant', 'signature']) delete manifest[header];
  found.set('manifest.json', JSON.stringify(manifest));
  return Object.fromEntries([...found].map(([name, content]) => [name, content.toString()]));
}

test('what one company exports another imports, and exports again as it was', { timeout: 240_000 }, async () => {
  archive = await exported(acme);
  assert.ok(entries(archive).get('tables/sms/sms.opt_out.jsonl').toString().split('\n').length >= 20);
  assert.match(entries(archive).get('readable/sms/sender-numbers.csv').toString(), /\r\n0212345678,APPROVED,/);
  const taken = await imported(beta, archive);
  assert.equal(taken.state, 'DONE', taken.message.en);
  assert.deepEqual(taken.apps, ['sms']);
  // The product is not even switched on for this company.
  assert.deepEqual(comparable(await exported(beta)), comparable(archive));
  const again = await imported(beta, archive);
  assert.equal(again.state, 'FAILED', 'there are data now');
});

test('a download goes on where it broke off, and nobody else reaches it', async () => {
  const [newest] = (await server.expect(200, acme, 'GET', '/api/exports?limit=1')).items;
  const url = `/api/exports/${newest.id}/archive`;
  const first = await bytes(acme, url, { Range: 'bytes=0-99' });
  assert.equal(first.status, 206);
  const rest = await bytes(acme, url, { Range: 'bytes=100-', 'If-Range': first.headers.etag });
  assert.equal(rest.headers['content-range'], `bytes 100-${newest.size - 1}/${newest.size}`);
  assert.deepEqual(Buffer.concat([first.body, rest.body]), archive);
  assert.equal((await bytes(acme, url, { Range: `bytes=${newest.size}-` })).status, 416);
  assert.equal((await bytes(beta, url)).status, 404);
  assert.equal((await bytes({ host: 'acme.localhost', cookie: '' }, url)).status, 401);
  const audit = await server.expect(200, acme, 'GET', '/api/audit?action=storage.export.ordered');
  assert.ok(JSON.stringify(audit).includes('이사 준비'));
});

test('what is switched off can be exported and nothing else, and has lost nothing when it is on again', { timeout: 240_000 }, async () => {
  await server.expect(200, acme, 'POST', '/api/products/sms/disable');
  for (const [method, url] of [['GET', '/api/sms/groups'], ['POST', '/api/sms/messages']]) {
    const refused = await server.call(acme, method, url);
    assert.equal(refused.status, 403, url);
    assert.match(refused.body.type, /product-not-enabled/);
  }
  const off = await exported(acme);
  assert.deepEqual(comparable(off), comparable(archive));
  await server.expect(200, acme, 'POST', '/api/products/sms/enable');
  assert.equal((await server.call(acme, 'GET', '/api/sms/groups')).status, 200);
  assert.deepEqual(comparable(await exported(acme)), comparable(archive));
});

test('files of what is switched off stay as they are, are taken along, and are shown to nobody until it is on again', { timeout: 240_000 }, async () => {
  const operator = await server.operator();
  const [shelf] = make([{ id: 'shelf', version: '1.0.0', tables: [TABLE], files: true }]);
  await server.expect(201, operator, 'POST', '/api/operator/addons', shelf);
  await server.expect(200, acme, 'POST', '/api/products/shelf/enable');
  for (let note = 0; note < 5; note += 1) await server.expect(200, acme, 'POST', '/api/shelf');
  const content = randomBytes(200_000);
  const file = await server.expect(201, acme, 'POST', `/api/files?name=a.bin&app=shelf&kind=note&owner=${randomUUID()}`, content,
    { 'Content-Type': 'application/octet-stream' });
  const all = async () => exported(acme, { apps: ['shelf'], reason: '보관' });
  const before = await all();
  assert.deepEqual(entries(before).get(`contents/${file.sha256}`), content);
  await server.expect(200, acme, 'POST', '/api/products/shelf/disable');
  assert.equal((await server.call(acme, 'GET', '/api/shelf')).status, 403);
  assert.equal((await bytes(acme, `/api/files/${file.id}/content`)).status, 404);
  assert.deepEqual(comparable(await all()), comparable(before));
  await server.expect(200, acme, 'POST', '/api/products/shelf/enable');
  assert.deepEqual((await bytes(acme, `/api/files/${file.id}/content`)).body, content);
  assert.deepEqual(comparable(await all()), comparable(before));
});

test('an order needs a reason, an app that is installed, and the right to it', async () => {
  for (const [order, status, field] of [
    [{ apps: ['sms'] }, 422, 'reason'], [{ apps: ['nope'], reason: '왜' }, 422, 'apps'], [{ reason: 1, no: 2 }, 400, ''],
  ]) {
    const got = await server.call(acme, 'POST', '/api/exports', order);
    assert.equal(got.status, status, JSON.stringify(got.body));
    assert.ok(JSON.stringify(got.body).includes(field));
  }
  await server.expect(201, acme, 'POST', '/api/identity/accounts', { loginId: 'lee', name: '이두레', password: 'a-password-of-lee-77' });
  const lee = await server.logIn('acme.localhost', 'lee', 'a-password-of-lee-77');
  for (const [method, url] of [['GET', '/api/exports'], ['GET', '/api/imports'], ['GET', '/api/backups/preview']]) {
    assert.equal((await server.call(lee, method, url)).status, 403, url);
  }
  assert.equal((await server.call(lee, 'POST', '/api/exports', { reason: '왜' })).status, 403);
});

test('broken and hostile archives are refused with a reason and leave nothing behind', { timeout: 240_000 }, async () => {
  const gamma = await server.company('gamma');
  for (const [content, why] of [
    [archive.subarray(0, archive.length / 2), /no zip/], [Buffer.from('no zip'), /no zip/],
    [Buffer.from(archive.toString('latin1').replaceAll('tables/sms/', 'tables//../'), 'latin1'), /tables\/\/\.\.\//],
  ]) {
    const refused = await imported(gamma, content);
    assert.equal(refused.state, 'FAILED');
    assert.match(refused.message.en, why);
  }
  assert.equal((await server.expect(200, gamma, 'GET', '/api/files/usage')).used, 0);
  assert.equal((await imported(gamma, archive)).state, 'DONE');
});

test('an export goes on after the server was killed', { timeout: 240_000 }, async () => {
  const ordered = await server.expect(202, acme, 'POST', '/api/exports', { reason: '재해 시험' });
  await server.killServer();
  await server.start();
  const done = await ended(acme, `/api/exports/${ordered.id}`);
  assert.equal(done.state, 'DONE', done.message.en);
  const got = await bytes(acme, `/api/exports/${ordered.id}/archive`);
  assert.deepEqual(comparable(got.body)['tables/sms/sms.opt_out.jsonl'], comparable(archive)['tables/sms/sms.opt_out.jsonl']);
});
