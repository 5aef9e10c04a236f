import { devNull } from 'node:os';
import type { Environment } from '@/lib/config/environment';
import type { SandboxLine } from './sandbox-line';

/**
 * Names that configure a console, or give it credentials of its own. The demo sets its own and lets none of the machine's
 * in: anyone who reaches it may connect anything.
 */
const configures = /^(MILLWRIGHT_|OIDC_|SMTP_|DATABASE_URL$|NEXTAUTH_|AWS_|PORT$|HOSTNAME$|NODE_ENV$)/;

/** Leaves the AWS SDK without the machine's profiles and instance role, which it would look for by itself. */
const withoutAwsCredentials = {
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_CONFIG_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
};

export interface DemoConsole {
  dataDir: string;
  databaseUrl: string;
  keyFile: string;
  sandbox: SandboxLine;
}

/** The environment of the demo's web and worker: the machine's, but for what configures a console. */
export function toConsoleEnvironment(
  machine: Environment,
  { dataDir, databaseUrl, keyFile, sandbox }: DemoConsole,
): Environment {
  const rest = Object.fromEntries(Object.entries(machine).filter(([name]) => !configures.test(name)));
  return {
    ...rest,
    ...withoutAwsCredentials,
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: databaseUrl,
    MILLWRIGHT_DATA_DIR: dataDir,
    MILLWRIGHT_KEY_FILE: keyFile,
    MILLWRIGHT_SANDBOX_URL: sandbox.url,
    OIDC_ISSUER: sandbox.oidc.issuer,
    OIDC_CLIENT_ID: sandbox.oidc.clientId,
    OIDC_CLIENT_SECRET: sandbox.oidc.clientSecret,
  };
}
