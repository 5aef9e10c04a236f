import { remember } from './remember';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const themeWords: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' };

/** The theme of that name; the system's when there is none. */
export function toTheme(name: string | undefined): Theme {
  return themes.find((theme) => theme === name) ?? 'system';
}

/** The theme the page shows now. */
export function currentTheme(): Theme {
  return toTheme(document.documentElement.dataset.theme);
}

/** Shows a theme at once and remembers it. */
export function setTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  remember('theme', theme === 'system' ? null : theme);
}
