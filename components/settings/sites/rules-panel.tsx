'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, ListOrdered, X } from 'lucide-react';
import { useState } from 'react';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { QueryView } from '@/components/query-view/query-view';
import { usePermissions } from '@/components/shell/use-me';
import { IconButton } from '@/components/ui/icon-button';
import { Panel } from '@/components/ui/panel';
import { EmptyState, Notice } from '@/components/ui/panel-states';
import { RefusableButton } from '@/components/ui/refusable-button';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { SiteRuleInput } from '@/lib/api/contracts/sites';
import { toApiProblem } from '@/lib/queries/api-problem';
import { putSiteRulesMutation, siteRulesQuery } from '@/lib/queries/sites';
import { RuleDialog } from './rule-dialog';
import { sayRule } from './say-rule';

/** The ordered rules that map resources to sites. Every change is saved at once. */
export function RulesPanel() {
  const refusal = findPermissionRefusal(usePermissions(), 'sites:write');
  const query = useQuery({ ...siteRulesQuery(), enabled: refusal === null });
  const put = useMutation(putSiteRulesMutation(useQueryClient()));
  const [isAdding, setIsAdding] = useState(false);
  const save = (rules: SiteRuleInput[], onSaved?: () => void) => {
    if (query.data && !put.isPending) put.mutate({ revision: query.data.revision, rules }, { onSuccess: onSaved });
  };
  return (
    <Panel
      title="Rules"
      unit="the first that holds counts"
      isRefreshing={query.isFetching && !query.isPending}
      menu={
        <RefusableButton size="compact" refusal={refusal} onClick={() => setIsAdding(true)}>
          Add rule…
        </RefusableButton>
      }
    >
      {put.error && !isAdding ? <Notice tone="critical">{toApiProblem(put.error).message}</Notice> : null}
      <QueryView query={query} subject="Rules" needs="sites:write">
        {({ rules }) =>
          rules.length === 0 ? (
            <EmptyState title="There is no rule" icon={ListOrdered}>
              A rule says where resources stand that name no site themselves: by provider, account, region, kind or
              name.
            </EmptyState>
          ) : (
            <TableRegion label="Rules in order">
              <Table>
                <thead>
                  <tr>
                    <HeaderCell isNumeric className="w-12 pl-4">
                      No.
                    </HeaderCell>
                    <HeaderCell className="min-w-64">Takes in</HeaderCell>
                    <HeaderCell>Site</HeaderCell>
                    <HeaderCell>Site tags</HeaderCell>
                    <HeaderCell className="pr-4">
                      <span className="sr-only">Actions</span>
                    </HeaderCell>
                  </tr>
                </thead>
                <tbody>
                  {rules.map((rule, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a rule is what stands at its place
                    <TableRow key={index}>
                      <Cell isNumeric className="pl-4">
                        {index + 1}
                      </Cell>
                      <Cell>{sayRule(rule)}</Cell>
                      <Cell>
                        <code className="text-meta">{rule.site}</code>
                      </Cell>
                      <Cell>{rule.overrulesTags ? 'Overruled' : 'Go before'}</Cell>
                      <Cell className="whitespace-nowrap pr-4 text-right">
                        <IconButton
                          label={`Move rule ${index + 1} up`}
                          size="compact"
                          disabled={index === 0}
                          onClick={() => save(swap(rules, index - 1))}
                        >
                          <ArrowUp aria-hidden />
                        </IconButton>
                        <IconButton
                          label={`Move rule ${index + 1} down`}
                          size="compact"
                          disabled={index === rules.length - 1}
                          onClick={() => save(swap(rules, index))}
                        >
                          <ArrowDown aria-hidden />
                        </IconButton>
                        <IconButton
                          label={`Remove rule ${index + 1}`}
                          size="compact"
                          onClick={() => save(rules.filter((_, at) => at !== index))}
                        >
                          <X aria-hidden />
                        </IconButton>
                      </Cell>
                    </TableRow>
                  ))}
                </tbody>
              </Table>
            </TableRegion>
          )
        }
      </QueryView>
      {isAdding ? (
        <RuleDialog
          isPending={put.isPending}
          fault={put.error ? toApiProblem(put.error).message : null}
          onAdd={(rule) => save([...(query.data?.rules ?? []), rule], () => setIsAdding(false))}
          onClose={() => setIsAdding(false)}
        />
      ) : null}
    </Panel>
  );
}

/** The rules with the one at `index` and the next in each other's place. */
function swap(rules: readonly SiteRuleInput[], index: number): SiteRuleInput[] {
  return [...rules.slice(0, index), ...rules.slice(index, index + 2).reverse(), ...rules.slice(index + 2)];
}
