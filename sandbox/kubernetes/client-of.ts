import { KubeConfig } from '@kubernetes/client-node';
import type { ConnectionFacts } from '../face';

/** The official client's settings for a connection, for tests. */
export function clientOf({ settings, secret }: ConnectionFacts, other = secret): KubeConfig {
  const base64 = (text: unknown) => Buffer.from(String(text)).toString('base64');
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [{ name: 'sandbox', server: String(settings.server), caData: base64(settings.caCertificate) }],
    users: [
      {
        name: 'reader',
        ...(other?.token !== undefined && { token: other.token }),
        ...(other?.clientCertificate !== undefined && {
          certData: base64(other.clientCertificate),
          keyData: base64(other.clientKey),
        }),
      },
    ],
    contexts: [{ name: 'sandbox', cluster: 'sandbox', user: 'reader' }],
    currentContext: 'sandbox',
  });
  return config;
}
