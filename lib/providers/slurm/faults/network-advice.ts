import type { NetworkAdvice } from '../../contract/faults/network-fault';

export const networkAdvice: NetworkAdvice = {
  name: 'Check the endpoint and the name server.',
  listener: 'Check that slurmrestd listens at the endpoint’s address and port.',
  path: 'Check the network path from Millwright to slurmrestd.',
  trust:
    'Check the certificate of slurmrestd, or of the proxy before it; enter the authority that signed it as the CA certificate.',
  tls: 'Check that the endpoint speaks https; slurmrestd itself speaks plain http unless a TLS plugin is configured.',
  protocol: 'Check that the endpoint is slurmrestd.',
};
