import { Agent } from 'node:https';
import type { AwsConnectionFacts } from './trust';

export interface ClientCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** What any of the vendor's clients needs to reach a sandbox in a test. One attempt unless more are asked for. */
export function clientSettings(
  { endpoint, caCertificate, accessKeyId, secretAccessKey }: AwsConnectionFacts,
  region: string,
  credentials: ClientCredentials = { accessKeyId, secretAccessKey },
  maxAttempts = 1,
) {
  const httpsAgent = new Agent({ ca: caCertificate, keepAlive: true });
  return {
    endpoint,
    region,
    credentials,
    maxAttempts,
    requestHandler: { httpsAgent, requestTimeout: 5_000, throwOnRequestTimeout: true },
  };
}
