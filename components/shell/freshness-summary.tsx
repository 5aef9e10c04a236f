'use client';
import { useQuery } from '@tanstack/react-query';
import { PlugZap } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { countSources } from '@/components/sources/describe-source';
import { judgeSources } from '@/components/sources/judge-source';
import { SourceList } from '@/components/sources/source-list';
import { Button } from '@/components/ui/button';
import { EmptyState, FailedState, Notice } from '@/components/ui/panel-states';
import { Popover } from '@/components/ui/popover';
import { StatusMark } from '@/components/ui/status-mark';
import type { Source } from '@/lib/api/contracts/sources';
import { toApiProblem } from '@/lib/queries/api-problem';
import { sourcesQuery } from '@/lib/queries/sources';
import { announce } from './announcer';

/** How many sources are whole and recent, with each of them and its age a press away. */
export function FreshnessSummary() {
  const { data, error, refetch, isFetching } = useQuery(sourcesQuery);
  const verdict = data ? judgeSources(data.items) : null;
  const words = verdict === null ? 'Sources' : toWords(verdict.whole, data?.items ?? []);
  const tone = verdict === null || error ? 'unknown' : verdict.tone;

  const spoken = useRef<string | null>(null);
  useEffect(() => {
    if (verdict === null) return;
    if (spoken.current !== null && spoken.current !== words) announce(words);
    spoken.current = words;
  }, [verdict, words]);

  return (
    <Popover
      label="Sources and their age"
      trigger={
        <Button variant="quiet" aria-label={`${words}. Show each source and its age`} className="px-2">
          <StatusMark tone={verdict?.total === 0 ? 'neutral' : tone} word={words} className="max-sm:[&>span]:sr-only" />
        </Button>
      }
    >
      <div className="border-b px-4 py-2">
        <p className="font-semibold">Sources and their age</p>
        <p className="text-meta text-muted">A source is one kind of facts that a connection reads.</p>
      </div>
      {error ? (
        data ? (
          <Notice tone="critical">The ages below are from before: {toApiProblem(error).message}</Notice>
        ) : (
          <FailedState
            title="Sources could not be loaded"
            cause={toApiProblem(error).message}
            reference={toApiProblem(error).requestId}
            onRetry={() => void refetch()}
            isRetrying={isFetching}
          />
        )
      ) : null}
      {data?.items.length === 0 ? (
        <EmptyState title="No source yet" icon={PlugZap}>
          Facts come from connections to providers; there is none yet.
        </EmptyState>
      ) : null}
      {data ? <SourceList sources={data.items} /> : null}
    </Popover>
  );
}

function toWords(whole: number, sources: readonly Source[]): string {
  return sources.length === 0 ? 'No sources' : `${whole} of ${countSources(sources)} whole and fresh`;
}
