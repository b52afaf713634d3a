// Notices in a running server: live to the right browser, by a real mail server, signed so that another program verifies it,
// and not lost when the server is killed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { Resolver } from 'node:dns/promises';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { Server, freePort, pause } from './server.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'dure-notices-'));
const mails = [];
const streams = [];
let server;
let smtp;
let dns;
let dnsPort;
let operator;
let admin;
let lee;
let stranger;

async function serveDns(records) {
  if (dns) {
    dns.kill('SIGKILL');
    await dns.exited;
  }
  const file = path.join(folder, 'dnsmasq.conf');
  writeFileSync(file, ['no-resolv', 'no-hosts', 'bind-interfaces', 'listen-address=127.0.0.1', `port=${dnsPort}`,
    'local=/example/', ...records].join('\n'));
  dns = spawn('dnsmasq', ['--keep-in-foreground', `--conf-file=${file}`, '--pid-file', '--user=root'],
    { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  dns.stderr.on('data', (chunk) => { said += chunk; });
  dns.exited = new Promise((done) => dns.on('exit', done));
  await pause(300);
  assert.equal(dns.exitCode, null, `dnsmasq ended: ${said}`);
}

async function until(what, ready, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await ready();
    if (found) return found;
    assert.ok(Date.now() < end, typeof what === 'function' ? what() : what);
    await pause(100);
  }
}

/** What a browser of this session hears of its notices. */
async function listen(session) {
  const heard = [];
  const request = http.get({
    host: '127.0.0.1', port: server.port, path: '/api/live', agent: false,
    headers: { Host: session.host, Cookie: session.cookie },
  });
  streams.push(request);
  let text = '';
  request.on('error', () => {});
  await new Promise((done, failed) => {
    request.on('response', (response) => {
      assert.equal(response.statusCode, 200);
      response.on('error', () => {});
      response.on('data', (chunk) => {
        text += chunk;
        const events = text.split('\n\n');
        text = events.pop();
        for (const event of events) {
          const match = /^event: notification\ndata: (.*)$/m.exec(event);
          if (match) heard.push(JSON.parse(match[1]));
        }
        done();
      });
    });
    request.on('error', failed);
  });
  return heard;
}

let keys = 0;
const sendTest = async (session) => (await server.expect(202, session, 'POST', '/api/notifications/test', undefined,
  { 'Idempotency-Key': `test-${process.pid}-${keys++}` })).id;
const mailFor = (notice, to) => until(() => `no mail of ${notice}: ${mails.map((mail) => mail.to)}`,
  () => mails.find((mail) => mail.to === to && !mail.seen && (mail.seen = true)));
const step = async (session, notice, channel) => (await server.expect(200, session, 'GET',
  `/api/notifications/trace?noticeId=${notice}`)).items[0].channels.find((one) => one.channel === channel);

before(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (address, session, done) => done(/^gone@/.test(address.address)
      ? Object.assign(new Error('5.1.1 no such user'), { responseCode: 550 }) : undefined),
    onData(stream, session, done) {
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks);
        mails.push({ ...await simpleParser(raw), raw, to: session.envelope.rcptTo[0].address });
        done();
      });
    },
  });
  const smtpPort = await freePort();
  await new Promise((done) => smtp.listen(smtpPort, '127.0.0.1', done));
  dnsPort = await freePort();
  await serveDns([]);
  server = new Server({
    port: await freePort(), data: path.join(folder, 'data'),
    env: {
      DURE_SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, DURE_MAIL_FROM: 'service@dure.example',
      DURE_DNS_RESOLVER: `127.0.0.1:${dnsPort}`,
    },
  });
  await server.start();
  operator = await server.operator();
  admin = await server.company('notices');
  stranger = await server.company('strangers');
  const me = (await server.expect(200, admin, 'GET', '/api/auth/me')).account;
  await server.expect(200, admin, 'PATCH', `/api/identity/accounts/${me.id}`, { externalEmail: 'kim@mail.example' });
  await server.expect(201, admin, 'POST', '/api/identity/accounts', {
    loginId: 'lee', name: '이두레', password: 'lee-password-of-a-test-7', externalEmail: 'gone@mail.example',
  });
  lee = await server.logIn('notices.localhost', 'lee', 'lee-password-of-a-test-7');
  const next = 'lee-own-password-of-a-test-8';
  const changed = await server.call(lee, 'POST', '/api/auth/password', { current: 'lee-password-of-a-test-7', next });
  assert.ok(changed.status < 300, JSON.stringify(changed.body));
  lee = await server.logIn('notices.localhost', 'lee', next);
}, { timeout: 240_000 });

