import type { ItemCard } from '../../api/types';
import type { IconName } from '../../ui/icon-paths';

/** One line of the palette. */
export interface Command {
  /** Unique among all lines, and the same whenever the line is offered. */
  id: string;
  label: string;
  /** What it is, or what stands beside it. */
  note: string;
  icon: IconName;
  /** Further words that find it. */
  words?: string;
  /** A title of the library shows its poster. */
  item?: ItemCard;
  /** Asks the server: the palette stays open until it answered, and tells the Problem that `run` rejects with. */
  mayFail?: boolean;
  /** Not worth remembering. */
  passing?: boolean;
  run: () => unknown;
}

export interface CommandGroup {
  label: string;
  /** Of several kinds, so that each line says its own. */
  mixed?: boolean;
  commands: readonly Command[];
}

/**
 * The commands that a text means, best first: each of its words begins a word of the label or note, and labels that
 * begin with the text come before others. An empty text means all.
 */
export function matching(commands: readonly Command[], text: string): readonly Command[] {
  const asked = wordsOf(text);
  if (asked.length === 0) return commands;
  const fits = commands.filter((command) => {
    const words = wordsOf(`${command.label} ${command.note} ${command.words ?? ''}`);
    return asked.every((part) => words.some((word) => word.startsWith(part)));
  });
  const begins = (command: Command): boolean => plain(command.label).startsWith(asked.join(' '));
  return [...fits.filter(begins), ...fits.filter((command) => !begins(command))];
}

function wordsOf(text: string): string[] {
  return plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Without case and accents, so that `uber` finds `über`. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
