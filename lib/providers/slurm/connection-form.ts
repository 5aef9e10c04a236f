import type { ConnectionForm } from '../contract/provider';

/** What a person fills in, and what has to exist in the cluster before. */
export const slurmConnectionForm: ConnectionForm = {
  fields: [
    {
      name: 'endpoint',
      label: 'slurmrestd',
      input: 'text',
      secret: false,
      required: true,
      description:
        'The address of slurmrestd, or of the proxy before it, up to where /slurm begins. A private address must be allowed by egress; plain http only where an egress rule names the address.',
      placeholder: 'https://slurm.example.net:6820',
    },
    {
      name: 'user',
      label: 'User',
      input: 'text',
      secret: false,
      required: true,
      description: 'The Slurm user that the token is for.',
      placeholder: 'millwright',
    },
    {
      name: 'token',
      label: 'Token',
      input: 'textarea',
      secret: true,
      required: true,
      description: 'The JSON Web Token of that user. Stored encrypted and never shown again.',
      placeholder: 'eyJ…',
    },
    {
      name: 'clusterName',
      label: 'Cluster name',
      input: 'text',
      secret: false,
      required: false,
      description:
        'What the console calls the cluster. Leave empty to use its own ClusterName, which slurmrestd tells from Slurm 23.11 on. It becomes part of every identifier, so choose it for good.',
      placeholder: 'hall-a',
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
      title: 'Create a user that may see everything and runs nothing',
      text: 'The operator level shows the jobs, reservations and nodes of everybody where PrivateData in slurm.conf hides them. Without PrivateData, any user of the cluster will do, and the last command can be left out: an operator may also change things, although Millwright never does. An account without a shell is enough.',
      code: {
        language: 'shell',
        text: [
          'useradd --system --shell /usr/sbin/nologin millwright',
          'sacctmgr --immediate add user millwright account=root',
          'sacctmgr --immediate modify user millwright set adminlevel=Operator',
        ].join('\n'),
      },
    },
    {
      title: 'Make its token',
      text: 'Run this as root or SlurmUser on a machine of the cluster. The life is in seconds, here a year; enter what stands after SLURM_JWT=. Slurm must have AuthAltTypes=auth/jwt. A token cannot be taken back by itself: only a new key ends it.',
      code: { language: 'shell', text: 'scontrol token username=millwright lifespan=31536000' },
    },
    {
      title: 'Put slurmrestd behind TLS',
      text: 'Whoever has the token is that user, so it must not travel in the clear. Let slurmrestd listen on loopback or a socket, under a user of its own that is neither root nor SlurmUser, with a proxy before it that ends TLS and lets only GET below /slurm through.',
      code: {
        language: 'shell',
        text: 'SLURM_JWT=daemon slurmrestd -a rest_auth/jwt 127.0.0.1:6820',
      },
    },
    {
      title: 'Try it',
      text: 'This must print the controllers. Use a version that your Slurm serves.',
      code: {
        language: 'shell',
        text: 'curl -H "X-SLURM-USER-NAME: millwright" -H "X-SLURM-USER-TOKEN: $SLURM_JWT" https://slurm.example.net:6820/slurm/v0.0.43/ping',
      },
    },
  ],
};
