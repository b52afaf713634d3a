// Who may not do what: asked of every endpoint that OpenAPI lists, in one running server with two companies.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { ADMIN_PASSWORD, OPERATOR_PASSWORD, Server, freePort } from '../server.mjs';
import { describe, fill, hasFields, ids, sample } from './endpoints.mjs';
import { furnish } from './company.mjs';

const NOBODY = '00000000-0000-7000-8000-00000000dead';

// Whoever adds an endpoint that needs no login, or no permission, says so here.
const NEEDS_NO_LOGIN = [
  'POST /api/auth/login',
  'POST /api/auth/operator-entries',
  'POST /api/auth/password-recoveries',
  /^(GET|POST) \/api\/public\//,
  // What the protocol can do; tells nothing of anybody.
  'OPTIONS /api/files/uploads',
];
const NEEDS_NO_PERMISSION = [
  /^[A-Z]+ \/api\/auth\//,
  // Who works here, without what is private.
  'GET /api/identity/accounts',
  'GET /api/identity/accounts/{id}',
  /^GET \/api\/organisation\/(departments|duties|people|positions|tree)\b/,
  // One's own absences; those of others are for holders of identity.absence, and AbsenceServiceTest tries.
  /^[A-Z]+ \/api\/organisation\/absences\b/,
  // Whom to call.
  'GET /api/billing/service-centre',
  'GET /api/operations/{id}',
  'GET /api/products',
  // What the shell may load: only what the caller may use.
  'GET /api/ui/modules',
  // Pictures of the store.
  'GET /api/addons/catalogue/{id}/pictures/{name}',
  // The app that has the thing says for each file who may; one's own uploads.
  /^[A-Z]+ \/api\/files\b/,
  // One's own notices and preferences; those of others are for holders of notification.trace.
  /^[A-Z]+ \/api\/notifications(\/(\{id\}(\/read)?|preferences|read|test|trace|unread-count))?$/,
  // Finds what the caller may see.
  'GET /api/search',
  // E-approval is everybody's; who may see a document stands in its line, and forms and settings are changed by who may.
  /^[A-Z]+ \/api\/approval\/(boxes|documents|lines|signature)\b/,
  /^GET \/api\/approval\/(settings|forms(\/\{id\})?)$/,
  /^(PUT|DELETE) \/api\/approval\/forms\/\{id\}\/favourite$/,
];
const listed = (list, name) => list.some((entry) => (entry instanceof RegExp ? entry.test(name) : entry === name));

let server;
let data;
let api;
let operator;
let acme;
let other;

before(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'dure-security-'));
  server = new Server({ port: await freePort(), data });
  await server.start();
  operator = await server.operator();
  acme = await furnish(server, operator, 'acme');
  other = await furnish(server, operator, 'other');
  api = await describe(server);
}, { timeout: 240_000 });

after(async () => {
  await server?.stop();
  rmSync(data, { recursive: true, force: true });
});

const admin = (endpoint) => (endpoint.operator ? operator : acme.admin);
const loggedOut = (session) => ({ host: session.host });

async function ask(session, endpoint, { values = NOBODY, body, headers = {} } = {}) {
  const content = body !== undefined ? body : endpoint.body ? sample(endpoint.body, api.schemas) : undefined;
  return server.call({ ...session }, endpoint.method, fill(endpoint.path, values), content, {
    ...(endpoint.method === 'POST' && { 'Idempotency-Key': 'security' + Math.random() }),
    ...headers,
  });
}

/** Runs `check` for each endpoint and reports all that fail together. */
async function each(endpoints, check) {
  assert.ok(endpoints.length > 0, 'no endpoint to ask');
  const wrong = [];
  for (const endpoint of endpoints) {
    const complaint = await check(endpoint);
    if (complaint) wrong.push(`${endpoint.name}: ${complaint}`);
  }
  assert.deepEqual(wrong, []);
}

const short = ({ status, body }) => `${status} ${JSON.stringify(body).slice(0, 200)}`;
const kind = (answer) => String(answer.body?.type).split('/').pop();

test('every endpoint but the listed ones asks for a login', () => each(
  api.endpoints.filter((endpoint) => !listed(NEEDS_NO_LOGIN, endpoint.name)),
  async (endpoint) => {
    const answer = await ask(loggedOut(admin(endpoint)), endpoint);
    return answer.status !== 401 && short(answer);
  },
));

