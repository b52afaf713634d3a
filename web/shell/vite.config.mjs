import react from '@vitejs/plugin-react';
import { SHARED, bytesOf, integrity } from '@dure/vite-preset';

const entry = {
  name: 'dure-shell',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(options, bundle) {
      // What the entry imports at once is asked for with it and not after it.
      const first = new Set();
      const visit = (file) => {
        if (!file || first.has(file)) return;
        first.add(file);
        file.imports.forEach((name) => visit(bundle[name]));
      };
      Object.values(bundle).filter((file) => file.isEntry).forEach(visit);
      const files = Object.values(bundle).filter((file) => first.has(file) || file.fileName.endsWith('.css'));
      this.emitFile({
        type: 'asset',
        fileName: 'shell.json',
        source: JSON.stringify(files.map((file) => ({
          path: `/ui/shell/${file.fileName}`, integrity: integrity(bytesOf(file)), entry: !!file.isEntry,
        }))),
      });
    },
  },
};

export default {
  base: '/ui/shell/',
  publicDir: false,
  plugins: [react(), entry],
  build: {
    target: 'es2022',
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: 'src/main.tsx',
      external: SHARED,
      output: { entryFileNames: 'shell-[hash].js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name]-[hash][extname]' },
    },
  },
};
