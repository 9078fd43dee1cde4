import type { IconName } from '../../ui/icon-paths';
import type { ThemePreference } from './theme-store';

export function themeNames(): readonly { value: ThemePreference; label: string; icon: IconName }[] {
  return [
    { value: 'system', label: $localize`As the system`, icon: 'system' },
    { value: 'light', label: $localize`Light`, icon: 'sun' },
    { value: 'dark', label: $localize`Dark`, icon: 'moon' },
  ];
}
