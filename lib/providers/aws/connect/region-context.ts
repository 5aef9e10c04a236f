import type { InventoryItem } from '@/lib/domain/resource';
import type { AwsOperation } from '../permissions/operations';
import type { AwsAccount } from './aws-account';
import { AwsClients } from './aws-clients';
import { callAws, type SendOptions } from './call-aws';
import type { AwsSession } from './credentials';
import { GuardedRequestHandler } from './request-handler';

/** Where an item was found; what its ARN is built from. */
export interface AwsPlace {
  account: string;
  region: string;
  partition: string;
}

/** One region of one account, ready to be read. */
export interface RegionContext extends AwsPlace {
  /** Every account this connection reads: what is shared between two of them is listed by its owner. */
  accounts: ReadonlySet<string>;
  clients: AwsClients;
  now: () => Date;
  /** Makes one call under its bucket's limits; `charged` as `callAws` takes it. Throws a `ProviderError`. */
  call<T>(operation: AwsOperation, send: (options: SendOptions) => Promise<T>, charged?: number): Promise<T>;
  /** Waits until one more long listing may be held in memory. Absent: any number may. */
  awaitRoom?(): Promise<void>;
  /** Tells a part of the kind being read while its listing goes on. Absent: it is held to the end. */
  tellPart?(items: InventoryItem[]): Promise<void>;
}

export function openRegion(
  session: AwsSession,
  account: AwsAccount,
  region: string,
  accounts: ReadonlySet<string>,
): RegionContext {
  const { endpoint } = session.settings;
  const requestHandler = new GuardedRequestHandler(session.transport);
  const place = { account: account.id, region };
  return {
    ...place,
    partition: account.partition,
    accounts,
    clients: new AwsClients({ region, credentials: account.credentials, endpoint, requestHandler }),
    now: session.now,
    call: (operation, send, charged) => callAws(session.calls, place, operation, send, charged),
  };
}
