import { type Directory, exchangeAudience } from './directory';
import * as refusals from './entra-refusals';
import { isSignedBy, type ParsedToken, parseToken } from './json-web-token';

const leewaySeconds = 300;

/** Lets pass an assertion the application's certificate signed, or one of a workload that may speak for it. */
export function checkAssertion(directory: Directory, assertion: string, tokenEndpoints: readonly string[], now: Date) {
  const token = parseToken(assertion);
  if (!token) throw refusals.wrongAssertion('it is not a signed token with the claims it must have.');
  const { iss, sub } = token.claims;
  if (iss === directory.clientId && sub === directory.clientId) {
    checkOwnAssertion(directory, token, tokenEndpoints);
  } else {
    checkFederatedAssertion(directory, token);
  }
  const seconds = now.getTime() / 1000;
  const { exp, nbf } = token.claims;
  if (seconds > exp + leewaySeconds || (nbf !== undefined && seconds < nbf - leewaySeconds)) {
    throw refusals.untimelyAssertion();
  }
}

function checkOwnAssertion({ certificate }: Directory, token: ParsedToken, tokenEndpoints: readonly string[]): void {
  const { header, claims } = token;
  const named = header['x5t#S256'] ?? header.x5t;
  const known = header['x5t#S256'] === undefined ? certificate.thumbprint : certificate.thumbprintSha256;
  if (named !== known) throw refusals.wrongAssertion('its certificate is not registered on the application.');
  if (!isSignedBy(token, certificate.publicKey)) throw refusals.wrongAssertion('its signature is not valid.');
  if (!claims.aud.some((audience) => tokenEndpoints.includes(audience))) throw refusals.wrongAudience();
}

function checkFederatedAssertion({ federated }: Directory, token: ParsedToken): void {
  const { iss, sub, aud } = token.claims;
  if (iss !== federated.issuer) throw refusals.unknownIssuer();
  if (sub !== federated.subject) throw refusals.unknownSubject();
  if (!aud.includes(exchangeAudience)) throw refusals.wrongFederatedAudience();
  if (!isSignedBy(token, federated.publicKey)) throw refusals.wrongAssertion('its signature is not valid.');
}
