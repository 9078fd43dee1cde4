// Images that a Dockerfile or a compose file takes from elsewhere.
import { readFileSync } from 'node:fs';

const REFERENCE = /^(?:FROM\s+|\s*image:\s*)(\S+)/;

/** @returns {{ file: string, image: string, pinned: boolean }[]} */
export function imagesIn(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const stages = lines.map((line) => /^FROM\s.*\sAS\s+(\S+)/i.exec(line)?.[1]).filter(Boolean);
  return lines.flatMap((line) => {
    const [, image] = REFERENCE.exec(line) ?? [];
    if (!image || stages.includes(image) || image.startsWith('smartplex:')) return [];
    return [{ file, image, pinned: /@sha256:[0-9a-f]{64}$/.test(image) }];
  });
}
