// What people do on the screens of the distribution as it ships, in a real browser, with real mail and a real SMSC.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { startSmsc } from '../../demo/smsc.mjs';
import { make } from '../node/made-addon.mjs';
import { OPERATOR_PASSWORD, ROOT, Server, freePort, pause } from '../node/server.mjs';
import { SCREENS, hasDialog, launch, login, open, settled, violations, visit } from './browser.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'dure-browser-'));
const mails = [];
const PASSWORD = 'browser-password-1';
const HOSTILE = '<img src=x onerror=alert(1)>"\'&';
let server;
let smsc;
let smtp;
let browser;
let admin;
let operator;

const origin = (name = 'hanbit') => `http://${name}.localhost:${server.port}`;

before(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => { mails.push({ ...mail, to: session.envelope.rcptTo[0].address }); done(); }, done);
    },
  });
  const smtpPort = await freePort();
  await new Promise((done) => smtp.listen(smtpPort, '127.0.0.1', done));
  smsc = await startSmsc({ receiptDelay: 100 });
  server = new Server({
    port: await freePort(), data: path.join(folder, 'data'),
    env: {
      DURE_SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, DURE_MAIL_FROM: 'service@dure.example',
      DURE_SMPP_URL: `smpp://dure:secret@127.0.0.1:${smsc.port}`,
    },
  });
  await server.start();
  browser = await launch();
}, { timeout: 240_000 });

