// A server of its own for tests and measurements: started, stopped, killed, and talked to over HTTP.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const OPERATOR_PASSWORD = 'operator-password-of-a-test';
export const ADMIN_PASSWORD = 'admin-password-of-a-test';

const agent = new http.Agent({ keepAlive: true });

export async function freePort() {
  const probe = net.createServer();
  await new Promise((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

export const pause = (milliseconds) => new Promise((next) => setTimeout(next, milliseconds));

/** One HTTP call; the host decides the tenant. Answers {status, body, headers}; rejects when nobody answers. */
export function call(port, session, method, url, body, headers = {}) {
  const binary = Buffer.isBuffer(body);
  const payload = body === undefined ? undefined : binary ? body : Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const request = http.request({
      host: '127.0.0.1', port, method, path: url, agent, timeout: 30_000,
      headers: {
        Host: session.host,
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
      response.on('error', reject);
      response.on('end', () => {
        const cookie = response.headers['set-cookie']?.[0];
        if (cookie) session.cookie = cookie.split(';')[0];
        const text = Buffer.concat(chunks).toString();
        const json = /json/.test(response.headers['content-type'] ?? '');
        resolve({ status: response.statusCode, headers: response.headers, body: json && text ? JSON.parse(text) : text });
      });
    });
    request.on('timeout', () => request.destroy(new Error('no answer within 30 s')));
    request.on('error', reject);
    request.end(payload);
  });
}

/** Like {@link call}, with the body as it stands, the answer as text, and a connection of its own. */
function raw(port, session, method, url, body, headers) {
  const payload = body === undefined ? undefined : Buffer.from(body.toWellFormed());
  return new Promise((resolve, reject) => {
    const request = http.request({
      host: '127.0.0.1', port, method, path: url, agent: false, timeout: 30_000,
      headers: {
        Host: session.host, Cookie: session.cookie, 'X-CSRF-Token': session.csrf,
        ...(payload && { 'Content-Type': 'application/json', 'Content-Length': payload.length }),
        ...headers,
      },
    }, async (response) => {
      const chunks = [];
      try {
        for await (const chunk of response) chunks.push(chunk);
        resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() });
      } catch (error) {
        reject(error);
      }
    });
    request.on('timeout', () => request.destroy(new Error('no answer within 30 s')));
    request.on('error', reject);
    request.end(payload);
  });
}

export class Server {
  /** @param {{port: number, data: string, env?: object, databaseUrl?: string}} options */
  constructor({ port, data, env = {}, databaseUrl }) {
    Object.assign(this, { port, data, databaseUrl });
    this.env = { ...process.env, DURE_OPERATOR_PASSWORD: OPERATOR_PASSWORD, ...env };
  }

  call(session, method, url, body, headers) {
    return call(this.port, session, method, url, body, headers);
  }

  raw(session, method, url, body, headers) {
    return raw(this.port, session, method, url, body, headers);
  }

  async expect(status, session, method, url, body, headers) {
    const got = await this.call(session, method, url, body, headers);
    if (got.status !== status) {
      throw new Error(`${method} ${url}: ${got.status} instead of ${status}: ${JSON.stringify(got.body)}`);
    }
    return got.body;
  }

  /** Starts the server; answers the milliseconds until it says UP. */
  async start() {
    const from = Date.now();
    const args = ['run', '--port', String(this.port), '--data', this.data];
    if (this.databaseUrl) args.push('--database-url', this.databaseUrl);
    this.process = spawn(path.join(ROOT, 'dure'), args, { env: this.env, stdio: ['ignore', 'ignore', 'inherit'] });
    this.process.exited = new Promise((done) => this.process.on('exit', done));
    await this.up();
    return Date.now() - from;
  }

  async health() {
    return call(this.port, { host: 'admin.localhost' }, 'GET', '/api/health').catch(() => null);
  }

  async up(seconds = 120) {
    const end = Date.now() + seconds * 1000;
    while (Date.now() < end) {
      if ((await this.health())?.status === 200) return;
      if (this.process.exitCode !== null) throw new Error('The server did not start.');
      await pause(50);
    }
    throw new Error(`The server did not come up: ${JSON.stringify((await this.health())?.body)}\n${this.lastWords()}`);
  }

  /** The ends of its logs, for a failure's message. */
  lastWords() {
    return ['console.log', 'karaf.log'].map((name) => {
      try {
        return `${name}: …${readFileSync(path.join(this.data, 'karaf/log', name), 'utf8').slice(-3000)}`;
      } catch (error) {
        return `${name}: ${error.message}`;
      }
    }).join('\n');
  }

  async stop() {
    if (!this.process || this.process.exitCode !== null) return;
    this.process.kill('SIGTERM');
    await this.process.exited;
  }

  pid() {
    return Number(readFileSync(path.join(this.data, 'pid'), 'utf8'));
  }

  postgresPid() {
    return Number(readFileSync(path.join(this.data, 'postgresql/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
  }

  async killServer() {
    process.kill(this.pid(), 'SIGKILL');
    await this.process.exited;
  }

  killPostgres() {
    process.kill(this.postgresPid(), 'SIGKILL');
  }

  residentMiB() {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.pid()}/status`, 'utf8'))[1]) / 1024);
  }

  async logIn(host, loginId, password) {
    const session = { host };
    session.csrf = (await this.expect(200, session, 'POST', '/api/auth/login', { loginId, password })).csrfToken;
    return session;
  }

  operator() {
    return this.logIn('admin.localhost', 'operator', OPERATOR_PASSWORD);
  }

  /** Signs a company up and logs its administrator in. */
  async company(name, products = ['groupware'], seats = 1000) {
    await this.expect(201, { host: 'admin.localhost' }, 'POST', '/api/public/signups', {
      company: { name: '두레상사', businessNumber: '124-81-00998' },
      contact: { name: '김두레', email: 'kim@example.com', phone: '02-1234-5678' },
      host: { kind: 'shared', name }, admin: { loginId: 'admin', password: ADMIN_PASSWORD },
      products, seats, term: 0, payment: 'monthly', autoDebit: false,
    });
    return this.logIn(`${name}.localhost`, 'admin', ADMIN_PASSWORD);
  }

  /** Installs a built add-on, unless it is there. */
  async installAddon(operator, name) {
    const answer = await this.call(operator, 'POST', '/api/operator/addons', addonJar(name));
    if (![200, 201].includes(answer.status)) throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  /** Installs the SMS add-on, switches it on for the company and has its sender number approved. */
  async installSms(operator, admin, number = '0212345678') {
    await this.installAddon(operator, 'sms');
    while ((await this.call(admin, 'GET', '/api/sms/messages')).status === 404) await pause(50);
    await this.expect(200, admin, 'POST', '/api/products/sms/enable');
    const sender = await this.expect(201, admin, 'POST', '/api/sms/sender-numbers', { number });
    await this.expect(200, operator, 'POST', `/api/operator/sms/sender-numbers/${sender.id}/approve`);
  }
}

export function addonJar(name) {
  const target = path.join(ROOT, `addon-${name}/target`);
  const jar = readdirSync(target).find((file) => file.startsWith(`addon-${name}-`) && file.endsWith('.jar')
    && !/sources|tests/.test(file));
  return readFileSync(path.join(target, jar));
}
