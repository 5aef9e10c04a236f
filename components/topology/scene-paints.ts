'use client';
import type { LinkHealth } from '@/lib/api/contracts/link-keys';

/** What the topology is painted with: colours as the canvas takes them. */
export interface ScenePaints {
  health: Record<LinkHealth, string>;
  surface: string;
  text: string;
  muted: string;
  focus: string;
  selected: string;
}

/** Dashes by health: what a line says is never said by its colour alone. */
export const healthDashes: Record<LinkHealth, readonly number[]> = {
  healthy: [],
  warning: [10, 4],
  critical: [3, 3],
  unknown: [1, 4],
  'in-progress': [8, 3, 2, 3],
  disabled: [1, 8],
};

/** The token that each health's lines and marks have. */
export const healthTokens: Record<LinkHealth, string> = {
  healthy: 'healthy-mark',
  warning: 'warning-mark',
  critical: 'critical-mark',
  unknown: 'unknown-mark',
  'in-progress': 'in-progress-mark',
  disabled: 'subtle',
};

const forced = 'CanvasText';

/** The theme's colours as they are now. Reads styles: once a theme, not once a frame. */
export function readScenePaints(): ScenePaints {
  const isForced = window.matchMedia('(forced-colors: active)').matches;
  const probe = document.createElement('span');
  // A transition would give every colour as the one before it.
  probe.style.transitionProperty = 'none';
  document.body.append(probe);
  const read = (token: string, system = forced) => {
    if (isForced) return system;
    probe.style.color = `var(--color-${token})`;
    return getComputedStyle(probe).color;
  };
  const paints: ScenePaints = {
    health: {
      healthy: read(healthTokens.healthy),
      warning: read(healthTokens.warning),
      critical: read(healthTokens.critical),
      unknown: read(healthTokens.unknown),
      'in-progress': read(healthTokens['in-progress']),
      disabled: read(healthTokens.disabled, 'GrayText'),
    },
    surface: read('surface', 'Canvas'),
    text: read('text'),
    muted: read('muted'),
    focus: read('focus', 'Highlight'),
    selected: read('accent', 'Highlight'),
  };
  probe.remove();
  return paints;
}
