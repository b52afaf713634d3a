// Tries to log in over 64 connections for some seconds and prints how it was answered.
import { call } from '../../integration-tests/node/server.mjs';

const [port, seconds] = process.argv.slice(2).map(Number);
const end = Date.now() + seconds * 1000;
const seen = {};
await Promise.all(Array.from({ length: 64 }, async (_, client) => {
  for (let at = 0; Date.now() < end; at++) {
    const { status } = await call(port, { host: 'timing.localhost' }, 'POST', '/api/auth/login',
      { loginId: `flood${client}-${at}`, password: 'wrong-password' }).catch(() => ({ status: 'cut' }));
    seen[status] = (seen[status] ?? 0) + 1;
  }
}));
console.log(Object.entries(seen).map(([status, count]) => `${count.toLocaleString('en')} × ${status}`).join(', '));
process.exit(0);
