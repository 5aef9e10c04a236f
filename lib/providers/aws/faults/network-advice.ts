import type { NetworkAdvice } from '../../contract/faults/network-fault';

export const networkAdvice: NetworkAdvice = {
  name: 'Check the region, the endpoint and the name server.',
  listener: 'Check that something listens at the endpoint, and its port.',
  path: 'Check the network path from Millwright to AWS.',
  trust:
    'Check the endpoint’s certificate; if it is signed by an authority of your own, enter that authority as the CA certificate.',
  tls: 'Check that the endpoint speaks https.',
  protocol: 'Check that the endpoint is an AWS API.',
};
