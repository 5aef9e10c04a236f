import { ec2Endpoint } from './ec2/ec2-endpoint';
import type { Endpoint } from './endpoint';
import { stsEndpoint } from './sts/sts-endpoint';

const endpoints: readonly Endpoint[] = [ec2Endpoint, stsEndpoint];

const bySigningName = new Map(endpoints.map((endpoint) => [endpoint.signingName, endpoint]));

/** The endpoint that goes by `signingName` in credential scopes; undefined when the face has none. */
export function findEndpoint(signingName: string): Endpoint | undefined {
  return bySigningName.get(signingName);
}
