import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import type { Persona } from '../world/personas';
import { personaPage } from './persona-page';

const maxFormBytes = 4_096;

/** The one step a person takes here: choosing who to be. GET shows the choice, POST makes it. */
export async function answerInteraction(
  provider: Provider,
  personas: readonly Persona[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { params } = await provider.interactionDetails(request, response);
    if (request.method !== 'POST') return showPersonas(personas, request, response);
    const form = new URLSearchParams(await readForm(request));
    const persona = personas.find(({ email }) => email === form.get('persona'));
    if (persona === undefined) return showPersonas(personas, request, response);
    const grant = new provider.Grant({ accountId: persona.email, clientId: String(params.client_id) });
    grant.addOIDCScope('openid email profile groups');
    const grantId = await grant.save();
    const result = { login: { accountId: persona.email }, consent: { grantId } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  } catch (error) {
    if (!(error instanceof errors.OIDCProviderError)) throw error;
    response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('This sign-in is over. Go back to the console and start again.\n');
  }
}

function showPersonas(personas: readonly Persona[], request: IncomingMessage, response: ServerResponse): void {
  const nonce = request.headers['x-nonce'];
  const page = personaPage(personas, request.url ?? '', typeof nonce === 'string' ? nonce : undefined);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page);
}

async function readForm(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > maxFormBytes) break;
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
