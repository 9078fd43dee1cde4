import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Continues with Plex, chooses an account on the consent page and comes back. */
export async function signIn(page: Page, account: string): Promise<void> {
  await page.getByRole('button', { name: 'Continue with Plex' }).click();
  await page.getByRole('button', { name: account, exact: false }).first().click();
  await page.getByRole('button', { name: 'Allow' }).click();
}

/** WCAG 2.2 AA as far as a program can tell: nothing serious, nothing critical. */
export async function expectAccessible(page: Page): Promise<void> {
  const rules = axe(page).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  await expectNothingGrave(page, rules);
}

/** In dark nothing but the colours is another: the rules that look at colours are asked again. */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNothingGrave(page, axe(page).withRules(['color-contrast', 'link-in-text-block']));
}

/** In the page alone and telling violations only: the other way opens a second page for every look, for frames that we have not. */
const axe = (page: Page) => new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });

async function expectNothingGrave(page: Page, rules: AxeBuilder): Promise<void> {
  await stillColours(page);
  const { violations } = await rules.analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const complaints = grave.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
  expect(complaints).toEqual([]);
}

/** A theme's colours come in a moment, and what is half way has no contrast to judge: ends what is on its way. */
async function stillColours(page: Page): Promise<void> {
  const ended = (): number => {
    const running = document.getAnimations().filter((each) => each instanceof CSSTransition);
    running.forEach((each) => each.finish());
    return running.length;
  };
  await expect.poll(() => page.evaluate(ended)).toBe(0);
}

/** What the page wrote to the console as an error, and what it threw. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    // A picture that Plex did not send in time is no fault of the page: its place has initials.
    const isPicture = message.location().url.includes('/poster?');
    if (message.type() === 'error' && !isPicture) errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  return errors;
}

/** No part of the page may be reached only by scrolling sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}

/** The emulator's control API: `control('POST', 'faults', { kind: 'slow', delayMs: 500 })`. */
export async function control<T = unknown>(method: 'POST' | 'DELETE', path: string, body: object = {}): Promise<T> {
  const response = await fetch(`${process.env.EMULATOR_CONTROL}/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The emulator answered ${response.status}: ${await response.text()}`);
  return JSON.parse((await response.text()) || 'null') as T;
}

/** Newest first; the schedule adds others at moments of its own. */
export async function runsByHand(page: Page): Promise<{ id: string; state: string }[]> {
  const { items } = await (await page.request.get('/api/v1/sync/runs?limit=100')).json();
  return items.filter((run: { trigger: string }) => run.trigger === 'manual');
}

/** With the page's own button, again while a run that nobody asked for is on its way. @returns the run's id */
export async function startSync(page: Page): Promise<string> {
  for (;;) {
    const answer = page.waitForResponse(
      (each) => each.request().method() === 'POST' && each.url().endsWith('/api/v1/sync/runs'),
    );
    await page.getByRole('button', { name: 'Start sync' }).first().click();
    const response = await answer;
    if (response.status() !== 409) return (await response.json()).id;
  }
}

/** Starts a sync with the page's own button and waits for the state that it ends in. */
export async function syncThroughPage(page: Page): Promise<string> {
  await page.goto('/sync');
  const id = await startSync(page);
  const ended = async () => {
    const { state } = await (await page.request.get(`/api/v1/sync/runs/${id}`)).json();
    return ['queued', 'running'].includes(state) ? 'not ended' : state;
  };
  await expect.poll(ended, { timeout: 45_000 }).not.toBe('not ended');
  return ended();
}

/** No word stands out of the box that it belongs to, where it would run into its neighbour. */
export async function expectWordsInTheirBoxes(page: Page, where: string): Promise<void> {
  expect.soft(await page.evaluate(findRunaways), where).toEqual([]);
}

/** Runs in the page. */
function findRunaways(): string[] {
  const boxOf = (element: Element): Element => {
    let box = element;
    while (/^(?:inline|contents)$/.test(getComputedStyle(box).display) && box.parentElement) box = box.parentElement;
    return box;
  };
  /** For screen readers only: cut away where it stands, or where a box around it does. */
  const cutAway = (element: Element | null): boolean =>
    element !== null && (getComputedStyle(element).clipPath !== 'none' || cutAway(element.parentElement));
  const hidden = (element: Element): boolean =>
    !element.checkVisibility() || element.closest('svg, option') !== null || cutAway(element);
  const stands = (text: Text, parent: Element): boolean => {
    const box = boxOf(parent);
    const range = document.createRange();
    range.selectNodeContents(text);
    const [inner, outer] = [range.getBoundingClientRect(), box.getBoundingClientRect()];
    const open = getComputedStyle(box).overflowX === 'visible' && outer.width > 2;
    return open && (inner.right > outer.right + 1.5 || inner.left < outer.left - 1.5);
  };
  const faults: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const parent = node.parentElement;
    if (!parent || !node.data.trim() || hidden(parent)) continue;
    if (stands(node, parent)) faults.push(`${boxOf(parent).className || boxOf(parent).localName}: ${node.data.trim()}`);
  }
  return [...new Set(faults)];
}
