import type { NetworkAdvice } from '../../contract/faults/network-fault';

export const networkAdvice: NetworkAdvice = {
  name: 'Check the server’s address and the name server.',
  listener: 'Check that the API server listens at the address, and its port.',
  path: 'Check the network path from Millwright to the cluster.',
  trust:
    'Check the server’s certificate; enter the authority of the cluster (certificate-authority-data of a kubeconfig, decoded) as the CA certificate.',
  tls: 'Check that the server’s address speaks https.',
  protocol: 'Check that the address is a Kubernetes API server.',
  clientCertificate: 'Enter a client certificate signed by the cluster’s client authority, or a token.',
};
