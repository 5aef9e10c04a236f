import type { NetworkAdvice } from '../../contract/faults/network-fault';

const address = 'Check that the tenant URL is the address of an F5 console.';

export const networkAdvice: NetworkAdvice = {
  name: 'Check the tenant URL and the name server.',
  listener: 'Check the tenant URL and the network path to it.',
  path: 'Check the network path from Millwright to the F5 console.',
  trust:
    'Check the tenant URL; where a proxy on the way shows a certificate of its own, enter its authority as the CA certificate.',
  tls: address,
  protocol: address,
  clientCertificate: 'Create a new certificate for the service credential, or use an API token.',
};
