// A company with something of everything, for tests that try to get at it.
import { pause } from '../server.mjs';

/**
 * Signs a company up and fills it.
 *
 * @returns {Promise<{admin: object, user: object, userId: string, token: string, everyones: Set<string>,
 *   tokenMay: (endpoint: object) => boolean}>}
 */
export async function furnish(server, operator, name) {
  const admin = await server.company(name);
  const call = (status, method, url, body, headers) => server.expect(status, admin, method, url, body, headers);
  await server.installSms(operator, admin, name === 'acme' ? '0212345678' : '0298765432');
  await server.installAddon(operator, 'multidomain');
  while ((await server.call(admin, 'GET', '/api/multidomain/domains')).status === 404) await pause(50);
  await call(200, 'POST', '/api/products/multidomain/enable');

  const password = 'first-password-of-a-user';
  const account = await call(201, 'POST', '/api/identity/accounts', { loginId: 'user', name: '이두레', password });
  const user = await server.logIn(`${name}.localhost`, 'user', password);
  const next = 'second-password-of-a-user';
  user.csrf = (await server.expect(200, user, 'POST', '/api/auth/password', { current: password, next })).csrfToken;

  await call(201, 'POST', '/api/identity/roles', { name: '인사 담당', permissions: ['identity.accounts'] });
  await call(201, 'POST', '/api/multidomain/domains', { host: `gw.${name}.example`, mailDomain: `${name}.example` },
    { 'Idempotency-Key': `domain-${name}` });
  await call(201, 'POST', '/api/identity/addresses', {
    kind: 'REPRESENTATIVE', address: `info@${name}.localhost`, name: '대표', receivers: [`user@${name}.localhost`],
  });
  await call(201, 'POST', '/api/sms/groups', { name: '고객', contacts: [{ number: '01012345678' }] });
  const token = await call(201, 'POST', '/api/auth/tokens', {
    name: '연동', scopes: ['read:identity'], expiresAt: new Date(Date.now() + 864e5).toISOString(),
  });
  return {
    admin,
    user,
    userId: account.id,
    token: token.token,
    everyones: new Set(),
    tokenMay: (endpoint) => endpoint.name === 'GET /api/auth/me' || endpoint.name.startsWith('GET /api/identity/'),
  };
}
