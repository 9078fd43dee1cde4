import type { Locator, Page } from '@playwright/test';
import { type OwnStack, mirrorFirstServer, startOwnStack } from './support/own-stack.js';
import {
  expectAccessible,
  expectAccessibleInBothThemes,
  expectNoSidewaysScroll,
  expectWordsInTheirBoxes,
} from './support/person.js';
import {
  type TalkingProvider,
  babbles,
  callsTool,
  refuses,
  says,
  stalls,
  startTalkingProvider,
} from './support/talking-provider.js';
import { expect, test } from './support/test.js';

test.describe.configure({ mode: 'serial', timeout: 90_000 });
test.use({ actionTimeout: 10_000 });

let stack: OwnStack;
let model: TalkingProvider;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  stack = await startOwnStack(['--seed', '7', '--movies', '120', '--shows', '4', '--artists', '2', '--plays', '200']);
  model = await startTalkingProvider();
  const ada = await stack.client('ada');
  await mirrorFirstServer(ada);
  await ada.request('PUT', '/api/v1/ai/settings', { baseUrl: model.url, model: 'scripted-1', apiKey: 'a-key' });
});

test.afterAll(async () => {
  await model?.stop();
  await stack?.stop();
});

test.beforeEach(async ({ context }) => {
  await stack.enter(context, 'ada');
});

const SEARCH = callsTool('search_library', { type: 'movie', limit: 6 });
const composer = (page: Page) => page.getByRole('textbox', { name: 'Your question' });
const answers = (page: Page) => page.locator('sp-answer');

async function ask(page: Page, question: string): Promise<void> {
  await composer(page).fill(question);
  await composer(page).press('Enter');
}

/** Nothing lies over it where it is on the screen. */
const isOnTop = (place: Locator): Promise<boolean> =>
  place.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });

/** Runs in the page. */
function linesOf(place: Element): number {
  const range = document.createRange();
  range.selectNodeContents(place);
  return range.getClientRects().length;
}

/** The server has the answer that was stopped: the page says so a moment before. */
async function kept(page: Page): Promise<void> {
  const id = new URL(page.url()).searchParams.get('c');
  const read = () => page.request.get(`${stack.origin}/api/v1/ai/conversations/${id}`).then((answer) => answer.json());
  await expect.poll(async () => (await read()).messages.at(-1).role).toBe('assistant');
}

async function open(page: Page): Promise<void> {
  await page.goto(`${stack.origin}/assistant`);
  await expect(page.getByRole('heading', { name: 'Ask about your library' })).toBeVisible();
}

test('an answer streams in: steps, words, cards that open the title, and how it is known', async ({ page }) => {
  let goOn = (): void => undefined;
  const last = new Promise<void>((resolve) => (goOn = resolve));
  model.play(
    SEARCH,
    says(['Here is one from ', 'your library. ', 'It is {item}. ', 'There are [[figure:{tool}.count]] of them. '], {
      pauseMs: 700,
      last,
    }),
  );
  await open(page);
  await ask(page, 'Which films do I have?');
  const answer = answers(page).last();
  await expect(answer.getByText('Searched the library')).toBeVisible();
  await expect(answer.getByText('Here is one from your library.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  goOn();
  await expect(page.getByRole('button', { name: 'Ask', exact: true })).toBeVisible({ timeout: 15_000 });
  await answer.getByText('How I know').click();
  await expect(answer.getByText('Kind: movie')).toBeVisible();
  const { count } = await (await page.request.get(`${stack.origin}/api/v1/library/items/count?type=movie`)).json();
  await expect(answer).toContainText(String(count));
  await answer.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/items\/\w/);
  await page.goBack();
  await expect(answers(page).last()).toContainText('Here is one from your library.');
});

test('what is found nowhere in the library is left out, and markup of a model stays text', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => void (request.url().includes('tracker') && asked.push(request.url())));
  model.play(
    SEARCH,
    says([
      'You should watch The Emperor of Nowhere from 1987, rated 9.7. ',
      'See ![poster](https://tracker.example/x.png) and [this](https://tracker.example). ',
      'Have a look at {item}. ',
    ]),
  );
  await open(page);
  await ask(page, 'What should I watch?');
  const answer = answers(page).last();
  await expect(answer.getByText('Something was left out: nothing in your library bears it out.')).toBeVisible();
  await expect(answer).not.toContainText('Emperor of Nowhere');
  await expect(answer).not.toContainText('9.7');
  await expect(answer.locator('a[href*="tracker"], img[src*="tracker"]')).toHaveCount(0);
  await expect(answer.getByRole('link')).not.toHaveCount(0);
  expect(asked).toEqual([]);
});

