// E-approval as people use it: draft, approve three times, print; a deputy; a telephone.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { ADMIN_PASSWORD, Server, freePort } from '../node/server.mjs';
import { launch, login, open, settled, violations } from './browser.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'dure-approval-'));
const PASSWORD = 'approval-password-1';
const HOSTILE = '<img src=x onerror=alert(1)>"\'&';
const FIRST = 'first-password-1';
/** Login, name, duty; who drafts, and the three who approve. */
const PEOPLE = [['park', '박정우', null], ['kang', '강태호', '팀장'], ['kim', '김서연', '본부장'], ['choi', '최도현', '대표'], ['lee', '이하늘', null]];
const DEPARTMENTS = { park: '구매팀', kang: '구매팀', kim: '경영지원본부', choi: '한빛정밀', lee: '정보보안팀' };
const people = {};
let server;
let browser;
let admin;

const origin = () => `http://hanbit.localhost:${server.port}`;

before(async () => {
  server = new Server({ port: await freePort(), data: path.join(folder, 'data') });
  await server.start();
  admin = await server.company('hanbit');
  const departments = {};
  for (const [name, parent] of [['한빛정밀', null], ['경영지원본부', '한빛정밀'], ['구매팀', '경영지원본부'], ['정보보안팀', '한빛정밀']]) {
    departments[name] = (await server.expect(201, admin, 'POST', '/api/organisation/departments', { code: name, name, parentId: parent && departments[parent] })).id;
  }
  const duties = {};
  for (const name of ['대표', '본부장', '팀장']) duties[name] = (await server.expect(201, admin, 'POST', '/api/organisation/duties', { name, head: true })).id;
  for (const [loginId, name, duty] of PEOPLE) {
    const { id } = await server.expect(201, admin, 'POST', '/api/identity/accounts', { loginId, name, password: FIRST, externalEmail: `${loginId}@outside.example` });
    const { headers } = await server.call(admin, 'GET', `/api/organisation/people/${id}`);
    await server.expect(201, admin, 'POST', `/api/organisation/people/${id}/posts`, { departmentId: departments[DEPARTMENTS[loginId]], dutyId: duty && duties[duty] }, { 'If-Match': headers.etag });
    const session = await server.logIn('hanbit.localhost', loginId, FIRST);
    await server.call(session, 'POST', '/api/auth/password', { current: FIRST, next: PASSWORD });
    people[loginId] = { id, name };
  }
  browser = await launch();
}, { timeout: 240_000 });

after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const clean = (page) => assert.deepEqual(page.problems, []);
const field = (page, label) => page.getByLabel(label, { exact: true });
/** An asterisk stands behind the name of what is required. */
const title = (page) => page.getByRole('textbox', { name: '제목' });
const press = (page, name, within = page) => within.getByRole('button', { name, exact: true }).click();

async function person(loginId, size = {}) {
  const page = await open(browser, size);
  await login(page, origin(), loginId, PASSWORD);
  return page;
}

/** Chooses somebody in a picker by the letters one would type. */
async function choose(page, picker, name) {
  await picker.click();
  await picker.fill(name);
  await page.getByRole('option', { name: new RegExp(name) }).first().click();
}

async function line(page, ...names) {
  for (let n = await page.locator('.a-line > li').count(); n > 0; n--) await page.getByRole('button', { name: `${n}번째 단계 빼기` }).click();
  for (const [index, name] of names.entries()) {
    await press(page, '결재자 추가');
    await choose(page, page.locator(`input[aria-label="${index + 1}번째 단계 사람"]`), name);
  }
}

/** Writes a purchase and submits it; answers its address. */
async function submitPurchase(page, named, ...names) {
  await page.goto(`${origin()}/app/approval/new`);
  await page.getByRole('link', { name: '구매요청서' }).first().click();
  await title(page).fill(named);
  await field(page, '구매 목적').fill('오래된 장비 교체');
  await field(page, '납기 희망일').fill('2027-01-15');
  await field(page, '품명 (1번째 줄)').fill('노트북');
  await field(page, '수량 (1번째 줄)').fill('12');
  await field(page, '단가 (1번째 줄)').fill('2180000');
  await press(page, '줄 추가');
  await field(page, '품명 (2번째 줄)').fill('모니터');
  await field(page, '수량 (2번째 줄)').fill('3');
  await field(page, '단가 (2번째 줄)').fill('364001');
  await page.locator('input[aria-label="과세"]').click();
  await page.getByRole('option', { name: '과세 10%' }).click();
  // 12 × 2,180,000 + 3 × 364,001 = 27,252,003; a tenth of it, cut, is 2,725,200.
  assert.equal(await field(page, '공급가액').inputValue(), '27,252,003원');
  assert.equal(await field(page, '부가세').inputValue(), '2,725,200원');
  assert.equal(await field(page, '합계').inputValue(), '29,977,203원');
  await line(page, ...names);
  return page;
}

