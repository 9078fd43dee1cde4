import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { DesignPage } from './design-page';

const app = join(__dirname, '../..');

const textOf = (folder: string, fits: RegExp) =>
  readdirSync(join(app, folder), { recursive: true })
    .map(String)
    .filter((name) => fits.test(name) && !name.endsWith('.spec.ts'))
    .map((name) => readFileSync(join(app, folder, name), 'utf8'))
    .join('\n');

test('each piece of the design system is shown', () => {
  const pieces = [...textOf('ui', /\.ts$/).matchAll(/selector: '(sp-[a-z-]+)'/g)].map(([, name]) => name);
  const page = textOf('features/design', /\.ts$/);
  expect(pieces.length).toBeGreaterThan(20);
  expect(pieces.filter((name) => !page.includes(`<${name}`))).toEqual([]);
});

test('each colour is shown', () => {
  const tokens = readFileSync(join(app, 'ui/styles/_tokens.scss'), 'utf8');
  const colours = [...tokens.matchAll(/--sp-([a-z0-9-]+): (?:light-dark\(|#)/g)].map(([, name]) => name);
  const page = readFileSync(join(__dirname, 'token-specimens.ts'), 'utf8');
  expect(colours.length).toBeGreaterThan(15);
  expect(colours.filter((name) => !page.includes(`'${name}'`))).toEqual([]);
});

test('both themes are parts of one page', () => {
  TestBed.overrideComponent(DesignPage, { set: { imports: [], schemas: [CUSTOM_ELEMENTS_SCHEMA] } });
  const fixture = TestBed.createComponent(DesignPage);
  fixture.detectChanges();
  const page = fixture.nativeElement as HTMLElement;
  expect(page.querySelectorAll('main')).toHaveLength(1);
  expect(
    [...page.querySelectorAll('main > section')].map((part) => part.ariaLabel ?? part.getAttribute('aria-label')),
  ).toEqual(['light', 'dark']);
});
