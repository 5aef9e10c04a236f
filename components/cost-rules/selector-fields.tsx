'use client';
import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { FormField } from '@/components/ui/form-field';
import { IconButton } from '@/components/ui/icon-button';
import { LabelledCheckbox } from '@/components/ui/labelled-checkbox';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { costDimensions } from '@/lib/domain/cost/cost-dimension';
import { costDimensionWords } from '@/lib/format/cost-words';
import type { DraftCondition } from './draft';
import { type FindFault, toFieldId } from './find-fault';

export interface SelectorFieldsProps {
  conditions: readonly DraftCondition[];
  path: string;
  findFault: FindFault;
  onConditions: (conditions: DraftCondition[]) => void;
}

/** Which costs a pool takes: those that have any of the values in each of the dimensions. */
export function SelectorFields({ conditions, path, findFault, onConditions }: SelectorFieldsProps) {
  const fault = findFault(path);
  const put = (place: number, part: Partial<DraftCondition>) =>
    onConditions(conditions.map((one, at) => (at === place ? { ...one, ...part } : one)));
  const free = costDimensions.filter((dimension) => !conditions.some((one) => one.dimension === dimension));
  const [next] = free;
  return (
    <fieldset
      className="flex flex-col gap-2"
      aria-describedby={fault === null ? undefined : `${toFieldId(path)}-error`}
    >
      <legend className="pb-1 font-semibold">Takes costs with</legend>
      {conditions.map(({ dimension, lines, withNone }, place) => (
        <div key={dimension} className="flex flex-wrap items-start gap-3">
          <FormField label="Dimension" isRequired className="w-44">
            {(control) => (
              <Select
                {...control}
                value={dimension}
                onChange={({ target }) =>
                  put(place, { dimension: costDimensions.find((one) => one === target.value) ?? dimension })
                }
              >
                {costDimensions
                  .filter((one) => one === dimension || free.includes(one))
                  .map((one) => (
                    <option key={one} value={one}>
                      {costDimensionWords[one].title}
                    </option>
                  ))}
              </Select>
            )}
          </FormField>
          <FormField
            id={toFieldId(`${path}.${dimension}`)}
            label="Any of these values"
            description="One a line, as Explore tells them."
            isRequired
            className="min-w-64 flex-1"
            error={findFault(`${path}.${dimension}`)}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                value={lines}
                onChange={({ target }) => put(place, { lines: target.value })}
              />
            )}
          </FormField>
          <LabelledCheckbox
            label={costDimensionWords[dimension].none}
            className="sm:pt-7"
            isChecked={withNone}
            onCheckedChange={(isChecked) => put(place, { withNone: isChecked })}
          />
          <span className="sm:pt-6">
            <IconButton
              label={`Remove ${costDimensionWords[dimension].title.toLowerCase()}`}
              size="compact"
              onClick={() => onConditions(conditions.filter((_, at) => at !== place))}
            >
              <X aria-hidden />
            </IconButton>
          </span>
        </div>
      ))}
      {fault === null ? null : (
        <p id={`${toFieldId(path)}-error`} className="text-critical text-table">
          {fault}
        </p>
      )}
      {next === undefined ? null : (
        <div>
          <Button
            id={toFieldId(path)}
            size="compact"
            onClick={() => onConditions([...conditions, { dimension: next, lines: '', withNone: false }])}
          >
            Narrow further
          </Button>
        </div>
      )}
    </fieldset>
  );
}