async function submit(page) {
  await press(page, '상신');
  const dialog = page.getByRole('dialog', { name: '보내기 전에 확인' });
  await press(page, '상신', dialog);
  await page.locator('.a-paper').waitFor();
  return new URL(page.url()).pathname;
}

async function approve(page, comment, act = '승인') {
  await press(page, act);
  const dialog = page.getByRole('dialog', { name: act });
  await dialog.getByLabel('의견').fill(comment);
  await press(page, act, dialog);
  await page.getByText(`${act} 처리했습니다.`).first().waitFor();
}

let purchase;

test('a purchase is drafted with a file, goes on after the page was left, and is approved by three people, each finding it in his box', { timeout: 180_000 }, async () => {
  const page = await person('park');
  await submitPurchase(page, `노트북 구매 ${HOSTILE}`, '강태호', '김서연', '최도현');
  const file = path.join(folder, '견적서.txt');
  writeFileSync(file, '견적 29,977,203원');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, '파일 붙이기')]);
  await chooser.setFiles(file);
  await page.getByText('견적서.txt').waitFor();
  // Leaving without saving loses nothing.
  page.once('dialog', (dialog) => dialog.accept());
  await page.goto(`${origin()}/app/approval/box/drafts`);
  await page.goto(`${origin()}/app/approval/new`);
  await page.getByRole('link', { name: '구매요청서' }).first().click();
  await page.getByText('되살렸습니다').waitFor();
  assert.equal(await title(page).inputValue(), `노트북 구매 ${HOSTILE}`);
  await press(page, '임시저장');
  await page.getByText('임시저장했습니다.').waitFor();
  purchase = await submit(page);
  await page.getByRole('article').getByText('29,977,203원').first().waitFor();
  clean(page);
  await page.context().close();

  for (const [loginId, comment] of [['kang', '단가를 확인했습니다.'], ['kim', `예산 안입니다 ${HOSTILE}`], ['choi', '승인합니다.']]) {
    const approver = await person(loginId);
    await approver.goto(`${origin()}/app/approval/box/waiting`);
    await approver.getByRole('row', { name: /노트북 구매/ }).click();
    await approver.getByText('내 차례').first().waitFor();
    await approve(approver, comment);
    await approver.getByText(comment, { exact: true }).first().waitFor();
    clean(approver);
    await approver.context().close();
  }
});

test('days are those of Korea wherever the browser is', { timeout: 60_000 }, async () => {
  const page = await person('park', { zone: 'America/Los_Angeles' });
  await page.goto(origin() + purchase);
  const paper = page.locator('.a-paper');
  await paper.waitFor();
  const { submittedAt } = await page.evaluate(async (id) => (await fetch(`/api/approval/documents/${id}`)).json(), purchase.split('/').at(-1));
  const korea = new Intl.DateTimeFormat('ko-KR', { dateStyle: 'medium', timeZone: 'Asia/Seoul' });
  await paper.getByText(korea.format(new Date(submittedAt)), { exact: true }).first().waitFor();
  // Of a day without a time, a browser in the west would show the one before.
  await paper.getByText('2027. 1. 15.', { exact: true }).waitFor();
  clean(page);
  await page.context().close();
});

test('the completed document has its number and four seals, prints on A4 alone, and comes as a PDF', { timeout: 120_000 }, async () => {
  const page = await person('park');
  await page.goto(origin() + purchase);
  await page.getByText('완결', { exact: true }).first().waitFor();
  assert.equal(await page.locator('.a-sealcell svg.a-seal').count(), 4);
  const number = await page.locator('.a-paper .a-pairs td').first().textContent();
  assert.match(number, /-20\d\d-\d{5}$/);
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('.a-paper').isVisible());
  for (const part of ['.s-top', '.s-rail', '.s-side', '.a-head', '.a-aside']) assert.equal(await page.locator(part).first().isVisible(), false, `${part} is printed`);
  const printed = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  assert.ok(printed.length > 10_000);
  await page.emulateMedia({ media: null });
  const href = await page.getByRole('link', { name: 'PDF로 받기' }).getAttribute('href');
  const sheet = await page.evaluate(async (url) => {
    const answer = await fetch(url);
    return { status: answer.status, type: answer.headers.get('content-type'), head: (await answer.text()).slice(0, 5) };
  }, href);
  assert.deepEqual(sheet, { status: 200, type: 'application/pdf', head: '%PDF-' });
  clean(page);
  await page.context().close();
});

