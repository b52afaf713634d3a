// A company with a domain of its own comes in: real DNS, a real mail server, the status page, and a forgotten password.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { ADMIN_PASSWORD, Server, freePort, pause } from './server.mjs';

const ADDRESS = '198.51.100.7';
const HOST = 'gw.acme.example';
const folder = mkdtempSync(path.join(os.tmpdir(), 'dure-opening-'));
const mails = [];
let server;
let smtp;
let dns;
let dnsPort;

/** Debian's dnsmasq with just these records. */
async function serveDns(records) {
  if (dns) {
    dns.kill('SIGKILL');
    await dns.exited;
  }
  const file = path.join(folder, 'dnsmasq.conf');
  writeFileSync(file, ['no-resolv', 'no-hosts', 'bind-interfaces', 'listen-address=127.0.0.1', `port=${dnsPort}`,
    'local=/example/', ...records].join('\n'));
  dns = spawn('dnsmasq', ['--keep-in-foreground', `--conf-file=${file}`, '--pid-file', '--user=root'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  dns.stderr.on('data', (chunk) => { said += chunk; });
  dns.exited = new Promise((done) => dns.on('exit', done));
  await pause(300);
  assert.equal(dns.exitCode, null, `dnsmasq ended: ${said}`);
}

before(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        mails.push({ ...mail, to: session.envelope.rcptTo[0].address });
        done();
      }, done);
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
      DURE_DNS_RESOLVER: `127.0.0.1:${dnsPort}`, DURE_PUBLIC_ADDRESS: ADDRESS,
    },
  });
  await server.start();
}, { timeout: 240_000 });

