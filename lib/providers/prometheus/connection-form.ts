import type { ConnectionForm } from '../contract/provider';

/** What a person fills in, and what has to exist at the server before. */
export const prometheusConnectionForm: ConnectionForm = {
  fields: [
    {
      name: 'endpoint',
      label: 'Server',
      input: 'text',
      secret: false,
      required: true,
      description:
        'The address before /api/v1, with its path where there is one, as /prometheus of Mimir or /select/0/prometheus of VictoriaMetrics. A private address must be allowed by egress; plain http only where an egress rule names the address.',
      placeholder: 'https://prometheus.example.net:9090',
    },
    {
      name: 'tenant',
      label: 'Tenant',
      input: 'text',
      secret: false,
      required: false,
      description: 'Sent as X-Scope-OrgID, for servers that keep tenants apart, such as Mimir.',
      placeholder: 'factory',
    },
    {
      name: 'token',
      label: 'Token',
      input: 'textarea',
      secret: true,
      required: false,
      description:
        'A bearer token. Stored encrypted and never shown again. Leave all empty where the server asks nobody.',
    },
    {
      name: 'username',
      label: 'User name',
      input: 'text',
      secret: true,
      required: false,
      description: 'For basic authentication, in place of a token.',
    },
    {
      name: 'password',
      label: 'Password',
      input: 'text',
      secret: true,
      required: false,
      description: 'Stored encrypted and never shown again.',
    },
    {
      name: 'caCertificate',
      label: 'CA certificate',
      input: 'textarea',
      secret: false,
      required: false,
      description: 'PEM of the authority that signed the server’s certificate, if it is not a public one.',
    },
  ],
  instructions: [
    {
      title: 'Make a user for Millwright',
      text: 'Prometheus itself has no roles: whoever signs in may call everything it serves. This web configuration (--web.config.file) asks for TLS and a password; htpasswd prints its hash. Leave --web.enable-admin-api and --web.enable-lifecycle off.',
      code: {
        language: 'yaml',
        text: [
          'tls_server_config:',
          '  cert_file: server.crt',
          '  key_file: server.key',
          'basic_auth_users:',
          '  millwright: <what "htpasswd -nBC 10 millwright" prints after the colon>',
        ].join('\n'),
      },
    },
    {
      title: 'Or let a proxy allow three paths',
      text: 'Millwright makes GET requests to these and to nothing else. A proxy before the server may refuse the rest.',
      code: { language: 'shell', text: ['/api/v1/query', '/api/v1/query_range', '/api/v1/targets'].join('\n') },
    },
    {
      title: 'Of Mimir, give a token that may only read',
      text: 'Where an access policy guards it, the scope metrics:read of one tenant is enough. Such servers keep no list of targets: they are told from the series up.',
    },
    {
      title: 'Try it',
      text: 'This must answer with "status":"success".',
      code: {
        language: 'shell',
        text: "curl --user millwright 'https://prometheus.example.net:9090/api/v1/query?query=vector(1)'",
      },
    },
  ],
};