test('who is away has a deputy: the sender is told before sending, and the sheet says for whom was signed', { timeout: 120_000 }, async () => {
  const kang = await server.logIn('hanbit.localhost', 'kang', PASSWORD);
  // Two days, so that midnight may come in between.
  const [today, tomorrow] = [0, 86_400_000].map((later) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul' }).format(new Date(Date.now() + later)));
  const absence = await server.expect(201, kang, 'POST', '/api/organisation/absences', { from: today, to: tomorrow, deputyId: people.lee.id, scope: 'approval', reason: '출장' });
  const page = await person('park');
  await submitPurchase(page, '부재 중 결재', '강태호', '최도현');
  await press(page, '상신');
  await page.getByText('강태호님은 오늘 부재중이라 이하늘님이 대신 결재합니다.').waitFor();
  await page.getByRole('dialog', { name: '보내기 전에 확인' }).getByRole('button', { name: '닫기' }).last().click();
  const at = await submit(page);
  clean(page);
  await page.context().close();

  const deputy = await person('lee');
  await deputy.goto(`${origin()}/app/approval/box/waiting`);
  const row = deputy.getByRole('row', { name: /부재 중 결재/ });
  await row.getByText('강태호 대신').waitFor();
  await row.click();
  await press(deputy, '승인');
  const dialog = deputy.getByRole('dialog', { name: '승인' });
  await dialog.getByText('강태호님을 대신해').waitFor();
  await press(deputy, '승인', dialog);
  await deputy.getByText('승인 처리했습니다.').first().waitFor();
  await deputy.locator('.a-sealcell', { hasText: '강태호 대결' }).waitFor();
  clean(deputy);
  await deputy.context().close();
  await server.call(kang, 'DELETE', `/api/organisation/absences/${absence.id}`);

  const phone = await person('choi', { width: 390, height: 844 });
  await phone.goto(origin() + at);
  await phone.locator('.a-bar').getByRole('button', { name: '승인', exact: true }).waitFor();
  await phone.context().close();
});

test('a department agrees by a line of its own, which its officer opens from the notice', { timeout: 180_000 }, async () => {
  const settings = await open(browser);
  await login(settings, origin(), 'admin', ADMIN_PASSWORD);
  await settings.goto(`${origin()}/app/approval/admin/officers`);
  await press(settings, '부서 추가');
  await choose(settings, settings.locator('input[aria-label="부서"]'), '정보보안팀');
  await choose(settings, settings.locator('input[aria-label="담당자"]'), '이하늘');
  await press(settings, '저장');
  await settings.getByText('저장했습니다.').first().waitFor();
  clean(settings);
  await settings.context().close();

  const page = await person('park');
  await submitPurchase(page, '보안 장비 구매', '강태호', '최도현');
  await press(page, '결재자 추가');
  const third = page.getByRole('listitem', { name: '3번째 단계' });
  await page.locator('input[aria-label="3번째 단계 역할"]').click();
  await page.getByRole('option', { name: '합의', exact: true }).click();
  await third.getByRole('switch', { name: '부서로' }).click();
  await choose(page, page.locator('input[aria-label="3번째 단계 부서"]'), '정보보안팀');
  await press(page, '3번째 단계 앞으로');
  await submit(page);
  clean(page);
  await page.context().close();

  const kang = await person('kang');
  await kang.goto(`${origin()}/app/approval/box/waiting`);
  await kang.getByRole('row', { name: /보안 장비 구매/ }).click();
  await approve(kang, '보안팀 합의를 바랍니다.');
  await kang.context().close();

  const officer = await person('lee');
  await officer.getByRole('button', { name: /^알림 \d+개/ }).click();
  await officer.getByText('결재할 문서: 보안 장비 구매').first().click();
  // He could agree for the department at once; here he asks somebody inside.
  await press(officer, '닫기', officer.getByRole('dialog', { name: '찬성' }).locator('.a-end'));
  await press(officer, '다른 처리');
  await officer.getByRole('menuitem', { name: '부서 결재선 열기' }).click();
  const dialog = officer.getByRole('dialog', { name: '부서 결재선 열기' });
  await choose(officer, dialog.locator('input[aria-label^="부서 안에서 결재할 사람"]'), '이하늘');
  // Leaves the open list of people.
  await officer.keyboard.press('Tab');
  await press(officer, '부서 결재선 열기', dialog);
  await officer.getByText('부서 결재선 열기 처리했습니다.').first().waitFor();
  await approve(officer, '보안 검토를 마쳤습니다.', '찬성');
  await officer.locator('.a-aside').getByText('합의', { exact: false }).first().waitFor();
  clean(officer);
  await officer.context().close();

  const choi = await person('choi');
  await choi.goto(`${origin()}/app/approval/box/waiting`);
  await choi.getByRole('row', { name: /보안 장비 구매/ }).click();
  await approve(choi, '승인합니다.');
  await choi.getByText('완결', { exact: true }).first().waitFor();
  clean(choi);
  await choi.context().close();
});

test('at 390 pixels one approves with the thumb, and who was quicker is named', { timeout: 120_000 }, async () => {
  const page = await person('park');
  await submitPurchase(page, '휴대전화로 결재', '김서연', '최도현');
  const at = await submit(page);
  await page.context().close();
  const phone = await person('kim', { width: 390, height: 844 });
  await phone.goto(origin() + at);
  const bar = phone.locator('.a-bar');
  await bar.getByRole('button', { name: '승인', exact: true }).waitFor();
  const box = await bar.boundingBox();
  assert.ok(box.y + box.height > 740 && box.y + box.height <= 844, `the acts are not at the bottom: ${JSON.stringify(box)}`);
  assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  assert.deepEqual(await violations(phone), []);
  await press(phone, '승인', bar);
  const dialog = phone.getByRole('dialog', { name: '승인' });
  await dialog.waitFor();
  // The same person, quicker at a desk.
  const kim = await server.logIn('hanbit.localhost', 'kim', PASSWORD);
  const id = at.split('/').pop();
  const document = await server.expect(200, kim, 'GET', `/api/approval/documents/${id}`);
  const step = document.allowed.find((one) => one.act === 'reject').step;
  await server.expect(200, kim, 'POST', `/api/approval/documents/${id}/acts`, { act: 'reject', to: 'DRAFTER', version: document.version, step, comment: '다시 써 주세요.' }, { 'Idempotency-Key': 'quicker' });
  await press(phone, '승인', dialog);
  await phone.getByText(/김서연님이 .* 이미 처리했습니다\(반려\)/).waitFor();
  await phone.getByText('반려', { exact: true }).first().waitFor();
  clean(phone);
  await phone.context().close();
});

test('an open document follows what others do, and a document circulated to a department names its people', { timeout: 120_000 }, async () => {
  const forms = await server.expect(200, admin, 'GET', '/api/approval/forms');
  const form = forms.items.find((one) => one.code === 'proposal');
  const park = await server.logIn('hanbit.localhost', 'park', PASSWORD);
  const kim = await server.logIn('hanbit.localhost', 'kim', PASSWORD);
  const { definition } = await server.expect(200, park, 'GET', `/api/approval/forms/${form.id}`);
  const values = Object.fromEntries(definition.fields.filter((field) => field.required && !field.formula)
    .map((field) => [field.key, { text: '내용', 'rich-text': '<p>내용</p>', number: 1, money: 1000, date: '2027-01-04', select: field.options?.[0].value }[field.kind]]));
  const [unit] = (await server.expect(200, kim, 'GET', `/api/organisation/people/${people.kim.id}`)).posts;
  const draft = await server.expect(201, park, 'POST', '/api/approval/documents', {
    formId: form.id, title: '함께 읽을 문서', values, submit: true,
    line: [{ order: 1, role: 'APPROVAL', accountId: people.kim.id }, { order: 2, role: 'CIRCULATION', departmentId: unit.departmentId }],
  });
  const circulated = draft.line.filter((step) => step.role === 'CIRCULATION');
  assert.ok(circulated.length > 0 && circulated.every((step) => step.who), JSON.stringify(circulated));
  const page = await person('park');
  await page.goto(`${origin()}/app/approval/documents/${draft.id}`);
  await page.getByRole('heading', { name: '함께 읽을 문서', level: 1 }).waitFor();
  await server.expect(200, kim, 'POST', `/api/approval/documents/${draft.id}/acts`, { act: 'approve', version: draft.version, step: draft.line[0].id });
  // Long before the page would ask by itself.
  await page.locator('.a-title').getByText('완결', { exact: true }).waitFor({ timeout: 20_000 });
  clean(page);
  await page.context().close();
});

for (const [language, dark, width] of [['ko', false, 1440], ['en', true, 1440], ['ko', true, 1024], ['en', false, 390]]) {
  test(`axe finds nothing and nothing scrolls sideways: ${language}, ${dark ? 'dark' : 'light'}, ${width}`, { timeout: 120_000 }, async () => {
    const page = await open(browser, { language, dark, width });
    await login(page, origin(), 'admin', ADMIN_PASSWORD);
    const found = [];
    const { items: [form] } = await server.expect(200, admin, 'GET', '/api/approval/forms');
    const places = ['box/waiting', 'box/archive', 'box/drafts', 'new', `new/${form.id}`, 'mine', 'admin/forms', `admin/forms/${form.id}`, 'admin/settings', 'admin/officers', 'admin/register', 'admin/retention'];
    for (const at of [...places.map((place) => `/app/approval/${place}`), purchase]) {
      await page.goto(origin() + at);
      await settled(page);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      found.push(...[...await violations(page), ...page.problems.splice(0), ...(sideways ? ['scrolls sideways'] : [])].map((text) => `${at}: ${text}`));
    }
    assert.deepEqual(found, []);
    await page.context().close();
  });
}
