/** A colour as red, green and blue, each from 0 to 1, gamma-encoded. */
export type Colour = readonly [number, number, number];
type Matrix = readonly [Colour, Colour, Colour];

export function parseHex(hex: string): Colour {
  const channel = (start: number) => Number.parseInt(hex.slice(start, start + 2), 16) / 255;
  return [channel(1), channel(3), channel(5)];
}

/** `share` of one colour over another, as `color-mix(in srgb, …)` does. */
export function mix(one: Colour, other: Colour, share: number): Colour {
  return [
    one[0] * share + other[0] * (1 - share),
    one[1] * share + other[1] * (1 - share),
    one[2] * share + other[2] * (1 - share),
  ];
}

const toLinear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const clamp = (value: number) => Math.min(1, Math.max(0, value));
const map = (colour: Colour, change: (value: number) => number): Colour => [
  change(colour[0]),
  change(colour[1]),
  change(colour[2]),
];
const dot = (row: Colour, colour: Colour) => row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2];
const multiply = (matrix: Matrix, colour: Colour): Colour => [
  dot(matrix[0], colour),
  dot(matrix[1], colour),
  dot(matrix[2], colour),
];

/** The contrast ratio of WCAG 2, from 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const luminance = (colour: Colour) => dot([0.2126, 0.7152, 0.0722], map(colour, toLinear));
  const [first, second] = [luminance(one), luminance(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

/** Full colour-vision deficiencies after Machado, Oliveira and Fernandes (2009), on linear light. */
export const visions: Readonly<Record<string, Matrix>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const toCones: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const toLab: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

/** How far apart two colours are to such eyes: the OKLab distance times 100. */
export function distance(one: Colour, other: Colour, vision: Matrix): number {
  const seen = (colour: Colour) => {
    const light = map(multiply(vision, map(colour, toLinear)), clamp);
    return multiply(toLab, map(multiply(toCones, light), Math.cbrt));
  };
  const [a, b] = [seen(one), seen(other)];
  return 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
