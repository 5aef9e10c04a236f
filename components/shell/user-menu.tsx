'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleUser, Keyboard, LogOut } from 'lucide-react';
import { useState } from 'react';
import { localZone, useClock } from '@/components/time/clock-provider';
import { Button } from '@/components/ui/button';
import { Menu, MenuCheckboxItem, MenuItem, MenuRadioGroup, MenuSeparator } from '@/components/ui/dropdown-menu';
import { Kbd } from '@/components/ui/kbd';
import { notify } from '@/components/ui/toast';
import { preferencesQuery, setPreference } from '@/lib/queries/preferences';
import { utc } from '@/lib/time/zone';
import { areSingleKeysOn, keyboardPreference } from './keyboard-preference';
import { signOut } from './sign-out';
import { currentTheme, setTheme, type Theme, themes, themeWords } from './theme';
import { useMe } from './use-me';

export interface UserMenuProps {
  onShowShortcuts: () => void;
}

/** Who is signed in, how they like to see things, and the way out. */
export function UserMenu({ onShowShortcuts }: UserMenuProps) {
  const me = useMe();
  const leaving = useMutation({
    mutationFn: signOut,
    onError: () =>
      notify({
        tone: 'critical',
        title: 'Still signed in',
        detail: 'The console did not end the session. Try again in a moment.',
      }),
  });
  return (
    <Menu
      label="You and your settings"
      trigger={
        <Button variant="quiet" aria-label={me ? `${me.person.email}: your menu` : 'Your menu'} className="w-8 px-0!">
          <CircleUser aria-hidden />
        </Button>
      }
    >
      {me ? (
        <div className="max-w-64 px-2 py-1.5">
          <p className="truncate font-medium">{me.person.name ?? me.person.email}</p>
          {me.person.name === null ? null : <p className="truncate text-meta text-muted">{me.person.email}</p>}
          <p className="text-meta text-muted">{[...new Set(me.grants.map((grant) => grant.role))].join(', ')}</p>
        </div>
      ) : null}
      <MenuSeparator />
      <ThemeChoice />
      <ZoneChoice />
      <MenuSeparator />
      <SingleKeysChoice />
      <MenuItem onSelect={onShowShortcuts}>
        <Keyboard aria-hidden /> Keyboard shortcuts
        <span className="ml-auto pl-4">
          <Kbd>?</Kbd>
        </span>
      </MenuItem>
      <MenuItem onSelect={() => leaving.mutate()}>
        <LogOut aria-hidden /> Sign out
      </MenuItem>
    </Menu>
  );
}

function ThemeChoice() {
  const [theme, showTheme] = useState<Theme>(currentTheme);
  return (
    <MenuRadioGroup
      label="Theme"
      value={theme}
      onValueChange={(next) => {
        setTheme(next);
        showTheme(next);
      }}
      options={themes.map((value) => ({ value, label: themeWords[value] }))}
    />
  );
}

function ZoneChoice() {
  const { zone, setZone } = useClock();
  const local = localZone();
  const options = [{ value: utc, label: 'UTC' }];
  if (local !== utc) options.push({ value: local, label: `Local (${local})` });
  if (!options.some(({ value }) => value === zone)) options.push({ value: zone, label: zone });
  return <MenuRadioGroup label="Times in" value={zone} onValueChange={setZone} options={options} />;
}

function SingleKeysChoice() {
  const client = useQueryClient();
  const { data } = useQuery(preferencesQuery);
  const setting = useMutation(setPreference(client));
  return (
    <MenuCheckboxItem
      isChecked={areSingleKeysOn(data)}
      onCheckedChange={(singleKeys) => setting.mutate({ key: keyboardPreference, value: { singleKeys } })}
    >
      Single-key shortcuts
    </MenuCheckboxItem>
  );
}
