// Plays the main job through the public HTTP API and says in plain words what happens. Can be repeated on the same data.
import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values: option } = parseArgs({
  options: {
    port: { type: 'string', default: '8181' },
    data: { type: 'string' },
    jar: { type: 'string' },
    'smsc-log': { type: 'string' },
  },
});
const OPERATOR = 'admin.localhost';
const COMPANY = 'acme.localhost';
const NUMBER = '0212345678';
const RECIPIENTS = ['010-1111-2222', '010-3333-4444', '010-1234-5678'];

class Stop extends Error {}

/** One HTTP call; the host decides the tenant, so it is sent whatever the resolver thinks of *.localhost. */
function call(session, method, url, body, headers = {}) {
  const binary = Buffer.isBuffer(body);
  const payload = binary ? body : body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const request = http.request({
      host: '127.0.0.1', port: option.port, method, path: url,
      headers: {
        Host: `${session.host}:${option.port}`,
        'Accept-Language': 'en',
        ...(payload && {
          'Content-Type': binary ? 'application/java-archive' : 'application/json',
          'Content-Length': payload.length,
        }),
        ...(session.cookie && { Cookie: session.cookie }),
        ...(session.csrf && { 'X-CSRF-Token': session.csrf }),
        ...headers,
      },
    }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const cookie = response.headers['set-cookie']?.[0];
        if (cookie) session.cookie = cookie.split(';')[0];
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode, body: text ? JSON.parse(text) : null });
      });
    });
    request.on('error', reject);
    request.end(payload);
  });
}

async function expect(status, answer) {
  const { status: got, body } = await answer;
  if (got !== status) {
    const why = body?.errors?.map((error) => `${error.field}: ${error.message}`).join(' ') || body?.detail || '';
    throw new Stop(`The server answered ${got} instead of ${status}. ${why}`);
  }
  return body;
}

let number = 0;
const step = (text) => console.log(`\n${String(++number).padStart(2)}. ${text}`);
const result = (text) => console.log(`    ${text}`);
const won = (amount) => `${amount.toLocaleString('en')} won`;

async function until(what, seconds, look) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Stop(`${what} did not happen within ${seconds} seconds.`);
    await new Promise((next) => setTimeout(next, 100));
  }
}

/** The demo company's password, made at the first run and kept in the data folder. */
function companyPassword() {
  const file = path.join(option.data, 'demo', 'acme-password');
  if (!existsSync(file)) {
    writeFileSync(file, `${randomBytes(9).toString('base64url')}\n`);
    chmodSync(file, 0o600);
  }
  return readFileSync(file, 'utf8').trim();
}

function operatorPassword() {
  if (process.env.DURE_OPERATOR_PASSWORD) return process.env.DURE_OPERATOR_PASSWORD;
  const file = path.join(option.data, 'operator-password');
  if (!existsSync(file)) throw new Stop(`${file} is missing; set DURE_OPERATOR_PASSWORD to the operator's password.`);
  return readFileSync(file, 'utf8').trim();
}

async function logIn(session, loginId, password) {
  const { csrfToken, account } = await expect(200, call(session, 'POST', '/api/auth/login', { loginId, password }));
  session.csrf = csrfToken;
  return account;
}

