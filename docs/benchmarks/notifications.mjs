// Measures a notice to 10,000 people and what everybody asks all day, and writes notifications.md here.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const out = execFileSync('mvn', ['-B', '-o', '-f', path.join(root, 'core-bundles/core-notification/pom.xml'), 'test',
  '-Dtest=NoticeBench', '-DargLine=', '-Dspotless.check.skip'], { encoding: 'utf8' });
const [, people, stored, rounds, worst] = /notices (\d+) people: stored in (\d+) ms \(median of (\d+)\), worst (\d+) ms/.exec(out);
const [, count50, count99] = /unread count p50 ([\d.]+) ms, p99 ([\d.]+) ms/.exec(out);
const [, list50, list99] = /list of 50 p50 ([\d.]+) ms, p99 ([\d.]+) ms/.exec(out);
const [, rows, bare, fsync] = /machine: (\d+) bare rows in one statement (\d+) ms; .* fsync ([\d.]+) ms/.exec(out);
const n = (text) => Number(text).toLocaleString('en');
const table = [
  ['What', 'Measured'],
  ['---', '---'],
  [`A notice to ${n(people)} people: lists, decisions for three channels each and trace, durably stored`,
    `${n(stored)} ms (median of ${rounds}), worst ${n(worst)} ms`],
  [`Unread count of one person, ${rounds} unread, ${n(people)} people`, `p50 ${count50} ms, p99 ${count99} ms`],
  ['List of 50', `p50 ${list50} ms, p99 ${list99} ms`],
  [`Machine: ${n(rows)} bare rows (as many as the notice makes) in one statement, no index, no policy`, `${n(bare)} ms`],
  ['Machine: 8 kB written and fsynced', `${fsync} ms`],
].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
writeFileSync(path.join(here, 'notifications.md'), `# Notifications

\`./dure bench notifications\` on ${new Date().toISOString().slice(0, 10)}: ${os.cpus().length} cores (${os.cpus()[0].model.trim()}).
The services on the embedded PostgreSQL with row security, without HTTP.

${table}
`);
console.log(table);