after(async () => {
  await browser?.close();
  await server?.stop();
  await smsc?.close();
  smtp?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The password stands in a paragraph of its own facts; what is asked for is the mail itself. */
async function mailTo(address, what) {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const found = mails.find((mail) => mail.to === address && what.test(mail.subject));
    if (found) return found;
    await pause(100);
  }
  throw new Error(`no mail to ${address} like ${what}; there are: ${mails.map((mail) => `${mail.to}: ${mail.subject}`)}`);
}

/** A test that leaves pictures of what it saw, should it fail. */
const journey = (name, steps) => test(name, { timeout: 600_000 }, async () => {
  try {
    await steps();
  } catch (error) {
    const pages = browser.contexts().flatMap((context) => context.pages());
    const to = path.join(ROOT, 'target/browser');
    for (const [index, page] of pages.entries()) await page.screenshot({ path: path.join(to, `${name.slice(0, 40).replace(/\W+/g, '-')}-${index}.png`) }).catch(() => {});
    throw error;
  } finally {
    await Promise.all(browser.contexts().map((context) => context.close()));
  }
});
const clean = (page) => assert.deepEqual(page.problems, []);
/** Exactly this label: many begin alike, and asterisks of required fields do not count. */
const field = (page, label) => page.getByLabel(new RegExp(`^${label.replace(/[()]/g, '\\$&')}( \\*)?$`));
const press = (page, name, within = page) => within.getByRole('button', { name, exact: true }).click();

async function person(language = 'ko', size = {}) {
  const page = await open(browser, { language, ...size });
  await login(page, origin(), 'admin', PASSWORD);
  return page;
}

journey('a prospect sees what it costs, signs up, is told that a name is taken, and logs in', async () => {
  const page = await open(browser);
  await page.goto(`${origin('admin')}/pricing`);
  await page.getByText('합계').waitFor();
  await page.goto(`${origin('admin')}/signup`);
  const fill = async (name) => {
    await field(page, '회사 이름').fill(`두레 ${HOSTILE}`);
    await field(page, '사업자등록번호').fill('124-81-00998');
    await field(page, '이름').fill('김두레');
    await field(page, '이메일').fill('kim@example.com');
    await field(page, '전화').fill('02-1234-5678');
    await field(page, '쓰고 싶은 이름').fill(name);
    await field(page, '비밀번호').fill(PASSWORD);
    await press(page, '가입하기');
  };
  await fill('admin');
  await page.getByText('이런 이름은 비어 있습니다').or(page.locator('.mantine-InputWrapper-error')).first().waitFor();
  await field(page, '쓰고 싶은 이름').fill('hanbit');
  await press(page, '가입하기');
  await page.getByRole('heading', { name: '열렸습니다' }).waitFor();
  const href = await page.getByRole('link', { name: '로그인하러 가기' }).getAttribute('href');
  assert.equal(new URL(href).hostname, 'hanbit.localhost');
  await login(page, origin(), 'admin', PASSWORD);
  await page.getByRole('heading', { name: /안녕하세요/ }).waitFor();
  await page.getByText(HOSTILE).first().waitFor();
  clean(page);
  admin = await server.logIn('hanbit.localhost', 'admin', PASSWORD);
  operator = await server.operator();
});

journey('an add-on that the operator installs appears in an open page, is switched on, and brings a message to its recipient and to the invoice', async () => {
  const page = await person();
  await visit(page, '/settings/products');
  await page.evaluate(() => { globalThis.sameDocument = true; });
  const office = await open(browser);
  await login(office, origin('admin'), 'operator', OPERATOR_PASSWORD);
  await office.goto(`${origin('admin')}/operator/addons`);
  await settled(office);
  const [chooser] = await Promise.all([office.waitForEvent('filechooser'), press(office, 'jar 올리기')]);
  const jar = (await import('node:fs')).readdirSync(path.join(ROOT, 'addon-sms/target')).find((name) => /^addon-sms-[^-]*(-SNAPSHOT)?\.jar$/.test(name));
  await chooser.setFiles(path.join(ROOT, 'addon-sms/target', jar));
  await press(office, '설치', office.getByRole('dialog'));
  await office.getByRole('row', { name: /SMS|문자/ }).first().waitFor();

  const card = page.locator('article', { hasText: '문자' });
  await press(page, '살펴보고 켜기', card);
  await page.getByRole('dialog').getByText('이 앱이 가져오는 권한').waitFor();
  await press(page, '동의하고 켜기', page.getByRole('dialog'));
  await page.getByRole('navigation', { name: '앱' }).getByRole('link', { name: '문자' }).click();
  assert.equal(await page.evaluate(() => globalThis.sameDocument), true, 'the page was loaded anew');
  await page.getByRole('link', { name: '발신 번호' }).click();
  await field(page, '번호').fill('02-1234-5678');
  await press(page, '등록');
  await page.getByRole('cell', { name: '0212345678' }).waitFor();
  const [sender] = (await server.expect(200, admin, 'GET', '/api/sms/sender-numbers')).items;
  await server.expect(200, operator, 'POST', `/api/operator/sms/sender-numbers/${sender.id}/approve`);

  await page.goto(`${origin()}/app/sms/compose`);
  await field(page, '받는 번호').fill('010-1111-2222');
  await field(page, '내용').fill(`안녕하세요 ${HOSTILE}`);
  await press(page, '보내기');
  await page.getByText('1명에게 보내기로 했습니다.').waitFor();
  for (const end = Date.now() + 30_000; smsc.messages.length === 0; await pause(50)) assert.ok(Date.now() < end, 'nothing arrived');
  await page.getByRole('link', { name: '보낸 문자' }).click();
  await page.getByRole('row', { name: /안녕하세요/ }).click();
  await page.getByRole('dialog').getByText(HOSTILE).waitFor();
  for (const end = Date.now() + 30_000; ;) {
    const [message] = (await server.expect(200, admin, 'GET', '/api/sms/messages')).items;
    const { results } = await server.expect(200, admin, 'GET', `/api/sms/messages/${message.id}`);
    if (results[0].state === 'DELIVERED') break;
    assert.ok(Date.now() < end, `not delivered: ${JSON.stringify(results)}`);
    await pause(100);
  }
  await page.goto(`${origin()}/settings/billing`);
  await page.getByText('문자 발송').first().waitFor();
  clean(page);
  clean(office);
});

journey('a product that is switched off says so in its place, and its menu goes', async () => {
  const page = await person();
  await page.goto(`${origin()}/settings/products`);
  const card = page.locator('article', { hasText: '문자' });
  await press(page, '끄기', card);
  await press(page, '끄기', page.getByRole('dialog'));
  await card.getByText('꺼짐').waitFor();
  await page.getByRole('navigation', { name: '앱' }).getByRole('link', { name: '문자' }).waitFor({ state: 'detached' });
  await page.goto(`${origin()}/app/sms/compose`);
  await page.locator('.d-state').waitFor();
  await page.goto(`${origin()}/settings/products`);
  await press(page, '살펴보고 켜기', card);
  await press(page, '동의하고 켜기', page.getByRole('dialog'));
  await card.getByText('사용 중').waitFor();
  clean(page);
});

journey('somebody who typed five wrong passwords comes back by a mail to the external address', async () => {
  await server.expect(201, admin, 'POST', '/api/identity/accounts', {
    loginId: 'lee', name: '이하늘', password: 'first-password-1', externalEmail: 'lee@outside.example',
  });
  const page = await open(browser);
  await page.goto(`${origin()}/`);
  for (let left = 4; left >= 1; left--) {
    await field(page, '아이디').fill('lee');
    await field(page, '비밀번호').fill('wrong-password-9');
    await press(page, '로그인');
    await page.getByText(`남은 횟수: ${left}번`).waitFor();
  }
  await press(page, '로그인');
  await page.getByText('다섯 번 틀려 계정이 멈췄습니다').waitFor();
  await press(page, '비밀번호를 잊었어요');
  await field(page, '아이디').fill('lee');
  await field(page, '등록해 둔 외부 이메일').fill('lee@outside.example');
  await press(page, '새 비밀번호 받기');
  await page.getByText('메일함을 확인해 주세요').waitFor();
  const mail = await mailTo('lee@outside.example', /비밀번호|password/i);
  const temporary = /(?:비밀번호|password)\s*:?\s*\n?\s*([A-Za-z0-9!-~]{10,})/i.exec(mail.text)[1];
  await press(page, '로그인으로');
  await field(page, '아이디').fill('lee');
  await field(page, '비밀번호').fill(temporary);
  await press(page, '로그인');
  await page.getByRole('heading', { name: '비밀번호를 바꿔 주세요' }).waitFor();
  await field(page, '지금 비밀번호').fill(temporary);
  await field(page, '새 비밀번호').fill('second-password-2');
  await press(page, '바꾸기');
  await page.getByRole('heading', { name: '이하늘님, 안녕하세요' }).waitFor();
  clean(page);
});

journey('a role is made, changed in two tabs, and the second of them is told that it changed meanwhile', async () => {
  const page = await person();
  await page.goto(`${origin()}/settings/roles`);
  await press(page, '역할 추가');
  await field(page, '이름').fill(`인사 ${HOSTILE}`);
  await page.getByRole('dialog').getByRole('checkbox').and(page.locator(':enabled')).first().check();
  await press(page, '저장', page.getByRole('dialog'));
  const row = page.getByRole('row', { name: /인사/ });
  await row.waitFor();
  const second = await page.context().newPage();
  await second.goto(`${origin()}/settings/roles`);
  await second.getByRole('row', { name: /인사/ }).click();
  await field(second, '이름').waitFor();
  await row.click();
  await field(page, '이름').fill('인사 담당');
  await press(page, '저장', page.getByRole('dialog'));
  await page.getByRole('row', { name: '인사 담당' }).waitFor();
  await field(second, '이름').fill('다른 이름');
  await press(second, '저장', second.getByRole('dialog'));
  await second.getByRole('dialog').getByRole('alert').waitFor();
  assert.equal(await field(second, '이름').inputValue(), '다른 이름');
  const roles = await server.expect(200, admin, 'GET', '/api/identity/roles');
  assert.deepEqual(roles.items.map((role) => role.name), ['인사 담당']);
  assert.deepEqual(page.problems.filter((text) => !/412/.test(text)), []);
});

journey('a session that ends while somebody types costs a login and no text', async () => {
  const page = await person();
  await page.goto(`${origin()}/settings/requests`);
  await press(page, '요청하기');
  await field(page, '줄일 좌석').fill('3');
  await field(page, '남길 말').fill('여기까지 적었습니다');
  await page.context().clearCookies();
  await press(page, '보내기', page.getByRole('dialog', { name: '요청하기' }));
  const again = page.getByRole('dialog', { name: '다시 로그인' });
  await field(again, '아이디').fill('admin');
  await field(again, '비밀번호').fill(PASSWORD);
  await press(page, '로그인', again);
  await page.getByRole('row', { name: /좌석 줄이기/ }).click();
  await page.getByRole('dialog').getByText('여기까지 적었습니다').waitFor();
  clean(page);
});

journey('the operator names the day of a request, and the company sees it', async () => {
  const office = await open(browser, { language: 'en' });
  await login(office, origin('admin'), 'operator', OPERATOR_PASSWORD);
  await office.goto(`${origin('admin')}/operator/requests`);
  await office.getByRole('row', { name: /Fewer seats/ }).click();
  const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  await field(office, 'Holds from').fill(day);
  await press(office, 'Name the day');
  await office.getByText('The day was told to the company.').waitFor();
  clean(office);
  const page = await person('en');
  await page.goto(`${origin()}/settings/requests`);
  await page.getByRole('row', { name: /Scheduled/ }).waitFor();
  clean(page);
});

journey('everything can be reached with the keyboard alone', async () => {
  const page = await open(browser);
  await page.goto(`${origin()}/`);
  await field(page, '아이디').waitFor();
  await page.keyboard.press('Tab');
  const focused = () => page.evaluate(() => document.activeElement.getAttribute('name'));
  for (let n = 0; n < 6 && await focused() !== 'loginId'; n++) await page.keyboard.press('Tab');
  await page.keyboard.type('admin');
  for (let n = 0; n < 3 && await focused() !== 'password'; n++) await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('.s-frame').waitFor();
  await page.keyboard.press('Control+k');
  await page.locator('[role=combobox]:focus').waitFor();
  await page.keyboard.type('ㄱㅅㅇ'); // 구성원
  await page.getByRole('option', { name: /구성원/, selected: true }).waitFor();
  await page.keyboard.press('Enter');
  const first = page.getByRole('row', { name: /admin/ });
  await first.waitFor();
  await page.getByLabel('목록에서 찾기').focus();
  for (let n = 0; n < 20 && !await page.evaluate(() => document.activeElement.tagName === 'TR'); n++) await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  clean(page);
});

journey('at 390 pixels nothing scrolls sideways, and the menus are at hand', async () => {
  const page = await person('en', { width: 390, height: 844 });
  for (const at of Object.values(SCREENS.tenant)) {
    await visit(page, at);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${at} scrolls sideways`);
  }
  await page.getByRole('navigation', { name: 'Apps' }).getByRole('link', { name: 'Manage' }).click();
  await page.getByRole('button', { name: 'Menu', exact: true }).first().click();
  await page.getByRole('dialog').getByRole('link', { name: 'Domains' }).click();
  await page.getByRole('heading', { name: 'Domains' }).waitFor();
  clean(page);
});

journey('hostile texts stay texts: names, titles, file names, manifests, icons', async () => {
  const jars = make([{
    id: 'hostile', version: '1.0.0', name: HOSTILE,
    ui: {
      'module.json': JSON.stringify({ id: 'hostile', title: { ko: HOSTILE, en: HOSTILE }, icon: 'M3 3h18v18H3z', color: '#123456;background:url(//evil)', route: 'hostile', order: 90,
        commands: [{ id: 'x', title: { ko: HOSTILE, en: HOSTILE }, path: 'x' }], sdk: '1', entry: 'index-12345678.js', css: [], shared: [], integrity: {} }),
      'index-12345678.js': `export default { Component: () => { throw new Error(${JSON.stringify(HOSTILE)}); } };`,
    },
  }, {
    id: 'badicon', version: '1.0.0',
    ui: {
      'module.json': JSON.stringify({ id: 'badicon', title: { ko: '나쁜 그림', en: 'Bad icon' }, icon: '"/><script>alert(1)</script>', color: '#123456', route: 'badicon', order: 91,
        commands: [], sdk: '1', entry: 'index-12345678.js', css: [], shared: [], integrity: {} }),
      'index-12345678.js': 'export default { Component: () => null };',
    },
  }]);
  for (const [index, id] of ['hostile', 'badicon'].entries()) {
    await server.call(operator, 'POST', '/api/operator/addons', jars[index]);
    for (const end = Date.now() + 30_000; (await server.call(admin, 'GET', `/api/${id}`)).status === 404; await pause(50)) assert.ok(Date.now() < end, `${id} was not installed`);
    await server.expect(200, admin, 'POST', `/api/products/${id}/enable`);
  }
  await server.expect(201, admin, 'POST', '/api/identity/accounts', { loginId: 'hostile', name: HOSTILE, password: 'first-password-1', externalEmail: 'h@outside.example', confirmCharge: true });
  await server.expect(201, admin, 'POST', '/api/organisation/departments', { code: 'X1', name: HOSTILE });
  await server.expect(201, admin, 'POST', '/api/auth/tokens', { name: HOSTILE, scopes: ['read:*'], expiresAt: new Date(Date.now() + 86_400_000).toISOString() });
  await server.expect(201, admin, 'POST', '/api/billing/quotes', {
    customer: { company: HOSTILE, contact: HOSTILE, email: 'h@outside.example' }, estimate: { groupware: { seats: 5 } }, payment: 'monthly', note: HOSTILE,
  }, { 'Idempotency-Key': 'hostile-quote-1' });
  const page = await person();
  page.on('dialog', (dialog) => { page.problems.push(`a script ran: ${dialog.message()}`); void dialog.dismiss(); });
  const seen = async () => {
    assert.equal(await page.locator('img[src="x"], main script').count(), 0);
    await page.getByText(HOSTILE).first().waitFor();
  };
  const apps = page.getByRole('navigation', { name: '앱' });
  await apps.getByRole('link', { name: HOSTILE }).waitFor();
  assert.equal(await apps.getByRole('link', { name: '나쁜 그림' }).count(), 0);
  for (const at of ['/settings/products', '/settings/people', '/settings/departments', '/settings/roles', '/settings/audit', '/settings/quotes', '/me/tokens', '/app/sms/messages', '/directory']) {
    await visit(page, at);
    await seen();
  }
  await visit(page, '/settings/quotes');
  await page.getByRole('row', { name: /onerror/ }).click();
  await page.getByRole('dialog').getByText(HOSTILE).first().waitFor();
  await page.keyboard.press('Escape');
  await visit(page, '/settings/import');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, '파일 고르기')]);
  await chooser.setFiles({ name: `${HOSTILE.replaceAll('/', '')}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`사번,이름,부서코드\n${HOSTILE.replaceAll('"', '')},${HOSTILE.replaceAll('"', '')},없는부서`) });
  await press(page, '시험해 보기');
  await page.getByRole('region', { name: '시험 결과' }).first().waitFor();
  assert.equal(await page.locator('img[src="x"]').count(), 0);
  await page.keyboard.press('Control+k');
  await page.locator('[role=combobox]:focus').waitFor();
  await page.keyboard.type('onerror');
  await page.getByRole('option').first().waitFor();
  await seen();
  await page.keyboard.press('Escape');
  assert.deepEqual(page.problems, []);
  await page.goto(`${origin('admin')}/dev/kit`);
  await settled(page);
  await page.locator('.d-rich').getByText('javascript:').waitFor();
  assert.equal(await page.locator('.d-rich a[href^="javascript"], .d-rich script, .d-rich img, .d-rich [onclick]').count(), 0);
  assert.equal(await page.locator('.d-rich a[href="https://example.com/"]').count(), 1);
  await page.goto(origin());
  assert.deepEqual(page.problems, []);
  // What breaks by itself costs its own place only.
  await visit(page, '/app/hostile');
  await page.getByRole('alert').getByText('이 앱을 여는 데 실패했습니다').waitFor();
  await visit(page, '/settings/people');
  assert.deepEqual(page.problems.filter((text) => /a script ran|Content Security/.test(text)), []);
  for (const id of ['hostile', 'badicon']) await server.call(operator, 'DELETE', `/api/operator/addons/${id}`);
});

