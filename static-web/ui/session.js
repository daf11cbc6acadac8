import { http } from '../net/http.js';

/** Who is signed in on this page, asked once: `{account, guests_enabled}`, without an account when nobody is. */
export const session = http.get('api/session').catch(() => ({ account: null, guests_enabled: false }));
