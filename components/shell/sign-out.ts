/** Ends the session and leaves for the sign-in page. Throws when the console did not answer. */
export async function signOut(): Promise<void> {
  const token: unknown = await fetch('/api/auth/csrf').then((response) => response.json());
  const csrfToken = typeof token === 'object' && token !== null && 'csrfToken' in token ? String(token.csrfToken) : '';
  const response = await fetch('/api/auth/signout', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, callbackUrl: '/sign-in', json: 'true' }),
  });
  if (!response.ok) throw new Error(`Sign-out answered with status ${response.status}.`);
  window.location.assign('/sign-in');
}
