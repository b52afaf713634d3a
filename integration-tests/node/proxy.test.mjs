// The documented Caddyfile in front of a real server: certificates, cookies, client addresses, origins, the live stream.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { ADMIN_PASSWORD, ROOT, Server, freePort, pause } from './server.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'dure-proxy-'));
/** Connections come from here, so that they differ from the proxy, which is 127.0.0.1. */
const VISITOR = '127.0.0.2';
const SPOOFED = { 'X-Forwarded-For': '203.0.113.9', 'X-Forwarded-Proto': 'http', 'X-Forwarded-Host': 'admin.localhost' };
let server;
let caddy;
let tlsPort;
let ca;

/** The documented file, with ports of this test, a certificate authority of its own, and nothing outside its folder. */
function caddyfile(plainPort) {
  const documented = readFileSync(path.join(ROOT, 'docs/proxy/Caddyfile'), 'utf8');
  const own = documented
    .replaceAll('127.0.0.1:8181', `127.0.0.1:${server.port}`)
    .replace('\n{\n', `\n{\n\tadmin off\n\tlocal_certs\n\tskip_install_trust\n\thttps_port ${tlsPort}\n`
      + `\thttp_port ${plainPort}\n\tstorage file_system ${folder}/caddy\n`);
  assert.notEqual(own, documented);
  return own;
}

before(async () => {
  server = new Server({
    port: await freePort(), data: path.join(folder, 'data'), env: { DURE_TRUSTED_PROXIES: '127.0.0.1' },
  });
  await server.start();
  await server.company('edge');
  tlsPort = await freePort();
  writeFileSync(path.join(folder, 'Caddyfile'), caddyfile(await freePort()));
  caddy = spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', path.join(folder, 'Caddyfile')], {
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  caddy.stderr.on('data', (chunk) => { log += chunk; });
  const root = path.join(folder, 'caddy/pki/authorities/local/root.crt');
  const end = Date.now() + 30_000;
  for (;;) {
    assert.equal(caddy.exitCode, null, `caddy ended: ${log}`);
    assert.ok(Date.now() < end, `caddy did not come up: ${log}`);
    if (existsSync(root) && await listens(tlsPort)) break;
    await pause(50);
  }
  ca = readFileSync(root);
}, { timeout: 180_000 });

after(async () => {
  caddy?.kill('SIGTERM');
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function listens(port) {
  return new Promise((answer) => {
    const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); answer(true); });
    socket.on('error', () => answer(false));
  });
}

/** One request of a browser-like client; the connection is closed after it. */
function send({ host = 'edge.localhost', direct = false, method = 'GET', url, body, headers = {}, from = VISITOR, stream }) {
  const payload = body && JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1', port: direct ? server.port : tlsPort, method, path: url, localAddress: from, agent: false,
      timeout: 20_000, servername: host, ca,
      headers: {
        Host: `${host}:${direct ? server.port : tlsPort}`, 'Accept-Language': 'en',
        ...(payload && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(payload) }), ...headers,
      },
    };
    const request = (direct ? http : https).request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      const finish = () => resolve({
        status: response.statusCode, headers: response.headers,
        body: /json/.test(response.headers['content-type'] ?? '') && text ? JSON.parse(text) : text,
      });
      response.on('data', (chunk) => {
        text += chunk;
        if (stream) {
          finish();
          request.destroy();
        }
      });
      response.on('end', finish);
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
    request.end(payload);
  });
}

