'use client';
import { useQuery } from '@tanstack/react-query';
import { QueryView } from '@/components/query-view/query-view';
import { useMay } from '@/components/shell/use-me';
import { Panel } from '@/components/ui/panel';
import { formatQuantity } from '@/lib/format/format-number';
import { peopleQuery } from '@/lib/queries/people';
import { InvitationsPanel } from './invitations-panel';
import { PeopleTable } from './people-table';

/** Everyone who may sign in, what they may do, and who was invited. */
export function PeopleSettings() {
  // Asking in vain would put a denied attempt on record for opening a page.
  const query = useQuery({ ...peopleQuery(), enabled: useMay('people:read') });
  return (
    <div className="flex flex-col gap-4">
      <Panel
        title="People"
        unit={query.data ? formatQuantity(query.data.items.length, 'person', 'people') : undefined}
        isRefreshing={query.isFetching && !query.isPending}
      >
        <QueryView query={query} subject="People" needs="people:read">
          {({ items }) => <PeopleTable people={items} />}
        </QueryView>
      </Panel>
      {query.data ? <InvitationsPanel invitations={query.data.invitations} /> : null}
    </div>
  );
}