after(async () => {
  streams.forEach((stream) => stream.destroy());
  await server?.stop();
  dns?.kill('SIGKILL');
  smtp?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a notice is heard in the browser of its recipient and in no other, read state follows, and a mail comes', async () => {
  const [mine, myOtherTab, lees, theirs] = [await listen(admin), await listen(admin), await listen(lee),
    await listen(stranger)];
  mails.forEach((mail) => { mail.seen = true; });
  const id = await sendTest(admin);
  await until('nothing was heard', () => mine.length && myOtherTab.length);
  assert.deepEqual(mine, [{ type: 'new', id }]);
  const listed = (await server.expect(200, admin, 'GET', '/api/notifications')).items;
  assert.deepEqual(listed.map((one) => one.id), [id]);
  assert.equal(listed[0].subject, 'This is a test notice');
  assert.deepEqual(await server.expect(200, admin, 'GET', '/api/notifications/unread-count'),
    { total: 1, categories: { notification: 1 } });
  assert.equal((await server.expect(200, admin, 'POST', `/api/notifications/${id}/read`)).total, 0);
  await until('the other tab does not know', () => myOtherTab.some((event) => event.type === 'read' && event.id === id));
  const mail = await mailFor(id, 'kim@mail.example');
  // The company signed up in English.
  assert.equal(mail.subject, '[Notifications] This is a test notice');
  assert.equal(mail.headers.get('dkim-signature'), undefined);
  const sent = await until('the trace does not say so', async () => {
    const found = await step(admin, id, 'EMAIL');
    return found.outcome?.state === 'SENT' && found;
  });
  assert.equal(sent.decision, 'SENT');
  assert.equal((await server.call(lee, 'GET', `/api/notifications/${id}`)).status, 404);
  assert.equal((await server.call(stranger, 'GET', `/api/notifications/${id}`)).status, 404);
  // By now the others would have heard of it.
  await sendTest(lee);
  await until('lee hears nothing', () => lees.length);
  assert.equal(lees.length, 1);
  assert.notEqual(lees[0].id, id);
  assert.deepEqual(theirs, []);
  assert.equal(mine.filter((event) => event.type === 'new').length, 1);
});

test('an address that is refused for good is not mailed again until it is released', async () => {
  const first = await sendTest(lee);
  await until('it did not come back', async () => (await server.expect(200, admin, 'GET', '/api/notifications/bounces')).items.length);
  const second = await sendTest(lee);
  assert.equal((await step(lee, second, 'EMAIL')).decision, 'BOUNCED');
  assert.equal((await step(lee, first, 'IN_APP')).decision, 'SENT');
  assert.equal((await server.expect(200, lee, 'GET', '/api/notifications/preferences')).emailBounced, true);
  assert.equal((await server.call(lee, 'GET', '/api/notifications/bounces')).status, 403);
  await server.expect(204, admin, 'DELETE', '/api/notifications/bounces/gone@mail.example');
  assert.equal((await server.expect(200, operator, 'GET', '/api/operator/mails/bounces')).items.length, 0);
});