async function logIn(options = {}) {
  const answer = await send({
    method: 'POST', url: '/api/auth/login', body: { loginId: 'admin', password: ADMIN_PASSWORD }, ...options,
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const [cookie] = answer.headers['set-cookie'];
  return { answer, cookie, session: { Cookie: cookie.split(';')[0], 'X-CSRF-Token': answer.body.csrfToken } };
}

test('a host of a company gets a certificate, a stranger gets none', async () => {
  assert.equal((await send({ url: '/api/health' })).status, 200);
  assert.equal((await send({ url: '/api/health', host: 'admin.localhost' })).status, 200);
  await assert.rejects(send({ url: '/api/health', host: 'nobody.localhost' }), /alert|SSL|TLS|EPROTO|ECONNRESET/);
});

test('the question behind it is answered under any host and says nothing but yes or no', async () => {
  for (const [url, status] of [
    ['/api/public/hosts?domain=edge.localhost', 200], ['/api/public/hosts/edge.localhost', 200],
    ['/api/public/hosts/admin.localhost', 200], ['/api/public/hosts?domain=nobody.localhost', 404],
    ['/api/public/hosts', 404], ['/api/public/hosts/a%20b', 404],
  ]) {
    const answer = await send({ direct: true, host: '127.0.0.1', url });
    assert.equal(answer.status, status, url);
    assert.equal(answer.body, '');
  }
});

test('under TLS the session is a __Host- cookie, and a cookie of the plain name opens nothing', async () => {
  const { answer, cookie, session } = await logIn();
  assert.match(cookie, /^__Host-dure_session=/);
  const attributes = cookie.split(';').map((part) => part.trim().toLowerCase());
  for (const wanted of ['path=/', 'secure', 'httponly', 'samesite=lax']) assert.ok(attributes.includes(wanted), cookie);
  assert.ok(!attributes.some((part) => part.startsWith('domain')), cookie);
  assert.match(answer.headers['strict-transport-security'], /max-age=\d{7,}/);
  assert.equal((await send({ url: '/api/auth/me', headers: session })).status, 200);
  const plain = session.Cookie.replace('__Host-', '');
  assert.equal((await send({ url: '/api/auth/me', headers: { Cookie: plain } })).status, 401);
});

test('over plain HTTP the cookie is the one for development, without HSTS', async () => {
  const { answer, cookie } = await logIn({ direct: true });
  assert.match(cookie, /^dure_session=/);
  assert.doesNotMatch(cookie, /secure/i);
  assert.equal(answer.headers['strict-transport-security'], undefined);
});

test('the client is who connected to the proxy, whatever he says he is', async () => {
  const { session } = await logIn({ headers: SPOOFED });
  const sessions = await send({ url: '/api/auth/sessions', headers: session });
  assert.equal(sessions.body.items.find((one) => one.current).address, VISITOR);
});

test('who goes around the proxy is believed nothing', async () => {
  const { session, cookie } = await logIn({ direct: true, from: '127.0.0.3', headers: { ...SPOOFED, 'X-Forwarded-Proto': 'https' } });
  assert.match(cookie, /^dure_session=/);
  const sessions = await send({ direct: true, from: '127.0.0.3', url: '/api/auth/sessions', headers: session });
  assert.equal(sessions.body.items.find((one) => one.current).address, '127.0.0.3');
});

test('pages of other origins change nothing, also those of a neighbour', async () => {
  const { session } = await logIn();
  const logout = (headers) => send({ method: 'POST', url: '/api/auth/logout', headers: { ...session, ...headers } });
  for (const headers of [
    { Origin: `https://admin.localhost:${tlsPort}` }, { Origin: `http://edge.localhost:${tlsPort}` },
    { Origin: 'https://edge.localhost' }, { Origin: 'null' },
    { Origin: `https://edge.localhost:${tlsPort}`, 'Sec-Fetch-Site': 'same-site' },
  ]) {
    const answer = await logout(headers);
    assert.equal(answer.status, 403, JSON.stringify(headers));
    assert.equal(answer.body.type, '/problems/foreign-origin');
  }
  const own = await logout({ Origin: `https://edge.localhost:${tlsPort}`, 'Sec-Fetch-Site': 'same-origin' });
  assert.equal(own.status, 204);
});

test('the live stream passes at once, and only to own pages', async () => {
  const { session } = await logIn();
  const live = await send({ url: '/api/live', headers: { ...session, Accept: 'text/event-stream' }, stream: true });
  assert.equal(live.status, 200);
  assert.match(live.body, /retry: 2000/);
  const foreign = await send({ url: '/api/live', headers: { ...session, Origin: 'https://evil.example.com' } });
  assert.equal(foreign.status, 403);
});

test('a token works within its scopes through the proxy', async () => {
  const { session } = await logIn();
  const made = await send({
    method: 'POST', url: '/api/auth/tokens', headers: session,
    body: { name: 'test', scopes: ['read:identity'], expiresAt: new Date(Date.now() + 3_600_000).toISOString() },
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const call = (token, method, url) => send({ method, url, headers: { Authorization: `Bearer ${token}` } });
  assert.equal((await call(made.body.token, 'GET', '/api/identity/accounts')).status, 200);
  assert.equal((await call(made.body.token, 'GET', '/api/auth/me')).status, 200);
  for (const [method, url] of [['POST', '/api/identity/accounts'], ['GET', '/api/products'], ['GET', '/api/auth/tokens']]) {
    const refused = await call(made.body.token, method, url);
    assert.equal(refused.status, 403, `${method} ${url}`);
    assert.equal(refused.body.type, '/problems/insufficient-scope');
  }
  const bad = await call('dure_wrong', 'GET', '/api/auth/me');
  assert.equal(bad.status, 401);
  assert.match(bad.headers['www-authenticate'], /^Bearer/);
});
