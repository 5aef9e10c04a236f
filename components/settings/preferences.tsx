'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState, useSyncExternalStore } from 'react';
import { areSingleKeysOn, keyboardPreference } from '@/components/shell/keyboard-preference';
import { currentTheme, setTheme, type Theme, themes, themeWords } from '@/components/shell/theme';
import { localZone, useClock } from '@/components/time/clock-provider';
import { Instant } from '@/components/time/instant';
import { FormField } from '@/components/ui/form-field';
import { Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import { notify } from '@/components/ui/toast';
import { toApiProblem } from '@/lib/queries/api-problem';
import { preferencesQuery, setPreference } from '@/lib/queries/preferences';
import { utc } from '@/lib/time/zone';

/** How this person likes the console. Theme and zone stay in this browser, the rest with the account. */
export function Preferences() {
  return (
    <Panel title="Preferences" className="max-w-2xl">
      <div className="flex flex-col gap-6 p-4">
        <ThemeChoice />
        <ZoneChoice />
        <SingleKeysChoice />
      </div>
    </Panel>
  );
}

/** What only the browser knows is read once there; the server draws without it. */
const neverChanges = () => () => undefined;

function ThemeChoice() {
  const name = useId();
  const shown = useSyncExternalStore<Theme | null>(neverChanges, currentTheme, () => null);
  const [chosen, setChosen] = useState<Theme | null>(null);
  return (
    <fieldset>
      <legend className="font-medium">Theme</legend>
      <p className="text-muted text-table">Kept in this browser.</p>
      <div className="mt-1 flex flex-wrap gap-4">
        {themes.map((theme) => {
          const id = `${name}-${theme}`;
          return (
            <span key={theme} className="inline-flex min-h-6 items-center gap-2">
              <input
                id={id}
                type="radio"
                name={name}
                className="size-4 accent-accent"
                checked={(chosen ?? shown) === theme}
                onChange={() => {
                  setTheme(theme);
                  setChosen(theme);
                }}
              />
              <label htmlFor={id}>{themeWords[theme]}</label>
            </span>
          );
        })}
      </div>
    </fieldset>
  );
}

const noZones: readonly string[] = [];
let knownZones = noZones;

function listZones(): readonly string[] {
  if (knownZones === noZones) knownZones = Intl.supportedValuesOf('timeZone');
  return knownZones;
}

function ZoneChoice() {
  const { now, zone, setZone } = useClock();
  const local = useSyncExternalStore(neverChanges, localZone, () => utc);
  const known = useSyncExternalStore(neverChanges, listZones, () => noZones);
  const others = known.filter((name) => name !== utc && name !== local);
  const isListed = zone === utc || zone === local || others.includes(zone);
  return (
    <FormField
      label="Time zone"
      isRequired
      description={
        <>
          Every time is printed with its zone. Now it is <Instant at={now.toISOString()} as="full" />.
        </>
      }
    >
      {(control) => (
        <Select {...control} className="max-w-80" value={zone} onChange={(event) => setZone(event.target.value)}>
          <option value={utc}>UTC</option>
          {local === utc ? null : <option value={local}>This browser’s: {local}</option>}
          {isListed ? null : <option value={zone}>{zone}</option>}
          {others.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}

function SingleKeysChoice() {
  const { data } = useQuery(preferencesQuery);
  const setting = useMutation(setPreference(useQueryClient()));
  return (
    <div>
      <Switch
        checked={areSingleKeysOn(data)}
        onChange={(event) =>
          setting.mutate(
            { key: keyboardPreference, value: { singleKeys: event.target.checked } },
            {
              onError: (fault) =>
                notify({ tone: 'critical', title: 'The setting was not kept', detail: toApiProblem(fault).message }),
            },
          )
        }
      >
        Single-key shortcuts
      </Switch>
      <p className="text-muted text-table">
        Keys such as <kbd>j</kbd>, <kbd>/</kbd> or <kbd>g</kbd> <kbd>i</kbd>. Ctrl K and ⌘K work either way.
      </p>
    </div>
  );
}