test('every endpoint but the listed ones refuses a user without a role', () => each(
  api.endpoints.filter((endpoint) => !listed([...NEEDS_NO_LOGIN, ...NEEDS_NO_PERMISSION], endpoint.name)),
  async (endpoint) => {
    const answer = await ask(acme.user, endpoint);
    if (endpoint.operator && answer.status === 404) return null;
    return (answer.status !== 403 || kind(answer) === 'csrf') && !acme.everyones.has(endpoint.name) && short(answer);
  },
));

test('the operator’s endpoints are closed to a company’s administrator', () => each(
  api.endpoints.filter((endpoint) => endpoint.operator),
  async (endpoint) => {
    const answer = await ask(acme.admin, endpoint);
    return ![403, 404].includes(answer.status) && short(answer);
  },
));

test('every change asks for the CSRF token', () => each(
  api.endpoints.filter((endpoint) => endpoint.unsafe && !listed(NEEDS_NO_LOGIN, endpoint.name)),
  async (endpoint) => {
    for (const csrf of [undefined, 'x'.repeat(43), acme.user.csrf]) {
      const answer = await ask({ ...admin(endpoint), csrf }, endpoint);
      if (answer.status !== 403 || kind(answer) !== 'csrf') return `with ${csrf}: ${short(answer)}`;
    }
    return null;
  },
));

test('every list is in an object, so that it can say where it goes on', () => each(
  api.endpoints.filter((endpoint) => endpoint.method === 'GET' && !endpoint.path.includes('{')),
  async (endpoint) => {
    const answer = await ask(admin(endpoint), endpoint);
    return Array.isArray(answer.body) ? 'a bare list' : null;
  },
));

test('every change from a foreign origin is refused, also from a neighbour under the same parent', () => each(
  api.endpoints.filter((endpoint) => endpoint.unsafe),
  async (endpoint) => {
    const session = admin(endpoint);
    const foreign = [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: `http://other.localhost:${server.port}` },
      { Origin: `http://${session.host}.evil.example:${server.port}` },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
    ];
    for (const headers of foreign) {
      const answer = await ask(session, endpoint, { headers });
      if (answer.status !== 403 || kind(answer) !== 'foreign-origin') return `${JSON.stringify(headers)}: ${short(answer)}`;
    }
    return null;
  },
));

test('an unknown field is refused by name', () => each(
  api.endpoints.filter((endpoint) => hasFields(endpoint, api.schemas)),
  async (endpoint) => {
    const answer = await ask(admin(endpoint), endpoint, {
      values: [NOBODY], body: { tenantIdOfAStranger: 1 },
    });
    return (answer.status !== 400 || !JSON.stringify(answer.body).includes('tenantIdOfAStranger')) && short(answer);
  },
));

test('fields that a caller may not set are unknown', async () => {
  const account = { loginId: 'climber', name: '김승진', password: 'a-password-of-a-climber' };
  for (const field of ['tenantId', 'roles', 'id', 'state', 'passwordHash', 'failures', 'mustChangePassword']) {
    const answer = await server.call({ ...acme.admin }, 'POST', '/api/identity/accounts', { ...account, [field]: true });
    assert.equal(answer.status, 400, `${field}: ${short(answer)}`);
  }
  const patched = await server.call({ ...acme.admin }, 'PATCH', `/api/identity/accounts/${acme.userId}`,
    { passwordHash: 'x' }, { 'If-Match': '*' });
  assert.equal(patched.status, 400, short(patched));
});

test('an oversized body is refused before it is read to the end', () => each(
  api.endpoints.filter((endpoint) => endpoint.body),
  async (endpoint) => {
    const answer = await ask(admin(endpoint), endpoint, { body: { text: 'x'.repeat(3 << 20) } })
      .catch((error) => ({ status: 'cut', body: error.message }));
    return ![413, 'cut'].includes(answer.status) && short(answer);
  },
));

