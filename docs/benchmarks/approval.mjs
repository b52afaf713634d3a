// Takes whole documents through the HTTP API of a server of its own, with ApprovalBench's figures beside it, and writes
// approval.md here. With --check it only goes once through a document and says what it saw.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { java } from './parts/machine.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const PORT = 18191;
const WORKERS = 8;
const WARM_SECONDS = 240;
const SECONDS = 15;
/** What was completed is sealed behind people's requests; the machine's limit is measured beside less of it. */
const SEALED_SECONDS = 30;
const TARGETS = {
  'box waiting': ' (target p99 ≤ 50 ms)', 'box department, words': ' (target p99 ≤ 200 ms)', submit: ' (target p99 ≤ 100 ms)', '50 at': ' (target: no lost act)',
};
const check = process.argv.includes('--check');
const data = mkdtempSync(path.join(os.tmpdir(), 'dure-approval-'));
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const env = { ...process.env, DURE_OPERATOR_PASSWORD: 'bench-operator-password' };

function call(session, method, url, body, headers = {}) {
  const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const request = http.request({
      host: '127.0.0.1', port: PORT, method, path: url, agent,
      headers: {
        Host: session.host,
        ...(payload && { 'Content-Type': 'application/json', 'Content-Length': payload.length }),
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
        const bytes = Buffer.concat(chunks);
        const json = /json/.test(response.headers['content-type'] ?? '');
        resolve({ status: response.statusCode, etag: response.headers.etag, bytes, body: json && bytes.length ? JSON.parse(bytes) : bytes.toString() });
      });
    });
    request.on('error', reject);
    request.end(payload);
  });
}

async function expect(status, answer) {
  const got = await answer;
  if (got.status !== status) throw new Error(`${got.status} instead of ${status}: ${JSON.stringify(got.body)}`);
  return got.body;
}

async function logIn(host, loginId, password) {
  const session = { host };
  const answer = await expect(200, call(session, 'POST', '/api/auth/login', { loginId, password }));
  session.csrf = answer.csrfToken;
  if (answer.mustChangePassword) {
    const next = `${password}-2`;
    await call(session, 'POST', '/api/auth/password', { current: password, next });
    return logIn(host, loginId, next);
  }
  return session;
}

async function start() {
  const server = spawn(path.join(root, 'dure'), ['run', '--port', String(PORT), '--data', data],
    { env, stdio: ['ignore', 'ignore', 'inherit'] });
  for (;;) {
    const health = await call({ host: 'admin.localhost' }, 'GET', '/api/health').catch(() => null);
    if (health?.status === 200) return server;
    if (server.exitCode !== null) throw new Error('The server did not start.');
    await new Promise((next) => setTimeout(next, 100));
  }
}

/** A company with a drafter, the head of his department and the president above. */
async function company() {
  const host = 'acme.localhost';
  await expect(201, call({ host: 'admin.localhost' }, 'POST', '/api/public/signups', {
    company: { name: '두레상사', businessNumber: '1248100998' },
    contact: { name: '관리자', email: 'admin@example.com', phone: '0212345678' },
    host: { kind: 'shared', name: 'acme' }, admin: { loginId: 'admin', password: 'bench-admin-password' },
    products: ['groupware'], seats: 20, term: 0, payment: 'monthly', autoDebit: false,
  }));
  const admin = await logIn(host, 'admin', 'bench-admin-password');
  const unit = async (code, name, parentId) =>
    (await expect(201, call(admin, 'POST', '/api/organisation/departments', { code, name, parentId }))).id;
  const top = await unit('CEO', '경영', null);
  const sales = await unit('SALES', '영업', top);
  const duty = (await expect(201, call(admin, 'POST', '/api/organisation/duties', { name: '부서장', head: true }))).id;
  const person = async (loginId, name, departmentId, head) => {
    const password = `bench-${loginId}-password`;
    const account = await expect(201, call(admin, 'POST', '/api/identity/accounts', { loginId, name, password, departmentId }));
    if (head) {
      const seen = await call(admin, 'GET', `/api/organisation/people/${account.id}`);
      await expect(201, call(admin, 'POST', `/api/organisation/people/${account.id}/posts`,
        { departmentId, dutyId: duty, main: true }, { 'If-Match': seen.etag }));
    }
    return { id: account.id, session: await logIn(host, loginId, password) };
  };
  return {
    admin,
    president: await person('park', '박사장', top, true),
    head: await person('lee', '이부장', sales, true),
    drafter: await person('kim', '김대리', sales, false),
  };
}