after(async () => {
  await server?.stop();
  dns?.kill('SIGKILL');
  smtp?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function mailTo(address, subject) {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const found = mails.find((mail) => mail.to === address && subject.test(mail.subject) && !mail.read);
    if (found) {
      found.read = true;
      return found;
    }
    await pause(100);
  }
  throw new Error(`no mail to ${address} like ${subject}; there are: ${mails.map((mail) => `${mail.to}: ${mail.subject}`)}`);
}

const page = (url, language = 'ko') => server.call({ host: 'admin.localhost' }, 'GET', url, undefined, { 'Accept-Language': language });
let statusUrl;
let records;

test('a sign-up with a domain of its own waits for DNS and says by mail which records are needed', async () => {
  const signedUp = await server.expect(201, { host: 'admin.localhost' }, 'POST', '/api/public/signups', {
    company: { name: '두레상사', businessNumber: '124-81-00998' },
    contact: { name: '김두레', email: 'kim@typo.example', phone: '02-1234-5678' },
    host: { kind: 'own', host: HOST, mailDomain: 'acme.example' }, admin: { loginId: 'admin', password: ADMIN_PASSWORD },
    products: ['groupware'], seats: 5, term: 0, payment: 'monthly', autoDebit: false,
  });
  assert.equal(signedUp.state, 'AWAITING_DNS');
  records = signedUp.dnsRecords;
  assert.deepEqual(records.map((record) => record.type).sort(), ['A', 'MX', 'TXT']);
  const mail = await mailTo('kim@typo.example', /DNS/);
  for (const record of records) {
    assert.ok(mail.text.includes(record.value) && mail.html.includes(record.name), `${record.type} is not in the mail`);
  }
  statusUrl = new URL(/https?:\/\/\S*\/status\/[^\s"]+/.exec(mail.text)[0]).pathname;
  assert.notEqual((await server.call({ host: HOST }, 'POST', '/api/auth/login', { loginId: 'admin', password: ADMIN_PASSWORD })).status, 200);
});

test('the operator corrects the contact and sends the mail again', async () => {
  const operator = await server.operator();
  const [tenant] = (await server.expect(200, operator, 'GET', '/api/operator/tenants?text=124-81-00998')).items
    .concat((await server.expect(200, operator, 'GET', '/api/operator/tenants')).items);
  await server.expect(200, operator, 'PUT', `/api/operator/tenants/${tenant.id}/contact`,
    { name: '김두레', email: 'kim@right.example', phone: '02-1234-5678' });
  const again = await server.call(operator, 'POST', `/api/operator/tenants/${tenant.id}/mails`, { kind: 'DNS_REQUEST' },
    { 'Idempotency-Key': 'again' });
  assert.ok(again.status < 300, JSON.stringify(again.body));
  assert.ok((await mailTo('kim@right.example', /DNS/)).text.includes(records[0].value));
});

test('the status page shows what is missing, in both languages, and nothing without its token', async () => {
  const korean = await page(statusUrl);
  assert.equal(korean.status, 200);
  for (const record of records) assert.ok(korean.body.includes(record.name), `${record.type} is not on the page`);
  assert.match((await page(statusUrl, 'en')).body, /Check now/i);
  assert.equal((await page(`${statusUrl}x`)).status, 404);
  assert.equal((await page('/status/nonsense')).status, 404);
  assert.equal(korean.headers['referrer-policy'], 'no-referrer');
});

test('only what resolves opens the company, and then it is told how to start', { timeout: 120_000 }, async () => {
  const txt = records.find((record) => record.type === 'TXT');
  const token = `txt-record=${txt.name},${txt.value}`;
  const mx = `mx-host=acme.example,${HOST},10`;
  const check = () => server.call({ host: 'admin.localhost' }, 'POST', statusUrl.replace('/status/', '/api/public/openings/') + '/checks');
  // Elsewhere first: proven, but the host points to another server.
  await serveDns([token, mx, `address=/${HOST}/203.0.113.1`]);
  const until = async (ready) => {
    const end = Date.now() + 40_000;
    for (;;) {
      const { body } = await check();
      if (ready(body)) return body;
      assert.ok(Date.now() < end, JSON.stringify(body));
      await pause(1000);
    }
  };
  const state = (body, type) => body.domains[0].records.find((record) => record.type === type).state;
  const elsewhere = await until((body) => state(body, 'TXT') === 'FOUND');
  assert.equal(elsewhere.state, 'AWAITING_DNS');
  assert.equal(state(elsewhere, 'A'), 'OTHER');
  await serveDns([token, mx, `address=/${HOST}/${ADDRESS}`]);
  await until((body) => body.state === 'OPEN');
  const onboarding = await mailTo('kim@right.example', /./);
  assert.ok(onboarding.text.includes(HOST) && onboarding.text.includes('admin'));
  await server.logIn(HOST, 'admin', ADMIN_PASSWORD);
});

test('a forgotten password comes back by the external address, once and for a change only', { timeout: 120_000 }, async () => {
  const admin = await server.logIn(HOST, 'admin', ADMIN_PASSWORD);
  await server.expect(201, admin, 'POST', '/api/identity/accounts',
    { loginId: 'lee', name: '이두레', password: 'a-password-of-lee', externalEmail: 'lee@home.example' });
  const forget = (loginId, externalEmail) => server.expect(202, { host: HOST }, 'POST', '/api/auth/password-recoveries', { loginId, externalEmail });
  for (let i = 0; i < 5; i++) await server.call({ host: HOST }, 'POST', '/api/auth/login', { loginId: 'lee', password: 'wrong-password' });
  assert.equal((await server.call({ host: HOST }, 'POST', '/api/auth/login', { loginId: 'lee', password: 'a-password-of-lee' })).status, 423);
  await forget('lee', 'wrong@home.example');
  await forget('nobody', 'lee@home.example');
  await forget('lee', 'lee@home.example');
  const mail = await mailTo('lee@home.example', /./);
  const found = mail.text.match(/[A-Za-z0-9!-]{8,}/g);
  let session;
  for (const word of found) {
    session = { host: HOST };
    const answer = await server.call(session, 'POST', '/api/auth/login', { loginId: 'lee', password: word });
    if (answer.status === 200) {
      session.csrf = answer.body.csrfToken;
      session.temporary = word;
      assert.equal(answer.body.mustChangePassword, true);
      break;
    }
  }
  assert.ok(session.csrf, `no temporary password in: ${mail.text}`);
  assert.equal((await server.call(session, 'GET', '/api/identity/accounts')).status, 403);
  assert.equal((await server.call({ host: HOST }, 'POST', '/api/auth/login', { loginId: 'lee', password: session.temporary })).status, 401);
  session.csrf = (await server.expect(200, session, 'POST', '/api/auth/password',
    { current: session.temporary, next: 'another-password-of-lee' })).csrfToken;
  await server.expect(200, session, 'GET', '/api/identity/accounts');
  assert.equal(mails.filter((one) => one.to.endsWith('@home.example')).length, 1);
});
