// Whatever is sent to whatever endpoint: a clear answer, never a fault of ours, and never our insides.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import fc from 'fast-check';
import { ADMIN_PASSWORD, OPERATOR_PASSWORD, ROOT, Server, freePort } from '../server.mjs';
import { furnish } from './company.mjs';
import { describe, resolve } from './endpoints.mjs';

const RUNS = Number(process.env.DURE_FUZZ_RUNS ?? 3000);
/**
 * Each committed tree asks other things, and each run of one the same: what passed before it landed is what CI runs. To be
 * run after the commit; the seed is printed.
 */
const TREE = spawnSync('git', ['rev-parse', '--short=7', 'HEAD^{tree}'], { cwd: ROOT, encoding: 'utf8' }).stdout;
const SEED = Number(process.env.DURE_FUZZ_SEED ?? (parseInt(TREE, 16) || 1));
/** The page of the HTTP server itself. */
const REFUSED = /<title>Error 400 (Ambiguous|Suspicious|Bad)/;
const INSIDES = /(?:[a-z]+\.)+[A-Z]\w*(?:Exception|Error)\b|\tat |org\.(?:apache|postgresql|osgi)|kr\.dure\.|\bSQL\b|password_hash/;

let server;
let data;
let sessions;

before(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'dure-fuzz-'));
  server = new Server({ port: await freePort(), data });
  await server.start();
  const operator = await server.operator();
  const company = await furnish(server, operator, 'fuzz');
  // What a policy forbids afterwards, it forbids to a company of its own.
  const strict = await server.company('strict');
  sessions = { operator, company: company.admin, strict };
}, { timeout: 240_000 });

after(async () => {
  await server?.stop();
  rmSync(data, { recursive: true, force: true });
});

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('', ' ', '\u0000', '%00', '../../etc/passwd', "' OR 1=1 --", '"><script>alert(1)</script>', '${jndi:ldap://x/}',
    '\u202e가나다', '\ud800', 'ﾃｽﾄ', '2026-02-30', '9999-12-31', '-1', '1e999', 'null', '00000000-0000-0000-0000-000000000000',
    '\r\nSet-Cookie: a=b', 'a'.repeat(5000), '김'.repeat(3000), '한@example.com', 'xn--80ak6aa92e.com', '::1/129', '=1+1'),
);
const anything = fc.oneof(nasty, fc.integer(), fc.double(), fc.constantFrom(null, true, [], {}, Number.MAX_SAFE_INTEGER), fc.json().map((text) => JSON.parse(text)));

/** Bodies that mostly keep to the schema, so that they get past the first check. */
function bodies(schema, schemas, depth = 0) {
  const known = resolve(schema, schemas) ?? {};
  const proper = () => {
    if (known.enum) return fc.constantFrom(...known.enum);
    if (known.properties && depth < 4) {
      return fc.record(Object.fromEntries(Object.entries(known.properties)
        .map(([name, field]) => [name, bodies(field, schemas, depth + 1)])), { requiredKeys: [] });
    }
    switch (known.type) {
      case 'array': return fc.array(bodies(known.items ?? {}, schemas, depth + 1), { maxLength: 4 });
      case 'integer': return fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer());
      case 'number': return fc.double();
      case 'boolean': return fc.boolean();
      case 'object': return fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 });
      default:
        if (known.format === 'uuid') return fc.uuid();
        if (known.format === 'date') return fc.constantFrom('2026-06-11', '2026-12-31', '0000-01-01');
        if (known.format === 'date-time') return fc.constantFrom('2026-12-31T15:00:00Z', '2027-01-01T00:00:00+09:00', '-999999999-01-01T00:00:00Z');
        return fc.oneof(nasty, fc.constantFrom('acme', '홍길동', 'kim@example.com', '01012345678'));
    }
  };
  return fc.oneof({ weight: 8, arbitrary: proper() }, { weight: 1, arbitrary: anything });
}

