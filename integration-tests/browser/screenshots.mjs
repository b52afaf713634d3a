// Pictures of every screen, to be looked at: `node screenshots.mjs FOLDER [LOOK|SCREEN…]`, of a company that uses everything.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join, resolve } from 'node:path';
import { startSmsc } from '../../demo/smsc.mjs';
import { ADMIN_PASSWORD, OPERATOR_PASSWORD, Server, freePort, pause } from '../node/server.mjs';
import { SCREENS, hasDialog, launch, login, open, violations, visit } from './browser.mjs';

const [to, ...wanted] = process.argv.slice(2);
const SIZES = { 1440: 900, 1024: 768, 390: 844 };
const LOOK = /^(ko|en)-(light|dark)-(1440|1024|390)$/;
const only = wanted.filter((word) => LOOK.test(word));
const names = wanted.filter((word) => !LOOK.test(word));
const known = new Set(Object.values(SCREENS).flatMap(Object.keys));
const unknown = names.filter((name) => !known.has(name));
if (!to || unknown.length) {
  console.error(unknown.length ? `There is no screen ${unknown.join(', ')}; there are ${[...known].join(', ')}.` : 'Usage: screenshots.mjs FOLDER [LOOK|SCREEN…]');
  process.exit(2);
}
const folder = resolve(to);
mkdirSync(folder, { recursive: true });

/** Something on every screen. */
async function furnish(server) {
  const operator = await server.operator();
  const admin = await server.company('hanbit');
  await server.expect(200, operator, 'PUT', '/api/operator/supplier', {
    name: '두레 주식회사', businessNumber: '124-81-00998', representative: '김두레', address: '서울시 중구 세종대로 1', businessType: '서비스', businessItem: '소프트웨어',
    phone: '02-1234-5678', email: 'help@dure.example', bank: '두레은행', account: '110-123-456789', accountHolder: '두레 주식회사',
  }, { 'If-Match': '"0"' });
  await server.installSms(operator, admin);
  const departments = {};
  for (const [code, name, parent] of [['A', '경영지원본부'], ['A1', '인사팀', '경영지원본부'], ['A2', '재무팀', '경영지원본부'], ['B', '영업본부'], ['B1', '국내영업팀', '영업본부']]) {
    departments[name] = (await server.expect(201, admin, 'POST', '/api/organisation/departments', { code, name, parentId: departments[parent] })).id;
  }
  const people = [['kim', '김서연', '인사팀'], ['lee', '이하늘', '재무팀'], ['park', '박정우', '국내영업팀'], ['nguyen', 'Nguyen Lan', '국내영업팀']];
  for (const [loginId, name, department] of people) {
    await server.expect(201, admin, 'POST', '/api/identity/accounts', {
      loginId, name, password: 'password-of-a-picture', externalEmail: `${loginId}@outside.example`, departmentId: departments[department],
    });
  }
  await server.expect(201, admin, 'POST', '/api/identity/roles', { name: '인사 담당', permissions: ['identity.organisation'] });
  const once = () => ({ 'Idempotency-Key': `picture-${Math.random()}` });
  await server.expect(201, admin, 'POST', '/api/billing/service-requests', { kind: 'SEAT_REDUCTION', seats: 3, note: '다음 달부터 부탁합니다.' }, once());
  const quote = (company) => ({
    customer: { company, contact: '박정우', email: 'park@outside.example', phone: '02-555-0100' },
    estimate: { groupware: { seats: 50 }, sms: { sent: 1000 }, term: 2, autoDebit: true }, payment: 'monthly', note: '내부 결재용',
  });
  await server.expect(201, admin, 'POST', '/api/billing/quotes', quote('한빛상사'), once());
  await server.expect(201, operator, 'POST', '/api/operator/quotes', quote('새봄유통'), once());
  const soon = new Date(Date.now() + 90 * 86_400_000).toISOString();
  await server.expect(201, admin, 'POST', '/api/auth/tokens', { name: '내 일정 연동', scopes: ['read:*'], expiresAt: soon });
  await server.expect(201, admin, 'POST', '/api/identity/service-tokens', { name: '급여 프로그램', scopes: ['read:organisation'], permissions: ['identity.organisation'], expiresAt: soon });
  const message = await server.expect(202, admin, 'POST', '/api/sms/messages', { from: '0212345678', to: ['01011112222', '01033334444'], text: '[한빛] 내일 오전 10시 회의가 있습니다.', kind: 'NOTICE' }, once());
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(100)) {
    const { results } = await server.expect(200, admin, 'GET', `/api/sms/messages/${message.id}`);
    if (results.every((one) => one.state === 'DELIVERED')) break;
  }
}

const data = mkdtempSync(join(os.tmpdir(), 'dure-screenshots-'));
const smsc = await startSmsc({ receiptDelay: 100 });
const server = new Server({ port: await freePort(), data, env: { DURE_SMPP_URL: `smpp://dure:secret@127.0.0.1:${smsc.port}` } });
const report = [];
let pictures = 0;
let browser;
try {
  await server.start();
  await furnish(server);
  browser = await launch();
  for (const language of ['ko', 'en']) {
    for (const dark of [false, true]) {
      for (const [width, height] of Object.entries(SIZES)) {
        const look = `${language}-${dark ? 'dark' : 'light'}-${width}`;
        if (only.length && !only.includes(look)) continue;
        for (const [who, screens] of Object.entries(SCREENS)) {
          const chosen = Object.entries(screens).filter(([name]) => !names.length || names.includes(name));
          if (!chosen.length) continue;
          const page = await open(browser, { width: Number(width), height, dark, language });
          const origin = `http://${who === 'tenant' ? 'hanbit' : 'admin'}.localhost:${server.port}`;
          const shoot = async (name) => {
            // Charts draw themselves; fonts come in parts.
            await page.evaluate(() => document.fonts.ready);
            await page.screenshot({ path: join(folder, `${who}-${name}-${look}.png`) });
            pictures++;
            const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
            const lines = [...page.problems.splice(0), ...await violations(page), ...(sideways ? ['scrolls sideways'] : [])];
            report.push(...lines.map((line) => `${who}-${name}-${look}: ${line}`));
          };
          if (who === 'anybody') await page.goto(origin);
          else await login(page, origin, who === 'operator' ? 'operator' : 'admin', who === 'operator' ? OPERATOR_PASSWORD : ADMIN_PASSWORD);
          for (const [name, path] of chosen) {
            await visit(page, path);
            await shoot(name);
            if (!hasDialog(who, name)) continue;
            await page.locator('.d-page-head button').last().click();
            await page.getByRole('dialog').waitFor();
            await shoot(`${name}-dialog`);
            await page.keyboard.press('Escape');
            await page.getByRole('dialog').waitFor({ state: 'detached' });
          }
          await page.context().close();
        }
      }
    }
  }
} finally {
  await browser?.close();
  await server.stop();
  await smsc.close();
  rmSync(data, { recursive: true, force: true });
}
writeFileSync(join(folder, 'report.txt'), report.map((line) => `${line}\n`).join(''));
console.log(report.join('\n'));
console.log(`${pictures} pictures and report.txt are in ${folder}; ${report.length} problems`);
process.exit(report.length ? 1 : 0);
