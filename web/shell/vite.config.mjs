import react from '@vitejs/plugin-react';
import { SHARED, bytesOf, integrity } from '@dure/vite-preset';

const entry = {
  name: 'dure-shell',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(options, bundle) {
      const files = Object.values(bundle).filter((file) => file.isEntry || file.fileName.endsWith('.css'));
      this.emitFile({
        type: 'asset',
        fileName: 'shell.json',
        source: JSON.stringify(files.map((file) => ({
          path: `/ui/shell/${file.fileName}`, integrity: integrity(bytesOf(file)),
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