test('a judgement and the conversation are there after a reload; it can be deleted', async ({ page }) => {
  model.play(SEARCH, says(['Look at {item}. ']));
  await open(page);
  await ask(page, 'Something to keep');
  const judged = page.waitForResponse((each) => each.request().method() === 'PUT' && each.url().endsWith('/feedback'));
  await answers(page).last().getByRole('button', { name: 'Helpful', exact: true }).click();
  expect((await judged).ok()).toBe(true);
  const helpful = answers(page).last().getByRole('button', { name: 'Helpful', exact: true });
  await expect(helpful).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
  await expect(helpful).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('Something to keep').first()).toBeVisible();
  const earlier = page.getByRole('complementary', { name: 'Earlier' });
  const entries = earlier.getByRole('button', { name: 'Something to keep', exact: true });
  await expect(entries).toHaveAttribute('aria-current', 'true');
  await earlier
    .getByRole('button', { name: /Something to keep/ })
    .last()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Delete/ }).click();
  await expect(entries).toHaveCount(0);
});

test('a running answer is stopped, at the provider too, and what was said stays', async ({ page }) => {
  const before = model.hungUp().length;
  model.play(
    SEARCH,
    says(['Here is one from your library. ', ...Array<string>(60).fill('Then more. ')], { pauseMs: 300 }),
  );
  await open(page);
  await ask(page, 'Tell me a lot');
  await expect(answers(page).last().getByText('Here is one from your library.')).toBeVisible();
  const stoppedAt = performance.now();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect.poll(() => model.hungUp().length).toBe(before + 1);
  expect(model.hungUp().at(-1)! - stoppedAt).toBeLessThan(2_000);
  await expect(page.getByRole('button', { name: 'Ask', exact: true })).toBeVisible();
  await expect(answers(page).last()).toContainText('Here is one from your library.');
  await expect(composer(page)).toBeEnabled();
});

for (const [fault, moves] of [
  ['says 429', [refuses(429, { 'retry-after': '30' })]],
  ['wants another key', [refuses(401)]],
  ['breaks', [refuses(500)]],
  ['is no stream', [babbles]],
  ['is cut', [SEARCH, says(['Here is one from your library. ', 'And then '], { pauseMs: 400, cut: true })]],
] as const) {
  test(`a provider that ${fault} is told, and the question can be asked again`, async ({ page }) => {
    model.play(...moves);
    await open(page);
    await ask(page, 'Which films do I have?');
    const alert = page.locator('main').getByRole('alert').first();
    await expect(alert).toBeVisible({ timeout: 20_000 });
    await expect(alert).toContainText('The language model');
    await expect(alert).not.toContainText('Plex');
    if (fault === 'says 429') await expect(alert).toContainText(/Trying again in \d+ s/);
    await expect(page.getByText('Which films do I have?').first()).toBeVisible();
    if (fault === 'is cut') await expect(page.getByText('Here is one from your library.').first()).toBeVisible();
    await expectAccessible(page);
    model.play(SEARCH, says(['Now there is {item}. ']));
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(answers(page).last()).toContainText('Now there is', { timeout: 20_000 });
    await expect(alert).toHaveCount(0);
  });
}

