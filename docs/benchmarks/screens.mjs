// Measures the screens in Chromium on the distribution as it ships: sizes, first screens, a bundle's way into the menu, the long
// table, and how soon a press is answered. Writes screens.md here.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ADMIN_PASSWORD, Server, freePort, pause } from '../../integration-tests/node/server.mjs';
import { launch, login, open, settled, visit } from '../../integration-tests/browser/browser.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const ROUNDS = 5;
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const kb = (bytes) => `${Math.round(bytes / 1000)} KB`;
const ms = (value) => `${Math.round(value)} ms`;
const rows = [];
const row = (what, measured, target = '') => {
  rows.push(`| ${what} | ${measured} | ${target} |`);
  console.log(`${what}: ${measured}${target && ` (target ${target})`}`);
};

const data = mkdtempSync(path.join(os.tmpdir(), 'dure-bench-screens-'));
const server = new Server({ port: await freePort(), data });
const origin = `http://hanbit.localhost:${server.port}`;
let browser;
try {
  await server.start();
  const admin = await server.company('hanbit');
  const operator = await server.operator();
  browser = await launch();

  // Sizes: what the built files weigh as they are sent.
  const folder = path.join(root, 'core-bundles/core-web/target/classes/ui');
  const html = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const preloaded = [...html.matchAll(/rel="modulepreload" href="([^"]+)"|<script type="module" src="([^"]+)"/g)].map((match) => match[1] ?? match[2]);
  const weight = (file) => readFileSync(path.join(folder, `${file.replace('/ui/', '')}.br`)).length;
  const small = (file) => { try { return weight(file); } catch { return readFileSync(path.join(folder, file.replace('/ui/', ''))).length; } };
  row('Shared JavaScript that every screen needs, brotli', kb(preloaded.filter((file) => file.includes('/runtime/')).reduce((sum, file) => sum + small(file), 0)), '≤ 300 KB');
  row('Shell with its first screen, brotli', kb(preloaded.filter((file) => file.includes('/shell/')).reduce((sum, file) => sum + small(file), 0)));
  const jar = path.join(root, 'addon-sms/target/classes/ui');
  row('A product’s own code (SMS), brotli', kb(readdirSync(jar).filter((name) => name.endsWith('.js.br')).reduce((sum, name) => sum + readFileSync(path.join(jar, name)).length, 0)), '≤ 60 KB');

  // First screens: from the navigation's start until the home screen shows its heading, logged in.
  // The page looks at its own clock, for whoever drives it takes a part of the processor to ask.
  const watch = () => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('h1')) return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame((now) => { globalThis.shownAt = now; }));
    }).observe(document, { childList: true, subtree: true });
  };
  const shown = async (page) => {
    await page.goto(origin);
    await settled(page);
    await page.waitForFunction(() => globalThis.shownAt);
    return page.evaluate(() => globalThis.shownAt);
  };
  const cold = [];
  const warm = [];
  for (let round = 0; round < ROUNDS; round++) {
    const page = await open(browser);
    await login(page, origin, 'admin', ADMIN_PASSWORD);
    await settled(page);
    await page.addInitScript(watch);
    const network = await page.context().newCDPSession(page);
    await network.send('Network.clearBrowserCache');
    cold.push(await shown(page));
    warm.push(await shown(page));
    await page.context().close();
  }
  row(`First screen on localhost, nothing cached, median of ${ROUNDS}`, ms(median(cold)), '≤ 1,000 ms');
  row(`The same with a warm cache, median of ${ROUNDS}`, ms(median(warm)), '≤ 400 ms');

  // A bundle's way into the menu of an open page: the product is on already, so it appears as soon as it is installed.
  const page = await open(browser);
  await login(page, origin, 'admin', ADMIN_PASSWORD);
  await settled(page);
  await server.installAddon(operator, 'sms');
  while ((await server.call(admin, 'GET', '/api/sms/messages')).status === 404) await pause(50);
  await server.expect(200, admin, 'POST', '/api/products/sms/enable');
  const entry = page.getByRole('navigation', { name: '앱' }).getByRole('link', { name: '문자' });
  await entry.waitFor();
  const appeared = [];
  for (let round = 0; round < ROUNDS; round++) {
    await server.call(operator, 'DELETE', '/api/operator/addons/sms');
    await entry.waitFor({ state: 'detached' });
    await server.installAddon(operator, 'sms');
    const installed = performance.now();
    await entry.waitFor();
    appeared.push(performance.now() - installed);
  }
  row(`Installed bundle to menu entry of an open page, worst of ${ROUNDS}`, ms(Math.max(...appeared)), '≤ 1,000 ms');

  // The table of 100,000 rows, scrolled for three seconds.
  await page.goto(`${origin}/dev/kit`);
  await settled(page);
  const table = page.locator('[data-virtual]').locator('..');
  await table.scrollIntoViewIfNeeded();
  await page.waitForTimeout(1000);
  const frames = await table.evaluate((box) => new Promise((done) => {
    const gaps = [];
    let last = performance.now();
    const began = last;
    const step = (now) => {
      gaps.push(now - last);
      last = now;
      box.scrollTop += 60;
      if (now - began < 3000) requestAnimationFrame(step);
      else done(gaps.slice(1));
    };
    requestAnimationFrame(step);
  }));
  const seconds = frames.reduce((sum, gap) => sum + gap, 0) / 1000;
  row('Table of 100,000 rows while it scrolls', `${Math.round(frames.length / seconds)} frames/s, longest gap ${ms(Math.max(...frames))}`, '60 frames/s');

  // Presses with a processor of a quarter's speed, as the browser itself times them until the next frame.
  await page.goto(origin);
  await settled(page);
  await page.evaluate(() => {
    globalThis.presses = [];
    new PerformanceObserver((list) => list.getEntries().forEach((one) => globalThis.presses.push({ name: one.name, took: one.duration })))
      .observe({ type: 'event', buffered: false, durationThreshold: 16 });
  });
  const cpu = await page.context().newCDPSession(page);
  await cpu.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  for (const at of ['/settings/people', '/settings/roles', '/settings/billing', '/settings/products']) {
    await visit(page, at);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ㄱㅅ', { delay: 120 });
    await page.keyboard.press('Escape');
    await page.locator('.s-side a').nth(2).click();
    await settled(page);
    await page.waitForTimeout(300);
  }
  await visit(page, '/settings/people');
  await page.locator('.d-page-head button').last().click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('홍길동', { delay: 120 });
  await page.waitForTimeout(500);
  const presses = (await page.evaluate(() => globalThis.presses)).map((one) => one.took).sort((a, b) => a - b);
  row('Press to next frame with CPU/4: palette, menus, dialog, typing', `p98 ${ms(presses[Math.min(presses.length - 1, Math.floor(presses.length * 0.98))])} of ${presses.length} events over 16 ms`, '≤ 200 ms');
} finally {
  await browser?.close();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}

const commit = execFileSync('git', ['-C', root, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
writeFileSync(path.join(here, 'screens.md'), `# Screens

\`./dure bench screens\` on ${new Date().toISOString().slice(0, 10)}, commit ${commit}: ${os.cpus().length} cores
(${os.cpus()[0].model.trim()}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, headless Chromium, which draws by software. Server, PostgreSQL and
browser share the cores.

| what | measured | target |
|---|---|---|
${rows.join('\n')}
`);
