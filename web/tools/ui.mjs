// Builds screens for Maven: `ui.mjs install | check | shell OUT | module SOURCE OUT | fonts OUT`. What is up to date is not built again.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const MODULES = join(ROOT, 'node_modules');
const WORTH_COMPRESSING = /\.(js|css|json|svg)$/;

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(`The screens are built with Node.js 20 or newer; this is ${process.versions.node}. See https://nodejs.org.`);
  process.exit(1);
}

function files(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).filter((name) => name !== 'node_modules').sort().flatMap((name) => files(join(path, name)));
}

function hashOf(...paths) {
  const hash = createHash('sha256').update(process.version);
  for (const file of paths.flatMap(files)) hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** Lets one process at a time do what two must not do at once. */
function alone(work) {
  const lock = join(ROOT, 'target', 'ui.lock');
  mkdirSync(dirname(lock), { recursive: true });
  const end = Date.now() + 300_000;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (e) {
      if (e.code !== 'EEXIST') throw e;
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > 300_000 || Date.now() > end) rmSync(lock, { recursive: true, force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function install() {
  const stamp = join(MODULES, '.dure');
  const wanted = hashOf(join(ROOT, 'package-lock.json'));
  alone(() => {
    if (read(stamp) === wanted) return;
    execFileSync('npm', ['ci', '--prefer-offline', '--ignore-scripts', '--silent'], { cwd: ROOT, stdio: 'inherit' });
    writeFileSync(stamp, wanted);
  });
}

function run(tool, args, cwd) {
  execFileSync(process.execPath, [join(MODULES, tool), ...args], { cwd, stdio: 'inherit' });
}

/** Types, and with them every text in both languages: a message is a pair, and its key is checked where it is used. */
const check = () => run('typescript/bin/tsc', ['-p', join(ROOT, 'web')], ROOT);

const vite = (source, out) =>
  run('vite/bin/vite.js', ['build', '--outDir', out, '--emptyOutDir', '--logLevel', 'warn'], source);

function compress(folder) {
  for (const file of files(folder).filter((name) => WORTH_COMPRESSING.test(name) && statSync(name).size > 1024)) {
    writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  }
}

/** Builds into a folder of its own and puts it in its place at the end, unless nothing has changed since. */
function incremental(out, sources, build) {
  const stamp = join(out, '../../ui.stamp'); // beside the classes, not in the jar
  const wanted = hashOf(join(ROOT, 'package-lock.json'), join(ROOT, 'web'), ...sources);
  if (read(stamp) === wanted && existsSync(out)) return;
  check();
  rmSync(stamp, { force: true });
  const fresh = join(out, '../../ui.new');
  mkdirSync(dirname(out), { recursive: true });
  rmSync(fresh, { recursive: true, force: true });
  build(fresh);
  compress(fresh);
  rmSync(out, { recursive: true, force: true });
  renameSync(fresh, out);
  writeFileSync(stamp, wanted);
}

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** The page; the server puts its nonce, language and title in. */
function page(out) {
  const map = JSON.parse(readFileSync(join(out, 'runtime/importmap.json'), 'utf8'));
  const shell = JSON.parse(readFileSync(join(out, 'shell/shell.json'), 'utf8'));
  const link = (rel, path, integrity) =>
    `<link rel="${rel}" href="${escape(path)}" integrity="${integrity}"${rel === 'modulepreload' ? ' crossorigin' : ''}>`;
  const lines = [
    ...map.css.map((path) => link('stylesheet', path, map.integrity[path])),
    ...shell.filter((file) => file.path.endsWith('.css')).map((file) => link('stylesheet', file.path, file.integrity)),
    `<script type="importmap" nonce="@nonce@">${JSON.stringify({ imports: map.imports, integrity: map.integrity }).replaceAll('<', '\\u003c')}</script>`,
    ...map.preload.map((path) => link('modulepreload', path, map.integrity[path])),
    ...shell.filter((file) => file.path.endsWith('.js') && !file.entry).map((file) => link('modulepreload', file.path, file.integrity)),
    ...shell.filter((file) => file.entry).map((file) =>
      `<script type="module" src="${file.path}" integrity="${file.integrity}" crossorigin nonce="@nonce@"></script>`),
  ];
  const template = readFileSync(join(ROOT, 'web/shell/index.html'), 'utf8');
  writeFileSync(join(out, 'index.html'), template.replace('<!--modules-->', () => lines.join('\n')));
  rmSync(join(out, 'shell/shell.json'));
  rmSync(join(out, 'runtime/importmap.json'));
}

const [command, ...args] = process.argv.slice(2);
switch (command) {
  case 'install':
    install();
    break;
  case 'check':
    install();
    check();
    break;
  case 'shell': {
    install();
    const out = resolve(args[0]);
    incremental(out, [], (fresh) => {
      vite(join(ROOT, 'web/runtime'), join(fresh, 'runtime'));
      vite(join(ROOT, 'web/shell'), join(fresh, 'shell'));
      cpSync(join(ROOT, 'web/shell/public'), fresh, { recursive: true });
      page(fresh);
    });
    break;
  }
  case 'module': {
    install();
    const source = resolve(args[0]);
    incremental(resolve(args[1]), [source], (fresh) => vite(source, fresh));
    break;
  }
  // What documents are set in: the screens' typeface, as TrueType, with its licence.
  case 'fonts': {
    install();
    const dist = join(MODULES, 'pretendard/dist');
    const out = resolve(args[0]);
    mkdirSync(out, { recursive: true });
    for (const weight of ['Regular', 'Bold']) {
      cpSync(join(dist, `public/static/alternative/Pretendard-${weight}.ttf`), join(out, `Pretendard-${weight}.ttf`));
    }
    cpSync(join(dist, 'LICENSE.txt'), join(out, 'LICENSE.txt'));
    break;
  }
  default:
    console.error('Usage: ui.mjs install | check | shell OUT | module SOURCE OUT | fonts OUT');
    process.exit(2);
}
