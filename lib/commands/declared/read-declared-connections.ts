import type { ConnectionDeployment } from '@/lib/commands/connections/connection-target';
import { type JudgedConnection, judgeConnection } from '@/lib/commands/connections/judge-connection';
import { ConfigError } from '@/lib/config/config-error';
import type { DeclaredConnection } from '@/lib/config/declared';
import type { Environment } from '@/lib/config/environment';
import { resolveSecret } from '@/lib/config/resolve-secret';
import { Refusal } from '@/lib/domain/refusal';

/** A declared connection with its secret at hand, as its provider accepts it. */
export interface ReadyDeclaration extends JudgedConnection {
  declared: DeclaredConnection;
}

/** Resolves secrets and lets the providers judge. Throws a `ConfigError` with every fault of every connection. */
export async function readDeclaredConnections(
  connections: readonly DeclaredConnection[],
  deployment: ConnectionDeployment,
  env?: Environment,
): Promise<ReadyDeclaration[]> {
  const faults: string[] = [];
  const ready: ReadyDeclaration[] = [];
  for (const declared of connections) {
    const { secret, faults: missing } = declared.secret ? resolveSecret(declared.secret, env) : noSecret;
    faults.push(...missing.map((fault) => toSentence(declared, fault)));
    if (missing.length > 0) continue;
    try {
      const { settings } = declared;
      ready.push({
        declared,
        ...(await judgeConnection(declared.provider, { settings, secret }, deployment.egressAllow)),
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const errors = error.errors.length > 0 ? error.errors : [{ path: '', message: error.message }];
      faults.push(
        ...errors.map(({ path, message }) => toSentence(declared, path === '' ? message : `${path}: ${message}`)),
      );
    }
  }
  const [first, ...rest] = faults;
  if (first !== undefined) throw new ConfigError([first, ...rest]);
  return ready;
}

const noSecret = { secret: null, faults: [] };

function toSentence({ name }: DeclaredConnection, fault: string): string {
  return `millwright.yaml, connection ${name}: ${fault}`;
}