test('a question without an answer stays, says why, and can be asked again after a reload', async ({ page }) => {
  const again = page.getByRole('button', { name: 'Ask again' });
  model.play(refuses(401));
  await open(page);
  await ask(page, 'Which films do I have?');
  await expect(page.locator('main').getByRole('alert')).toContainText('The language model did not answer');
  model.play(refuses(500));
  await ask(page, 'Which shows do I have?');
  await expect(page.locator('.question')).toHaveText(['Which films do I have?', 'Which shows do I have?']);
  await expect(answers(page).first()).toContainText('The language model refuses the key.');
  await expect(page.locator('main').getByRole('alert')).toBeVisible({ timeout: 20_000 });
  await page.reload();
  await expect(page.locator('.question')).toHaveText(['Which films do I have?', 'Which shows do I have?']);
  await expect(answers(page).last()).toContainText('The language model failed while it answered.');
  await expect(page.getByRole('button', { name: /elpful$/ })).toHaveCount(0);
  await expectAccessible(page);
  model.play(stalls);
  await again.click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(answers(page).last()).toContainText('This answer was stopped.');
  await kept(page);
  model.play(SEARCH, says(['Now there is {item}. ']));
  await again.click();
  await expect(answers(page).last()).toContainText('Now there is', { timeout: 20_000 });
  await expect(again).toHaveCount(0);
});

test('a conversation is clean in both themes, desktop and phone, and while it is awaited', async ({ page }) => {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 360, height: 740 },
  ]) {
    await page.setViewportSize(viewport);
    model.play(SEARCH, says(['Here is one from your library, {item}. ']), stalls);
    await open(page);
    await ask(page, 'Which films do I have?');
    await expect(answers(page).last().getByText('How I know')).toBeVisible({ timeout: 15_000 });
    await answers(page).last().getByText('How I know').click();
    await ask(page, 'And then?');
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
    await expect.poll(() => isOnTop(composer(page))).toBe(true);
    await expectAccessibleInBothThemes(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Stop' }).click();
  }
});

test('a new conversation begins at the top, however many there were before', async ({ page }) => {
  const ben = await stack.client('ben');
  for (let made = 0; made < 30; made++) await ben.post('/api/v1/ai/conversations', { title: `Question ${made}` });
  await page.context().clearCookies();
  await stack.enter(page.context(), 'ben');
  await page.setViewportSize({ width: 1280, height: 800 });
  await open(page);
  const earlier = page.getByRole('complementary', { name: 'Earlier' });
  await expect(earlier.getByRole('listitem')).toHaveCount(30);
  await expect(page.getByRole('heading', { name: 'Ask about your library' })).toBeInViewport();
  const top = await page.getByRole('heading', { name: 'Ask about your library' }).boundingBox();
  expect(top!.y).toBeLessThan(160);
  const box = await composer(page).boundingBox();
  expect(box!.y).toBeGreaterThan(650);
  expect(box!.y + box!.height).toBeLessThanOrEqual(800);
  await earlier.getByRole('listitem').last().scrollIntoViewIfNeeded();
  await expect(page.getByRole('heading', { name: 'Ask about your library' })).toBeInViewport();
  await expectAccessible(page);
});

test('the panel goes on with a conversation beside any page', async ({ page }) => {
  model.play(SEARCH, says(['Here is one from your library. ']));
  await page.goto(`${stack.origin}/library`);
  await page.getByRole('button', { name: 'Assistant', exact: true }).click();
  const panel = page.getByRole('complementary', { name: 'Assistant' });
  await panel.getByRole('textbox', { name: 'Your question' }).fill('Which films do I have?');
  await page.keyboard.press('Enter');
  await expect(panel.locator('sp-answer').last()).toContainText('Here is one from your library.', { timeout: 15_000 });
  await expect(page).toHaveURL(/\/library/);
});