journey('every screen opens by its address, as from a bookmark or a mail', async () => {
  for (const [who, screens] of Object.entries(SCREENS)) {
    for (const where of Object.values(screens)) {
      const host = `${who === 'tenant' ? 'hanbit' : 'admin'}.localhost`;
      assert.equal((await server.call({ host }, 'GET', where)).status, 200, where);
    }
  }
});

for (const language of ['ko', 'en']) {
  journey(`axe finds nothing and the console says nothing on any screen, light and dark: ${language}`, async () => {
    const found = [];
    for (const [who, screens] of Object.entries(SCREENS)) {
      const page = await open(browser, { language });
      const at = origin(who === 'tenant' ? 'hanbit' : 'admin');
      const look = async (what) => {
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme });
          await page.waitForFunction((wanted) => document.documentElement.dataset.mantineColorScheme === wanted, colorScheme);
          await page.evaluate(() => new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)); }));
          found.push(...(await violations(page, { coloursOnly: colorScheme === 'dark' })).map((line) => `${who} ${what} ${colorScheme}: ${line}`));
        }
        found.push(...page.problems.splice(0).map((line) => `${who} ${what}: ${line}`));
      };
      if (who === 'anybody') await page.goto(at);
      else await login(page, at, who === 'operator' ? 'operator' : 'admin', who === 'operator' ? OPERATOR_PASSWORD : PASSWORD);
      for (const [name, where] of Object.entries(screens)) {
        await visit(page, where);
        await look(name);
        // Dialogs are made of the same parts in either language.
        if (language === 'en' || !hasDialog(who, name)) continue;
        await page.locator('.d-page-head button').last().click();
        await page.getByRole('dialog').waitFor();
        await look(`${name}, dialog`);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
    }
    assert.deepEqual(found, []);
  });
}
