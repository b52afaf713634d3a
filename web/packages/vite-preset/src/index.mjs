// Builds the screens of one bundle: what is shared stays outside, and module.json says what there is to load.
import { createHash } from 'node:crypto';
import react from '@vitejs/plugin-react';

/** What the shell's import map offers; nothing else may be left out of a bundle's own file. */
export const SHARED = [
  'react', 'react/jsx-runtime', 'react-dom', 'react-dom/client', 'react-router', '@tanstack/react-query',
  '@dure/sdk', '@dure/ui-kit', '@dure/ui-kit/charts',
];

const FORBIDDEN = /^(@mantine\/|echarts|@tabler\/icons-react$)/;

export const integrity = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/** The bytes of an output as they will be written. */
export const bytesOf = (output) => Buffer.from(output.type === 'chunk' ? output.code : output.source);

function manifest(module) {
  return {
    name: 'dure-module',
    enforce: 'post',
    resolveId(source, importer) {
      if (FORBIDDEN.test(source) && importer && !importer.includes('node_modules')) {
        this.error(`${importer} imports ${source}; use @dure/ui-kit, which shares it with every other screen.`);
      }
    },
    generateBundle: {
      order: 'post',
      handler(options, bundle) {
        const outputs = Object.values(bundle);
        const entry = outputs.find((output) => output.type === 'chunk' && output.isEntry);
        for (const output of outputs) {
          for (const id of Object.keys(output.modules ?? {})) {
            if (/node_modules\/(react|react-dom|react-router|@mantine)\//.test(id)) {
              this.error(`${id} is shared and must not be bundled.`);
            }
          }
        }
        const css = outputs.filter((output) => output.fileName.endsWith('.css')).map((output) => output.fileName);
        this.emitFile({
          type: 'asset',
          fileName: 'module.json',
          source: JSON.stringify({
            ...module,
            sdk: '1',
            entry: entry.fileName,
            css,
            shared: entry.imports.filter((name) => SHARED.includes(name)),
            integrity: Object.fromEntries(
              [entry.fileName, ...css].map((name) => [name, integrity(bytesOf(bundle[name]))])),
          }, null, 1),
        });
      },
    },
  };
}

/**
 * The configuration of a bundle's screens.
 *
 * module: {id, title: {ko, en}, icon (SVG path data), color, route, order, commands: [{id, title, path}], permission?}
 */
export function dureAddon(module) {
  return {
    base: `/ui/${module.id}/`,
    plugins: [react(), manifest(module)],
    build: {
      target: 'es2022',
      cssCodeSplit: false,
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: {
        input: 'src/index.tsx',
        external: SHARED,
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'index-[hash].js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name]-[hash][extname]' },
      },
    },
  };
}
