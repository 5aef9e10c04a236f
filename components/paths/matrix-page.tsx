'use client';
import { useQuery } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { Panel } from '@/components/ui/panel';
import { pathsQuery } from '@/lib/queries/paths';
import { type PathsUrlState, pathParsers, readWay, writeWay } from '@/lib/queries/paths-url';
import { StretchChoice } from './matrix-controls';
import { MatrixPanel } from './matrix-panel';
import { WayPanel } from './way-panel';

/** How the ways between sites are, as probes measured them: the matrix, and a pair of it over time. All of it in the URL. */
export function MatrixPage() {
  const [url, setUrl] = useQueryStates(pathParsers, { shallow: true, scroll: false });
  const query = useQuery(pathsQuery(url));
  const change = useCallback(
    (part: Partial<Record<keyof PathsUrlState, unknown>>) =>
      void setUrl(part as Parameters<typeof setUrl>[0], { history: 'push' }),
    [setUrl],
  );
  const open = useCallback((way: { from: string; to: string }) => change({ way: writeWay(way) }), [change]);
  const way = readWay(url.way);
  const view = (
    <QueryView query={query} subject="Matrix" needs="inventory:read">
      {(paths) => (
        <>
          <MatrixPanel
            paths={paths}
            url={url}
            isRefreshing={query.isFetching}
            isOld={query.isPlaceholderData}
            chosen={way}
            onChange={change}
            onOpen={open}
          />
          {way === null ? null : (
            <WayPanel paths={paths} way={way} url={url} onChange={change} onClose={() => change({ way: null })} />
          )}
        </>
      )}
    </QueryView>
  );
  return (
    <Page>
      <PageHeader
        title="Latency matrix"
        description="How long a round trip takes from each site to each other, and what is lost of it: measured by agents, exporters and monitors, none of them mixed."
      />
      {query.data === undefined ? (
        <Panel title="Matrix" menu={<StretchChoice over={url.over} onChange={change} />}>
          {view}
        </Panel>
      ) : (
        view
      )}
    </Page>
  );
}
