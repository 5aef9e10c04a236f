import type { ConnectionForm } from '../contract/provider';
import { clusterFields, clusterInstructions } from '../kubernetes/connection-form';
import { coreWeavePermissions } from './permissions';

/** What a person fills in, and what has to exist at CoreWeave before. */
export const coreWeaveConnectionForm: ConnectionForm = {
  fields: [
    ...clusterFields,
    {
      name: 'metricsUrl',
      label: 'Metrics',
      input: 'text',
      secret: false,
      required: false,
      description:
        'The address of a Prometheus-compatible API with the cluster’s metrics. Leave empty to read none. It receives the token.',
      placeholder: 'https://observe.example.coreweave.com',
    },
    {
      name: 'billingUrl',
      label: 'Billing',
      input: 'text',
      secret: false,
      required: false,
      description:
        'The address of CoreWeave’s API, for the usage of the whole organisation: enter it in one connection alone. Leave empty to read none. It receives the token.',
      placeholder: 'https://api.coreweave.com',
    },
    {
      name: 'rateCard',
      label: 'Rate card',
      input: 'list',
      secret: false,
      required: false,
      description:
        'What your contract says, since CoreWeave tells usage but no prices. One rate a line: SKU, unit as the usage counts it, price of one, currency, first day. Usage without a rate has no known cost.',
      placeholder: 'gd-8xh100ib-i128, GPU-hours, 6.16, USD, 2026-01-01',
    },
    {
      name: 'token',
      label: 'Token',
      input: 'textarea',
      secret: true,
      required: true,
      description:
        'A service account’s token for the cluster alone, or an API access token of CoreWeave’s console where metrics are read too. Stored encrypted and never shown again.',
    },
  ],
  instructions: [
    {
      title: 'Choose the token',
      text: 'An API access token of CoreWeave’s console (Tokens) opens the cluster and its metrics. Give its principal a role that may only look: Observability Viewer for the metrics, and the ClusterRole below, bound to that principal, for the cluster. For inventory alone a service account is enough.',
    },
    {
      title: 'For usage, have the export enabled',
      text: 'CoreWeave’s FOCUS usage API is in preview: ask CoreWeave’s support to enable it for your organisation, and use an API access token of the console.',
    },
    ...clusterInstructions(coreWeavePermissions),
  ],
};
