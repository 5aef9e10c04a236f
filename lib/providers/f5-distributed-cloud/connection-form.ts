import type { ConnectionForm } from '../contract/provider';
import { monitorRole } from './permissions';

const credentialName = 'millwright-read';

const toRequest = (type: string, more: Record<string, unknown> = {}) =>
  JSON.stringify(
    {
      name: credentialName,
      namespace: 'system',
      type,
      expiration_days: 90,
      namespace_roles: [{ namespace: 'system', role: monitorRole }],
      ...more,
    },
    null,
    2,
  );

const post = (body: string) =>
  [
    'TENANT=acmecorp',
    'read -rsp "API token of an administrator: " ADMIN_TOKEN; echo',
    `curl --fail-with-body "https://$TENANT.console.ves.volterra.io/api/web/namespaces/system/service_credentials" \\`,
    '  -H "Authorization: APIToken $ADMIN_TOKEN" -H "Content-Type: application/json" \\',
    `  --data @- <<'EOF'`,
    body,
    'EOF',
  ].join('\n');

/** What a person fills in, and what has to exist in the tenant before. */
export const distributedCloudConnectionForm: ConnectionForm = {
  fields: [
    {
      name: 'tenantUrl',
      label: 'Tenant URL',
      input: 'text',
      secret: false,
      required: true,
      description: 'The address of the tenant’s console. The credentials are sent there and nowhere else.',
      placeholder: 'https://acmecorp.console.ves.volterra.io',
    },
    {
      name: 'apiToken',
      label: 'API token',
      input: 'textarea',
      secret: true,
      required: false,
      description: 'Of a service credential. Stored encrypted and never shown again. Leave empty to use a certificate.',
    },
    {
      name: 'clientCertificate',
      label: 'Client certificate',
      input: 'textarea',
      secret: true,
      required: false,
      description: 'PEM, in place of a token; taken out of the .p12 file that F5 hands out.',
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
      name: 'namespaces',
      label: 'Namespaces with alerts',
      input: 'list',
      secret: false,
      required: false,
      description: 'One a line. Leave empty for system, which has the alerts of the whole tenant.',
      placeholder: 'system',
    },
    {
      name: 'caCertificate',
      label: 'CA certificate',
      input: 'textarea',
      secret: false,
      required: false,
      description: 'PEM of the authority of a proxy on the way that shows certificates of its own.',
    },
  ],
  instructions: [
    {
      title: 'Create a service credential that may only look',
      text: `In the console: Administration, Personal Management or IAM, Service Credentials, Add: type API Token, the role ${monitorRole} in the namespace system and no other. Or let an administrator run this: it prints the new token as data.`,
      code: { language: 'shell', text: post(toRequest('SERVICE_API_TOKEN')) },
    },
    {
      title: 'Or create a certificate',
      text: 'The answer’s data is a .p12 file in base64, locked with the password of the request: choose one of your own.',
      code: { language: 'shell', text: post(toRequest('SERVICE_API_CERTIFICATE', { password: 'choose-your-own' })) },
    },
    {
      title: 'Take certificate and key out of the .p12 file',
      text: 'Both commands ask for the password of the file. Enter what they write as client certificate and client key, then delete the files.',
      code: {
        language: 'shell',
        text: [
          `openssl pkcs12 -in ${credentialName}.p12 -clcerts -nokeys -legacy -out ${credentialName}-certificate.pem`,
          `openssl pkcs12 -in ${credentialName}.p12 -nocerts -nodes -legacy -out ${credentialName}-key.pem`,
        ].join('\n'),
      },
    },
    {
      title: 'Look at what it may do',
      text: 'This lists the sites as Millwright does. An answer with the code 7 means that the role is missing in system.',
      code: {
        language: 'shell',
        text: [
          'TENANT=acmecorp',
          'read -rsp "API token of the service credential: " TOKEN; echo',
          'curl --fail-with-body -H "Authorization: APIToken $TOKEN" \\',
          '  "https://$TENANT.console.ves.volterra.io/api/config/namespaces/system/sites"',
        ].join('\n'),
      },
    },
  ],
};