test('on a phone the panel covers the navigation: one can write and ask', async ({ page }) => {
  model.play(SEARCH, says(['Here is one from your library. ']));
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${stack.origin}/library`);
  await page.getByRole('button', { name: 'Assistant', exact: true }).click();
  const panel = page.getByRole('complementary', { name: 'Assistant' });
  const field = panel.getByRole('textbox', { name: 'Your question' });
  await expect.poll(() => isOnTop(field)).toBe(true);
  await field.fill('Which films do I have?');
  await expect.poll(() => isOnTop(panel.locator('sp-composer button'))).toBe(true);
  await expectNoSidewaysScroll(page);
  await panel.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(panel.locator('sp-answer').last()).toContainText('Here is one from your library.', { timeout: 15_000 });
});

test('on a phone the panel makes way for the title that was chosen, and goes on where it was', async ({ page }) => {
  for (const width of [360, 600]) {
    model.play(SEARCH, says(['Here is one from your library, {item}. ']));
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: width === 360 ? 'dark' : 'light' });
    await page.goto(`${stack.origin}/library`);
    const opener = page.getByRole('button', { name: 'Assistant', exact: true });
    await opener.click();
    const panel = page.getByRole('complementary', { name: 'Assistant' });
    await panel.getByRole('textbox', { name: 'Your question' }).fill(`Which films at ${width}?`);
    await page.keyboard.press('Enter');
    await expect(panel.getByRole('button', { name: 'Helpful', exact: true })).toBeVisible({ timeout: 15_000 });
    await panel
      .getByRole('link', { name: /^(?!Open as)/ })
      .last()
      .click();
    await expect(page).toHaveURL(/\/items\/\w/);
    await expect(panel).toHaveCount(0);
    await opener.click();
    await expect(panel.getByText(`Which films at ${width}?`)).toBeVisible();
    await panel
      .getByRole('link', { name: /^(?!Open as)/ })
      .last()
      .click();
    await expect(panel).toHaveCount(0);
    await opener.click();
    await panel.getByRole('button', { name: 'New conversation' }).click();
    await expect(panel.getByRole('heading', { name: 'Ask about your library' })).toBeVisible();
  }
});

test('whoever asks by keyboard keeps the focus', async ({ page }) => {
  model.play(SEARCH, says(Array<string>(40).fill('Then more. '), { pauseMs: 300 }));
  await open(page);
  await expect(page.locator('sp-suggestions button').first()).toBeVisible();
  await page.locator('sp-suggestions button').first().press('Enter');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(composer(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Ask', exact: true })).toBeVisible();
  await expect(composer(page)).toBeFocused();
  await kept(page);
  model.play(SEARCH, says(['Look at {item}. ']));
  await page.getByRole('button', { name: 'Ask again' }).press('Enter');
  await expect(composer(page)).toBeFocused();
  await expect(answers(page).last()).toContainText('Look at', { timeout: 15_000 });
  await expect(composer(page)).toBeFocused();

  await expect(answers(page).last().getByRole('button', { name: 'Helpful', exact: true })).toBeVisible();
  const entry = page.getByRole('complementary', { name: 'Earlier' }).getByRole('listitem').first();
  await entry.getByRole('button').first().focus();
  await page.keyboard.press('Tab');
  await expect(entry.getByRole('button', { name: /^Delete/ })).toBeFocused();

  await page.goto(`${stack.origin}/library`);
  await page.getByRole('button', { name: 'Assistant', exact: true }).press('Enter');
  await expect(
    page.getByRole('complementary', { name: 'Assistant' }).getByRole('textbox', { name: 'Your question' }),
  ).toBeFocused();

  await page.goto(stack.origin);
  const row = page.locator('sp-picks-row');
  await row.locator('.opener').first().press('Enter');
  await row.getByRole('button', { name: 'More like this' }).press('Enter');
  await expect(row.getByRole('button', { name: 'Undo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row.getByRole('button', { name: 'More like this' })).toBeFocused();

  model.play(says(['Yes. ']));
  await page.goto(`${stack.origin}/settings/ai`);
  const tried = page.getByRole('button', { name: 'Test', exact: true });
  await tried.press('Enter');
  await expect(page.locator('sp-provider-form .result')).not.toBeEmpty();
  await expect(tried).toBeFocused();
});

test('the use by person fits its page at every width, in both languages', async ({ browser }) => {
  test.setTimeout(180_000);
  for (const locale of ['en-GB', 'de-DE']) {
    const context = await browser.newContext({ locale });
    await stack.enter(context, 'ada');
    const page = await context.newPage();
    // As after a busy month: figures as long as they get, and costs that are not all known.
    await page.route('**/api/v1/ai/usage/users*', async (route) => {
      const use = await (await route.fetch()).json();
      const most = { promptTokens: 128_087_156, completionTokens: 19_919_928, calls: 16_161, cost: 1234.56 };
      const names = ['ada', 'Bartholomäus Quillfeather-Windmill', 'x'.repeat(60)];
      const items = names.map((displayName, at) => ({
        ...use.items[0],
        ...most,
        ...{ userId: `${at}`, displayName, unpricedCalls: 7 },
      }));
      await route.fulfill({ json: { ...use, items } });
    });
    await page.goto(`${stack.origin}/settings/ai`);
    for (const width of [360, 412, 600, 640, 768, 820, 1023, 1024, 1152, 1280, 1440, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      await expect(page.locator('sp-use-card [role="cell"]').first()).toBeVisible();
      await expectNoSidewaysScroll(page);
      const [card, table] = await Promise.all(
        ['sp-use-card', 'sp-use-card table'].map((place) => page.locator(place).boundingBox()),
      );
      expect(table!.width, `${locale}, ${width}`).toBeLessThanOrEqual(card!.width + 1);
      const figure = page.locator('sp-use-card [role="cell"]').first();
      expect(await figure.evaluate(linesOf), `${locale}, ${width}`).toBe(1);
      const head = await page.locator('sp-use-card thead').evaluate((place) => place.clientHeight);
      expect(head, `${locale}, ${width}`).toBeLessThan(80);
      const name = `use-${locale.slice(0, 2)}-${width}`;
      await expectWordsInTheirBoxes(page, name);
    }
    await context.close();
  }
});

test.describe('in German on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, locale: 'de-DE', hasTouch: true, isMobile: true });

  test('the use by person keeps its labels beside its figures', async ({ page }) => {
    await page.goto(`${stack.origin}/settings/ai`);
    const cells = page.locator('sp-use-card [data-label="Token geschrieben"]');
    await expect(cells).toHaveCount(2);
    await cells.first().scrollIntoViewIfNeeded();
    // A label that may not break reaches into the next column.
    for (const cell of await cells.all()) await expect(cell).toHaveCSS('white-space', 'normal');
    await expectNoSidewaysScroll(page);
  });

  test('what can be said of a pick is whole', async ({ page }) => {
    await page.goto(stack.origin);
    const row = page.locator('sp-picks-row');
    const openers = row.locator('.opener');
    await expect(openers.first()).toBeVisible();
    for (let at = 0; at < Math.min(6, await openers.count()); at++) {
      await openers.nth(at).click();
      const last = row.getByRole('button', { name: 'Kein Interesse' });
      await expect(last).toBeVisible();
      const lane = await row.locator('.sp-shelf-lane').boundingBox();
      const box = await last.boundingBox();
      expect(box!.y + box!.height).toBeLessThanOrEqual(lane!.y + lane!.height);
      expect(await last.evaluate((button) => button.scrollWidth <= button.clientWidth)).toBe(true);
      const first = await row.locator('.why li').first().boundingBox();
      const cross = await openers.nth(at).boundingBox();
      expect(first!.y).toBeGreaterThanOrEqual(cross!.y + cross!.height);
      await openers.nth(at).click();
    }
  });
});
