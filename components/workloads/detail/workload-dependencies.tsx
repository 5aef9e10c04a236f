import { Panel } from '@/components/ui/panel';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { WorkloadDetail } from '@/lib/api/contracts/workloads';

const kindWords = { storage: 'Storage', link: 'Link' } as const;

/** The storage and links it rests on, as far as the inventory tells. */
export function WorkloadDependencies({ dependencies }: { dependencies: WorkloadDetail['dependencies'] }) {
  return (
    <Panel title="What it rests on" unit="storage and links">
      {dependencies.length === 0 ? (
        <p className="p-4 text-muted">
          Its scheduler names no storage, and no link of its site is known to be in trouble.
        </p>
      ) : (
        <TableRegion label="Storage and links">
          <Table>
            <thead>
              <tr>
                <HeaderCell className="pl-4">Name</HeaderCell>
                <HeaderCell>Kind</HeaderCell>
                <HeaderCell>Status</HeaderCell>
                <HeaderCell className="pr-4">What is known</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {dependencies.map(({ kind, name, resourceId, status, says }) => (
                <TableRow key={`${kind} ${name}`}>
                  <Cell className="pl-4">
                    {resourceId === null ? (
                      name
                    ) : (
                      <TextLink href={`/inventory?selected=${resourceId}`}>{name}</TextLink>
                    )}
                  </Cell>
                  <Cell>{kindWords[kind]}</Cell>
                  <Cell>
                    <StatusMark tone={status} />
                  </Cell>
                  <Cell className="pr-4">{says}</Cell>
                </TableRow>
              ))}
            </tbody>
          </Table>
        </TableRegion>
      )}
    </Panel>
  );
}
