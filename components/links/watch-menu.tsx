'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { LabelledCheckbox } from '@/components/ui/labelled-checkbox';
import { notify } from '@/components/ui/toast';
import { WatchPopover } from '@/components/watches/watch-popover';
import type { LinkWatches, WatchLinks } from '@/lib/api/contracts/link-watches';
import { toApiProblem } from '@/lib/queries/api-problem';
import { linkWatchesQuery, unwatchLinksMutation, watchLinksMutation } from '@/lib/queries/link-watches';

/** Something that can be watched, and what it is called. */
export interface Watchable {
  watch: WatchLinks;
  words: string;
}

/** Of whose troubles one is told by mail: what is offered here, and what else one watches. */
export function WatchMenu({
  offered,
  names,
}: {
  offered: readonly Watchable[];
  names: Readonly<Record<string, string>>;
}) {
  const { data } = useQuery(linkWatchesQuery());
  const client = useQueryClient();
  const onError = (error: Error) => notify({ tone: 'critical', title: toApiProblem(error).message });
  const watch = useMutation({ ...watchLinksMutation(client), onError });
  const unwatch = useMutation({ ...unwatchLinksMutation(client), onError });
  if (data === undefined) return null;
  const others = data.items.filter((item) => !offered.some((one) => isSame(item, one.watch)));
  const shown: { words: string; watch: WatchLinks | null; item: LinkWatches['items'][number] | undefined }[] = [
    ...offered.map((one) => ({ ...one, item: data.items.find((item) => isSame(item, one.watch)) })),
    ...others.map((item) => ({ words: nameWatch(item, names), watch: null, item })),
  ];
  return (
    <WatchPopover
      label="Mail about links"
      count={data.items.length}
      isMailSent={data.isMailSent}
      says="One mail when a trouble begins, one when it has been over for an hour."
    >
      {shown.map(({ words, watch: wanted, item }) => (
        <LabelledCheckbox
          key={wanted === null ? item?.id : words}
          label={words}
          isChecked={item !== undefined}
          onCheckedChange={(isOn) => {
            if (watch.isPending || unwatch.isPending) return;
            if (isOn && wanted !== null) watch.mutate(wanted);
            if (!isOn && item !== undefined) unwatch.mutate(item.id);
          }}
        />
      ))}
    </WatchPopover>
  );
}

function isSame(item: LinkWatches['items'][number], watch: WatchLinks): boolean {
  return item.subject === watch.subject && item.target === (watch.target ?? '');
}

function nameWatch({ subject, target }: LinkWatches['items'][number], names: Readonly<Record<string, string>>): string {
  if (subject === 'all') return 'All links';
  if (subject === 'site') return `Links of ${names[target] ?? target}`;
  return names[target] === undefined ? 'One link' : `The link ${names[target]}`;
}
