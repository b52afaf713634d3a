// Files over HTTP as people's programs send and fetch them: tus-js-client, a server that is killed, a bucket, and what is refused.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import S3rver from 's3rver';
import tus from 'tus-js-client';
import { Server, freePort, pause } from './server.mjs';

const MiB = 1 << 20;
const folder = mkdtempSync(path.join(os.tmpdir(), 'dure-storage-'));
const started = [];
let server;
let admin;

before(async () => {
  server = await serve('data', {});
  admin = await server.company('acme', ['groupware'], 5);
}, { timeout: 240_000 });

after(async () => {
  for (const one of started) {
    await one.stop();
  }
  rmSync(folder, { recursive: true, force: true });
});

async function serve(name, env) {
  const one = new Server({ port: await freePort(), data: path.join(folder, name), env });
  started.push(one);
  await one.start();
  return one;
}

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** The http stack of tus-js-client, for a host that is no name in DNS. */
class TenantStack extends tus.DefaultHttpStack {
  constructor(session) {
    super({});
    this.session = session;
  }

  createRequest(method, url) {
    const request = super.createRequest(method, url);
    request.setHeader('Host', this.session.host);
    request.setHeader('Cookie', this.session.cookie);
    request.setHeader('X-CSRF-Token', this.session.csrf);
    return request;
  }
}

/** Uploads with tus-js-client; answers the id. `progress` is told how far it is, and `url` goes on with an upload. */
function upload(where, session, content, { name = '보고서.bin', chunkSize = Infinity, progress = () => {}, url, retryDelays = null } = {}) {
  return new Promise((resolve, reject) => {
    const one = new tus.Upload(content, {
      endpoint: `http://127.0.0.1:${where.port}/api/files/uploads`,
      uploadUrl: url ?? null,
      chunkSize,
      retryDelays,
      metadata: { filename: name },
      httpStack: new TenantStack(session),
      onProgress: (sent) => progress(sent, one),
      onError: reject,
      onSuccess: () => resolve(one.url.split('/').pop()),
    });
    one.start();
  });
}

