/** One line of an exporter's page. */
export interface PageSample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const line = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const label = /([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** Reads the samples of a page in the text exposition format; comments are left out. Throws on any other line. */
export function parsePage(text: string): PageSample[] {
  return text
    .split('\n')
    .filter((each) => each !== '' && !each.startsWith('#'))
    .map((each) => {
      const [, name, labels = '', value] = line.exec(each) ?? [];
      if (name === undefined || value === undefined) throw new SyntaxError(`This is no sample: ${each}`);
      return {
        name,
        labels: Object.fromEntries([...labels.matchAll(label)].map(([, key, said]) => [key, said])),
        value: Number(value),
      };
    });
}
