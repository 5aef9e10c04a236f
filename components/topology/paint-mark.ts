import type { LinkHealth } from '@/lib/api/contracts/link-keys';
import type { ScenePaints } from './scene-paints';

/** Half of how wide a mark is, in pixels. */
export const markSize = 5;

/** The shape of a health, as everywhere, on a ground of its own so that lines do not run through it. */
export function paintMark(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  health: LinkHealth,
  paints: ScenePaints,
): void {
  context.beginPath();
  context.fillStyle = paints.surface;
  context.arc(x, y, markSize + 2, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = paints.health[health];
  context.strokeStyle = paints.health[health];
  context.lineWidth = 2;
  if (health === 'unknown') context.setLineDash([2.4, 2.1]);
  context.beginPath();
  traceMark(context, x, y, health);
  if (isOutline[health]) context.stroke();
  else context.fill();
  context.setLineDash([]);
}

const isOutline: Record<LinkHealth, boolean> = {
  critical: false,
  unknown: true,
  warning: false,
  'in-progress': true,
  healthy: false,
  disabled: true,
};

function traceMark(context: CanvasRenderingContext2D, x: number, y: number, health: LinkHealth): void {
  switch (health) {
    case 'critical':
      for (let corner = 0; corner < 8; corner++) {
        const angle = ((2 * corner + 1) * Math.PI) / 8;
        context.lineTo(x + (markSize + 1) * Math.cos(angle), y + (markSize + 1) * Math.sin(angle));
      }
      break;
    case 'warning':
      context.moveTo(x, y - markSize - 1);
      context.lineTo(x + markSize + 1, y + markSize);
      context.lineTo(x - markSize - 1, y + markSize);
      break;
    case 'disabled':
      context.rect(x - 4, y - 4, 8, 8);
      break;
    default:
      context.arc(x, y, isOutline[health] ? markSize - 0.5 : markSize, 0, 2 * Math.PI);
  }
}