/** Draft, submit, approve, approve: four requests. */
async function whole({ drafter, head, president }, form) {
  const draft = await expect(201, call(drafter.session, 'POST', '/api/approval/documents', {
    formId: form.id, title: '사무용품 구매 건', values: form.values,
    line: [{ order: 1, role: 'APPROVAL', accountId: head.id }, { order: 2, role: 'APPROVAL', accountId: president.id }],
  }));
  const url = `/api/approval/documents/${draft.id}/acts`;
  await expect(200, call(drafter.session, 'POST', url, { act: 'submit', version: draft.version }));
  await expect(200, call(head.session, 'POST', url, { act: 'approve', version: draft.version + 1, step: draft.line[0].id }));
  return expect(200, call(president.session, 'POST', url, { act: 'approve', version: draft.version + 2, step: draft.line[1].id }));
}

async function load(people, form, seconds) {
  const end = Date.now() + seconds * 1000;
  let done = 0;
  await Promise.all(Array.from({ length: WORKERS }, async () => {
    while (Date.now() < end) {
      await whole(people, form);
      done += 1;
    }
  }));
  return done / seconds;
}

async function walk(people, form) {
  const { drafter, head, admin } = people;
  const forms = await expect(200, call(drafter.session, 'GET', '/api/approval/forms'));
  console.log(`forms: ${forms.items.map((one) => one.code).join(' ')}`);
  const plan = await expect(200, call(drafter.session, 'POST', '/api/approval/lines/simulate', { formId: form.id, values: form.values }));
  console.log(`default line: ${plan.steps.map((step) => `${step.who.name} (${step.reason.ko})`).join(', ')}`);
  const end = await whole(people, form);
  console.log(`whole document: ${end.state} ${end.number}`);
  const document = await expect(200, call(drafter.session, 'GET', `/api/approval/documents/${end.id}`));
  console.log(`read: ${document.title}, ${document.line.map((step) => `${step.actedBy.name} ${step.state}`).join(', ')}`);
  const history = await expect(200, call(drafter.session, 'GET', `/api/approval/documents/${end.id}/history`));
  console.log(`history: ${history.items.map((entry) => `${entry.act} by ${entry.by.name} from ${entry.address}`).join(', ')}`);
  for (const box of ['drafts', 'waiting', 'upcoming', 'in-progress', 'done', 'rejected', 'referred', 'received', 'department']) {
    const page = await expect(200, call(head.session, 'GET', `/api/approval/boxes/${box}`));
    console.log(`box ${box}: ${page.items.length}`);
  }
  await expect(403, call(drafter.session, 'GET', '/api/approval/boxes/archive'));
  console.log(`counts: ${JSON.stringify(await expect(200, call(head.session, 'GET', '/api/approval/boxes')))}`);
  const wrong = await call(drafter.session, 'POST', '/api/approval/documents', { formId: form.id, title: 'x', values: { colour: 1 }, submit: true });
  console.log(`unknown field: ${wrong.status} ${wrong.body.errors?.[0]?.field}`);
  const sheet = await call(drafter.session, 'GET', `/api/approval/documents/${end.id}/sheet`);
  console.log(`sheet: ${sheet.status}, ${sheet.bytes.length} bytes`);
  const pdf = await call(drafter.session, 'GET', `/api/approval/documents/${end.id}.pdf`);
  console.log(`pdf: ${pdf.status}, ${pdf.bytes.subarray(0, 5)} ${pdf.bytes.length} bytes`);
  const register = await expect(200, call(admin, 'GET', '/api/approval/register'));
  console.log(`register: ${register.items.map((entry) => `${entry.number} ${entry.state}`).join(', ')}`);
  console.log(`settings: ${JSON.stringify(await expect(200, call(drafter.session, 'GET', '/api/approval/settings')))}`);
  const found = await expect(200, call(drafter.session, 'GET', `/api/search?q=${encodeURIComponent('사무용품')}`));
  console.log(`search: ${JSON.stringify(found).slice(0, 200)}`);
  const notices = await expect(200, call(head.session, 'GET', '/api/notifications'));
  console.log(`notices: ${JSON.stringify(notices).slice(0, 200)}`);
}

