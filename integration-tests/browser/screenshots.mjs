// Pictures of every screen, to be looked at: `node screenshots.mjs PORT FOLDER TENANT LOGIN PASSWORD OPERATOR_PASSWORD`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCREENS, launch, login, open, settled, violations } from './browser.mjs';

const [port, folder, tenant, loginId, password, operatorPassword, ...only] = process.argv.slice(2);
const SIZES = { 1440: 900, 1024: 768, 390: 844 };
mkdirSync(folder, { recursive: true });
const browser = await launch();
const report = [];
for (const language of ['ko', 'en']) {
  for (const dark of [false, true]) {
    for (const [width, height] of Object.entries(SIZES)) {
      const look = `${language}-${dark ? 'dark' : 'light'}-${width}`;
      if (only.length && !only.includes(look)) continue;
      for (const [who, screens] of Object.entries(SCREENS)) {
        const page = await open(browser, { width: Number(width), height, dark, language });
        const origin = `http://${who === 'operator' ? 'admin' : tenant}.localhost:${port}`;
        if (who !== 'anybody') await login(page, origin, who === 'operator' ? 'operator' : loginId, who === 'operator' ? operatorPassword : password);
        for (const [name, path] of Object.entries(screens)) {
          await page.goto(origin + path);
          await settled(page);
          await page.screenshot({ path: join(folder, `${who}-${name}-${look}.png`) });
          const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
          const lines = [...page.problems.splice(0), ...await violations(page), ...(sideways ? ['scrolls sideways'] : [])];
          report.push(...lines.map((line) => `${who}-${name}-${look}: ${line}`));
        }
        await page.context().close();
      }
    }
  }
}
await browser.close();
writeFileSync(join(folder, 'report.txt'), report.join('\n') + '\n');
console.log(report.join('\n'));
console.log(`${report.length} problems; pictures and report.txt are in ${folder}`);
process.exit(report.length ? 1 : 0);
