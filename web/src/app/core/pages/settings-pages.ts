import type { IconName } from '../../ui/icon-paths';

export interface SubPage {
  path: string;
  label: string;
  icon: IconName;
}

/** The subjects of the settings that a person may see: everybody has devices and a use of the assistant, the rest is for administrators. */
export function settingsPages(isAdmin: boolean): SubPage[] {
  const devices: SubPage = { path: '/settings/devices', label: $localize`Your devices`, icon: 'device' };
  const assistant: SubPage = { path: '/settings/assistant', label: $localize`Your assistant`, icon: 'assistant' };
  if (!isAdmin) return [devices, assistant];
  return [
    { path: '/settings/servers', label: $localize`Servers`, icon: 'server' },
    { path: '/settings/schedule', label: $localize`Schedule`, icon: 'clock' },
    { path: '/settings/api-keys', label: $localize`API keys`, icon: 'key' },
    { path: '/settings/ai', label: $localize`AI provider`, icon: 'insights' },
    { path: '/settings/audit', label: $localize`Audit log`, icon: 'eye' },
    { path: '/settings/system', label: $localize`System`, icon: 'system' },
    devices,
    assistant,
  ];
}
