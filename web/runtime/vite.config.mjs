// One build of everything that screens share, so that each library and each context exists once in a page.
import { createRequire } from 'node:module';
import react from '@vitejs/plugin-react';
import { SHARED, bytesOf, integrity } from '@dure/vite-preset';

const require = createRequire(import.meta.url);
process.env.NODE_ENV = 'production';

/** CommonJS has no export names of its own; these are what it exports. */
const COMMONJS = new Set(['react', 'react/jsx-runtime', 'react-dom', 'react-dom/client']);

/** Whole, the router is 64 KB; screens need these. */
const ROUTER = [
  'BrowserRouter', 'Link', 'NavLink', 'Navigate', 'Outlet', 'Route', 'Routes', 'createBrowserRouter', 'RouterProvider', 'useBlocker',
  'useHref', 'useLocation', 'useMatch', 'useNavigate', 'useParams', 'useSearchParams', 'useResolvedPath', 'matchPath',
];

function code(specifier) {
  if (COMMONJS.has(specifier)) {
    const names = Object.keys(require(specifier)).filter((name) => /^[A-Za-z]\w*$/.test(name) && name !== 'default');
    return `import all from '${specifier}';export default all;export const {${names.join(',')}}=all;`;
  }
  return specifier === 'react-router'
    ? `export {${ROUTER.join(',')}} from 'react-router';`
    : `export * from '${specifier}';`;
}

const PREFIX = 'shared:';
const fileName = (specifier) => specifier.replace(/^@/, '').replace(/\W+/g, '-');

const entries = {
  name: 'dure-shared',
  enforce: 'pre',
  resolveId: (source) => (source.startsWith(PREFIX) ? `\0${source}` : null),
  load: (id) => (id.startsWith(`\0${PREFIX}`) ? code(id.slice(PREFIX.length + 1)) : null),
};

const importMap = {
  name: 'dure-import-map',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(options, bundle) {
      const map = { imports: {}, integrity: {}, preload: [], css: [] };
      const closure = new Set();
      const visit = (name) => {
        if (!closure.has(name)) {
          closure.add(name);
          bundle[name].imports.forEach(visit);
        }
      };
      for (const output of Object.values(bundle)) {
        const path = `/ui/runtime/${output.fileName}`;
        if (output.type === 'chunk') {
          map.integrity[path] = integrity(bytesOf(output));
          const specifier = SHARED.find((shared) => output.isEntry && output.name === fileName(shared));
          if (specifier) {
            map.imports[specifier] = path;
            if (specifier !== '@dure/ui-kit/charts') visit(output.fileName);
          }
        } else if (output.fileName.endsWith('.css')) {
          map.integrity[path] = integrity(bytesOf(output));
        }
      }
      // Styles of what is loaded later come with it.
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const later = new Set(chunks.filter((chunk) => !closure.has(chunk.fileName)).flatMap((chunk) => [...chunk.viteMetadata?.importedCss ?? []]));
      const first = new Set(chunks.filter((chunk) => closure.has(chunk.fileName)).flatMap((chunk) => [...chunk.viteMetadata?.importedCss ?? []]));
      map.css = Object.keys(bundle).filter((name) => name.endsWith('.css') && (first.has(name) || !later.has(name))).map((name) => `/ui/runtime/${name}`);
      map.preload = [...closure].map((name) => `/ui/runtime/${name}`);
      this.emitFile({ type: 'asset', fileName: 'importmap.json', source: JSON.stringify(map) });
    },
  },
};

export default {
  base: '/ui/runtime/',
  plugins: [entries, react(), importMap],
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'worker-[hash].js' } } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: Object.fromEntries(SHARED.map((specifier) => [fileName(specifier), PREFIX + specifier])),
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: '[name]-[hash].js', chunkFileNames: 'chunk-[hash].js', assetFileNames: '[name]-[hash][extname]',
      },
    },
  },
};