test('with the published key another program verifies the signature, and not once it was touched', async () => {
  const { dkim } = await server.expect(200, operator, 'GET', '/api/operator/mails/sender');
  assert.equal(dkim.state, 'MISSING');
  await serveDns([`txt-record=${dkim.name},"${dkim.value.slice(0, 200)}","${dkim.value.slice(200)}"`]);
  await until('the key is not found', async () => (await server.expect(200, operator, 'POST', '/api/operator/mails/sender/check')).dkim.state === 'FOUND');
  mails.forEach((mail) => { mail.seen = true; });
  const mail = await mailFor(await sendTest(admin), 'kim@mail.example');
  const resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${dnsPort}`]);
  const verify = async (raw) => (await dkimVerify(raw, { resolver: (name, type) => resolver.resolve(name, type) })).results[0];
  const good = await verify(mail.raw);
  assert.equal(good.status.result, 'pass', JSON.stringify(good.status));
  assert.equal(good.signingDomain, 'dure.example');
  const touched = Buffer.from(mail.raw.toString('latin1').replace('text/plain', 'text/plane'), 'latin1');
  assert.notEqual((await verify(touched)).status.result, 'pass');
});

test('a delivery report that is handed in marks the address', async () => {
  const mail = mails.findLast((one) => one.to === 'kim@mail.example');
  const report = (id) => Buffer.from(`From: MAILER-DAEMON@mx.example
To: service@dure.example
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

It could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; kim@mail.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--B
Content-Type: text/rfc822-headers

Message-ID: ${id}

--B--
`.replaceAll('\n', '\r\n'));
  const type = { 'Content-Type': 'message/rfc822' };
  const url = '/api/operator/mails/bounces';
  assert.equal((await server.call(admin, 'POST', url, report(mail.messageId), type)).status, 403);
  assert.equal((await server.call(operator, 'POST', url, report('<nobody@else>'), type)).status, 422);
  const marked = (await server.expect(200, operator, 'POST', url, report(mail.messageId), type)).items;
  assert.deepEqual(marked.map((one) => one.address), ['kim@mail.example']);
  const back = marked[0];
  await server.expect(204, operator, 'DELETE', `${url}/${back.tenantId}/${back.address}`);
});

test('preferences have a version, quiet hours hold the mail and the trace says until when', async () => {
  const got = await server.call(admin, 'GET', '/api/notifications/preferences');
  const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
  // Quiet now, whatever time it is: all but one minute, twelve hours from now.
  const minute = (hours) => new Date(Date.now() + (9 + hours) * 3_600_000).toISOString().slice(11, 16);
  const change = { language: 'en', quietHours: { from: minute(12), to: minute(11.98), days }, digestHour: 9, kinds: [] };
  await server.expect(200, admin, 'PUT', '/api/notifications/preferences', change, { 'If-Match': got.headers.etag });
  assert.equal((await server.call(admin, 'PUT', '/api/notifications/preferences', change, { 'If-Match': got.headers.etag })).status, 412);
  assert.equal((await server.call(admin, 'PUT', '/api/notifications/preferences', { ...change, digestHour: 24 })).status, 422);
  const held = await step(admin, await sendTest(admin), 'EMAIL');
  assert.equal(held.decision, 'HELD');
  assert.ok(new Date(held.dueAt) > new Date());
  await server.expect(200, admin, 'PUT', '/api/notifications/preferences', { ...change, quietHours: null });
});

test('a notice that was accepted survives kill -9 and goes out once', { timeout: 240_000 }, async () => {
  mails.forEach((mail) => { mail.seen = true; });
  const id = await sendTest(admin);
  await server.killServer();
  await server.start();
  admin = await server.logIn('notices.localhost', 'admin', 'admin-password-of-a-test');
  assert.ok((await server.expect(200, admin, 'GET', '/api/notifications')).items.some((one) => one.id === id));
  await until('the trace does not say so', async () => (await step(admin, id, 'EMAIL')).outcome?.state === 'SENT');
  const ids = new Set(mails.filter((mail) => !mail.seen && mail.to === 'kim@mail.example').map((mail) => mail.messageId));
  assert.equal(ids.size, 1);
});