async function play() {
  const operator = { host: OPERATOR };
  const admin = { host: COMPANY };
  const passwords = { operator: operatorPassword(), admin: companyPassword() };

  step('두레상사 signs up with 20 seats for three years, paying by auto-debit');
  const signUp = await call({ host: OPERATOR }, 'POST', '/api/public/signups', {
    company: { name: '두레상사', businessNumber: '124-81-00998' },
    contact: { name: '김두레', email: 'kim@example.com', phone: '02-1234-5678' },
    host: { kind: 'shared', name: 'acme' },
    admin: { loginId: 'admin', password: passwords.admin },
    products: ['groupware'], seats: 20, term: 3, payment: 'monthly', autoDebit: true,
  });
  if (signUp.status === 409) result('It signed up in an earlier run; its data is still here.');
  else {
    await expect(201, signUp);
    result(`Its address is http://${COMPANY}:${option.port}.`);
  }

  step('Its administrator logs in');
  const account = await logIn(admin, 'admin', passwords.admin);
  result(`Logged in as ${account.loginId}.`);

  step('He looks for SMS');
  const before = await call(admin, 'GET', '/api/sms/messages');
  if (before.status === 404) result(`Not there: ${before.body.title} (404).`);
  else if (before.status === 403) result(`Installed, but not switched on: ${before.body.title} (403).`);
  else result('It is installed and switched on since an earlier run.');

  step('The operator installs addon-sms into the running server');
  await logIn(operator, 'operator', passwords.operator);
  const installed = (await expect(200, call(operator, 'GET', '/api/operator/addons'))).items;
  if (installed.some((addon) => addon.id === 'sms' && addon.state === 'ACTIVE')) {
    result('It is installed since an earlier run.');
  } else {
    const from = Date.now();
    const jar = readFileSync(option.jar);
    const addon = await call(operator, 'POST', '/api/operator/addons', jar);
    if (addon.status >= 300) await expect(201, addon);
    await until('The add-on answering', 20, async () =>
      (await call(admin, 'GET', '/api/sms/messages')).status !== 404);
    result(`${path.basename(option.jar)} answered ${Date.now() - from} ms after the upload began. Nobody was interrupted.`);
  }

  step('The administrator sees the price and switches SMS on');
  const preview = await expect(200, call(admin, 'GET', '/api/products/sms/preview'));
  result(`Today it costs ${won(preview.moneyToday)}; each message accepted by the carrier costs ${won(preview.price.won)}.`);
  await expect(200, call(admin, 'POST', '/api/products/sms/enable'));
  await expect(200, call(admin, 'GET', '/api/sms/messages'));
  result('On.');

  step(`He registers the sender number ${NUMBER}, and the operator approves it`);
  const numbers = (await expect(200, call(admin, 'GET', '/api/sms/sender-numbers'))).items;
  let sender = numbers.find((entry) => entry.number === NUMBER);
  if (!sender) {
    sender = await expect(201, call(admin, 'POST', '/api/sms/sender-numbers',
      { number: NUMBER, proof: '통신서비스 이용증명원 2026-11' }));
  }
  if (sender.state === 'REQUESTED') {
    sender = await expect(200, call(operator, 'POST', `/api/operator/sms/sender-numbers/${sender.id}/approve`));
  }
  result(`${sender.number} is ${sender.state}.`);

  step('He sends three messages');
  const usedBefore = await smsUsed(admin);
  const sent = await expect(202, call(admin, 'POST', '/api/sms/messages', {
    from: NUMBER, to: RECIPIENTS, text: '안녕하세요, 두레상사입니다. 내일 10시 회의가 있습니다.', kind: 'NOTICE',
  }, { 'Idempotency-Key': randomUUID() }));
  result(`Accepted: ${sent.recipients} recipients, ${sent.chargeable} chargeable.`);

  step('They arrive at the SMSC, a separate program that speaks SMPP');
  const arrived = await until('The arrival at the SMSC', 20, () => {
    const received = readFileSync(option['smsc-log'], 'utf8').split('\n')
      .filter((line) => line.includes('"received"')).map((line) => JSON.parse(line).received);
    const ours = received.filter((message) => RECIPIENTS.some((to) => to.replaceAll('-', '') === message.to));
    return ours.length >= 3 && ours.slice(-3);
  });
  for (const message of arrived) result(`${message.from} → ${message.to}: ${message.text}`);

  step('Delivery receipts come back');
  const message = await until('The last receipt', 20, async () => {
    const found = await expect(200, call(admin, 'GET', `/api/sms/messages/${sent.id}`));
    return found.results.every((entry) => entry.state === 'DELIVERED') && found;
  });
  for (const entry of message.results) result(`${entry.to}: ${entry.state}`);

  step('The usage of this month shows them');
  const used = await smsUsed(admin);
  result(`SMS: ${used.quantity} × ${won(used.unitPrice)} = ${won(used.amount)}`
    + (usedBefore.quantity ? ` (${usedBefore.quantity} of them from earlier runs)` : ''));
  if (used.quantity !== usedBefore.quantity + 3) throw new Stop('The usage does not show three more messages.');

  step('The operator computes the provisional invoice of the running month');
  const month = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul' }).format(new Date()).slice(0, 7);
  const operation = await expect(202, call(operator, 'POST', '/api/operator/closings', { month }));
  await until('The closing', 30, async () => {
    const now = await expect(200, call(operator, 'GET', `/api/operations/${operation.id}`));
    if (now.state === 'FAILED') throw new Stop(now.message);
    return now.state === 'DONE';
  });
  const invoices = (await expect(200, call(admin, 'GET', '/api/billing/invoices'))).items;
  const invoice = invoices.find((entry) => entry.month === month);
  console.log(`\n    두레상사 · ${invoice.month} · ${invoice.state}`);
  for (const line of invoice.lines) row(`${line.description}${reckoning(line)}`, line.amount);
  row('Supply amount', invoice.supply);
  row('VAT', invoice.vat);
  row('Total', invoice.total);

  console.log(`
The server stays up; Ctrl-C stops it.

    두레상사     http://${COMPANY}:${option.port}     login admin       password ${passwords.admin}
    Operator     http://${OPERATOR}:${option.port}    login operator    password ${passwords.operator}
`);
}

async function smsUsed(admin) {
  const usage = await expect(200, call(admin, 'GET', '/api/billing/usage'));
  return usage.meters.find((meter) => meter.meter === 'sms') ?? { quantity: 0, unitPrice: 0, amount: 0 };
}

/** How a line came about: quantity, unit price, and the part of the month. */
function reckoning(line) {
  if (!line.quantity || !line.unitPrice) return '';
  const part = line.ofDays && line.days !== line.ofDays ? ` × ${line.days}/${line.ofDays} days` : '';
  return `: ${line.quantity} × ${line.unitPrice.toLocaleString('en')}${part}`;
}

/** One line of the invoice; a Hangul syllable is two columns wide. */
function row(label, amount) {
  const width = [...label].reduce((sum, c) => sum + (c > '\u1100' ? 2 : 1), 0);
  console.log(`    ${label}${' '.repeat(Math.max(1, 66 - width))}${amount.toLocaleString('en').padStart(12)}`);
}

try {
  await play();
} catch (error) {
  console.error(`\n    ${error instanceof Stop ? error.message : error.stack}`);
  process.exit(1);
}
