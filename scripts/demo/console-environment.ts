import type { Environment } from '@/lib/config/environment';
import type { SandboxLine } from './sandbox-line';

/** Names that configure a console. The demo sets its own and lets none of the machine's in. */
const configures = /^(MILLWRIGHT_|OIDC_|SMTP_|DATABASE_URL$|NEXTAUTH_|PORT$|HOSTNAME$|NODE_ENV$)/;

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
