import type { Logins } from '../../src/account/tokens'

/** Logins that take any token. */
export const logins: Logins = {
  refresh: async () => ({
    accessToken: 'a.b.c',
    refreshToken: 'd.e.f',
    expiresIn: 900,
    login: { userId: 'ann', scope: '', jti: 'j1', expiresAtMs: 0, issuedAtMs: 0 },
  }),
  logout: async () => {},
}
