'use client';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { FormField } from '@/components/ui/form-field';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import type { AttributionSource } from '@/lib/domain/cost/attribution-rules';
import { costAttributes } from '@/lib/domain/cost/cost-dimension';
import { costDimensionWords } from '@/lib/format/cost-words';
import { sourceWords } from '@/lib/format/rule-words';
import { type DraftRule, newRule, swapNext } from './draft';
import { type FindFault, toFieldId } from './find-fault';

export interface AttributionEditorProps {
  rules: readonly DraftRule[];
  findFault: FindFault;
  onRules: (rules: DraftRule[]) => void;
}

const sources = Object.keys(sourceWords) as AttributionSource['from'][];

/** The ordered rules that say whose costs are: of each attribute the first that finds a value counts. */
export function AttributionEditor({ rules, findFault, onRules }: AttributionEditorProps) {
  const put = (place: number, part: Partial<DraftRule>) =>
    onRules(rules.map((rule, at) => (at === place ? { ...rule, ...part } : rule)));
  return (
    <Panel
      title="Who bears what"
      unit="the first rule that finds a value counts"
      menu={
        <Button size="compact" onClick={() => onRules([...rules, newRule()])}>
          Add rule
        </Button>
      }
    >
      <p className="px-4 pt-3 text-muted">
        These come before what connections bring: tag rules, and the places of sites. Without any, those alone count. In
        a pattern * stands for anything, and capitals count.
      </p>
      <ol className="flex flex-col divide-y">
        {rules.map((rule, place) => (
          <li key={rule.id} className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3">
            <span className="w-6 pt-7 text-right text-muted tabular-nums">{place + 1}.</span>
            <RuleFields rule={rule} place={place} findFault={findFault} onChange={(part) => put(place, part)} />
            <span className="ml-auto flex pt-6">
              <IconButton
                label={`Move rule ${place + 1} up`}
                size="compact"
                disabled={place === 0}
                onClick={() => onRules(swapNext(rules, place - 1))}
              >
                <ArrowUp aria-hidden />
              </IconButton>
              <IconButton
                label={`Move rule ${place + 1} down`}
                size="compact"
                disabled={place === rules.length - 1}
                onClick={() => onRules(swapNext(rules, place))}
              >
                <ArrowDown aria-hidden />
              </IconButton>
              <IconButton
                label={`Remove rule ${place + 1}`}
                size="compact"
                onClick={() => onRules(rules.filter((_, at) => at !== place))}
              >
                <X aria-hidden />
              </IconButton>
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

interface RuleFieldsProps {
  rule: DraftRule;
  place: number;
  findFault: FindFault;
  onChange: (part: Partial<DraftRule>) => void;
}

function RuleFields({ rule, place, findFault, onChange }: RuleFieldsProps) {
  const at = (field: string) => {
    const path = `attribution.${place}.${field}`;
    return { id: toFieldId(path), error: findFault(path) };
  };
  return (
    <>
      <FormField label="Tells" isRequired className="w-32">
        {(control) => (
          <Select
            {...control}
            value={rule.attribute}
            onChange={({ target }) =>
              onChange({ attribute: costAttributes.find((one) => one === target.value) ?? rule.attribute })
            }
          >
            {costAttributes.map((one) => (
              <option key={one} value={one}>
                {costDimensionWords[one].title}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <FormField label="From" isRequired className="w-44" {...at('source')}>
        {(control) => (
          <Select
            {...control}
            value={rule.from}
            onChange={({ target }) => onChange({ from: sources.find((one) => one === target.value) ?? rule.from })}
          >
            {sources.map((one) => (
              <option key={one} value={one}>
                {sourceWords[one]}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      {rule.from === 'tag' ? (
        <FormField label="Tag" isRequired className="w-36" {...at('source.key')}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={200}
              value={rule.key}
              onChange={({ target }) => onChange({ key: target.value })}
            />
          )}
        </FormField>
      ) : null}
      <FormField label="Value" isRequired className="w-36">
        {(control) => (
          <Select
            {...control}
            value={rule.maps ? 'maps' : 'own'}
            onChange={({ target }) => onChange({ maps: target.value === 'maps' })}
          >
            <option value="own">as it stands</option>
            <option value="maps">by a pattern</option>
          </Select>
        )}
      </FormField>
      {rule.maps ? (
        <>
          <FormField label="Where it is like" isRequired className="w-40" {...at('maps.pattern')}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                maxLength={1000}
                value={rule.pattern}
                onChange={({ target }) => onChange({ pattern: target.value })}
              />
            )}
          </FormField>
          <FormField label={`It is the ${rule.attribute}`} isRequired className="w-40" {...at('maps.value')}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                maxLength={200}
                value={rule.value}
                onChange={({ target }) => onChange({ value: target.value })}
              />
            )}
          </FormField>
        </>
      ) : null}
    </>
  );
}