test('no input makes the server fail or show its insides', { timeout: 900_000 }, async () => {
  const { endpoints, schemas } = await describe(server);
  // These end the session that asks, or the server's own work, and are tested elsewhere.
  const targets = endpoints.filter(({ name }) => !['POST /api/auth/logout', 'DELETE /api/auth/sessions'].includes(name));
  const requests = fc.constantFrom(...targets).chain((endpoint) => fc.record({
    endpoint: fc.constant(endpoint),
    places: fc.array(fc.oneof(fc.uuid(), nasty), { minLength: 3, maxLength: 3 }),
    query: fc.dictionary(
      fc.constantFrom('limit', 'after', 'month', 'state', ...endpoint.parameters.filter((one) => one.in === 'query').map((one) => one.name)),
      fc.oneof(nasty, fc.constantFrom('1', '200', '201', '2026-06')), { maxKeys: 3 }),
    headers: fc.record({
      'If-Match': fc.constantFrom('*', '"1"', 'W/"1"', '"', 'x'),
      'Idempotency-Key': fc.string({ minLength: 1, maxLength: 60, unit: fc.constantFrom(...'abcXYZ019-') }),
      'Accept-Language': fc.constantFrom('ko', 'en', 'xx-*;q=9', '*', ''),
      Accept: fc.constantFrom('application/json', '*/*', 'text/html', 'nonsense'),
      'Content-Type': fc.constantFrom('application/json', 'application/json', 'application/json', 'text/plain', 'application/xml', 'multipart/form-data'),
    }, { requiredKeys: ['Idempotency-Key'] }),
    body: endpoint.body ? fc.oneof({ weight: 9, arbitrary: bodies(endpoint.body, schemas).map((value) => JSON.stringify(value) ?? '') },
      { weight: 1, arbitrary: nasty }) : fc.constant(undefined),
  }));
  const seen = {};
  const complaints = new Map();
  let wide = 0;
  await fc.assert(fc.asyncProperty(requests, async ({ endpoint, places, query, headers, body }) => {
    const session = endpoint.operator ? sessions.operator : /policy/.test(endpoint.path) ? sessions.strict : sessions.company;
    let at = 0;
    const address = endpoint.path.replace(/\{[^}]+\}/g, () => encode(places[at++ % places.length]));
    const search = Object.entries(query).map(([name, value]) => `${name}=${encode(value)}`).join('&');
    const answer = await server.raw(session, endpoint.method, address + (search && `?${search}`), body, headers)
      .catch(async (error) => {
        // To an address that the HTTP server refuses itself it answers a page, also to HEAD; GET shows whether it was that.
        const page = endpoint.method === 'HEAD' && /^Parse Error/.test(error.message)
          && await server.raw(session, 'GET', address + (search && `?${search}`), undefined, headers);
        if (page && REFUSED.test(page.text)) return page;
        // No answer names an incident then: what happened stands, if anywhere, at the end of the logs.
        console.log(`# ${endpoint.name}: ${error.message} (${error.code}) at ${new Date().toISOString()}\n${server.lastWords()}`);
        return { status: 599, text: error.message, headers: {} };
      });
    seen[answer.status] = (seen[answer.status] ?? 0) + 1;
    if (answer.status < 300) wide++;
    const wrong = complaint(answer, headers);
    // One of a kind is enough to find its cause.
    if (wrong && !complaints.has(`${wrong} at ${endpoint.name}`)) {
      complaints.set(`${wrong} at ${endpoint.name}`, `${address.slice(0, 200)}?${search.slice(0, 200)} ${JSON.stringify(headers)} ${body?.slice(0, 400)}`
        + ` -> ${answer.status} ${answer.text.slice(0, 200)}${logged(answer)}`);
    }
    if (answer.status === 401) await again();
  }), { numRuns: RUNS, seed: SEED, endOnFailure: true, interruptAfterTimeLimit: 600_000 });
  for (const [what, example] of complaints) console.log(`# ${what}: ${example}`);
  assert.equal(complaints.size, 0, `seed ${SEED}: ${[...complaints.keys()].join('; ')}`);
  console.log(`# seed ${SEED}, answers by status: ${JSON.stringify(seen)}`);
  assert.ok(wide > RUNS / 50, `only ${wide} of ${RUNS} requests got through: too wild to find anything`);
  assert.equal((await server.health()).status, 200);
});

/** What is wrong with the answer, or null. */
function complaint({ status, headers, text }, asked) {
  if (status >= 500 && !(status === 503 && headers['retry-after'])) return `status ${status}`;
  if (status >= 400 && INSIDES.test(text)) return 'our insides';
  // What the HTTP server cannot take for a request never reaches us.
  if (status === 414 || (status === 400 && REFUSED.test(text))) return null;
  if (status >= 400 && text && asked.Accept !== 'nonsense' && !/json/.test(headers['content-type'] ?? '')) return 'no problem document';
  return null;
}

/** What the log says of the answer's incident. */
function logged({ text }) {
  const incident = /"incident":"([^"]+)"/.exec(text)?.[1];
  if (!incident) return '';
  const log = readFileSync(path.join(data, 'karaf/log/karaf.log'), 'utf8').split('\n');
  const from = log.findIndex((line) => line.includes(incident));
  return from < 0 ? ' not in the log' : '\n' + log.slice(from, from + 30)
    .filter((line, at) => at < 2 || /Caused by|kr\.dure/.test(line)).slice(0, 8).join('\n').slice(0, 1500);
}

const encode = (text) => encodeURIComponent(String(text).slice(0, 400).toWellFormed()).replace(/^$/, '%20');

/** A request may have ended the session that made it. */
async function again() {
  const company = await logIn('fuzz.localhost', 'admin', ADMIN_PASSWORD);
  const operator = await logIn('admin.localhost', 'operator', OPERATOR_PASSWORD);
  sessions = { ...sessions, company, operator };
}

async function logIn(host, loginId, password) {
  const { status, text, headers } = await server.raw({ host, cookie: '', csrf: '' }, 'POST', '/api/auth/login',
    JSON.stringify({ loginId, password }), {});
  assert.equal(status, 200, `the fuzz locked ${loginId} out: ${text}`);
  return { host, csrf: JSON.parse(text).csrfToken, cookie: headers['set-cookie'][0].split(';')[0] };
}
