import type { NetworkAdvice } from '../../contract/faults/network-fault';

export const networkAdvice: NetworkAdvice = {
  name: 'Check the endpoint and the name server.',
  listener: 'Check that the server listens at the endpoint’s address and port.',
  path: 'Check the network path from Millwright to the server.',
  trust:
    'Check the certificate of the server, or of the proxy before it; enter the authority that signed it as the CA certificate.',
  tls: 'Check that the endpoint speaks https.',
  protocol: 'Check that the endpoint is a Prometheus-compatible server.',
};