const server = await start();
try {
  const people = await company();
  const forms = await expect(200, call(people.drafter.session, 'GET', '/api/approval/forms'));
  const id = forms.items.find((one) => one.code === 'cooperation').id;
  const definition = (await expect(200, call(people.drafter.session, 'GET', `/api/approval/forms/${id}`))).definition;
  const value = (field) => ({
    text: '내용', 'rich-text': '<p>내용</p>', number: 1, money: 1000, date: '2026-06-15', time: '09:00',
    period: { from: '2026-06-15', to: '2026-06-16' }, select: field.options?.[0].value,
    person: people.head.id, department: null,
  })[field.kind];
  const departments = await expect(200, call(people.admin, 'GET', '/api/organisation/departments'));
  const values = {};
  definition.fields.filter((field) => field.required && !field.formula).forEach((field) => {
    const one = field.kind === 'department' ? departments.items[0].id : value(field);
    values[field.key] = field.multiple ? [one] : one;
  });
  const form = { id, values };
  if (check) {
    await walk(people, form);
  } else {
    await load(people, form, WARM_SECONDS);
    const rate = await load(people, form, SECONDS);
    await new Promise((next) => setTimeout(next, SEALED_SECONDS * 1000));
    const [, bare] = /documents (\d+)/.exec(java(data, 'BareDocuments.java', String(SECONDS), String(WORKERS)));
    const bench = execFileSync('mvn', ['-B', '-o', '-f', path.join(root, 'groupware-bundles/approval/pom.xml'), 'test',
      '-Dtest=ApprovalBench', '-DargLine=', '-Dspotless.check.skip'], { encoding: 'utf8' });
    const lines = bench.split('\n').filter((line) => /^(box|submit|whole|50 at|machine)/.test(line));
    const table = [`| Whole documents (draft, submit, approve, approve) through the API, ${WORKERS} at once, load generator on the same cores | ${rate.toFixed(0)}/s (target ≥ 400/s) |`,
      `| Machine: the rows and commits of whole documents by bare SQL, ${WORKERS} connections, without HTTP, login, rules, row security, search or paper | ${bare}/s |`,
      ...lines.map((line) => `| ${line.replace(':', ' |')}${TARGETS[Object.keys(TARGETS).find((start) => line.startsWith(start))] ?? ''} |`)].join('\n');
    writeFileSync(path.join(here, 'approval.md'), `# E-approval

\`./dure bench approval\` on ${new Date().toISOString().slice(0, 10)}: ${os.cpus().length} cores (${os.cpus()[0].model.trim()}).
The first row over HTTP; the second, the machine's own limit, on the database of the same server; the
others on the services and the embedded PostgreSQL with row security, in a company with 100,000 documents (boxes, submit), with the test's organisation.

| What | Measured |
| --- | --- |
${table}
`);
    console.log(table);
  }
} finally {
  server.kill('SIGTERM');
  await new Promise((done) => server.on('exit', done));
  agent.destroy();
  rmSync(data, { recursive: true, force: true });
}