function download(where, session, id, headers = {}, query = '') {
  return new Promise((resolve, reject) => {
    http.get({
      host: '127.0.0.1', port: where.port, path: `/api/files/${id}/content${query}`,
      headers: { Host: session.host, Cookie: session.cookie, ...headers },
    }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });
}

const post = (where, session, name, body) => where.call(session, 'POST', `/api/files?name=${encodeURIComponent(name)}`, body,
  { 'Content-Type': 'application/octet-stream' });

test('tus-js-client uploads a file in one piece and in many', async () => {
  const content = randomBytes(20 * MiB + 17);
  for (const chunkSize of [Infinity, 3 * MiB]) {
    const id = await upload(server, admin, content, { chunkSize });
    const file = await server.expect(200, admin, 'GET', `/api/files/${id}`);
    assert.equal(file.sha256, hash(content));
    assert.equal(file.name, '보고서.bin');
    assert.equal(hash((await download(server, admin, id)).body), hash(content));
  }
  const usage = await server.expect(200, admin, 'GET', '/api/files/usage');
  assert.equal(usage.limit, 5 * 10 * 2 ** 30);
  assert.equal(usage.used, content.length, 'the same content counts once');
  assert.equal(usage.reserved, 0);
});

test('an upload goes on after the server was killed in the middle of it', { timeout: 240_000 }, async () => {
  const content = randomBytes(64 * MiB);
  let url;
  let killed = false;
  await assert.rejects(upload(server, admin, content, {
    progress: (sent, one) => {
      url = one.url;
      if (sent > 40 * MiB && !killed) {
        killed = true;
        process.kill(server.pid(), 'SIGKILL');
      }
    },
  }));
  assert.ok(killed);
  await server.process.exited;
  await server.start();
  const standing = await server.call(admin, 'HEAD', new URL(url).pathname, undefined, { 'Tus-Resumable': '1.0.0' });
  const offset = Number(standing.headers['upload-offset']);
  assert.ok(offset > 0 && offset < content.length, `it stands at ${offset}`);
  const id = await upload(server, admin, content, { url });
  assert.equal(hash((await download(server, admin, id)).body), hash(content));
});

test('the protocol is kept: versions, offsets, checksums, termination', async () => {
  const tusHeaders = { 'Tus-Resumable': '1.0.0' };
  const options = await server.call({ host: 'acme.localhost' }, 'OPTIONS', '/api/files/uploads');
  assert.equal(options.status, 204);
  assert.equal(options.headers['tus-version'], '1.0.0');
  assert.match(options.headers['tus-extension'], /creation.*termination/);
  const filename = `filename ${Buffer.from('a.txt').toString('base64')}`;
  const create = (headers) => server.call(admin, 'POST', '/api/files/uploads', undefined, headers);
  assert.equal((await create({ 'Upload-Length': '5', 'Upload-Metadata': filename })).status, 412);
  assert.equal((await create({ ...tusHeaders, 'Upload-Metadata': filename })).status, 400);
  assert.equal((await create({ ...tusHeaders, 'Upload-Length': '5' })).status, 422, 'a name is needed');
  assert.equal((await create({ ...tusHeaders, 'Upload-Length': String(60 * 2 ** 30), 'Upload-Metadata': filename })).status, 507);
  assert.equal((await create({ ...tusHeaders, 'Upload-Length': String(65 * 2 ** 30), 'Upload-Metadata': filename })).status, 413);
  const made = await create({ ...tusHeaders, 'Upload-Length': '5', 'Upload-Metadata': filename });
  assert.equal(made.status, 201);
  assert.ok(made.headers['upload-expires']);
  const location = new URL(made.headers.location, 'http://acme.localhost').pathname;
  const patch = (headers, body = 'hello') => server.call(admin, 'PATCH', location, Buffer.from(body),
    { ...tusHeaders, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream', ...headers });
  assert.equal((await patch({ 'Content-Type': 'text/plain' })).status, 415);
  assert.equal((await patch({ 'Upload-Offset': '3' })).status, 409);
  assert.equal((await patch({ 'Upload-Checksum': 'md4 AAAA' })).status, 400);
  assert.equal((await patch({ 'Upload-Checksum': `sha1 ${Buffer.alloc(20).toString('base64')}` })).status, 460);
  assert.equal((await patch({ 'X-CSRF-Token': 'wrong' })).status, 403);
  assert.equal((await patch({}, 'hello, world')).status, 422, 'more than announced');
  assert.equal((await server.call(admin, 'DELETE', location, undefined, tusHeaders)).status, 204);
  const again = await create({ ...tusHeaders, 'Upload-Length': '5', 'Upload-Metadata': filename });
  const other = new URL(again.headers.location, 'http://acme.localhost').pathname;
  assert.equal((await server.call(admin, 'DELETE', other, undefined, tusHeaders)).status, 204);
  assert.equal((await server.call(admin, 'HEAD', other, undefined, tusHeaders)).status, 404);
  assert.equal((await server.expect(200, admin, 'GET', '/api/files/usage')).reserved, 0);
});

test('a download can be had in ranges, under its name, and never acts', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const file = (await post(server, admin, '그림 "1".svg', svg)).body;
  assert.equal(file.mediaType, 'image/svg+xml');
  const whole = await download(server, admin, file.id, {}, '?inline=true');
  assert.equal(whole.status, 200);
  assert.equal(whole.headers['content-length'], String(svg.length));
  assert.equal(whole.headers['x-content-type-options'], 'nosniff');
  assert.match(whole.headers['content-disposition'], /^attachment; .*filename\*=UTF-8''%EA%B7%B8%EB%A6%BC%20%221%22\.svg$/);
  assert.match(whole.headers['content-security-policy'], /sandbox/);
  assert.equal(whole.headers.etag, `"${hash(svg)}"`);
  const part = await download(server, admin, file.id, { Range: 'bytes=5-9' });
  assert.equal(part.status, 206);
  assert.equal(part.headers['content-range'], `bytes 5-9/${svg.length}`);
  assert.deepEqual(part.body, svg.subarray(5, 10));
  assert.equal((await download(server, admin, file.id, { Range: `bytes=${svg.length}-` })).status, 416);
  assert.equal((await download(server, admin, file.id, { Range: 'bytes=5-9', 'If-Range': '"another"' })).status, 200);
  assert.equal((await download(server, admin, file.id, { Range: 'bytes=5-9', 'If-Range': whole.headers.etag })).status, 206);
  assert.equal((await download(server, admin, file.id, { 'If-None-Match': whole.headers.etag })).status, 304);
  const text = (await post(server, admin, 'a.txt', Buffer.from('안녕'))).body;
  const shown = await download(server, admin, text.id, {}, '?inline=true');
  assert.match(shown.headers['content-disposition'], /^inline/);
  assert.equal(shown.body.toString(), '안녕');
});

test('a picture has a thumbnail, and what is none is refused in words', async () => {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  const picture = (await post(server, admin, 'a.png', png)).body;
  const small = await server.call(admin, 'GET', `/api/files/${picture.id}/thumbnail?edge=64`);
  assert.equal(small.status, 200);
  assert.equal(small.headers['content-type'], 'image/png');
  const text = (await post(server, admin, 'b.txt', Buffer.from('text'))).body;
  const refused = await server.call(admin, 'GET', `/api/files/${text.id}/thumbnail`);
  assert.equal(refused.status, 422);
  assert.match(refused.body.detail, /no thumbnail/);
});

test('nobody sees the files of others, of another company, or of a thing that no app answers for', async () => {
  const file = (await post(server, admin, 'a.txt', Buffer.from('mine'))).body;
  assert.equal((await server.call({ host: 'acme.localhost' }, 'GET', `/api/files/${file.id}`)).status, 401);
  const other = await server.company('other', ['sales'], 5);
  for (const [method, url] of [['GET', ''], ['GET', '/content'], ['GET', '/thumbnail'], ['DELETE', '']]) {
    assert.equal((await server.call(other, method, `/api/files/${file.id}${url}`)).status, 404, `${method} ${url}`);
  }
  const usage = await server.expect(200, other, 'GET', '/api/files/usage');
  assert.equal(usage.limit, 5 * 2 ** 30, 'five accounts of a product bought alone');
  assert.equal(usage.used, 0);
  const thing = `app=board&kind=post&owner=${file.id}`;
  assert.equal((await server.call(admin, 'GET', `/api/files?${thing}`)).status, 404);
  assert.equal((await server.call(admin, 'POST', `/api/files?name=a&${thing}`, Buffer.from('x'), { 'Content-Type': 'application/octet-stream' })).status, 404);
  assert.equal((await server.call(admin, 'GET', '/api/files?app=board')).status, 422);
  assert.equal((await server.call(admin, 'DELETE', `/api/files/${file.id}`)).status, 204);
  assert.equal((await server.call(admin, 'GET', `/api/files/${file.id}`)).status, 404);
});

test('a bucket of another make keeps the files as well', { timeout: 240_000 }, async () => {
  const directory = path.join(folder, 's3');
  const bucket = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name: 'dure' }] });
  const { port } = await bucket.run();
  const one = await serve('bucket', { DURE_S3_URL: `http://S3RVER:S3RVER@127.0.0.1:${port}/dure` });
  try {
    assert.equal((await one.health()).body.components.files.status, 'UP');
    const session = await one.company('acme', ['groupware'], 5);
    const content = randomBytes(10 * MiB + 5);
    const id = await upload(one, session, content, { chunkSize: 4 * MiB });
    assert.equal(hash((await download(one, session, id)).body), hash(content));
    const range = await download(one, session, id, { Range: `bytes=${9 * MiB}-${9 * MiB + 99}` });
    assert.deepEqual(range.body, content.subarray(9 * MiB, 9 * MiB + 100));
    assert.ok(readdirSync(path.join(directory, 'dure')).length > 0);
    assert.ok(!readdirSync(path.join(folder, 'bucket')).includes('files'));
    await bucket.close();
    assert.equal((await post(one, session, 'a.txt', Buffer.from('x'))).status, 503);
    assert.equal((await download(one, session, id)).status, 503);
    let health;
    do {
      await pause(500);
      health = (await one.health()).body.components.files;
    } while (health.status === 'UP');
    assert.match(health.reason, /bucket cannot be reached/);
  } finally {
    await one.stop();
  }
});
