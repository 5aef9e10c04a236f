import type { OpenConsole } from '../open-console';
import { checkDatabase, checkMigrations } from './check-database';
import { checkIdentityProvider } from './check-identity-provider';
import { checkAudit, checkEgress, checkKey, checkNode } from './check-surroundings';
import { checkWorkers } from './check-workers';
import type { Finding } from './finding';

/** Looks at everything a console needs. What rests on a part found bad is not looked at. */
export async function examine(console: OpenConsole): Promise<Finding[]> {
  const alone = [checkNode(), checkEgress(console), await checkIdentityProvider(console)];
  const database = await checkDatabase(console);
  if (database.outcome === 'bad') return [...alone, database];
  const migrations = await checkMigrations(console);
  if (migrations.outcome === 'bad') return [...alone, database, migrations];
  const rest = [await checkKey(console), await checkWorkers(console), await checkAudit(console)];
  return [...alone, database, migrations, ...rest];
}
