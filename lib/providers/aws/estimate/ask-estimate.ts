import { GetCostAndUsageCommand, type GetCostAndUsageCommandOutput } from '@aws-sdk/client-cost-explorer';
import { parseAmount } from '@/lib/domain/cost/amount';
import type { ReadResult } from '@/lib/domain/provider-fault';
import type { EstimateLine, EstimateSpan } from '../../contract/estimate';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import { ProviderError } from '../../contract/provider-error';
import { AwsClients } from '../connect/aws-clients';
import { callAws } from '../connect/call-aws';
import type { AwsSession } from '../connect/credentials';
import { GuardedRequestHandler } from '../connect/request-handler';
import { openBilling } from '../cost/billing-context';

const operation = 'ce:GetCostAndUsage';
/** Where Cost Explorer answers for the public partition. What an answer costs elsewhere is not known, so nobody is asked there. */
const region = 'us-east-1';
const partition = 'aws';
const metric = 'UnblendedCost';
const dayMs = 86_400_000;

/** What Cost Explorer says the accounts cost that the one which reads bills may see: of all where it is the payer. */
export async function askEstimate(
  session: AwsSession,
  { from, to }: EstimateSpan,
  mostPages: number,
): Promise<ReadResult<EstimateLine>> {
  const { account } = await openBilling(session);
  if (account.partition !== partition)
    throw new ProviderError({
      kind: 'capability-unsupported',
      operation,
      message: `Cost Explorer of the partition ${account.partition} is not asked.`,
      remedy: 'Wait for the bill.',
    });
  const { endpoint } = session.settings;
  const requestHandler = new GuardedRequestHandler(session.transport);
  const clients = new AwsClients({ region, credentials: account.credentials, endpoint, requestHandler });
  const end = new Date(Date.parse(`${to}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
  const sums = new Map<string, EstimateLine>();
  const faults: ProviderError[] = [];
  let token: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    try {
      const page = await callAws(session.calls, { account: account.id, region }, operation, (options) =>
        clients.costExplorer.send(
          new GetCostAndUsageCommand({
            TimePeriod: { Start: from, End: end },
            Granularity: 'MONTHLY',
            Metrics: [metric],
            GroupBy: [{ Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' }],
            NextPageToken: token,
          }),
          options,
        ),
      );
      add(sums, page);
      const next = page.NextPageToken;
      if (next === undefined || next === '') return toResult();
      if (next === token) {
        faults.push(fault('TokenLoop', 'handed out a page token it had already handed out'));
        return toResult();
      }
      token = next;
    } catch (error) {
      if (!(error instanceof ProviderError) || sums.size === 0) throw error;
      faults.push(error);
      return toResult();
    }
  }
  faults.push(fault('MorePages', `has more than the ${mostPages} pages that were paid for`));
  return toResult();

  function toResult(): ReadResult<EstimateLine> {
    const completeness = toCompleteness(toGaps(faults, { account: account.id, subject: 'the estimate' }));
    return { items: [...sums.values()], completeness, readAt: session.now(), source: 'AWS Cost Explorer' };
  }
}

/** Months and pages of one account add up. Throws a `ProviderError` for what is no sum. */
function add(sums: Map<string, EstimateLine>, { ResultsByTime }: GetCostAndUsageCommandOutput): void {
  if (ResultsByTime === undefined) throw fault('ResultMissing', 'answered without the result it must hold');
  for (const { Groups = [] } of ResultsByTime)
    for (const { Keys, Metrics } of Groups) {
      const { Amount: text, Unit: currency } = Metrics?.[metric] ?? {};
      const amount = text === undefined ? null : parseAmount(text);
      if (amount === null || currency === undefined) throw fault('AmountUnreadable', 'told a cost that is no number');
      const account = Keys?.[0] ?? null;
      const key = JSON.stringify([account, currency]);
      const known = sums.get(key);
      sums.set(key, { account, currency, amount: known === undefined ? amount : known.amount + amount });
    }
}

function fault(code: string, problem: string): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code,
    operation,
    message: `Cost Explorer ${problem}.`,
    remedy: 'Ask for fewer days, or wait for the bill.',
  });
}
