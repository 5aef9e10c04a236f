import { z } from 'zod';
import type { OpenConsole } from '../open-console';
import type { Finding } from './finding';

const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
});
const answerWithinMs = 5_000;

/** Reads the identity provider's discovery document, as the console does when someone signs in. */
export async function checkIdentityProvider({ config }: OpenConsole): Promise<Finding> {
  const title = 'Identity provider';
  if (config.oidc === null)
    return {
      title,
      outcome: config.demo ? 'good' : 'unknown',
      detail: config.demo ? 'The sandbox signs people in.' : 'None is configured; people come by invitation.',
      remedy: config.demo
        ? null
        : 'Set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, or use `millwright invite`.',
    };
  const { issuer } = config.oidc;
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const remedy = `Check OIDC_ISSUER and that this machine reaches ${address}.`;
  const answer = await readDiscovery(address);
  if ('fault' in answer) return { title, outcome: 'bad', detail: answer.fault, remedy };
  const isSame = answer.issuer === issuer;
  return {
    title,
    outcome: isSame ? 'good' : 'bad',
    detail: isSame ? `${issuer} answers.` : `${issuer} calls itself ${answer.issuer}.`,
    remedy: isSame ? null : `Set OIDC_ISSUER to ${answer.issuer}, exactly as the provider writes it.`,
  };
}

async function readDiscovery(address: string): Promise<{ issuer: string } | { fault: string }> {
  let response: Response;
  try {
    response = await fetch(address, { signal: AbortSignal.timeout(answerWithinMs), redirect: 'error' });
  } catch (error) {
    return { fault: `${address} does not answer (${error instanceof Error ? error.name : 'unknown'}).` };
  }
  if (!response.ok) return { fault: `${address} answers ${response.status}.` };
  const parsed = discoverySchema.safeParse(await response.json().catch(() => null));
  return parsed.success ? parsed.data : { fault: `${address} is not an OpenID Connect discovery document.` };
}
