'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { healthWords } from '@/components/sites/health-words';
import { LabelledCheckbox } from '@/components/ui/labelled-checkbox';
import { notify } from '@/components/ui/toast';
import { WatchPopover } from '@/components/watches/watch-popover';
import { siteParts } from '@/lib/domain/site/site-part';
import { fallenStatuses } from '@/lib/domain/site/site-trouble';
import { sitePartWords } from '@/lib/format/site-words';
import { toApiProblem } from '@/lib/queries/api-problem';
import { siteWatchesQuery, unwatchSiteMutation, watchSiteMutation } from '@/lib/queries/site-watches';

const gravestFirst = [...fallenStatuses].reverse();

/** Of which parts of a site one is told by mail, and when they come to stand how. */
export function WatchSiteMenu({ site }: { site: string }) {
  const { data } = useQuery(siteWatchesQuery());
  const client = useQueryClient();
  const onError = (error: Error) => notify({ tone: 'critical', title: toApiProblem(error).message });
  const watch = useMutation({ ...watchSiteMutation(client), onError });
  const unwatch = useMutation({ ...unwatchSiteMutation(client), onError });
  if (data === undefined) return null;
  const known = data.items.find((item) => item.site === site);
  const parts = known?.parts ?? [];
  const statuses = known?.statuses ?? [...fallenStatuses];
  /** Without a part or a status nothing is watched. */
  const change = (wanted: readonly (typeof siteParts)[number][], told: readonly (typeof fallenStatuses)[number][]) => {
    if (watch.isPending || unwatch.isPending) return;
    const [part, ...otherParts] = wanted;
    const [status, ...otherStatuses] = told;
    if (part !== undefined && status !== undefined)
      watch.mutate({ site, parts: [part, ...otherParts], statuses: [status, ...otherStatuses] });
    else if (known !== undefined) unwatch.mutate(known.id);
  };
  return (
    <WatchPopover
      label="Mail about this site"
      count={parts.length}
      isMailSent={data.isMailSent}
      says="One mail when a part falls, one more where it gets graver, and one when it has been well for an hour. What is not critical is told once it lasted two reads of its slowest source, ten minutes at least."
    >
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium text-table">Parts</legend>
        <LabelledCheckbox
          label="All parts"
          isChecked={parts.length === siteParts.length}
          onCheckedChange={(isOn) => change(isOn ? siteParts : [], statuses)}
        />
        {siteParts.map((part) => (
          <LabelledCheckbox
            key={part}
            label={sitePartWords[part].title}
            isChecked={parts.includes(part)}
            onCheckedChange={(isOn) => change(toggle(siteParts, parts, part, isOn), statuses)}
          />
        ))}
      </fieldset>
      {known === undefined ? null : (
        <fieldset className="flex flex-col gap-2 border-border border-t pt-2">
          <legend className="sr-only">When they come to be</legend>
          <p aria-hidden className="font-medium text-table">
            When they come to be
          </p>
          {gravestFirst.map((status) => (
            <LabelledCheckbox
              key={status}
              label={healthWords[status]}
              isChecked={statuses.includes(status)}
              onCheckedChange={(isOn) => change(parts, toggle(fallenStatuses, statuses, status, isOn))}
            />
          ))}
        </fieldset>
      )}
    </WatchPopover>
  );
}

function toggle<T>(all: readonly T[], chosen: readonly T[], one: T, isOn: boolean): T[] {
  return all.filter((each) => (each === one ? isOn : chosen.includes(each)));
}
