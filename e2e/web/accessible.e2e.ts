import { expectAccessibleInBothThemes, expectNoSidewaysScroll } from './support/person.js';
import { everyPage, settled } from './support/pages.js';
import { ADMIN_STATE } from './support/product.js';
import { expect, test } from './support/test.js';

test.use({ storageState: ADMIN_STATE });
test.describe.configure({ timeout: 600_000 });

for (const [device, viewport] of [
  ['desktop', { width: 1440, height: 900 }],
  ['phone', { width: 360, height: 740 }],
] as const) {
  test(`every page is clean in both themes, ${device}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    for (const path of await everyPage(page)) {
      await page.goto(path);
      await settled(page);
      await test.step(path, () => expectAccessibleInBothThemes(page));
      await test.step(path, () => expectNoSidewaysScroll(page));
    }
  });
}

test('Tab walks each page from its first link to its end, and every stop can be seen', async ({ page }) => {
  for (const path of await everyPage(page)) {
    await page.goto(path);
    await settled(page);
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Skip to the content' }), path).toBeFocused();
    const stops: string[] = [];
    for (let step = 0; step < 25; step++) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const focused = document.activeElement as HTMLElement;
        const { width, height } = focused.getBoundingClientRect();
        const { outlineStyle, boxShadow } = getComputedStyle(focused);
        const seen = outlineStyle !== 'none' || boxShadow !== 'none' || focused.matches('input, select, body, main');
        return seen && (focused === document.body || width * height > 0) ? '' : focused.outerHTML.slice(0, 160);
      });
      if (stop) stops.push(stop);
    }
    expect.soft(stops, path).toEqual([]);
  }
});

test('nothing moves for those who asked for it', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const path of await everyPage(page)) {
    await page.goto(path);
    await settled(page);
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .filter(
          ({ playState, effect }) => playState === 'running' && Number(effect!.getComputedTiming().activeDuration) > 50,
        )
        .map((animation) => `${(animation as CSSAnimation).animationName}`),
    );
    expect.soft(moving, path).toEqual([]);
  }
});
