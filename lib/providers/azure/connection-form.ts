import type { ConnectionForm } from '../contract/provider';
import { discoverExports } from './cost/export-entry';

const exampleId = '11111111-2222-3333-4444-555555555555';

/** What a person fills in, and what has to exist in Azure before. */
export const azureConnectionForm: ConnectionForm = {
  fields: [
    {
      name: 'tenantId',
      label: 'Tenant',
      input: 'text',
      secret: false,
      required: true,
      description: 'The directory (tenant) id, or one of the directory’s domains.',
      placeholder: exampleId,
    },
    {
      name: 'clientId',
      label: 'Client id',
      input: 'text',
      secret: false,
      required: true,
      description: 'The application (client) id of the registration Millwright acts as.',
      placeholder: exampleId,
    },
    {
      name: 'subscriptions',
      label: 'Subscriptions',
      input: 'list',
      secret: false,
      required: false,
      description:
        'Leave empty to read every subscription the application sees. Name them to be told when one is no longer seen.',
      placeholder: exampleId,
    },
    {
      name: 'billingExports',
      label: 'Billing exports',
      input: 'list',
      secret: false,
      required: false,
      description: `Folders that Cost Management exports are delivered to, one URL a line. A scope such as /providers/Microsoft.Billing/billingAccounts/1234 stands for the exports defined there, the word ${discoverExports} for those of every subscription. Leave empty to read no bills.`,
      placeholder: 'https://examplebills.blob.core.windows.net/exports/cost',
    },
    {
      name: 'clientSecret',
      label: 'Client secret',
      input: 'text',
      secret: true,
      required: false,
      description:
        'One of client secret, certificate and federated token; leave all three empty to use the workload identity that Millwright itself runs under.',
    },
    {
      name: 'clientCertificate',
      label: 'Certificate and key',
      input: 'textarea',
      secret: true,
      required: false,
      description: 'PEM of a certificate uploaded to the registration, and of its private key without a passphrase.',
    },
    {
      name: 'federatedToken',
      label: 'Federated token',
      input: 'textarea',
      secret: true,
      required: false,
      description: 'A token of an issuer that the registration trusts. It has to be replaced when it expires.',
    },
    {
      name: 'cloud',
      label: 'Cloud',
      input: 'text',
      secret: false,
      required: false,
      description: 'public, usgovernment or china. public when empty.',
      placeholder: 'public',
    },
    {
      name: 'endpoint',
      label: 'Endpoint',
      input: 'text',
      secret: false,
      required: false,
      description:
        'An https origin that serves Resource Manager, Entra and the metrics data plane in place of Azure’s own. Needs a secret of its own.',
      placeholder: 'https://azure.example.net',
    },
    {
      name: 'caCertificate',
      label: 'CA certificate',
      input: 'textarea',
      secret: false,
      required: false,
      description: 'PEM of the authority that signed the endpoint’s certificate, if it is not a public one.',
    },
  ],
  instructions: [
    {
      title: 'Register an application',
      text: 'It needs no API permissions: what it may read is given by roles alone. Its appId is the client id.',
      code: {
        language: 'shell',
        text: [
          'az ad app create --display-name millwright-read --sign-in-audience AzureADMyOrg',
          'APP_ID=$(az ad app list --display-name millwright-read --query "[0].appId" --output tsv)',
          'az ad sp create --id "$APP_ID"',
          'az account show --query tenantId --output tsv',
        ].join('\n'),
      },
    },
    {
      title: 'Let it read each subscription',
      text: 'Reader lists the resources and Monitoring Reader their metrics; neither changes anything nor reads content. To cover all subscriptions at once, assign both on a management group.',
      code: {
        language: 'shell',
        text: [
          `for SUBSCRIPTION in ${exampleId}; do`,
          '  az role assignment create --assignee "$APP_ID" --role "Reader" --scope "/subscriptions/$SUBSCRIPTION"',
          '  az role assignment create --assignee "$APP_ID" --role "Monitoring Reader" --scope "/subscriptions/$SUBSCRIPTION"',
          'done',
        ].join('\n'),
      },
    },
    {
      title: 'For bills: an export, and a role on its container',
      text: 'In Cost Management, create a daily export of cost and usage details (FOCUS), or of actual and amortised cost, to a container. Storage Blob Data Reader on that container reads it. Cost Management Reader is only for exports that are to be found by scope.',
      code: {
        language: 'shell',
        text: [
          'az role assignment create --assignee "$APP_ID" --role "Storage Blob Data Reader" \\',
          '  --scope "/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Storage/storageAccounts/ACCOUNT/blobServices/default/containers/CONTAINER"',
          'az role assignment create --assignee "$APP_ID" --role "Cost Management Reader" --scope "/subscriptions/SUBSCRIPTION"',
        ].join('\n'),
      },
    },
    {
      title: 'Without any secret: a federated credential',
      text: 'For Millwright on Kubernetes with Microsoft Entra Workload ID. Leave all secrets empty here; the issuer is the cluster’s.',
      code: {
        language: 'shell',
        text: [
          'ISSUER=$(az aks show --name CLUSTER --resource-group GROUP --query oidcIssuerProfile.issuerUrl --output tsv)',
          'az ad app federated-credential create --id "$APP_ID" --parameters "{',
          '  \\"name\\": \\"millwright\\",',
          '  \\"issuer\\": \\"$ISSUER\\",',
          '  \\"subject\\": \\"system:serviceaccount:millwright:millwright\\",',
          '  \\"audiences\\": [\\"api://AzureADTokenExchange\\"]',
          '}"',
        ].join('\n'),
      },
    },
    {
      title: 'Or a certificate',
      text: 'Its key never leaves your hands but for this form. Paste both files, the certificate and the key.',
      code: {
        language: 'shell',
        text: [
          'openssl req -x509 -newkey rsa:3072 -nodes -days 365 -subj "/CN=millwright-read" -keyout millwright.key -out millwright.crt',
          'az ad app credential reset --id "$APP_ID" --cert "@millwright.crt" --append',
          'cat millwright.crt millwright.key',
        ].join('\n'),
      },
    },
    {
      title: 'Or a client secret',
      text: 'Enter the password it prints. It expires, and the connection says so when it has.',
      code: {
        language: 'shell',
        text: 'az ad app credential reset --id "$APP_ID" --append --display-name millwright --years 1 --query password --output tsv',
      },
    },
  ],
};
