/** The console's sign-in did not answer as it should. `message` is one sentence fit to show. */
class SignInUnavailable extends Error {
  constructor(cause: unknown) {
    super('Sign-in is not available right now. Try again in a moment.', { cause });
    this.name = 'SignInUnavailable';
  }
}

/**
 * Begins a sign-in at next-auth and says where the browser goes next: to the identity provider, or back with a fault.
 * The address comes as JSON, because a form may not be redirected to another origin under the page's policy.
 */
export async function startSignIn(providerId: string, fields: Record<string, string>): Promise<string> {
  try {
    const csrfToken = await readText(await fetch('/api/auth/csrf'), 'csrfToken');
    const response = await fetch(`/api/auth/signin/${encodeURIComponent(providerId)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...fields, csrfToken, json: 'true' }),
    });
    return await readText(response, 'url');
  } catch (cause) {
    throw new SignInUnavailable(cause);
  }
}

/** One text of a JSON answer. Throws when the answer has none. */
async function readText(response: Response, name: 'csrfToken' | 'url'): Promise<string> {
  const answer: unknown = await response.json();
  const text = new Map(Object.entries(answer ?? {})).get(name);
  if (typeof text !== 'string') throw new TypeError(`The answer of status ${response.status} has no ${name}.`);
  return text;
}
