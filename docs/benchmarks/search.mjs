// Fills an index with a million documents of 200 companies on a PostgreSQL of its own, searches it, and writes search.md here.
// Argument: how many documents.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const target = path.join(root, 'core-bundles/core-search/target');
const documents = Number(process.argv[2] ?? 1_000_000);

const databases = () => readdirSync(target).filter((name) => name.startsWith('postgresql'));

const before = new Set(databases());
const { status } = spawnSync('mvn', ['-o', '-q', 'test', '-pl', 'core-bundles/core-search', '-Dtest=SearchBench', '-DargLine=',
  `-Ddure.bench.documents=${documents}`], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
for (const name of databases().filter((one) => !before.has(one))) {
  rmSync(path.join(target, name), { recursive: true, force: true });
}
if (status !== 0) {
  process.exit(status ?? 1);
}

const rows = readFileSync(path.join(target, 'search-bench.md'), 'utf8').trim();
const commit = execFileSync('git', ['-C', root, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
writeFileSync(path.join(here, 'search.md'), `# Search

\`./dure bench search\` on ${new Date().toISOString().slice(0, 10)}, commit ${commit}: ${os.cpus().length} cores
(${os.cpus()[0].model.trim()}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, Java ${
  /version "([^"]+)"/.exec(spawnSync('java', ['-version'], { encoding: 'utf8' }).stderr)[1]}, the embedded PostgreSQL as it ships
(an eighth of the memory as shared buffers, 1 GB at most). Java and PostgreSQL share the cores.

The documents are made of a vocabulary of 20,000 Korean words (by Zipf's law, with compounds and particles), English words
and numbers, 200 to 2,000 characters each, and lie among each other as they would after years. Four in ten are for everyone, the
others for departments, permissions or accounts. Half of the searches are of the largest company, the others of any. A search
goes through \`SearchService\`: transaction, tenant and role, reader keys, index, check of each text, marks, snippets and
counts by app; the organisation is in memory and HTTP is not part of it.

| what | measured |
|---|---|
${rows}

Target: p99 of at most 200 ms on 1,000,000 documents of 200 companies.
`);
