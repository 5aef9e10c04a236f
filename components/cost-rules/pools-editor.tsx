'use client';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { FormField } from '@/components/ui/form-field';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { type DraftPool, newPool, swapNext } from './draft';
import { type FindFault, toFieldId } from './find-fault';
import { SelectorFields } from './selector-fields';
import { SplitFields } from './split-fields';

export interface PoolsEditorProps {
  pools: readonly DraftPool[];
  findFault: FindFault;
  onPools: (pools: DraftPool[]) => void;
}

/** Costs that several teams share: of the pools in order the first that selects a cost takes it. */
export function PoolsEditor({ pools, findFault, onPools }: PoolsEditorProps) {
  return (
    <Panel
      title="What is shared"
      unit="the first pool that selects a cost takes it"
      menu={
        <Button size="compact" onClick={() => onPools([...pools, newPool()])}>
          Add pool
        </Button>
      }
    >
      {pools.length === 0 ? <p className="px-4 py-3 text-muted">Nothing is shared.</p> : null}
      <ol className="flex flex-col divide-y">
        {pools.map((pool, place) => {
          const path = `pools.${place}`;
          const put = (part: Partial<DraftPool>) =>
            onPools(pools.map((one, at) => (at === place ? { ...one, ...part } : one)));
          const name = pool.name === '' ? `pool ${place + 1}` : pool.name;
          return (
            <li key={pool.id} className="flex flex-col gap-3 px-4 py-3">
              <div className="flex flex-wrap items-start gap-3">
                <FormField
                  id={toFieldId(`${path}.name`)}
                  label="Name"
                  isRequired
                  className="w-64"
                  error={findFault(`${path}.name`)}
                >
                  {(control) => (
                    <Input
                      {...control}
                      autoComplete="off"
                      maxLength={100}
                      value={pool.name}
                      onChange={({ target }) => put({ name: target.value })}
                    />
                  )}
                </FormField>
                <span className="ml-auto flex sm:pt-6">
                  <IconButton
                    label={`Move ${name} up`}
                    size="compact"
                    disabled={place === 0}
                    onClick={() => onPools(swapNext(pools, place - 1))}
                  >
                    <ArrowUp aria-hidden />
                  </IconButton>
                  <IconButton
                    label={`Move ${name} down`}
                    size="compact"
                    disabled={place === pools.length - 1}
                    onClick={() => onPools(swapNext(pools, place))}
                  >
                    <ArrowDown aria-hidden />
                  </IconButton>
                  <IconButton
                    label={`Remove ${name}`}
                    size="compact"
                    onClick={() => onPools(pools.filter((_, at) => at !== place))}
                  >
                    <X aria-hidden />
                  </IconButton>
                </span>
              </div>
              <SelectorFields
                conditions={pool.conditions}
                path={`${path}.selector`}
                findFault={findFault}
                onConditions={(conditions) => put({ conditions })}
              />
              <SplitFields pool={pool} path={`${path}.split`} findFault={findFault} onChange={put} />
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
