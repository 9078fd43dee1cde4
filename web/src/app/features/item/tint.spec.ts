import { meanOf } from './tint';

test('the tint of one colour is that colour', () => {
  expect(meanOf([200, 40, 10, 255, 200, 40, 10, 255])).toBe('200 40 10');
});

test('colour outweighs the black of bars and the white of letters', () => {
  const [red, green, blue] = meanOf([0, 0, 0, 255, 255, 255, 255, 255, 220, 30, 30, 255])!.split(' ').map(Number);
  expect(red).toBeGreaterThan(200);
  expect(green).toBeLessThan(60);
  expect(blue).toBeLessThan(60);
});

test('a picture without a visible pixel has no tint', () => {
  expect(meanOf([10, 20, 30, 0])).toBeNull();
});
