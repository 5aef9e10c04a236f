'use client';
import { listIncomplete } from '@/components/cost/say-complete';
import { useMay } from '@/components/shell/use-me';
import { Notice, PartialNotice } from '@/components/ui/panel-states';
import { TextLink } from '@/components/ui/text-link';
import type { Showback } from '@/lib/api/contracts/showback';
import { formatQuantity } from '@/lib/format/format-number';
import { nameEach } from '@/lib/format/name-each';
import { serialiseCostRules } from '@/lib/queries/showback-url';

/** More of them at once say no more. */
const mostAlike = 3;
/** An address holds no more of them. */
const mostRules = 40;

/** What one should know before trusting the figures: missing bills, other rules, and what is withheld. */
export function ShowbackNotices({ showback }: { showback: Showback }) {
  const { sources, alike, behind, version, newest, isBounded, asOf, at } = showback;
  const incomplete = listIncomplete(sources);
  const isNow = asOf === at;
  return (
    <div className="flex flex-col gap-px overflow-hidden rounded-panel empty:hidden">
      {incomplete.length === 0 ? null : (
        <PartialNotice>
          {incomplete.length} of {formatQuantity(sources.length, 'billing source')} incomplete:{' '}
          {nameEach(incomplete.map(({ title }) => title))}. Totals are at least what they say, and shares of pools may
          still move.
        </PartialNotice>
      )}
      {isNow && newest !== null && version?.number !== newest ? (
        <Notice tone="neutral">
          {version === null ? 'By no written rules' : `By version ${version.number} of the rules`}; version {newest} is
          in force.
        </Notice>
      ) : null}
      {behind === 0 ? null : (
        <Notice tone="neutral">
          {formatQuantity(behind, 'bill')} of this month {behind === 1 ? 'is' : 'are'} added up by other rules, so{' '}
          <TextLink href="/cost">Explore</TextLink> tells them by those. The figures here were read from their rows by{' '}
          {version === null ? 'no written rules' : `version ${version.number}`}.
        </Notice>
      )}
      {alike.length === 0 ? null : <AlikeNotice alike={alike} />}
      {isBounded ? (
        <Notice tone="neutral">
          You see the rows of your own teams. Shares are worked out over the costs of everybody, which are not told.
        </Notice>
      ) : null}
    </div>
  );
}

/** Teams that may be one and the same, and the way to make them so. */
function AlikeNotice({ alike }: Pick<Showback, 'alike'>) {
  const mayWrite = useMay('cost:write');
  const list = (words: readonly string[]) => new Intl.ListFormat('en-GB').format(words);
  const named = alike.slice(0, mostAlike).map(({ teams }) => list(teams.map((team) => `“${team}”`)));
  const more = alike.length - named.length;
  const rules = alike.flatMap((group) => group.rules).slice(0, mostRules);
  return (
    <Notice tone="neutral">
      {[...named, ...(more === 0 ? [] : [`${more} more like these`])].join('; ')}: they differ in case only, and each is
      told as a team of its own, for tags keep their case.
      {!mayWrite || rules.length === 0 ? null : (
        <>
          {' '}
          <TextLink href={`/cost/teams/rules${serialiseCostRules({ edit: true, propose: rules })}`}>
            {rules.length === 1
              ? `Draft the rule that makes them ${alike[0]?.teams[0] ?? 'one'}`
              : `Draft the ${rules.length} rules that make them one`}
          </TextLink>
          .
        </>
      )}
    </Notice>
  );
}
