// A browser on a running server: Chromium of the system, driven by Playwright.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Answers that the screens expect and the browser nevertheless calls errors. */
const EXPECTED = /status of (401|403|409|422|423)/;

export const launch = () => chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });

/** A page that remembers what went wrong on it. */
export async function open(browser, { width = 1440, height = 900, dark = false, language = 'ko', zone = undefined } = {}) {
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', locale: language === 'ko' ? 'ko-KR' : 'en-US', reducedMotion: 'reduce', timezoneId: zone,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  page.problems = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !EXPECTED.test(message.text())) page.problems.push(message.text());
  });
  page.on('pageerror', (error) => page.problems.push(String(error)));
  return page;
}

/** Fills the form of the page before everything else. */
export async function login(page, origin, loginId, password) {
  await page.goto(`${origin}/`);
  await page.locator('input[name=loginId]').fill(loginId);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.locator('.s-frame').waitFor();
}

/** Nothing waits any more. */
export async function settled(page) {
  await page.waitForLoadState('load');
  // The components' own page always shows something that waits.
  await page.waitForFunction(() => document.querySelector('h1:not([data-old]), .d-state strong:not([data-old])')
    && (location.pathname === '/dev/kit' || !document.querySelector('[role=status] .mantine-Loader-root')));
}

/** Goes to another screen as a link does, without loading the page anew. */
export async function visit(page, path) {
  await page.evaluate((to) => {
    if (location.pathname === to) return;
    document.querySelectorAll('h1, .d-state strong').forEach((element) => { element.dataset.old = ''; });
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  await settled(page);
}

const EVERYTHING = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** What axe finds, as lines for people: WCAG 2.2 AA and its best practices, or of them what colours can change. */
export async function violations(page, { coloursOnly = false } = {}) {
  // Evaluated by the debugger, so the page's policy need not allow it.
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(AXE);
  const found = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly, resultTypes: ['violations'] }), coloursOnly ? COLOURS : EVERYTHING);
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} ${node.any[0]?.message ?? rule.help}`));
}

export const SCREENS = {
  tenant: {
    home: '/', people: '/settings/people', departments: '/settings/departments', import: '/settings/import', roles: '/settings/roles',
    products: '/settings/products', billing: '/settings/billing', quotes: '/settings/quotes', requests: '/settings/requests',
    domains: '/settings/domains', 'login-policy': '/settings/login-policy', access: '/settings/access', 'service-tokens': '/settings/service-tokens',
    audit: '/settings/audit', profile: '/me', tokens: '/me/tokens', notices: '/me/notices', directory: '/directory', support: '/support',
    compose: '/app/sms/compose', messages: '/app/sms/messages', senders: '/app/sms/senders', nothing: '/settings/nothing-here',
    waiting: '/app/approval/box/waiting', drafting: '/app/approval/new', seal: '/app/approval/mine', forms: '/app/approval/admin/forms', rules: '/app/approval/admin/settings',
    officers: '/app/approval/admin/officers', register: '/app/approval/admin/register', retention: '/app/approval/admin/retention',
  },
  operator: {
    home: '/', tenants: '/operator/tenants', addons: '/operator/addons', closings: '/operator/closings', requests: '/operator/requests',
    'price-book': '/operator/price-book', payments: '/operator/payments', quotes: '/operator/quotes', supplier: '/operator/supplier',
    mails: '/operator/mails', jobs: '/operator/jobs', health: '/operator/health',
  },
  anybody: { login: '/', pricing: '/pricing', quotation: '/quotation', signup: '/signup', kit: '/dev/kit' },
};

/** Whether the last button at a screen's top opens a dialog. */
export const hasDialog = (who, name) => ({
  tenant: ['people', 'departments', 'roles', 'requests', 'quotes', 'service-tokens', 'tokens'], operator: ['quotes'],
}[who] ?? []).includes(name);