test('an id of another company leads nowhere, and nothing of that company changes', { timeout: 600_000 }, async () => {
  const gets = api.endpoints.filter((endpoint) => endpoint.method === 'GET' && !endpoint.path.includes('{') && !endpoint.operator
    && !endpoint.path.startsWith('/api/auth') && !endpoint.path.startsWith('/api/public')
    // Looking at the company stands there too.
    && endpoint.path !== '/api/audit');
  const see = async (session) => {
    const seen = {};
    for (const endpoint of gets) {
      const query = endpoint.parameters.some((parameter) => parameter.name === 'month') ? '?month=2026-06' : '';
      const answer = await server.call({ ...session }, 'GET', endpoint.path + query);
      // Workbooks hold the time they were made at.
      if (answer.status === 200 && typeof answer.body === 'object') seen[endpoint.path] = answer.body;
    }
    return seen;
  };
  const ofOther = await see(other.admin);
  const ofAcme = ids(await see(acme.admin));
  // The product and permission names are everyone's.
  const foreign = [...ids(ofOther)].filter((id) => !ofAcme.has(id) && /^[0-9a-f-]{36}$/.test(id));
  assert.ok(foreign.length >= 8, `only ${foreign.length} objects to try`);
  await each(
    api.endpoints.filter((endpoint) => endpoint.path.includes('{') && !endpoint.operator && !endpoint.path.startsWith('/api/public')),
    async (endpoint) => {
      for (const id of foreign) {
        // A language is none of the things that belong to somebody.
        const answer = await ask(acme.admin, endpoint, { values: endpoint.path.includes('{language}') ? [id, 'ko'] : id });
        if (answer.status < 400 || answer.status >= 500) return `${id}: ${short(answer)}`;
        if (endpoint.method === 'GET' && answer.status !== 404) return `${id}: ${short(answer)}`;
      }
      return null;
    },
  );
  await each(
    api.endpoints.filter((endpoint) => endpoint.unsafe && !endpoint.operator && !listed(NEEDS_NO_LOGIN, endpoint.name) && hasFields(endpoint, api.schemas)
      && /[iI]ds?"/.test(JSON.stringify(sample(endpoint.body, api.schemas)))),
    async (endpoint) => {
      for (const id of foreign.slice(0, 4)) {
        const body = sample(endpoint.body, api.schemas, (name) => (/[a-z]Id$/.test(name) && name !== 'loginId' ? id
          : /[a-z]Ids$/.test(name) ? [id] : undefined));
        const answer = await ask(acme.admin, endpoint, { body, headers: { 'If-Match': '*' } });
        if (answer.status < 400 || answer.status >= 500) return `${id}: ${short(answer)}`;
      }
      return null;
    },
  );
  assert.deepEqual(await see(other.admin), ofOther);
});

test('a session of one company is no session at another', async () => {
  for (const host of ['other.localhost', 'admin.localhost']) {
    const answer = await server.call({ ...acme.admin, host }, 'GET', '/api/auth/me');
    assert.equal(answer.status, 401, host);
  }
});

test('a login does not take over a session that the browser was given before', async () => {
  const planted = 'planted-'.padEnd(43, 'x');
  for (const cookie of [`dure_session=${planted}`, acme.user.cookie]) {
    const session = { host: 'acme.localhost', cookie };
    await server.expect(200, session, 'POST', '/api/auth/login', { loginId: 'admin', password: ADMIN_PASSWORD });
    assert.notEqual(session.cookie, cookie);
  }
  assert.equal((await server.call({ host: 'acme.localhost', cookie: `dure_session=${planted}` }, 'GET', '/api/auth/me')).status, 401);
});

test('the cookie is closed to scripts and to other sites', async () => {
  const answer = await server.call({ host: 'acme.localhost' }, 'POST', '/api/auth/login', { loginId: 'admin', password: ADMIN_PASSWORD });
  const cookie = answer.headers['set-cookie'][0];
  assert.match(cookie, /HttpOnly/i);
  assert.match(cookie, /SameSite=(Lax|Strict)/i);
  assert.match(cookie, /Path=\//i);
  assert.doesNotMatch(cookie, /Domain=/i);
});

test('no answer leads to another host, whatever host or path is asked for', async () => {
  const tries = [
    ['acme.localhost', '//evil.example/'], ['acme.localhost', '/\\evil.example'], ['acme.localhost', '/?next=https://evil.example'],
    ['acme.localhost', '/login?returnTo=//evil.example'], ['acme.localhost', '/api/..//evil.example'],
    ['evil.example', '/'], ['evil.example', '/api/auth/me'], ['acme.localhost@evil.example', '/'], ['acme.localhost.evil.example', '/'],
    ['acme.localhost:evil', '/'], ['admin.localhost', '/status/%2f%2fevil.example'],
  ];
  for (const [host, url] of tries) {
    for (const headers of [{}, { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https', Forwarded: 'host=evil.example' }]) {
      const answer = await server.call({ host }, 'GET', url, undefined, headers);
      const where = answer.headers.location ?? '';
      assert.ok(!where || new URL(where, `http://${host.split('@').pop()}/`).host === host || where.startsWith('/') && !where.startsWith('//'),
        `${host} ${url} leads to ${where}`);
      const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
      assert.doesNotMatch(text, /(href|src|action)="?[^"> ]*evil\.example/, `${host} ${url}`);
      if (host.includes('evil')) assert.ok(answer.status >= 400, `${host} ${url}: ${answer.status}`);
      assert.equal(answer.headers['set-cookie'], undefined, `${host} ${url}`);
    }
  }
});

test('a forwarded header from somebody who is no trusted proxy changes nothing', async () => {
  const answer = await server.call({ host: 'acme.localhost' }, 'POST', '/api/auth/login', { loginId: 'admin', password: ADMIN_PASSWORD },
    { 'X-Forwarded-For': '203.0.113.9', 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'other.localhost' });
  assert.equal(answer.status, 200, short(answer));
  assert.match(answer.headers['set-cookie'][0], /^dure_session=/);
  const mine = { host: 'acme.localhost', cookie: answer.headers['set-cookie'][0].split(';')[0], csrf: answer.body.csrfToken };
  const sessions = await server.call(mine, 'GET', '/api/auth/sessions');
  assert.doesNotMatch(JSON.stringify(sessions.body), /203\.0\.113\.9/);
});

test('a token opens what its scopes say and nothing else, and is shown once', async () => {
  assert.ok(acme.token, 'no token was made');
  const bearer = { Authorization: `Bearer ${acme.token}` };
  const host = { host: 'acme.localhost' };
  assert.equal((await server.call({ ...host }, 'GET', '/api/identity/accounts', undefined, bearer)).status, 200);
  await each(
    api.endpoints.filter((endpoint) => !endpoint.operator && !listed(NEEDS_NO_LOGIN, endpoint.name) && !acme.tokenMay(endpoint)),
    async (endpoint) => {
      const answer = await ask(host, endpoint, { headers: bearer });
      return answer.status !== 403 && short(answer);
    },
  );
  assert.equal((await server.call({ ...host }, 'GET', '/api/identity/accounts', undefined, { Authorization: 'Bearer x' })).status, 401);
  assert.equal((await server.call({ host: 'other.localhost' }, 'GET', '/api/identity/accounts', undefined, bearer)).status, 401);
  assert.ok(!JSON.stringify((await server.call({ ...acme.admin }, 'GET', '/api/auth/tokens')).body).includes(acme.token));
});

test('somebody with a part of the rights gives nobody more, and touches no administrator', async () => {
  const { admin, user, userId } = other;
  const ask = (session, method, url, body, headers) => server.call({ ...session }, method, url, body, headers);
  const role = async (name, permissions) => (await server.expect(201, admin, 'POST', '/api/identity/roles', { name, permissions })).id;
  const part = await role('계정 담당', ['identity.accounts', 'identity.roles']);
  const more = await role('보안 담당', ['identity.security']);
  const given = await ask(admin, 'PUT', `/api/identity/accounts/${userId}/roles`, { roleIds: [part] });
  assert.ok(given.status < 300, short(given));
  const adminId = (await server.expect(200, admin, 'GET', '/api/auth/me')).account.id;
  const account = { loginId: 'new', name: '새 사람', password: 'a-password-of-somebody' };
  assert.equal((await ask(user, 'POST', '/api/identity/accounts', account)).status, 201);
  const refused = [
    ['POST', '/api/identity/accounts', { ...account, loginId: 'climber', administrator: true }],
    ['POST', '/api/identity/accounts', { ...account, loginId: 'climber', permissions: ['identity.security'] }],
    ['PATCH', `/api/identity/accounts/${userId}`, { administrator: true }],
    ['PATCH', `/api/identity/accounts/${userId}`, { permissions: ['identity.security'] }],
    ['PUT', `/api/identity/accounts/${userId}/roles`, { roleIds: [part, more] }],
    ['POST', '/api/identity/roles', { name: '모두', permissions: ['identity.security'] }],
    ['PUT', `/api/identity/roles/${part}`, { name: '계정 담당', permissions: ['identity.accounts', 'identity.roles', 'identity.security'] }],
    ['PATCH', `/api/identity/accounts/${adminId}`, { name: '다른 이름' }],
    ['PATCH', `/api/identity/accounts/${adminId}`, { externalEmail: 'mine@example.com' }],
    ['PUT', `/api/identity/accounts/${adminId}/password`, { password: 'a-password-i-know' }],
    ['PUT', `/api/identity/accounts/${adminId}/roles`, { roleIds: [] }],
    ['DELETE', `/api/identity/accounts/${adminId}`],
    ['DELETE', `/api/identity/accounts/${adminId}/second-factor`],
    ['DELETE', `/api/identity/accounts/${adminId}/sessions`],
    ['PUT', '/api/identity/access-policy', { enabled: false, allowed: [], exemptAccountIds: [] }],
  ];
  for (const [method, url, body] of refused) {
    const answer = await ask(user, method, url, body);
    assert.equal(answer.status, 403, `${method} ${url} ${JSON.stringify(body)}: ${short(answer)}`);
  }
  const last = await ask(admin, 'DELETE', `/api/identity/accounts/${adminId}`);
  assert.equal(last.status, 409, short(last));
  assert.equal((await ask(admin, 'POST', '/api/identity/roles', { name: '?', permissions: ['no.such-thing'] })).status, 422);
  await ask(admin, 'PUT', `/api/identity/accounts/${userId}/roles`, { roleIds: [] });
  assert.equal((await ask(user, 'POST', '/api/identity/accounts', { ...account, loginId: 'later' })).status, 403);
});

test('an access policy does not lock its maker out unasked, and then holds for sessions and tokens at once', async () => {
  const { admin, token } = other;
  const policy = { enabled: true, allowed: ['203.0.113.0/24'], exemptAccountIds: [] };
  assert.equal((await server.call({ ...admin }, 'PUT', '/api/identity/access-policy', policy)).status, 409);
  const me = (await server.expect(200, admin, 'GET', '/api/auth/me')).account.id;
  const set = await server.call({ ...admin }, 'PUT', '/api/identity/access-policy', { ...policy, exemptAccountIds: [me] });
  assert.ok(set.status < 300, short(set));
  await server.expect(200, admin, 'GET', '/api/auth/me');
  const host = { host: 'other.localhost' };
  const refusedLogin = await server.call({ ...host }, 'POST', '/api/auth/login', { loginId: 'user', password: 'second-password-of-a-user' });
  assert.equal(`${refusedLogin.status} ${kind(refusedLogin)}`, '403 address-not-allowed');
  const end = Date.now() + 5000;
  let running;
  do {
    running = await server.call({ ...other.user }, 'GET', '/api/identity/accounts');
  } while (running.status === 200 && Date.now() < end);
  assert.ok([401, 403].includes(running.status), short(running));
  const own = await server.call({ ...host }, 'GET', '/api/identity/accounts', undefined, { Authorization: `Bearer ${token}` });
  assert.equal(own.status, 200, 'the token of an exempt account works on');
  const off = await server.call({ ...admin }, 'PUT', '/api/identity/access-policy', { enabled: false, allowed: [], exemptAccountIds: [] });
  assert.ok(off.status < 300, short(off));
});

test('the operator enters with consent only, once by a ticket, and both names stand in the audit log', async () => {
  const tenants = (await server.expect(200, operator, 'GET', '/api/operator/tenants')).items;
  const tenant = tenants.find((one) => JSON.stringify(one).includes('other.localhost'));
  const enter = () => server.call({ ...operator }, 'POST', `/api/operator/tenants/${tenant.id}/entries`, { reason: '문의 확인' },
    { 'Idempotency-Key': 'enter' + Math.random() });
  assert.equal((await enter()).status, 403);
  const consent = await server.expect(201, other.admin, 'POST', '/api/identity/operator-access',
    { reason: '메일이 오지 않습니다', until: new Date(Date.now() + 3600e3).toISOString() });
  const { ticket } = (await enter()).body;
  const session = { host: 'other.localhost' };
  session.csrf = (await server.expect(200, session, 'POST', '/api/auth/operator-entries', { ticket })).csrfToken;
  assert.equal((await server.call({ host: 'other.localhost' }, 'POST', '/api/auth/operator-entries', { ticket })).status, 409);
  await server.expect(201, session, 'POST', '/api/identity/roles', { name: '운영자가 만든 역할', permissions: ['identity.accounts'] });
  const log = await server.expect(200, other.admin, 'GET', '/api/audit?limit=20');
  const entry = log.items.find((item) => item.action === 'identity.role.added');
  assert.equal(entry.actor.operator, 'operator');
  assert.ok(entry.actor.accountId || entry.actor.loginId, JSON.stringify(entry));
  assert.equal((await server.call({ ...other.admin }, 'DELETE', `/api/identity/operator-access/${consent.id}`)).status, 204);
  const after = await server.call({ ...session }, 'GET', '/api/identity/roles');
  assert.ok([401, 403].includes(after.status), short(after));
});

test('users, aliases, groups and representative addresses never collide, and receivers are the company’s own', async () => {
  const { admin } = other;
  const account = (loginId) => server.call({ ...admin }, 'POST', '/api/identity/accounts',
    { loginId, name: '사람', password: 'a-password-of-somebody' });
  const address = (local, receivers = ['user@other.localhost']) => server.call({ ...admin }, 'POST', '/api/identity/addresses',
    { kind: 'REPRESENTATIVE', address: `${local}@other.localhost`, name: '대표', receivers });
  assert.equal((await account('info')).status, 409, 'info is a representative address');
  assert.equal((await address('user')).status, 409);
  assert.equal((await address('USER')).status, 409);
  for (const receiver of ['somebody@gmail.com', 'user@acme.localhost', 'nobody@other.localhost']) {
    assert.equal((await address('sales', [receiver])).status, 422, receiver);
  }
  const both = await Promise.all([account('race'), address('race')]);
  assert.deepEqual(both.map((one) => one.status).sort(), [201, 409]);
});

test('a new password ends every other session of the account', async () => {
  const password = 'second-password-of-a-user';
  const here = await server.logIn('other.localhost', 'user', password);
  const there = await server.logIn('other.localhost', 'user', password);
  const sessions = await server.expect(200, here, 'GET', '/api/auth/sessions');
  assert.ok(sessions.items.length >= 2);
  here.csrf = (await server.expect(200, here, 'POST', '/api/auth/password', { current: password, next: 'third-password-of-a-user' })).csrfToken;
  await server.expect(200, here, 'GET', '/api/auth/me');
  assert.equal((await server.call({ ...there }, 'GET', '/api/auth/me')).status, 401);
});

test('no password, session or token is in the logs or readable in the data folder', () => {
  const secrets = {
    'the administrator’s password': ADMIN_PASSWORD,
    'the operator’s password': OPERATOR_PASSWORD,
    'the session': acme.admin.cookie.split('=')[1],
    'the access token': acme.token,
  };
  const read = [];
  const visit = (folder) => {
    for (const name of readdirSync(folder)) {
      const file = path.join(folder, name);
      const stat = statSync(file, { throwIfNoEntry: false });
      if (!stat) continue; // The server works meanwhile.
      if (stat.isDirectory()) visit(file);
      else if (stat.size < 200 << 20) {
        let text;
        try {
          text = readFileSync(file).toString('latin1');
        } catch (error) {
          if (error.code === 'ENOENT') continue;
          throw error;
        }
        read.push(file);
        for (const [what, secret] of Object.entries(secrets)) assert.ok(!text.includes(secret), `${what} is in ${file}`);
      }
    }
  };
  visit(data);
  assert.ok(read.some((file) => file.endsWith('.log')), `no log among ${read.length} files`);
});
