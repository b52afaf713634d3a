// Two servers on one PostgreSQL of its own kind and version, with a standby that takes over: sessions and entitlements on
// both, each message once, nothing acknowledged lost when the primary is killed.
//
//   node integration-tests/node/cluster.mjs      needs a PostgreSQL in /usr/lib/postgresql (Debian: apt install postgresql)
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { startSmsc } from '../../demo/smsc.mjs';
import { Server, pause } from './server.mjs';

const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort() : [];
if (versions.length === 0) {
  console.error('cluster: no PostgreSQL in /usr/lib/postgresql; Debian, Ubuntu: apt-get install postgresql.');
  process.exit(1);
}
const BIN = `/usr/lib/postgresql/${versions.at(-1)}/bin`;
const OWNER_PASSWORD = 'owner-of-a-test';
const home = mkdtempSync(path.join(os.tmpdir(), 'dure-cluster-'));
chmodSync(home, 0o755);
const asUser = process.getuid() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
const faults = [];

function check(holds, fault) {
  if (!holds) faults.push(fault);
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function pg(tool, ...args) {
  const [command, ...rest] = [...asUser, path.join(BIN, tool), ...args];
  return execFileSync(command, rest, { cwd: '/', env: { ...process.env, PGPASSWORD: OWNER_PASSWORD }, stdio: 'pipe' });
}

function postgres(folder, port) {
  const [command, ...rest] = [...asUser, path.join(BIN, 'postgres'), '-D', folder, '-p', String(port),
    '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${home}/db`, '-c', 'max_connections=150'];
  return spawn(command, rest, { cwd: '/', stdio: 'ignore' });
}

async function ready(port) {
  for (;;) {
    try {
      pg('pg_isready', '-h', '127.0.0.1', '-p', String(port));
      return;
    } catch {
      await pause(100);
    }
  }
}

function sql(port, statement) {
  return pg('psql', '-h', '127.0.0.1', '-p', String(port), '-U', 'dure_owner', '-d', 'postgres', '-Atc', statement)
    .toString().trim();
}

const [first, second, httpA, httpB] = [await freePort(), await freePort(), 18187, 18188];
mkdirSync(path.join(home, 'db'));
writeFileSync(path.join(home, 'db/password'), OWNER_PASSWORD);
if (asUser.length) execFileSync('chown', ['-R', 'postgres:postgres', path.join(home, 'db')]);
pg('initdb', '-D', `${home}/db/one`, '-U', 'dure_owner', '--auth=scram-sha-256', `--pwfile=${home}/db/password`, '--encoding=UTF8', '--locale=C.UTF-8');
const primary = postgres(`${home}/db/one`, first);
await ready(first);
// Replication is synchronous: what is acknowledged is on both.
pg('pg_basebackup', '-h', '127.0.0.1', '-p', String(first), '-U', 'dure_owner', '-D', `${home}/db/two`, '-R', '-X', 'stream');
const standby = postgres(`${home}/db/two`, second);
await ready(second);
sql(first, "ALTER SYSTEM SET synchronous_standby_names = '*'");
sql(first, 'SELECT pg_reload_conf()');

const databaseUrl = `jdbc:postgresql://127.0.0.1:${first},127.0.0.1:${second}/postgres?user=dure_owner`
  + `&password=${OWNER_PASSWORD}&targetServerType=primary&connectTimeout=3&socketTimeout=20`;
const smsc = await startSmsc({ receiptDelay: 100 });
const env = { DURE_SMPP_URL: `smpp://dure:secret@127.0.0.1:${smsc.port}` };
const a = new Server({ port: httpA, data: path.join(home, 'a'), databaseUrl, env });
const b = new Server({ port: httpB, data: path.join(home, 'b'), databaseUrl, env });

try {
  await a.start();
  const operator = await a.operator();
  const admin = await a.company('both');
  await a.installSms(operator, admin);
  await b.start();
  console.log(`two servers on PostgreSQL ${sql(first, 'SHOW server_version')}`);

  check((await b.call(admin, 'GET', '/api/auth/me')).status === 200, 'a session of one server is not valid on the other');
  /** Milliseconds until the other server answers so. */
  const effective = async (status) => {
    const from = Date.now();
    while ((await a.call(admin, 'GET', '/api/sms/messages')).status !== status && Date.now() - from < 10_000) await pause(10);
    return Date.now() - from;
  };
  await b.expect(200, admin, 'POST', '/api/products/sms/disable');
  const off = await effective(403);
  await b.expect(200, admin, 'POST', '/api/products/sms/enable');
  const on = await effective(200);
  check(Math.max(off, on) <= 1000, `a change of an entitlement took ${off} and ${on} ms to the other server`);
  console.log(`an entitlement changed on one server is effective on the other after ${off} ms (off) and ${on} ms (on)`);

  const messages = new Map();
  let serial = 0;
  let sending = true;
  const client = async (server) => {
    while (sending) {
      const to = Array.from({ length: 5 }, () => `010${String(30_000_000 + serial++)}`);
      const key = randomUUID();
      for (;;) {
        const answer = await server.call(admin, 'POST', '/api/sms/messages',
          { from: '0212345678', to, text: 'both', kind: 'NOTICE' }, { 'Idempotency-Key': key }).catch(() => null);
        if (answer?.status === 202) {
          messages.set(answer.body.id, to);
          break;
        }
        if (answer && answer.status < 500) {
          faults.push(`${answer.status}: ${JSON.stringify(answer.body).slice(0, 200)}`);
          break;
        }
        await pause(100);
      }
    }
  };
  const clients = [client(a), client(b), client(a), client(b)];
  await pause(5000);
  const beforeFailOver = messages.size;
  const at = Date.now();
  primary.kill('SIGKILL');
  pg('pg_ctl', 'promote', '-D', `${home}/db/two`, '-w');
  sql(second, "ALTER SYSTEM SET synchronous_standby_names = ''");
  sql(second, 'SELECT pg_reload_conf()');
  while (messages.size < beforeFailOver + 5 && Date.now() - at < 60_000) await pause(50);
  console.log(`primary killed, standby promoted: messages are accepted again after ${Date.now() - at} ms`);
  await a.up();
  await b.up();
  await pause(3000);
  sending = false;
  await Promise.all(clients);

  const counts = {};
  const end = Date.now() + 60_000;
  for (const [id, to] of messages) {
    let message;
    do {
      message = await b.expect(200, admin, 'GET', `/api/sms/messages/${id}`);
    } while (message.results.some(({ state }) => state === 'QUEUED' || state === 'SENT') && Date.now() < end && !(await pause(500)));
    check(message.results.length === to.length, `message ${id} is half`);
    for (const { state } of message.results) counts[state] = (counts[state] ?? 0) + 1;
  }
  const arrived = new Map();
  for (const { to } of smsc.messages) arrived.set(to, (arrived.get(to) ?? 0) + 1);
  const doubled = [...arrived.values()].filter((times) => times > 1).length;
  check(doubled === 0, `${doubled} messages were sent twice`);
  check(!counts.QUEUED && !counts.FAILED, `not all were sent: ${JSON.stringify(counts)}`);
  const usage = await a.expect(200, admin, 'GET', '/api/billing/usage');
  const charged = usage.meters.find(({ meter }) => meter === 'sms')?.quantity ?? 0;
  check(charged === (counts.SENT ?? 0) + (counts.DELIVERED ?? 0), `charged ${charged} of ${JSON.stringify(counts)}`);
  console.log(`${messages.size} messages through both: ${JSON.stringify(counts)}, sent twice ${doubled}, charged ${charged}`);
} catch (error) {
  faults.push(error.stack);
} finally {
  await Promise.all([a.stop(), b.stop()]);
  await smsc.close();
  primary.kill('SIGKILL');
  standby.kill('SIGINT');
  await pause(1000);
}
if (faults.length === 0) rmSync(home, { recursive: true, force: true });
else console.log(`${faults.slice(0, 20).join('\n')}\nData: ${home}`);
console.log(`${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
