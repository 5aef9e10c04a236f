import type { ConnectionField, ConnectionForm, ConnectionInstruction } from '../contract/provider';
import { accountName, accountNamespace, kubernetesPermissions, type Permission, toManifests } from './permissions';

export const clusterFields: ConnectionField[] = [
  {
    name: 'server',
    label: 'API server',
    input: 'text',
    secret: false,
    required: true,
    description:
      'The address of the cluster’s API, as a kubeconfig has it. A private address must be allowed by egress.',
    placeholder: 'https://10.0.0.1:6443',
  },
  {
    name: 'clusterName',
    label: 'Cluster name',
    input: 'text',
    secret: false,
    required: true,
    description: 'What the console calls the cluster. It becomes part of every identifier, so choose it for good.',
    placeholder: 'hall-a',
  },
  {
    name: 'caCertificate',
    label: 'CA certificate',
    input: 'textarea',
    secret: false,
    required: false,
    description: 'PEM of the authority that signed the API server’s certificate, if it is not a public one.',
  },
];

/** How to make the account, get its token and find the server, least privilege first. */
export function clusterInstructions(permissions: readonly Permission[]): ConnectionInstruction[] {
  return [
    {
      title: 'Create a service account that may only look',
      text: 'Apply this with kubectl. It allows listing and watching what Millwright reads, over all namespaces, and nothing that changes anything or reads secrets.',
      code: { language: 'yaml', text: toManifests(permissions) },
    },
    {
      title: 'Get its token',
      text: 'This prints a token that lasts a year where the cluster allows it; shorten it and rotate as your rules ask.',
      code: {
        language: 'shell',
        text: `kubectl create token ${accountName} --namespace ${accountNamespace} --duration 8760h`,
      },
    },
    {
      title: 'Or keep a token that does not expire',
      text: 'Where the API server caps how long tokens last, bind one to a Secret instead, and delete the Secret to revoke it.',
      code: {
        language: 'shell',
        text: [
          `kubectl apply --namespace ${accountNamespace} -f - <<'EOF'`,
          'apiVersion: v1',
          'kind: Secret',
          'type: kubernetes.io/service-account-token',
          'metadata:',
          `  name: ${accountName}-token`,
          '  annotations:',
          `    kubernetes.io/service-account.name: ${accountName}`,
          'EOF',
          `kubectl get secret ${accountName}-token --namespace ${accountNamespace} -o jsonpath='{.data.token}' | base64 -d`,
        ].join('\n'),
      },
    },
    {
      title: 'Find the server’s address and its authority',
      text: 'Both stand in your kubeconfig.',
      code: {
        language: 'shell',
        text: [
          "kubectl config view --raw --minify -o jsonpath='{.clusters[0].cluster.server}'",
          "kubectl config view --raw --minify -o jsonpath='{.clusters[0].cluster.certificate-authority-data}' | base64 -d",
        ].join('\n'),
      },
    },
  ];
}

/** What a person fills in, and what has to exist in the cluster before. */
export const kubernetesConnectionForm: ConnectionForm = {
  fields: [
    ...clusterFields,
    {
      name: 'token',
      label: 'Service account token',
      input: 'textarea',
      secret: true,
      required: false,
      description: 'Stored encrypted and never shown again. Leave empty to use a client certificate.',
    },
    {
      name: 'clientCertificate',
      label: 'Client certificate',
      input: 'textarea',
      secret: true,
      required: false,
      description: 'PEM, in place of a token. Kubernetes cannot revoke one, so prefer a token.',
    },
    {
      name: 'clientKey',
      label: 'Client key',
      input: 'textarea',
      secret: true,
      required: false,
      description: 'PEM of the certificate’s private key, without a passphrase.',
    },
    {
      name: 'siteHint',
      label: 'Site',
      input: 'text',
      secret: false,
      required: false,
      description: 'Where the cluster stands, in your own words, for when nothing it reports tells.',
      placeholder: 'Hall A',
    },
  ],
  instructions: clusterInstructions(kubernetesPermissions),
};
