import { ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import type { ConnectionCheck } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import type { RegionContext } from '../connect/region-context';
import { requireList } from '../inventory/require-list';
import { actionOf } from '../permissions/operations';

const operation = 'iam:ListAccountAliases';

/** The account's alias, null when it has none or we may not read it: that only costs the name, so the check is then skipped. */
export async function readAccountName(
  context: RegionContext,
): Promise<{ name: string | null; check: ConnectionCheck }> {
  const { account } = context;
  const check = { title: `Read the name of ${account}`, permission: actionOf(operation), account };
  try {
    const { AccountAliases } = await context.call(operation, (options) =>
      context.clients.iam.send(new ListAccountAliasesCommand({ MaxItems: 1 }), options),
    );
    const [name = null] = requireList(AccountAliases, operation);
    return { name, check: { ...check, outcome: 'passed' } };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { message, remedy } = error;
    return {
      name: null,
      check: { ...check, outcome: 'skipped', message, ...(remedy === undefined ? {} : { remedy }) },
    };
  }
}
