import type { UserDetail } from '../../api/types';
import type { Figure } from '../../ui/figures';
import { formatCount, formatExact } from '../../ui/format';
import type { IconName } from '../../ui/icon-paths';
import { plural } from '../../ui/plural';

/** Empty until they are known. */
export function figuresOf(user: UserDetail | null): Figure[] {
  if (user === null) return [];
  const { plays, visibleSectionCount, sessionCount, apiKeyCount, role } = user;
  const keys = formatCount(apiKeyCount);
  const figure = (label: string, count: number, note: string): Figure => ({
    label,
    value: formatCount(count),
    note,
    icon: null,
  });
  return [
    figure($localize`Plays in 30 days`, plays.last30Days, $localize`on every server`),
    figure(
      $localize`Plays in all`,
      plays.total,
      plays.lastAt === null
        ? $localize`none yet`
        : $localize`the last one ${formatExact(Date.parse(plays.lastAt))}:time:`,
    ),
    figure(
      $localize`Libraries`,
      visibleSectionCount,
      role === 'admin' ? $localize`administrators see all` : $localize`shared with this account`,
    ),
    figure(
      $localize`Browsers signed in`,
      sessionCount,
      apiKeyCount === 0
        ? $localize`and no API key`
        : plural(apiKeyCount, $localize`and 1 API key`, $localize`and ${keys}:count: API keys`),
    ),
  ];
}

const ICONS: Record<string, IconName | undefined> = { movie: 'movie', show: 'show', artist: 'music' };

export interface VisibleServer {
  id: string;
  name: string;
  sections: { id: string; title: string; icon: IconName }[];
}

/** What can be seen, server by server. */
export function librariesOf(user: UserDetail | null): VisibleServer[] {
  return (user?.servers ?? []).map(({ id, name, sections }) => ({
    id,
    name,
    sections: sections.map((section) => ({
      id: section.id,
      title: section.title,
      icon: ICONS[section.type] ?? 'library',
    })),
  }));
}
