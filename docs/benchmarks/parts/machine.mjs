// What the machine itself can do: programs of the folder above on the database of a server that is measured.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const system = path.resolve(here, '../../karaf-distribution/target/assembly/system');

/** A library that is shipped, in its newest version. */
export function jar(folder) {
  const versions = readdirSync(path.join(system, folder));
  const dir = path.join(system, folder, versions[versions.length - 1]);
  return path.join(dir, readdirSync(dir).find((file) => file.endsWith('.jar')));
}

/** The embedded PostgreSQL of a running server's data folder, as its owner. */
function database(data) {
  const folder = path.join(data, 'postgresql');
  const port = readFileSync(path.join(folder, 'cluster/postmaster.pid'), 'utf8').split('\n')[3];
  const password = readFileSync(path.join(folder, 'password'), 'utf8').trim();
  const owner = /user=(\w+)/.exec(readFileSync(path.join(data, 'karaf/log/karaf.log'), 'utf8'))?.[1] ?? 'dure_owner';
  return `jdbc:postgresql://127.0.0.1:${port}/postgres?user=${owner}&password=${password}`;
}

/** Runs a program on the server's database and answers what it prints. */
export const java = (data, source, ...args) =>
  execFileSync('java', ['-cp', jar('org/postgresql/postgresql'), path.join(here, source), database(data), ...args], { encoding: 'utf8' }).trim();
