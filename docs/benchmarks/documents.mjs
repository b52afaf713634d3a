// Measures core-documents by itself, without a server, and writes documents.md here.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const jar = (module) => {
  const folder = path.join(root, 'core-bundles', module, 'target');
  return path.join(folder, readdirSync(folder).find((name) => /^core-.*\.jar$/.test(name) && !/(sources|tests)\.jar$/.test(name)));
};
const work = mkdtempSync(path.join(os.tmpdir(), 'dure-bench-'));
const rows = [];

function measure(kind, heap) {
  const cp = [path.join(work, 'lib/*'), jar('core-documents'), jar('core-api')].join(':');
  const out = execFileSync('java', [`-Xmx${heap}`, '-Djava.awt.headless=true', '-cp', cp, path.join(here, 'DocumentsBench.java'), kind],
    { encoding: 'utf8', cwd: work, stdio: ['ignore', 'pipe', 'inherit'] });
  for (const line of out.split('\n').filter((text) => text.includes('\t'))) {
    const [name, value, target = ''] = line.split('\t');
    rows.push(`| ${name} | ${value} | ${target} |`);
    console.log(`${name}: ${value}${target && ` (target ${target})`}`);
  }
}

try {
  execFileSync('unzip', ['-q', '-o', jar('core-documents'), 'lib/*', '-d', work]);
  measure('pages', '256m');
  measure('sheets', '64m');
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  const cpu = os.cpus();
  writeFileSync(path.join(here, 'documents.md'), `# Documents

\`./dure bench documents\` on ${new Date().toISOString().slice(0, 10)}, commit ${commit}: ${cpu.length} cores (${cpu[0].model.trim()}),
${Math.round(os.totalmem() / 2 ** 30)} GiB, Java ${execFileSync('java', ['--version'], { encoding: 'utf8' }).split(' ')[1]}. Rates are those of the best of
three rounds of 3 s after 5 s of warming, heaps what is left after a collection, read every 20,000 rows. Sheets are measured
in a Java machine of 64 MB; each has 100,000 rows of ten cells, four of them Korean text that differs in every row.

| what | measured | target |
|---|---|---|
${rows.join('\n')}
`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
