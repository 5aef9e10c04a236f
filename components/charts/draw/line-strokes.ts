/** How a line is drawn, so that lines are told apart without colour too. */
export interface LineStroke {
  colour: string;
  /** As SVG takes it; undefined for a solid line. */
  dash: string | undefined;
}

const colours = ['var(--color-accent)', 'var(--color-diverging-7)', 'var(--color-diverging-1)', 'var(--color-muted)'];
const dashes = [undefined, '6 3', '2 3', '8 3 2 3', '1 3', '10 4', '4 2 1 2', '3 6'];

/** The stroke of the line at that place among the lines of a chart. */
export function toStroke(index: number): LineStroke {
  return { colour: colours[index % colours.length] ?? 'currentColor', dash: dashes[index % dashes.length] };
}
