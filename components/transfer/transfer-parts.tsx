import { Page, PageHeader } from '@/components/shell/page-header';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { TextLink } from '@/components/ui/text-link';
import type { TransferNames, TransferNamesQuery } from '@/lib/api/contracts/cost-transfer';
import { formatQuantity } from '@/lib/format/format-number';
import { nameTransferEnd } from '@/lib/format/transfer-words';

interface TransferPartsProps {
  query: Pick<TransferNamesQuery, 'ends' | 'origin' | 'destination'>;
  /** Names of rows, as many as one address holds, and where they lead. */
  parts: readonly { names: TransferNames['names']; href: string }[];
}

/** The rows of a cell that has more names than Explore can be narrowed by at once: in parts, none left out. */
export function TransferParts({ query: { ends, origin, destination }, parts }: TransferPartsProps) {
  const toEnd = (text: string) => (text === '' ? null : text);
  const title =
    ends === 'unrecognised'
      ? [origin, destination].filter((text) => text !== '').join(': ')
      : `${nameTransferEnd(toEnd(origin), false)} to ${nameTransferEnd(toEnd(destination), true)}`;
  const count = parts.reduce((sum, { names }) => sum + names.length, 0);
  return (
    <Page>
      <PageHeader title="Rows of data transfer" />
      <Panel title={title} unit={formatQuantity(count, 'name')}>
        {parts.length === 0 ? (
          <EmptyState title="No rows">No bill of these days that you may see has rows of this.</EmptyState>
        ) : (
          <div className="flex flex-col gap-2 px-4 py-3">
            <p className="text-muted">
              These rows have more names than Explore can be narrowed by at once. Together these parts hold all of them.
            </p>
            <ol className="flex flex-col gap-1">
              {parts.map(({ names, href }) => (
                <li key={href}>
                  <TextLink href={href}>{sayNames(names)}</TextLink>
                </li>
              ))}
            </ol>
          </div>
        )}
      </Panel>
    </Page>
  );
}

function sayNames(names: TransferNames['names']): string {
  const [first] = names;
  const last = names.at(-1);
  const say = (name: typeof first) =>
    [name?.service, name?.region, name?.sku].filter((text) => text != null).join(', ');
  return `${formatQuantity(names.length, 'name')}, from ${say(first)} to ${say(last)}`;
}
