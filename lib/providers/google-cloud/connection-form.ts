import type { ConnectionForm } from '../contract/provider';
import { billingRole, readPermissions, viewerRoles } from './permissions/operations';

const account = 'millwright-read@my-project.iam.gserviceaccount.com';

const shell = (...lines: string[]) => ({ language: 'shell' as const, text: lines.join('\n') });

/** What a person fills in, and what has to exist in Google Cloud before. */
export const googleCloudConnectionForm: ConnectionForm = {
  fields: [
    {
      name: 'scope',
      label: 'Scope',
      input: 'text',
      secret: false,
      required: true,
      description: 'The organisation, folder or project to read; everything below it is read.',
      placeholder: 'organizations/123456789012',
    },
    {
      name: 'billingDatasets',
      label: 'Billing datasets',
      input: 'list',
      secret: false,
      required: false,
      description: 'The BigQuery datasets that Cloud Billing exports into, one a line. Leave empty to read no bills.',
      placeholder: 'my-project.billing_export',
    },
    {
      name: 'serviceAccountKey',
      label: 'Service account key',
      input: 'textarea',
      secret: true,
      required: false,
      description:
        'The whole JSON key file. Leave it and the federated identity empty to use the credentials that Millwright itself runs under.',
    },
    {
      name: 'externalCredentials',
      label: 'Federated identity',
      input: 'textarea',
      secret: true,
      required: false,
      description:
        'The JSON configuration of a workload identity (type external_account). Its credential source is not used: enter the token below.',
    },
    {
      name: 'subjectToken',
      label: 'Subject token',
      input: 'textarea',
      secret: true,
      required: false,
      description:
        'The token of your own identity provider that proves who Millwright is. It has to be replaced when it expires.',
    },
    {
      name: 'audience',
      label: 'Workload identity provider',
      input: 'text',
      secret: false,
      required: false,
      description: 'Used in place of the audience that the federated identity names.',
      placeholder: '//iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/pool/providers/provider',
    },
    {
      name: 'endpoint',
      label: 'Endpoint',
      input: 'text',
      secret: false,
      required: false,
      description: 'An origin that serves every googleapis.com API in place of Google’s own.',
      placeholder: 'https://google.example.net',
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
      title: 'Make a service account',
      text: 'It lives in a project of its own choosing; the APIs are switched on there, and their quotas count there.',
      code: shell(
        'gcloud services enable cloudasset.googleapis.com cloudbilling.googleapis.com cloudresourcemanager.googleapis.com monitoring.googleapis.com --project=my-project',
        'gcloud iam service-accounts create millwright-read --project=my-project --display-name="Millwright, reads only"',
      ),
    },
    {
      title: 'Let it read, with a role of its own',
      text: 'The role holds every permission Millwright uses; none of them changes anything or reads content.',
      code: shell(
        `gcloud iam roles create millwrightRead --organization=123456789012 --title="Millwright, reads only" --permissions=${readPermissions.join(',')}`,
        `gcloud organizations add-iam-policy-binding 123456789012 --member=serviceAccount:${account} --role=organizations/123456789012/roles/millwrightRead --condition=None`,
      ),
    },
    {
      title: 'Or with Google’s viewer roles',
      text: 'They hold more than is needed, but nothing that changes anything. For a folder or a project, bind them there.',
      code: shell(
        ...viewerRoles.map(
          (role) =>
            `gcloud organizations add-iam-policy-binding 123456789012 --member=serviceAccount:${account} --role=${role} --condition=None`,
        ),
      ),
    },
    {
      title: 'For bills, let it read the export',
      text: 'Switch on the detailed usage export, or the FOCUS export, in Cloud Billing. The role is granted on its dataset alone; rows are listed, not queried, which is free of charge.',
      code: shell(
        'gcloud services enable bigquery.googleapis.com --project=my-project',
        `bq query --project_id=my-project --use_legacy_sql=false 'GRANT \`${billingRole}\` ON SCHEMA \`my-project.billing_export\` TO "serviceAccount:${account}"'`,
      ),
    },
    {
      title: 'Either make a key',
      text: 'Enter the content of the file above, and delete the file.',
      code: shell(`gcloud iam service-accounts keys create millwright-key.json --iam-account=${account}`),
    },
    {
      title: 'Or federate an identity of your own, without a key',
      text: 'Trusts an OpenID Connect issuer of yours and lets one of its subjects act as the service account.',
      code: shell(
        'gcloud iam workload-identity-pools create millwright --project=my-project --location=global',
        'gcloud iam workload-identity-pools providers create-oidc millwright --project=my-project --location=global --workload-identity-pool=millwright --issuer-uri=https://issuer.example.net --attribute-mapping=google.subject=assertion.sub',
        `gcloud iam service-accounts add-iam-policy-binding ${account} --project=my-project --role=roles/iam.workloadIdentityUser --member="principal://iam.googleapis.com/projects/PROJECT_NUMBER/locations/global/workloadIdentityPools/millwright/subject/millwright"`,
        `gcloud iam workload-identity-pools create-cred-config projects/PROJECT_NUMBER/locations/global/workloadIdentityPools/millwright/providers/millwright --service-account=${account} --credential-source-file=/dev/null --output-file=millwright-identity.json`,
      ),
    },
  ],
};
