import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { RefreshBar } from './refresh-bar';

it('is not part of what the server draws, which cannot know what the browser asks for again', () => {
  expect(renderToString(createElement(RefreshBar, { isActive: true }))).toBe('');
});
